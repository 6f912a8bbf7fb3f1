"""A sign-in lasts as long as it may, on the server, for every copy of its cookie."""

from __future__ import annotations

import pytest

from tests.staff.people import BASE, Person
from voice.staff import accounts


def a_copy_of(person: Person, app) -> Person:
    """Return somebody who copied the cookie."""
    thief = Person(app.test_client(), person.clock, person.email)
    cookie = person.client.get_cookie("staff")
    assert cookie
    thief.client.set_cookie("staff", cookie.value)
    return thief


def test_a_copied_cookie_is_dead_after_sign_out(a_person, app):
    lead = a_person()
    lead.signs_in()
    thief = a_copy_of(lead, app)
    assert thief.reads()
    assert lead.signs_out().headers["Location"] == "/staff/sign-in"
    assert not lead.reads()
    assert not thief.reads()


def test_a_changed_password_signs_out_everywhere_else(a_person, app):
    lead = a_person()
    lead.signs_in()
    thief = a_copy_of(lead, app)
    new = "another four kind words"
    answer = lead.sends("/staff/password", password=lead.password, new_password=new, new_password_confirm=new)
    assert answer.headers["Location"] == "/staff/account"
    assert lead.reads()
    assert not thief.reads()
    lead.signs_out()
    assert lead.gives_password().status_code == 200
    assert lead.gives_password(new).status_code == 302


@pytest.mark.parametrize(
    ("verb", "given"), [(accounts.disable, ()), (accounts.set_role, ("board",)), (accounts.forget_second_factor, ())]
)
def test_a_disabled_account_or_a_changed_role_takes_effect_at_once(a_person, app, verb, given):
    lead = a_person()
    lead.signs_in()
    assert lead.reads()
    with app.app_context():
        verb(lead.email, *given)
    assert not lead.reads()


def test_a_session_ends_after_the_idle_minutes(a_person):
    lead = a_person()
    lead.signs_in()
    lead.clock.moves_on(minutes=29)
    assert lead.reads()
    lead.clock.moves_on(minutes=29)
    assert lead.reads()
    lead.clock.moves_on(minutes=30)
    assert not lead.reads()
    assert "Nothing was clicked for 30 minutes" in lead.opens("/staff/sign-in").text


def test_an_old_copy_of_a_cookie_is_idle_too(a_person, app):
    lead = a_person()
    lead.signs_in()
    thief = a_copy_of(lead, app)
    for _ in range(3):
        lead.clock.moves_on(minutes=20)
        assert lead.reads()
    assert not thief.reads()


def test_a_session_ends_after_a_day_however_busy(a_person):
    lead = a_person()
    lead.signs_in()
    for _ in range(35):
        lead.clock.moves_on(minutes=20)
        assert lead.reads()
    lead.clock.moves_on(minutes=20)
    assert not lead.reads()
    assert "signed in for 12 hours" in lead.opens("/staff/sign-in").text


def test_a_changed_password_does_not_make_the_day_longer(a_person):
    lead = a_person()
    lead.signs_in()
    for turn in range(36):
        assert lead.reads()
        if turn == 30:
            new = "another four kind words"
            lead.sends("/staff/password", password=lead.password, new_password=new, new_password_confirm=new)
        lead.clock.moves_on(minutes=20)
    assert not lead.reads()


def test_nothing_of_the_session_before_survives_the_sign_in(a_person):
    lead = a_person()
    lead.opens("/staff/sign-in")
    with lead.client.session_transaction("/staff/") as session:
        before = session["csrf_token"]
        session["planted"] = "by somebody else"
    lead.signs_in()
    with lead.client.session_transaction("/staff/") as session:
        assert "planted" not in session
        assert "tf_user_id" not in session
        assert session.get("csrf_token") != before
        assert session["second_factor"] is True


def test_remember_me_is_not_on_offer(a_person):
    lead = a_person()
    lead.sends("/staff/sign-in", email=lead.email, password=lead.password, remember="y")
    lead.gives_code()
    assert lead.reads()
    assert lead.client.get_cookie("remember_token") is None


def test_a_session_without_the_second_factor_reads_nothing(a_person):
    lead = a_person()
    lead.signs_in()
    with lead.client.session_transaction("/staff/") as session:
        session["second_factor"] = False
    answer = lead.opens("/staff/account")
    assert answer.headers["Location"].startswith("/staff/sign-in")
    assert lead.opens("/staff/sign-in").status_code == 200


@pytest.mark.parametrize("path", ["/", "/health", "/en/privacy", "/nothing-here", "/strategy-2024/en/standard/"])
def test_a_respondent_page_sets_no_session_cookie(a_person, path):
    lead = a_person()
    lead.signs_in()
    assert "Set-Cookie" in lead.opens("/staff/account").headers
    for client in (lead.client, lead.client.application.test_client()):
        cookies = client.get(path).headers.getlist("Set-Cookie")
        assert not [one for one in cookies if one.startswith("staff")]


def test_a_respondent_page_does_not_ask_who_it_is(a_person, monkeypatch):
    lead = a_person()
    lead.signs_in()
    asked: list[str] = []
    monkeypatch.setattr("voice.extensions.datastore.find_user", lambda **_: asked.append("asked"))
    lead.client.get("/health")
    assert asked == []
    lead.client.get("/staff/account")
    assert asked


def test_a_page_that_was_open_too_long_leads_kindly_to_the_start(app):
    answer = app.test_client().post(
        "/staff/sign-in", data={"email": "lead@example.org", "password": "x"}, base_url=BASE
    )
    assert answer.headers["Location"] == "/staff/sign-in"
