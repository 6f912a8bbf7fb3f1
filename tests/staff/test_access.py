"""What each role may do stands in one table, and every page stands behind it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.staff.people import Person
from voice.models.staff import ROLES
from voice.staff.access import READERS, TABLE, needs, unregistered_routes


@pytest.fixture
def app_with_comments(app: Flask) -> Flask:
    """A page that only readers of free text may open."""
    app.add_url_rule("/staff/comments-here", "review.comments_here", needs("comments", "read")(lambda: "their words"))
    return app


def test_every_route_is_registered(app):
    assert unregistered_routes(app) == []


def test_a_route_that_forgot_its_place_in_the_table_is_found(app):
    app.add_url_rule("/staff/forgotten", "review.forgotten", lambda: "oh")
    assert unregistered_routes(app) == ["review.forgotten"]


def test_only_leads_and_safeguarding_read_what_people_wrote():
    assert TABLE["comments", "read"] == TABLE["answers", "read"] == READERS == {"lead", "safeguarding"}


def test_the_board_reads_only_what_is_released():
    assert {what for what, roles in TABLE.items() if "board" in roles} == {
        ("own account", "read"),
        ("own account", "change"),
    }


def test_what_is_not_in_the_table_cannot_be_asked_for():
    with pytest.raises(KeyError):
        needs("comments", "sell")


def test_a_stranger_is_led_to_the_sign_in(app_with_comments):
    answer = app_with_comments.test_client().get("/staff/comments-here?page=2")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/staff/sign-in?next=/staff/comments-here?page%3D2"


@pytest.mark.parametrize("role", ROLES)
def test_other_roles_get_404_and_not_403(app_with_comments, a_person, role):
    person: Person = a_person(f"{role}@example.org", role)
    person.signs_in()
    answer = person.client.get("/staff/comments-here")
    assert answer.status_code == (200 if role in READERS else 404)
    assert ("their words" in answer.text) == (role in READERS)


@pytest.mark.parametrize(
    "path",
    ["/staff/rescue", "/staff/which-factor", "/staff/second-factor/token", "/staff/register", "/login", "/reset"],
)
def test_pages_of_the_library_that_are_not_used_are_not_there(a_person, path):
    lead = a_person()
    lead.signs_in()
    assert lead.sends("/staff/account", to=path).status_code in (404, 405)
    assert lead.client.get(path, follow_redirects=True).status_code in (404, 405)


def test_no_token_stands_in_for_a_session(a_person, app):
    lead = a_person()
    with app.app_context():
        from voice.models import User, db

        token = db.session.query(User).one().get_auth_token()
    for given in ({"headers": {"Authentication-Token": token}}, {"query_string": {"auth_token": token}}):
        assert app.test_client().get("/staff/account", **given).status_code == 302
    assert lead.signs_in().status_code == 302
