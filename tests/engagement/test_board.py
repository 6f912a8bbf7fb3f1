"""Staff see what is finished on a tablet and not received here, and bring in by hand what finds no wifi."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from flask import current_app

from tests.conftest import SECRET
from tests.engagement.halls import a_file, a_session, a_tablet, an_item, brings_in, now, said, sealed, sends, tells
from voice.engagement.tablets import revoke
from voice.models import Collected, Edition, SealedItem, Submission, db, writing
from voice.seal import new_id

OTHER_SECRET = "another-secret-for-tests-only-9876543210-zyxw"


@pytest.fixture
def hall(facilitator, app):
    """A session with one tablet."""
    session = a_session(facilitator)
    tablet, credential = a_tablet(session)
    return session, tablet, credential


def n_stored() -> int:
    db.session.rollback()
    return db.session.query(Submission).count()


def test_a_gap_between_finished_there_and_received_here_is_said_in_numbers(facilitator, app, hall):
    session, _tablet, credential = hall
    board = f"/staff/sessions/{session.id}/"
    assert facilitator.opens(board).table("Tablets") == {"1": ["not said yet", "0", ""], "All": ["0", "0"]}
    sends(app, credential, an_item(session))
    tells(app, credential, finished=3, waiting=2, refused=0, free_mb=120, is_ready=True, version="k1")
    page = facilitator.opens(board)
    assert page.table("Tablets")["1"] == ["3", "1", "120 MB little"]
    assert "2 answers are finished on tablets and not received here." in page.text
    assert "Tablet 1: 2." in page.text
    assert page.soup.select_one("tr.has-gap .gap").get_text() == "2 missing"
    for _ in range(2):
        sends(app, credential, an_item(session))
    assert not facilitator.opens(board).soup.select(".has-gap, .gap-words")


def test_what_was_discarded_on_a_tablet_is_said_with_its_reason_and_is_no_gap(facilitator, app, hall):
    """Discarded and never received is no gap; received after all (in a file, say) is no loss."""
    session, _tablet, credential = hall
    board, item = f"/staff/sessions/{session.id}/", an_item(session)
    tells(app, credential, finished=3, discarded={"a" * 32: "practice", item["id"]: "asked", "not an id": "other", "b" * 32: "<b>no reason</b>"})
    page = facilitator.opens(board)
    assert page.soup.select_one("tr.has-gap .gap").get_text() == "1 missing"
    assert "1 discarded there: It was practice" in page.text
    assert "1 discarded there: The person asked for it" in page.text
    assert "no reason" not in page.html
    sends(app, credential, item)
    page = facilitator.opens(board)
    assert "The person asked for it" not in page.text
    assert page.soup.select_one("tr.has-gap .gap").get_text() == "1 missing"
    tells(app, credential, finished=3, discarded=["odd"])
    assert facilitator.opens(board).soup.select_one("tr.has-gap .gap").get_text() == "2 missing"


def test_a_board_that_asks_for_itself_keeps_nobody_signed_in(facilitator, clock, hall):
    board = f"/staff/sessions/{hall[0].id}/"
    facilitator.opens(board)
    for _ in range(4):
        clock.moves_on(minutes=8)
        last = facilitator.client.get(board, headers={"Voice-Renews": "1"})
    assert last.status_code == 302


def test_a_tablets_file_is_taken_in_once_however_often_it_is_brought(facilitator, app, hall, trail):
    session, tablet, credential = hall
    items = [an_item(session, good="The swing") for _ in range(3)]
    sends(app, credential, items[0])
    for _ in range(2):
        page = brings_in(facilitator, session, a_file(tablet, *items))
        assert "3 answers in the file." in page.text
        assert "3: received." in page.text
        assert n_stored() == 3
    assert ("tablet's file taken in", tablet.id, "3 items, 3 received") in trail()
    assert set(db.session.scalars(db.select(Collected.how))) == {"tablet"}


def test_what_is_torn_in_a_file_is_kept_apart_and_the_rest_is_stored(facilitator, hall):
    session, tablet, _credential = hall
    torn = {"id": new_id(), "sealed": {"key": "no", "iv": "", "data": ""}}
    page = brings_in(facilitator, session, a_file(tablet, torn, an_item(session), {"id": "not an id"}, "nothing", {"id": new_id()}))
    assert "3 answers in the file. 1: received. 2: kept apart. 2 entries could not be read." in page.text
    assert n_stored() == 1
    assert "2 answers were kept apart" in facilitator.opens(f"/staff/sessions/{session.id}/").text


@pytest.mark.parametrize(("content", "words"), [
    (b"", "Choose the file that the tablet saved."), (b"\xff\xd8\xff picture", "This is not a file that a tablet saved."), (b"[" * 100_000, "This is not a file that a tablet saved."),
    (b'{"voice": 2, "tablet": "x", "items": []}', "This is not a file that a tablet saved."), (b'{"voice": 1, "tablet": "x", "items": []}', "from a tablet of another session")])
def test_a_file_that_is_none_is_told_kindly(facilitator, hall, content, words):
    page = brings_in(facilitator, hall[0], content)
    assert page.status == 422
    assert words in page.text
    assert n_stored() == 0


def test_a_file_that_is_too_large_is_told_kindly(facilitator, hall, monkeypatch):
    monkeypatch.setattr("voice.engagement.board_pages.LIMIT_MB", 0)
    assert "The file is larger than 0 MB." in brings_in(facilitator, hall[0], b"{}").text


def test_a_file_of_another_session_is_not_taken_in(facilitator, hall):
    session, tablet, _credential = hall
    page = brings_in(facilitator, a_session(facilitator, name="Another"), a_file(tablet, an_item(session)))
    assert "from a tablet of another session" in page.text
    assert n_stored() == 0


def test_what_did_not_open_is_stored_when_the_secret_came_back(facilitator, app, hall, trail):
    session, _tablet, credential = hall
    item = an_item(session, good="The swing")
    app.config["SECRET_KEY"] = OTHER_SECRET
    assert sends(app, credential, item).status_code == 422
    app.config["SECRET_KEY"] = SECRET
    apart, again = f"/staff/sessions/{session.id}/apart", f"/staff/sessions/{session.id}/apart/{item['id']}"
    assert "The server’s secret has changed" in facilitator.opens(apart).text
    assert "It opened. It is stored as an answer now." in facilitator.posts(again, do="try").text
    assert n_stored() == 1
    assert db.session.get(SealedItem, item["id"]).sealed is None
    assert ("kept apart, tried again", item["id"], "received") in trail()
    assert facilitator.posts(again, do="try").status == 404
    assert sends(app, credential, item).status_code == 200
    assert n_stored() == 1


def test_what_still_does_not_open_stays_with_its_bytes(facilitator, app, hall):
    session, _tablet, credential = hall
    item = {"id": new_id(), "sealed": sealed(a_session(facilitator, name="Another"), b"{}")}
    sends(app, credential, item)
    page = facilitator.posts(f"/staff/sessions/{session.id}/apart/{item['id']}", do="try")
    assert "It is still kept apart: It does not open with this session’s key" in page.text
    db.session.expire_all()
    assert json.loads(db.session.get(SealedItem, item["id"]).sealed) == item["sealed"]


def test_staff_may_take_in_what_a_revoked_tablet_brought_and_trying_alone_does_not(facilitator, app, hall):
    session, tablet, credential = hall
    revoke(tablet.id, current_app.extensions["clock"]())
    item = an_item(session)
    assert sends(app, credential, item).status_code == 422
    again = f"/staff/sessions/{session.id}/apart/{item['id']}"
    assert "The tablet was revoked before it was sent." in facilitator.posts(again, do="try").text
    assert n_stored() == 0
    assert "It is stored as an answer now." in facilitator.posts(again, do="take").text
    assert n_stored() == 1


def test_other_content_under_the_same_number_is_listed_and_both_are_kept(facilitator, app, hall):
    session, _tablet, credential = hall
    first = an_item(session, good="The swing")
    second = {"id": first["id"], "sealed": sealed(session, json.dumps({"id": first["id"], "slug": "child-survey", "reading": "easy", "answers": {"good": {"v": "The slide"}}}).encode())}
    sends(app, credential, first)
    assert sends(app, credential, second).status_code == 409
    page = facilitator.opens(f"/staff/sessions/{session.id}/apart")
    assert "The same number came before with other content." in page.text
    assert "swing" not in page.html and "slide" not in page.html


def test_nothing_of_a_rehearsal_is_stored_by_file_either(facilitator, app):
    session = a_session(facilitator, is_rehearsal="y")
    tablet, _credential = a_tablet(session)
    page = brings_in(facilitator, session, a_file(tablet, an_item(session)))
    assert "1: practice, not stored." in page.text
    assert n_stored() == 0


def test_a_closed_session_still_stores_what_comes_late(facilitator, app, hall):
    session, _tablet, credential = hall
    assert "The session is closed." in facilitator.posts(f"/staff/sessions/{session.id}/close").text
    assert sends(app, credential, an_item(session)).status_code == 200
    assert n_stored() == 1
    assert facilitator.posts(f"/staff/sessions/{session.id}/tablets", n="1").status == 404
    facilitator.posts(f"/staff/sessions/{session.id}/open")
    db.session.expire_all()
    assert session.state == "open"


def test_a_kit_fits_the_pages_on_the_day_on_which_a_survey_is_made_longer(app, hall):
    """A tablet takes only what has the digest that the kit promised."""
    _session, _tablet, credential = hall
    client, start = app.test_client(), "/room/en/child-survey/standard/start"

    def promised() -> str:
        return client.get("/room/api/kit", headers={"Authorization": f"Bearer {credential}"}).json["files"][start]

    before = promised()
    with writing() as session:
        edition = session.scalars(db.select(Edition).where(Edition.slug == "child-survey")).one()
        edition.closes_on, edition.extended_from, edition.reason = date(2025, 9, 30), edition.closes_on, "More schools asked for time."
    db.session.rollback()
    assert promised() == hashlib.sha256(client.get(start).data).hexdigest() != before


@pytest.mark.parametrize(("clock_there", "off"), [("1725958800000", 0), ("1820653200000", -94_694_400), ("no clock", None), ("9" * 30, None)])
def test_what_the_tablets_clock_said_is_kept_beside_the_servers_time(app, hall, clock_there, off):
    """R28: a clock that is three years ahead changes nothing, and how far it was off is known."""
    session, _tablet, credential = hall
    item_id = new_id()
    words = json.dumps({**json.loads(said(item_id)), "finished_at": 1725958740000}).encode()
    clock_now = now()
    reply = app.test_client().put(f"/room/api/items/{item_id}", json=sealed(session, words), headers={"Authorization": f"Bearer {credential}", "Voice-Clock": clock_there})
    assert reply.status_code == 200
    kept = db.session.get(SealedItem, item_id)
    assert (kept.received_at, kept.finished_at) == (clock_now, datetime(2024, 9, 10, 8, 59, tzinfo=UTC))
    assert kept.clock_off_s == (None if off is None else off + round(clock_now.timestamp()) - 1725958800)
