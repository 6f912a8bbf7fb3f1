"""Each coder codes alone: no suggestion, nobody else's codes, no way in for others; codes can be changed until somebody says they are done."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.coding.builders import CODING, an_account, some_comments, stranger
from tests.review.builders import a_comment, a_submission
from voice.capture.intake import withdraw
from voice.models import Coding, CodingSample, Comment, Decision, db, writing


@pytest.fixture
def three(team):
    """A sample of three comments, drawn for both."""
    with team.inside():
        some_comments(3)
    team.draws()
    return team


def codings(team, comment_id):
    with team.inside():
        return sorted((one.statements, one.stance) for one in db.session.scalars(select(Coding).where(Coding.comment_id == comment_id)))


def test_neither_suggestion_nor_evidence_nor_concern_is_on_the_page_and_names_stay_hidden(team):
    with team.inside():
        id = a_comment("Sam is scared on the bus.", about={"safe": [[7, 13]]}, stance="working", personal=[[0, 3]], reasons=("afraid at home",))
    desk = team.lead.opens("/desk", at=id)
    assert "evidence" in desk.html and "test-1" in desk.text and "Suggested" in desk.text and "safeguarding lead should see" in desk.text
    team.draws()
    page = team.lead.opens(f"{team.at}/mine")
    assert "scared on the bus." in page.text and "name or contact hidden" in page.text
    for told in ("evidence", "Sam ", "test-1", "uggested", "safeguarding lead should see", "afraid at home", "Because of"):
        assert told not in page.html, told
    assert not page.soup.select("[checked]")
    assert not page.soup.select(".queue-tiles")


def test_what_another_coder_gave_is_nowhere_until_all_are_done(three):
    first = three.ids[0]
    page = three.codes(three.lead, first, ["belong", "voice"], "mixed")
    assert "1 coded, 2 to go." in page.text
    assert [box["value"] for box in three.lead.opens(f"{three.at}/mine", at=first).soup.select("[checked]")] == ["voice", "belong", "mixed"]
    assert len(three.lead.opens(f"{three.at}/mine", at=first).soup.select("nav .queue-tiles")) == 1
    for html in (three.other.opens(f"{three.at}/mine", at=first).html, three.other.opens(three.at).html):
        assert "checked" not in html and "queue-tiles" not in html and "Mixed</td>" not in html and "No statement" not in html
    assert three.other.opens(f"{three.at}/differences").status == 404
    assert three.other.opens(f"{three.at}/differences/{first}").status == 404


def test_the_trail_does_not_say_how_somebody_coded(three, trail):
    three.codes(three.lead, three.ids[0], ["belong"], "mixed")
    with three.inside():
        found = trail()
    assert ("coded", f"{three.sample.id} {three.ids[0]}", "") in found
    assert ("read_comments", "strategy-2024/coding", three.ids[1]) in found


def test_two_code_the_same_comment_at_once_and_each_keeps_their_own(three):
    first = three.ids[0]
    for reader in (three.lead, three.other):
        reader.opens(f"{three.at}/mine", at=first)
    three.codes(three.lead, first, "safe", "change")
    three.codes(three.other, first, ["belong"], "working")
    assert codings(three, first) == [(["belong"], "working"), (["safe"], "change")]


def test_one_who_codes_twice_has_one_coding(three):
    first = three.ids[0]
    three.codes(three.lead, first, "safe", "change")
    three.codes(three.lead, first, [], "neutral")
    assert codings(three, first) == [([], "neutral")]


def test_the_place_is_kept_and_one_can_go_back(three):
    page = three.codes(three.lead, three.ids[0])
    assert page.soup.h1.get_text() == "Comment 2 of 3"
    assert three.lead.opens(f"{three.at}/mine").soup.h1.get_text() == "Comment 2 of 3"
    assert three.other.opens(f"{three.at}/mine").soup.h1.get_text() == "Comment 1 of 3"
    page = three.codes(three.lead, three.ids[2])
    assert page.soup.h1.get_text() == "Comment 2 of 3"
    page = three.codes(three.lead, three.ids[1])
    assert page.soup.h1.get_text() == "All your comments are coded"


def test_a_direction_is_asked_for_and_what_was_chosen_stays(three):
    page = three.lead.posts(f"{three.at}/mine/{three.ids[0]}", statement=["safe", "belong"])
    assert page.status == 422
    assert page.soup.title.get_text().startswith("Error:")
    assert page.soup.select_one(".mend li a")["href"] == "#way-working"
    assert [box["value"] for box in page.soup.select("[checked]")] == ["safe", "belong"]
    assert codings(three, three.ids[0]) == []


def test_nobody_is_done_before_all_is_coded(three):
    page = three.done(three.lead)
    assert "Some comments have no codes of yours yet." in page.text
    assert page.soup.h1.get_text() == "Comment 1 of 3"


def test_after_i_am_done_my_codes_stay_and_others_still_code(three):
    for id in three.ids:
        three.codes(three.lead, id)
    page = three.done(three.lead)
    assert "the figures come when all are done" in page.text
    page = three.codes(three.lead, three.ids[0], "belong", "mixed")
    assert "What you had coded stays as it was." in page.text
    assert codings(three, three.ids[0]) == [(["safe"], "change")]
    assert three.lead.opens(f"{three.at}/mine").status == 302
    assert three.other.opens(f"{three.at}/mine").status == 200
    assert three.sample.state == "coding"


def test_who_is_no_coder_of_the_sample_finds_no_page(three, app):
    with three.inside():
        third = an_account("lead", "third@example.org")
    reader = stranger(app, third)
    assert reader.opens(three.at).status == 200
    assert reader.opens(f"{three.at}/mine").status == 404
    assert reader.posts(f"{three.at}/mine/{three.ids[0]}", statement="safe", stance="change").status == 404
    assert reader.posts(f"{three.at}/mine/done").status == 404
    with three.inside():
        assert db.session.scalar(select(Coding)) is None


@pytest.mark.parametrize("path", ["", "/mine", "/differences"])
def test_a_sample_of_another_survey_or_none_is_404(three, path):
    assert three.lead.opens(f"{CODING}nothing{path}").status == 404
    assert three.lead.opens(f"{three.at}{path}".replace("strategy-2024", "child-survey")).status == 404


def test_a_comment_taken_back_leaves_the_sample_with_its_codes(team):
    with team.inside():
        some_comments(2)
        submission = a_submission()
        gone = a_comment("Taken back.", submission=submission)
    team.draws()
    team.codes(team.lead, gone)
    with team.inside():
        withdraw(submission, date(2024, 9, 12))
    assert codings(team, gone) == []
    page = team.codes(team.other, gone)
    assert "That comment has left the sample." in page.text
    assert page.soup.h1.get_text() == "Comment 1 of 2"
    for id in team.ids:
        team.codes(team.lead, id)
    assert "the figures come when all are done" in team.done(team.lead).text


def test_what_goes_to_safeguarding_leaves_the_sample_and_nobody_reads_it_there(three):
    first = three.ids[0]
    with three.inside(), writing() as session:
        session.get(Comment, first).desk = "safeguarding"
    for reader in (three.lead, three.other):
        page = reader.opens(f"{three.at}/mine", at=first)
        assert page.soup.h1.get_text() == "Comment 1 of 2"
        assert "left the sample" in three.codes(reader, first).text


def test_a_coder_sends_a_comment_to_safeguarding_without_seeing_a_suggestion(three):
    first = three.ids[0]
    page = three.lead.posts(f"{three.at}/mine/{first}", do="safeguarding")
    assert "Sent. A safeguarding lead has the comment now; it has left the sample." in page.text
    with three.inside():
        assert db.session.get(Comment, first).desk == "safeguarding"
        assert db.session.scalar(select(Decision.state)) == "safeguarding"


def test_a_comment_that_came_back_from_safeguarding_uncoded_counts_nowhere(three):
    first = three.ids[0]
    with three.inside(), writing() as session:
        session.get(Comment, first).desk = "safeguarding"
    three.all_code()
    with three.inside(), writing() as session:
        session.get(Comment, first).desk = "open"
    page = three.lead.opens(three.at)
    assert "Every comment is settled." in page.text
    assert three.lead.opens(f"{three.at}/differences/{first}").status == 404


def test_a_sample_set_aside_is_coded_no_more(three):
    three.lead.posts(f"{three.at}/set-aside")
    assert three.sample.state == "set_aside"
    assert "the sample is closed" in three.codes(three.other, three.ids[0]).text
    assert three.other.posts(f"{three.at}/set-aside").status == 404
    with three.inside():
        assert db.session.scalar(select(CodingSample.state)) == "set_aside"
