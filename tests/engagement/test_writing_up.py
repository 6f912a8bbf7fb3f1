"""A session is written up, recorded as evidence, and counted where the Outcomes Framework counts it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.engagement.halls import a_file, a_session, a_tablet, an_item, brings_in
from tests.naughty.strings import OURS, published
from voice.engagement.record import document, typeset
from voice.models import db

WRITE_UP = {"came_child": "12", "came_practitioner": "2", "support": "Read aloud", "consent": "Parents by letter, children by thumb", "write_up": "More time next time"}


@pytest.fixture
def session(facilitator):
    return a_session(facilitator)


@pytest.fixture
def written_up(facilitator, session):
    facilitator.posts(f"/staff/sessions/{session.id}/close")
    facilitator.posts(f"/staff/sessions/{session.id}/write-up", **WRITE_UP)
    db.session.rollback()
    return session


def test_the_write_up_is_kept_and_can_be_changed(facilitator, written_up, trail):
    assert written_up.came == {"child": 12, "young_person": 0, "parent": 0, "practitioner": 2}
    assert (written_up.support, written_up.consent, written_up.write_up) == tuple(WRITE_UP[name] for name in ("support", "consent", "write_up"))
    page = facilitator.opens(f"/staff/sessions/{written_up.id}/write-up")
    assert page.soup.find(id="came_child")["value"] == "12"
    assert ("session written up", written_up.id, "") in trail()


def test_a_number_that_is_none_is_told_and_nothing_typed_is_lost(facilitator, session):
    page = facilitator.posts(f"/staff/sessions/{session.id}/write-up", **{**WRITE_UP, "came_child": "a dozen"})
    assert page.status == 422
    assert "Write how many, in digits." in page.text
    assert (page.soup.find(id="came_child")["value"], page.soup.find(id="support").get_text(strip=True)) == ("a dozen", "Read aloud")
    assert session.came == {}


def test_the_record_counts_answers_and_hides_few(facilitator, written_up):
    tablet, _credential = a_tablet(written_up)
    brings_in(facilitator, written_up, a_file(tablet, *(an_item(written_up, good="The marmalade cat") for _ in range(6))))
    db.session.rollback()
    said = document(written_up, date(2024, 9, 10))
    parts = {part["heading"]: part for part in said["parts"]}
    assert parts["Answers received"]["rows"][0][1:] == ("6", "6")
    assert parts["Who came"]["rows"] == [("Children", "12", "hidden"), ("Young people", "0", "0"), ("Parents and carers", "0", "0"), ("Practitioners", "0", "fewer than 5"), ("All", "", "14")]
    assert parts["Consent and assent"]["lines"] == [WRITE_UP["consent"]]
    assert "marmalade" not in json.dumps(said)


def test_the_record_is_an_accessible_pdf_and_its_download_is_in_the_trail(facilitator, written_up, trail):
    answer = facilitator.client.get(f"/staff/sessions/{written_up.id}/record.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert b"pdfuaid" in answer.data
    assert "session-2024-09-10.pdf" in answer.headers["Content-Disposition"]
    assert ("session record downloaded", written_up.id, "") in trail()


def test_no_words_can_break_a_record_or_become_part_of_its_making(written_up):
    naughty = [*OURS, *published(), '#panic("x")', '#read("/etc/passwd")', "$ x $ *bold* _it_ = Heading @ref <label>", '"]) #eval("1")', "\x00\x01\x1b", "\U0001f68c"]
    written_up.write_up = "\n".join(naughty)
    assert typeset(document(written_up, date(2024, 9, 10))).pdf.startswith(b"%PDF")


def test_a_character_that_no_font_draws_costs_the_promise_and_not_the_record(written_up):
    assert typeset(document(written_up, date(2024, 9, 10))).is_accessible
    written_up.write_up = "\U000e0001 \ue000"
    assert typeset(document(written_up, date(2024, 9, 10))).pdf.startswith(b"%PDF")


def held(reader) -> dict[str, list[str]]:
    page = reader.opens("/staff/counts")
    return {title: page.table(title) for title in ("Meetings of Guiding Voices", "RPCF groups, training and one-to-ones") if title in [
        table.caption.find(string=True, recursive=False).strip() for table in page.soup.find_all("table")]}


def test_a_session_feeds_its_indicator_once_it_was_held_and_written_up(facilitator, session, a_reader):
    lead = a_reader("lead")
    db.session.rollback()
    assert held(lead) == {}
    facilitator.posts(f"/staff/sessions/{session.id}/close")
    assert held(lead) == {}
    facilitator.posts(f"/staff/sessions/{session.id}/write-up", **WRITE_UP)
    rehearsal = a_session(facilitator, name="Practice", is_rehearsal="y")
    visit = a_session(facilitator, name="Visit", kind="school_visit")
    training = a_session(facilitator, name="Training", kind="training")
    for one in (rehearsal, visit, training):
        where = f"/staff/sessions/{one.id}"
        facilitator.posts(f"{where}/close")
        facilitator.posts(f"{where}/write-up", **WRITE_UP)
    assert held(lead) == {"Meetings of Guiding Voices": {"2024/25": ["1"]}, "RPCF groups, training and one-to-ones": {"2024/25": ["0", "1", "0", "1"]}}


def test_the_guide_is_there_for_those_who_run_sessions(facilitator):
    page = facilitator.opens("/staff/sessions/guide")
    assert [one.get_text() for one in page.soup.select("h2")] == ["Before: at the office, near wifi", "Rehearsal", "In the hall", "If something goes wrong", "After"]
