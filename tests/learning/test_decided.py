"""What may be learnt from, and what never is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import CLOSES
from tests.learning.conftest import is_decided
from tests.review.builders import a_comment, a_submission
from voice.capture.intake import withdraw
from voice.clock import today
from voice.learning import decided as decisions
from voice.learning.decided import ENOUGH, TooFew, counted, is_held_out, learnable, without
from voice.models import Comment, db


@pytest.fixture
def few_are_enough(monkeypatch):
    monkeypatch.setattr(decisions, "ENOUGH", 0)


def texts() -> list[str]:
    found = learnable()
    return sorted(one.comment.text.strip() for one in (*found.learnt, *found.held_out))


def test_only_the_newest_decision_counts_and_only_where_it_stands(after, few_are_enough):
    changed, open_again, unsure = a_comment("Changed"), a_comment("Taken back by who decided"), a_comment("Not sure")
    is_decided(changed, ["safe"])
    is_decided(changed, ["belong"], revision=2)
    is_decided(open_again, ["safe"])
    is_decided(open_again, [], state="open", revision=2)
    is_decided(unsure, ["safe"], state="not_sure")
    a_comment("Nobody decided")
    found = learnable()
    assert [(one.comment.text, one.statements) for one in (*found.learnt, *found.held_out)] == [("Changed", ("belong",))]


def test_what_a_safeguarding_lead_has_or_had_is_never_learnt_from(after, few_are_enough):
    has, had, other = a_comment("Has"), a_comment("Had"), a_comment("Other")
    is_decided(has, ["safe"], state="safeguarding")
    is_decided(had, ["safe"], state="safeguarding")
    is_decided(had, ["safe"], revision=2)
    is_decided(other, ["safe"])
    assert texts() == ["Other"]


def test_examples_are_never_learnt_from(after, few_are_enough):
    is_decided(a_comment("Real"), ["safe"])
    is_decided(a_comment("Made up", is_example=True), ["safe"])
    assert texts() == ["Real"]


def test_what_was_taken_back_is_gone(after, few_are_enough):
    submission = a_submission()
    is_decided(a_comment("Taken back", submission=submission), ["safe"])
    assert texts() == ["Taken back"]
    withdraw(submission, today())
    assert texts() == []


def test_what_may_still_be_taken_back_waits(after, few_are_enough, clock):
    is_decided(a_comment("Mine"), ["safe"])
    assert counted(CLOSES + timedelta(days=15))[2] == 0
    assert counted(CLOSES + timedelta(days=14)) == (0, 0, 1)
    clock.moves_on(days=-1)
    assert texts() == []


def test_a_comment_that_nothing_was_found_in_for_want_of_reading_is_left_out(after, few_are_enough):
    """Nobody knows which names stand in it."""
    is_decided(a_comment("Not read", is_read=False), ["safe"])
    assert texts() == []


def test_names_and_places_are_cut_out_before_learning(after, few_are_enough):
    text = "My Tyler of Wath is kind"
    ids = [a_comment(text, personal=[(3, 8)], place=[(12, 16)]) for _ in range(12)]
    for id in ids:
        is_decided(id, ["belong"])
    found = learnable()
    assert {one.comment.text for one in found.learnt} == {"My   of   is kind"}
    assert without("abc", [(1, 1)]) == "a bc"


def test_what_one_person_sent_is_learnt_from_or_held_out_as_a_whole(after, few_are_enough):
    for _ in range(20):
        submission = a_submission()
        for question in ("missing", "change_first"):
            is_decided(a_comment("Words", submission=submission, question=question), ["safe"])
    found = learnable()
    held = {db.session.get(Comment, one.comment.id).submission_id for one in found.held_out}
    assert held
    assert held.isdisjoint(found.by)
    assert all(is_held_out(id) for id in held)


def test_too_few_decisions_say_how_many_more(after):
    is_decided(a_comment("Alone"), ["safe"])
    with pytest.raises(TooFew, match=r"about \d+ more"):
        learnable()


def test_one_in_five_is_held_out():
    held = sum(is_held_out(f"{n:032x}") for n in range(2000))
    assert 340 < held < 460
    assert decisions.missing(ENOUGH - 2) == 10
    assert decisions.missing(ENOUGH + 2) == 0
