"""One id, one answer: stored once, whatever comes again and in whatever order (R2, R6, R7, R10)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from surveys.answers import Answer as Given
from surveys.answers import Answers
from tests.intake.builders import AN_ID, ANOTHER_ID, comes_in, count, finished
from voice.capture.intake import Incoming, digest_of, withdraw
from voice.clock import today
from voice.models import Answer, Comment, KeptApart, Submission, Withdrawn, db


def test_the_same_answer_twice_is_stored_once_and_received_twice(stored):
    """R6, R7."""
    first = comes_in(finished(missing="Lifts", skips=("helper",)))
    again = comes_in(finished(missing="Lifts", skips=("helper",)))
    assert (first.outcome, first.id) == ("received", AN_ID)
    assert again == first
    assert [count(model) for model in (Submission, Answer, Comment, KeptApart)] == [1, 3, 1, 0]
    assert db.session.get(Submission, AN_ID).digest == first.digest


def test_the_digest_is_of_what_is_stored(stored):
    """R6: what is acknowledged is what the database holds, also where something had to be replaced."""
    said = comes_in(finished(missing="a\x00b\r\nc", outcomes_matter=["safe"], skips=("helper",)))
    rows = list(db.session.scalars(select(Answer).where(Answer.submission_id == AN_ID)))
    assert {row.question_id: row.value for row in rows}["missing"] == "a\N{REPLACEMENT CHARACTER}b\nc"
    again = Incoming(AN_ID, Answers({row.question_id: Given(row.value, row.skipped) for row in rows}))
    assert said.digest == digest_of(again)


@pytest.mark.parametrize("change", [{"missing": "Ramps"}, {"missing": "Lifts", "works_well": "Clubs"}, {"missing": "Lifts", "skips": ("helper",)},
                                    {"missing": "Lifts", "more": {"reading": "easy"}}], ids=["words", "one more", "a skip", "reading"])
def test_other_content_under_the_same_id_is_kept_beside_the_first(stored, change):
    """R7: both are kept, neither replaces the other."""
    first = comes_in(finished(missing="Lifts"))
    other = comes_in(finished(**change))
    assert (other.outcome, other.digest) == ("differs", first.digest)
    assert count(Submission) == 1
    assert db.session.get(Answer, (AN_ID, "missing")).value == "Lifts"
    apart = db.session.scalars(select(KeptApart)).one()
    assert apart.submission_id == AN_ID
    assert apart.content["missing"][0] == change["missing"]


def test_what_is_kept_apart_is_kept_once_however_often_it_comes(stored):
    """R10: a tablet that sends again and again fills no list."""
    comes_in(finished(missing="Lifts"))
    for _ in range(3):
        assert comes_in(finished(missing="Ramps")).outcome == "differs"
    comes_in(finished(missing="Stairs"))
    assert count(KeptApart) == 2


def test_an_answer_that_was_taken_back_does_not_come_back(stored):
    """R7: its own kind of acknowledgement, for this id, and nothing stored."""
    comes_in(finished(missing="Lifts"))
    withdraw(AN_ID, today())
    for incoming in (finished(missing="Lifts"), finished(missing="Something else")):
        said = comes_in(incoming)
        assert (said.id, said.outcome) == (AN_ID, "deleted")
    assert [count(model) for model in (Submission, Answer, Comment, KeptApart, Withdrawn)] == [0, 0, 0, 0, 1]


def test_the_order_of_answers_does_not_change_the_digest(stored):
    """R10."""
    given = {"role": Given("child"), "missing": Given("Lifts"), "helper": Given(None, skipped=True)}
    there = Incoming(AN_ID, Answers(given))
    back = Incoming(AN_ID, Answers(dict(reversed(given.items()))))
    assert list(there.answers) != list(back.answers)
    assert comes_in(there) == comes_in(back)
    assert count(KeptApart) == 0


def test_every_part_of_what_was_said_changes_the_digest():
    """R6: two different answers are never taken for the same."""
    different = [finished(), finished(ANOTHER_ID), finished(missing=""), finished(missing="a"), finished(missing="A"), finished(missing="a "),
                 finished(outcomes_matter=["safe"]), finished(outcomes_matter="safe"), finished(outcomes_matter=["safe", "voice"]),
                 finished(outcomes_matter=["voice", "safe"]), finished(skips=("helper",)), finished(helper="nobody"),
                 finished(more={"reading": "pictures"})]
    digests = [digest_of(one) for one in different]
    assert len(set(digests)) == len(digests)
    assert all(len(digest) == 64 for digest in digests)


def test_two_people_who_say_the_same_are_two(stored):
    assert comes_in(finished(missing="Lifts")).outcome == comes_in(finished(ANOTHER_ID, missing="Lifts")).outcome == "received"
    assert count(Submission) == 2
