"""Group notes: what was said in a discussion becomes a comment, with whose voice it is, whatever way it came."""

from __future__ import annotations

import json

import pytest

from tests.engagement.halls import a_session, a_tablet, sealed, sends
from tests.engagement.test_heard import counts, says
from voice.engagement import notes
from voice.models import Answer, Collected, Comment, SealedItem, Submission, db
from voice.reading import question_of, read_waiting
from voice.review.comments import shown
from voice.seal import new_id

WORDS = "We want the bus driver to know our names"


@pytest.fixture
def session(facilitator):
    return a_session(facilitator)


def a_note(session, item_id="", **more):
    said = {"v": 1, "kind": "note", "id": item_id or new_id(), "text": WORDS, "about": "safe", "whose": "child", "agreed": "", **more}
    return {"id": said["id"], "sealed": sealed(session, json.dumps(said).encode())}


@pytest.fixture
def writes(app, session):
    """Send a note from a tablet, and return the status of the reply."""
    credential = a_tablet(session)[1]
    return lambda **more: sends(app, credential, a_note(session, **more)).status_code


def kept():
    db.session.rollback()
    return db.session.scalars(db.select(Comment)).all()


@pytest.mark.parametrize(("whose", "role", "voice"), [
    ("child", "child", "supported"), ("through", "child", "proxy"), ("parent", "parent", "adult"), ("facilitator", "facilitator", "adult")])
def test_a_note_becomes_a_comment_with_its_voice(writes, whose, role, voice):
    assert writes(whose=whose) == 200
    assert [(one.text, one.role, one.voice) for one in kept()] == [(WORDS, role, voice)]
    assert db.session.scalars(db.select(Collected.how)).all() == ["notes"]
    assert db.session.scalars(db.select(Submission.channel)).all() == ["notes"]


def test_what_it_is_about_is_part_of_what_it_means(writes):
    writes(about="belong", text="Mostly on Fridays")
    [note] = kept()
    assert note.asked == "belong"
    assert "I belong and feel valued" in question_of(note)


def test_not_sure_leaves_the_statement_to_who_reads_it(writes):
    writes(about="unsure")
    assert [one.asked for one in kept()] == [None]
    read_waiting()
    assert [one.state for one in kept()] == ["read"]


def test_notes_are_a_consultation_of_the_year_in_which_the_session_was_held(writes, session):
    writes()
    assert [one.edition_id for one in kept()] == ["group-notes/2024/25"]
    assert [one.name for one in notes.editions()] == ["2024/25"]


def test_how_many_agreed_stands_beside_the_note_and_in_no_count(writes, lead):
    writes(agreed="7")
    [note] = kept()
    assert shown([note.id], notes.survey(), "")[0].said_by == "Child or young person, with help; 7 agreed"
    page = lead.opens("/staff/consultations/group-notes/?edition=2024/25")
    assert page.status == 200
    assert page.soup.select_one("h1").text == "Overview"
    assert db.session.scalar(db.select(db.func.count()).select_from(Submission)) == 1


def test_a_number_that_is_none_is_kept_and_marked_and_the_note_stands(writes):
    assert writes(agreed="all of us") == 200
    kept()
    assert db.session.scalars(db.select(Answer.mark).where(Answer.question_id == notes.AGREED)).all() == ["does_not_fit"]
    assert len(kept()) == 1


@pytest.mark.parametrize("odd", [{"about": "weather"}, {"whose": "nobody"}, {"text": "   "}, {"text": 7}, {"whose": ["child"]}])
def test_what_is_no_note_is_kept_apart_with_its_bytes(writes, odd):
    assert writes(**odd) == 422
    assert kept() == []
    assert [(one.outcome, bool(one.sealed)) for one in db.session.scalars(db.select(SealedItem))] == [("kept_apart", True)]


def test_the_same_note_twice_is_one(app, session):
    credential, note = a_tablet(session)[1], a_note(session)
    assert [sends(app, credential, note).status_code for _ in range(2)] == [200, 200]
    assert len(kept()) == 1


def test_a_rehearsals_notes_are_never_stored(app, facilitator):
    practice = a_session(facilitator, is_rehearsal="1")
    assert practice.is_rehearsal
    assert sends(app, a_tablet(practice)[1], a_note(practice)).status_code == 200
    assert kept() == []


def test_the_board_says_how_many_came(writes, facilitator, session):
    writes()
    writes()
    assert "2 group notes came in." in facilitator.opens(f"/staff/sessions/{session.id}/").text


def test_leads_find_them_among_the_surveys_and_facilitators_do_not_read_them(writes, lead, facilitator):
    assert "Group notes" not in lead.opens("/staff/surveys/").text
    writes()
    page = lead.opens("/staff/surveys/")
    [way] = [one["href"] for one in page.soup.select("main a") if one.text == "Group notes, 2024/25"]
    assert lead.opens(way).status == 200
    assert lead.opens("/staff/consultations/group-notes/desk?edition=2024/25").status == 200
    assert facilitator.opens(way).status in (403, 404)


def test_respondents_have_no_address_for_them(writes, app):
    writes()
    assert app.test_client().get("/en/group-notes/").status_code == 404


def test_they_are_counted_in_what_was_heard(writes, facilitator, session):
    where = f"/staff/sessions/{session.id}/heard"
    for _ in range(6):
        writes()
    read_waiting()
    assert "Answers with words of their own: 6" in facilitator.opens(where).text


def test_what_people_decided_counts_in_what_was_heard(facilitator, session, lead):
    for id in [says(session, about=("safe",)) for _ in range(6)]:
        lead.posts(f"/staff/consultations/strategy-2024/desk/{id}", do="keep", revision="0", statement="belong", stance="change")
    assert counts(facilitator.opens(f"/staff/sessions/{session.id}/heard")) == {"belong": "Answers: 6"}
