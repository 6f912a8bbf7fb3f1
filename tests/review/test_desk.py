"""The review desk: people decide, nothing is written over, everything can be undone, and the history stays whole."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.review.builders import a_comment, a_submission
from voice.models import Comment, Decision, Finding, db
from voice.review.queue import Queue, before, waiting

DESK = "/desk"


@pytest.fixture
def three(lead):
    """Three comments, of which the second is the least sure."""
    ids = [a_comment(f"Comment number {n}.", about={"safe": [[0, 7]]}, stance="change") for n in range(3)]
    for id, certainty in zip(ids, (0.6, 0.1, 0.9), strict=True):
        db.session.get(Comment, id).certainty = certainty
    db.session.commit()
    return ids


def decides(reader, comment_id, do="keep", revision=0, **form):
    return reader.posts(f"/staff/consultations/strategy-2024/desk/{comment_id}", do=do, revision=str(revision), **form)


def decisions(comment_id):
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.revision)))


def test_the_least_sure_comment_is_first_and_the_order_can_be_another(lead, three):
    edition = db.session.get(Comment, three[0]).edition_id
    assert waiting(Queue(edition, False)) == [three[1], three[0], three[2]]
    assert sorted(waiting(Queue(edition, False, order="oldest"))) == sorted(three)
    assert "Comment number 1." in lead.opens(DESK).text


def test_a_decision_is_a_row_of_its_own_and_leaves_the_finding_alone(lead, three):
    page = decides(lead, three[1], statement="support", stance="working")
    (made,) = decisions(three[1])
    assert (made.state, made.statements, made.stance, made.is_as_suggested) == ("decided", ["support"], "working", False)
    finding = db.session.get(Finding, three[1])
    assert [one.code for one in finding.statements] == ["safe"]
    assert finding.stance == "change"
    assert "Comment number 0." in page.text  # the next of the queue


def test_keeping_what_was_suggested_is_known_as_that(lead, three):
    decides(lead, three[0], statement="safe", stance="change")
    assert decisions(three[0])[0].is_as_suggested
    assert decisions(three[0])[0].decided_by.startswith("account ")


def test_what_is_decided_is_no_longer_in_the_queue(lead, three):
    for id in three:
        decides(lead, id, statement="safe", stance="change")
    assert "Nothing is left here to decide." in lead.opens(DESK).text
    assert "3 decided, 0 to go." in lead.opens(DESK).text
    assert "Comment number" in lead.opens(DESK, place="decided").text


def test_an_undo_brings_back_what_stood_before_and_keeps_the_history(lead, three):
    decides(lead, three[0], statement="safe", stance="change", note="Read twice.")
    decides(lead, three[0], revision=1, statement="belong", stance="mixed")
    decides(lead, three[0], do="undo", revision=2)
    rows = decisions(three[0])
    assert [(one.revision, one.statements, one.is_undo) for one in rows] == [(1, ["safe"], False), (2, ["belong"], False), (3, ["safe"], True)]
    assert rows[-1].note == "Read twice."


def test_the_first_decision_undone_opens_the_comment_again(lead, three):
    decides(lead, three[0], statement="safe", stance="change")
    decides(lead, three[0], do="undo", revision=1)
    assert db.session.get(Comment, three[0]).desk == "open"
    page = decides(lead, three[0], do="undo", revision=2)
    assert "There is nothing of yours to undo here." in page.text
    assert len(decisions(three[0])) == 2


@pytest.fixture
def two(a_reader, app):
    """Two people at the desk, and a comment. (Outside an application's context, which would take one for the other.)"""
    with app.app_context():
        id = a_comment("Comment number 0.", about={"safe": [[0, 7]]}, stance="change")
    return a_reader("lead"), a_reader("safeguarding"), id


def test_who_was_overtaken_is_told_sees_the_other_decision_and_loses_nothing(two, app):
    lead, other, id = two
    lead.opens(DESK, at=id)
    decides(other, id, statement="belong", stance="mixed")
    page = decides(lead, id, statement="healthy", stance="working", note="My own note.")
    assert page.status == 409
    assert "Somebody else decided this while you had it open" in page.text
    assert [one["value"] for one in page.soup.select('[name="statement"][checked]')] == ["healthy"]
    assert page.soup.select_one("#note").get_text() == "My own note."
    assert "safeguarding@example.org" in page.text
    with app.app_context():
        assert len(decisions(id)) == 1
    decides(lead, id, revision=1, statement="healthy", stance="working")
    with app.app_context():
        assert [one.statements for one in decisions(id)] == [["belong"], ["healthy"]]


def test_nobody_undoes_what_somebody_else_decided(two, app):
    lead, other, id = two
    decides(other, id, statement="belong", stance="mixed")
    decides(lead, id, do="undo", revision=1)
    with app.app_context():
        assert len(decisions(id)) == 1


def test_what_went_to_safeguarding_leaves_the_lead_s_sight_and_is_counted(two):
    lead, other, id = two
    decides(lead, id, do="safeguarding", statement="safe", stance="change")
    assert lead.opens(DESK, at=id).status == 404
    assert lead.opens(DESK, place="safeguarding").status == 404
    assert "Comment number 0." not in lead.opens("/statements/safe").text
    assert "Comment number 0." in other.opens(DESK, place="safeguarding").text


def test_what_a_safeguarding_lead_has_nobody_else_decides(two, app):
    lead, other, id = two
    decides(other, id, do="safeguarding", statement="safe", stance="change")
    for revision in (0, 1):
        page = decides(lead, id, revision=revision, statement="belong", stance="working")
        assert "A safeguarding lead has that comment now." in page.text
    with app.app_context():
        assert [one.state for one in decisions(id)] == ["safeguarding"]
        assert db.session.get(Comment, id).desk == "safeguarding"


def test_who_sends_to_safeguarding_is_told_and_led_on(lead, three):
    page = decides(lead, three[1], do="safeguarding", statement="safe", stance="change")
    assert "Sent. A safeguarding lead has the comment now." in page.text
    assert "Comment number 0." in page.text
    assert "Back to the comment before" not in page.text


def test_a_concern_is_not_kept_from_the_list_unread(lead):
    id = a_comment("He hits me.", about={"safe": []}, reasons=("hurt by someone",))
    page = lead.opens(DESK, view="list")
    assert "A safeguarding lead should see this" in page.text
    assert not page.soup.select('tbody [name="do"]')
    assert f"at={id}" in page.soup.select_one("tbody td a")["href"]


def test_a_form_of_the_desk_stays_with_its_examples(lead):
    a_comment("A real one.", about={"safe": []})
    id = a_comment("An example.", about={"safe": []}, is_example=True)
    page = lead.opens(DESK, data="example")
    assert "An example." in page.text
    form = page.soup.select_one("form.decide")
    sent = {one["name"]: one["value"] for one in form.select('input[type="hidden"]') if one["name"] != "csrf_token"}
    assert lead.posts(form["action"], do="keep", statement="safe", stance="change", **sent).status == 200
    assert len(decisions(id)) == 1


def test_what_is_not_known_in_a_decision_is_left_out(lead, three):
    decides(lead, three[0], statement="happy", stance="loud", note="x" * 5000)
    (made,) = decisions(three[0])
    assert (made.statements, made.stance, len(made.note)) == ([], None, 2000)


@pytest.mark.parametrize("path", ["nothing", "0" * 32])
def test_a_comment_that_is_not_there_is_404(lead, path):
    assert decides(lead, path).status == 404
    assert lead.opens(DESK, at=path).status == 200


def test_a_comment_of_another_edition_is_not_decided_here(lead, three):
    assert lead.posts(f"/staff/consultations/child-survey/desk/{three[0]}", do="keep", revision="0").status == 404
    assert decisions(three[0]) == []


def test_only_what_a_person_allowed_can_be_marked_as_good_to_quote(lead):
    yes = a_comment("May be quoted.", about={"safe": []}, submission=a_submission(may_quote=True))
    no = a_comment("May not be quoted.", about={"safe": []})
    assert not lead.opens(DESK, at=yes).soup.select_one("#quote").has_attr("disabled")
    assert lead.opens(DESK, at=no).soup.select_one("#quote").has_attr("disabled")
    decides(lead, no, statement="safe", stance="change", quote="1")
    assert not decisions(no)[0].may_be_quoted


def test_the_desk_can_be_narrowed_to_a_statement_and_to_what_is_about_something_else(lead):
    a_comment("About the bus.", about={"safe": []})
    a_comment("About nothing.", status="no_view")
    assert "About the bus." in lead.opens(DESK, code="safe").text
    assert "About nothing." not in lead.opens(DESK, code="safe").text
    assert "About nothing." in lead.opens(DESK, code="no_view").text


def test_the_list_keeps_what_is_suggested_with_one_press(lead, three):
    page = lead.opens(DESK, view="list")
    form = page.soup.select_one("tbody form")
    lead.posts(form["action"], do="keep", **{one["name"]: one["value"] for one in form.select('input[type="hidden"]') if one["name"] != "csrf_token"})
    assert decisions(three[1])[0].is_as_suggested


def test_names_stay_hidden_also_in_the_reasons_of_a_suggestion(lead):
    a_comment("Tell Sam about it.", about={"voice": [[0, 8]]}, personal=[[5, 8]])
    page = lead.opens(DESK)
    assert "Sam" not in page.text


def test_who_read_and_decided_what_is_in_the_trail_without_words(lead, three, trail):
    decides(lead, three[1], statement="safe", stance="change", note="Secret words")
    found = trail()
    assert ("decided", three[1], "decided safe") in found
    assert any(action == "read_comments" and subject == "strategy-2024/desk" for action, subject, _ in found)
    assert not any("Secret" in details for _, _, details in found)


def test_the_way_back_leads_to_the_comment_before(lead, three):
    edition = db.session.get(Comment, three[0]).edition_id
    assert before(Queue(edition, False), three[0]) == three[1]
    assert before(Queue(edition, False), three[1]) is None


@pytest.mark.parametrize(("role", "may"), [("lead", True), ("safeguarding", True), ("admin", False), ("facilitator", False), ("board", False)])
def test_those_who_read_comments_decide_and_nobody_else(a_reader, app, role, may):
    with app.app_context():
        id = a_comment("A comment.", about={"safe": []})
        reader = a_reader(role)
        assert (reader.opens(DESK).status == 200) == may
        assert (decides(reader, id, statement="safe", stance="change").status == 200) == may


def test_a_decision_goes_when_its_comment_is_taken_back(lead):
    from datetime import date

    from voice.capture.intake import withdraw
    submission = a_submission()
    id = a_comment("A comment.", about={"safe": []}, submission=submission)
    decides(lead, id, statement="safe", stance="change")
    withdraw(submission, date(2024, 9, 12))
    assert decisions(id) == []
