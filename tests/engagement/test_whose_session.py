"""Facilitators reach the sessions that they made, leads and administrators all; for everybody else there are none."""

from __future__ import annotations

import pytest

from tests.engagement.halls import PLAN, a_session, a_tablet
from voice.models import InPersonSession, db

PAGES = ("", "change", "tablets", "phones", "apart", "import", "heard", "write-up", "record.pdf")


@pytest.fixture
def another(a_reader, facilitator):
    """A facilitator of another session."""
    from tests.desk import Reader
    from voice.extensions import datastore
    from voice.models import User, writing

    with writing() as session:
        session.add(User(email="another@example.org", password="", active=True, fs_uniquifier="f" * 32, roles=[datastore.find_or_create_role("facilitator")]))
    client = facilitator.client.application.test_client()
    with facilitator.client.session_transaction("/staff/") as mine, client.session_transaction("/staff/") as signed:
        signed.update({**mine, "_user_id": "f" * 32})
    return Reader(client)


def test_a_facilitator_of_another_session_finds_nothing_and_can_change_nothing(facilitator, another):
    session = a_session(facilitator)
    tablet, _credential = a_tablet(session)
    here = f"/staff/sessions/{session.id}"
    assert all(facilitator.opens(f"{here}/{page}").status == 200 for page in PAGES if page != "record.pdf")
    assert [another.client.get(f"{here}/{page}").status_code for page in PAGES] == [404] * len(PAGES)
    for path, form in (("close", {}), ("tablets", {"n": "1"}), (f"tablets/{tablet.id}/revoke", {}), ("phones", {}), ("write-up", {}), ("change", PLAN)):
        assert another.posts(f"{here}/{path}", **form).status == 404
    assert session.name not in another.opens("/staff/sessions/").html
    db.session.expire_all()
    assert (session.state, tablet.revoked_at, session.join_hash) == ("planned", None, None)


def test_a_tablet_is_reached_through_its_own_session_only(facilitator):
    first, second = a_session(facilitator), a_session(facilitator, name="Another")
    tablet, _credential = a_tablet(first)
    assert facilitator.posts(f"/staff/sessions/{second.id}/tablets/{tablet.id}/revoke").status == 404


@pytest.mark.parametrize(("role", "may_run", "may_hear"), [("lead", True, True), ("admin", True, False), ("safeguarding", False, False), ("board", False, False)])
def test_each_role_does_what_the_table_of_access_allows(facilitator, a_reader, role, may_run, may_hear):
    session, reader = a_session(facilitator), a_reader(role)
    db.session.rollback()
    here = f"/staff/sessions/{session.id}"
    assert (reader.opens(here + "/").status == 200) == may_run
    assert (reader.opens(here + "/heard").status == 200) == may_hear
    assert (reader.posts("/staff/sessions/new", **{**PLAN, "name": "Theirs"}).status == 200) == may_run
    assert db.session.query(InPersonSession).count() == 1 + may_run


def test_sessions_stand_in_the_navigation_of_those_who_may(facilitator, a_reader):
    assert "Sessions" in [one.get_text() for one in facilitator.opens("/staff/sessions/").soup.select("nav a")]
    board = a_reader("board")
    db.session.rollback()
    assert "Sessions" not in [one.get_text() for one in board.opens("/staff/account").soup.select("nav a")]
