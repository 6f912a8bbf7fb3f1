"""Nothing that came in is refused or hidden: what does not fit is stored and says so (R5, R9)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import Clock
from tests.intake.builders import AN_ID, comes_in, count, finished, the_survey
from voice.models import Answer, Comment, Submission, db

MISFITS: list[Any] = ["not an option", ["child"], ["not", "known"], 7, 1e30, True, {"deep": {"er": [None]}}, [["list"]], "x" * 20_001]


def row(question_id: str) -> Answer:
    found = db.session.get(Answer, (AN_ID, question_id))
    assert found
    return found


def test_an_answer_that_fits_has_no_mark(stored):
    comes_in(finished(helper="nobody", outcomes_matter=["safe"], help_safe="A quiet bus", skips=("equity_agree",)))
    assert [one.mark for one in db.session.scalars(select(Answer))] == [None] * 5
    assert row("equity_agree").skipped


def test_an_answer_to_an_unknown_question_is_kept_and_marked(stored):
    """R9, R17: an older or newer form may ask what this one does not."""
    assert comes_in(finished(asked_last_year="My words from then")).outcome == "received"
    assert (row("asked_last_year").mark, row("asked_last_year").value) == ("unknown_question", "My words from then")


def test_an_answer_off_the_path_is_kept_and_marked(stored):
    comes_in(finished(for_whom="own", help_safe="Nobody asked me this"))
    assert (row("for_whom").mark, row("for_whom").value) == ("off_path", "own")
    assert (row("help_safe").mark, row("help_safe").value) == ("off_path", "Nobody asked me this")


def test_an_answer_off_the_path_does_not_say_whose_voice_it_is(stored):
    comes_in(finished(for_whom="child", on_behalf="organisation"))
    assert db.session.get(Submission, AN_ID).voice == "self"


@pytest.mark.parametrize("question_id", [q.id for q in the_survey().questions if q.show_if is None] + ["helper", "help_safe"])
def test_an_answer_that_does_not_fit_is_kept_whole_and_marked(stored, question_id):
    """R9: bad values lose neither themselves nor the answers beside them."""
    on_the_path = {"outcomes_matter": ["safe"]} if question_id == "help_safe" else {}
    for number, value in enumerate(MISFITS):
        if the_survey().by_id[question_id].kind == "comment" and value == "not an option":
            continue
        id = f"{number:032x}"
        assert comes_in(finished(id, **{**on_the_path, "works_well": "Said beside it", question_id: value})).outcome == "received"
        kept = db.session.get(Answer, (id, question_id))
        assert (kept.mark, kept.value) == ("does_not_fit", value)
        if question_id != "works_well":
            assert db.session.get(Answer, (id, "works_well")).value == "Said beside it"


def test_words_that_are_too_long_are_kept_whole_and_read(stored):
    """R5: over the limit is marked, never cut."""
    long = "word " * 5000
    comes_in(finished(missing=long))
    assert (row("missing").mark, row("missing").value) == ("does_not_fit", long)
    assert db.session.scalar(select(Comment.text)) == long


@pytest.mark.parametrize(("odd", "kept"), [(["a\x00b", "\ud800"], ["a\ufffdb", "\ufffd"]), ({"k\x00": "v\udfff"}, {"k\ufffd": "v\ufffd"}), ([["\x00"]], [["\ufffd"]])],
                         ids=["list", "object", "deep"])
def test_what_no_database_can_hold_is_replaced_wherever_it_stands(stored, odd, kept):
    """R43: the same on both databases, also inside lists."""
    assert comes_in(finished(outcomes_matter=odd)).outcome == "received"
    assert row("outcomes_matter").value == kept


def test_a_question_id_that_no_database_can_hold_loses_nothing(stored):
    """R9, R43."""
    assert comes_in(finished(**{"no\x00such\ud800": "Words", "missing": "Lifts"})).outcome == "received"
    assert row("no\ufffdsuch\ufffd").value == "Words"
    assert count(Comment) == 1


def test_only_words_that_are_there_become_a_comment(stored):
    """An empty box is no comment, and a comment in a list is no words."""
    comes_in(finished(missing="Lifts", works_well="", change_first="  \n\t ", principles_comment=["a", "b"], skips=("commitment_add",)))
    assert [(one.question_id, one.text) for one in db.session.scalars(select(Comment))] == [("missing", "Lifts")]


def test_names_of_organisations_and_languages_are_no_comments(stored):
    comes_in(finished(role="health", on_behalf="organisation", organisation_name="The Example Trust", about_you="yes", language="other",
                      language_other="Slovak", missing="Lifts"))
    assert [one.question_id for one in db.session.scalars(select(Comment))] == ["missing"]
    assert row("organisation_name").value == "The Example Trust"


def test_a_comment_knows_who_said_it_how_and_when(stored):
    comes_in(finished(role="parent", for_whom="child", outcomes_matter=["safe"], help_safe="A quiet bus", more={"reading": "easy", "locale": "ur"}))
    comment = db.session.scalars(select(Comment)).one()
    of = db.session.get(Submission, AN_ID)
    assert (comment.role, comment.voice, comment.reading, comment.locale, comment.asked) == ("parent", "proxy", "easy", "ur", "safe")
    assert (comment.received_on, comment.edition_id, comment.is_example) == (of.received_on, of.edition_id, False)


@pytest.mark.parametrize(("moment", "is_late"), [((2024, 9, 30, 22, 59, 59), False), ((2024, 9, 30, 23, 0), True), ((2025, 3, 1), True)],
                         ids=["the last second", "midnight in London", "next year"])
def test_what_comes_after_closing_is_taken_in_and_marked_late(stored, clock: Clock, moment, is_late):
    """R9: a closed consultation loses no tablet's answers."""
    clock.is_set_to(*moment)
    assert comes_in(finished(missing="Lifts")).outcome == "received"
    assert db.session.get(Submission, AN_ID).is_late is is_late


def test_analysts_read_the_day_in_london(stored, clock: Clock):
    """R28."""
    clock.is_set_to(2024, 9, 10, 23, 30)
    comes_in(finished())
    of = db.session.get(Submission, AN_ID)
    assert (of.received_on.isoformat(), of.received_at.isoformat()) == ("2024-09-11", "2024-09-10T23:30:00+00:00")
