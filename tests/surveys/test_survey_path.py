"""Which question comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from surveys.answers import Answer, Answers, problem_with
from surveys.journey import Progress, after, before, is_complete, next_question, parts, path, progress, to_send
from surveys.scales import SCALES
from surveys.schema import Survey

SKIP = Answer(skipped=True)


def said(**values: Any) -> Answers:
    """Return answers: a value, or SKIP."""
    return Answers({name: value if isinstance(value, Answer) else Answer(value) for name, value in values.items()})


def ids(questions: Any) -> list[str]:
    return [question.id for question in questions]


@pytest.fixture
def plan(tiny: Callable[[str], Survey]) -> Survey:
    return tiny("answers_off_the_path_do_not_count")


@pytest.fixture
def formats(tiny: Callable[[str], Survey]) -> Survey:
    return tiny("a_change_of_format_keeps_answers")


@pytest.fixture
def three(tiny: Callable[[str], Survey]) -> Survey:
    return tiny("progress_counts_parts_and_pages")


def test_a_question_that_waits_is_not_asked_before_its_answer(plan: Survey) -> None:
    assert ids(path(plan, said(), "standard")) == ["has_plan", "last"]


def test_an_answer_opens_the_questions_that_wait_for_it(plan: Survey) -> None:
    answers = said(has_plan="yes", detail="helps")
    assert ids(path(plan, answers, "standard")) == ["has_plan", "detail", "more", "last"]


def test_answers_off_the_path_do_not_count(plan: Survey) -> None:
    answers = said(has_plan="no", detail="helps", more="It is read.")
    assert ids(path(plan, answers, "standard")) == ["has_plan", "last"]
    assert list(to_send(plan, answers, "standard")) == ["has_plan"]


def test_the_path_asked_twice_says_the_same(plan: Survey) -> None:
    answers = said(has_plan="yes")
    assert path(plan, answers, "standard") == path(plan, answers, "standard")


def test_a_skip_opens_nothing(plan: Survey) -> None:
    assert ids(path(plan, said(has_plan=SKIP), "standard")) == ["has_plan", "last"]


def test_next_is_the_first_question_without_answer_or_skip(plan: Survey) -> None:
    assert next_question(plan, said(), "standard") is plan.by_id["has_plan"]
    assert next_question(plan, said(has_plan=SKIP), "standard") is plan.by_id["last"]
    assert next_question(plan, said(has_plan="no", last=SKIP), "standard") is None


def test_after_and_before_walk_the_path(plan: Survey) -> None:
    answers = said(has_plan="no", detail="helps")
    assert after(plan, answers, "standard", plan.by_id["has_plan"]) is plan.by_id["last"]
    assert before(plan, answers, "standard", plan.by_id["last"]) is plan.by_id["has_plan"]
    assert before(plan, answers, "standard", plan.by_id["has_plan"]) is None
    assert after(plan, answers, "standard", plan.by_id["last"]) is None


def test_a_page_that_left_the_path_still_knows_its_neighbours(plan: Survey) -> None:
    answers = said(has_plan="no")
    assert after(plan, answers, "standard", plan.by_id["detail"]) is plan.by_id["last"]
    assert before(plan, answers, "standard", plan.by_id["detail"]) is plan.by_id["has_plan"]


def test_each_format_asks_its_own_questions(formats: Survey) -> None:
    assert ids(path(formats, said(), "standard")) == ["agree", "why", "last"]
    assert ids(path(formats, said(), "easy")) == ["agree", "pick", "last"]
    assert ids(path(formats, said(), "pictures")) == ["agree", "pick", "last"]


def test_a_change_of_format_keeps_answers(formats: Survey) -> None:
    answers = said(agree="agree", why="It is fair.", pick=["school"])
    for reading in ("standard", "easy", "pictures"):
        assert dict(to_send(formats, answers, reading)) == dict(answers)
        assert next_question(formats, answers, reading) is formats.by_id["last"]


def test_a_skip_in_another_format_is_not_asked_again(formats: Survey) -> None:
    answers = said(agree=SKIP, why=SKIP)
    assert ids(path(formats, answers, "easy")) == ["agree", "pick", "last"]


def test_a_required_question_cannot_be_skipped(three: Survey) -> None:
    assert not is_complete(three.by_id["who"], said(who=SKIP))
    assert next_question(three, said(who=SKIP), "standard") is three.by_id["who"]


def test_an_answer_that_does_not_fit_is_not_done(three: Survey) -> None:
    assert not is_complete(three.by_id["who"], said(who="a dog"))


def test_progress_counts_parts_and_pages(three: Survey) -> None:
    assert progress(three, said(), "standard", three.by_id["who"]) == Progress(part=1, parts=4, page=1, pages=1)
    assert progress(three, said(who="adult"), "standard", three.by_id["first"]) == Progress(2, 4, 1, 1)
    assert progress(three, said(who="child"), "standard", three.by_id["second"]) == Progress(2, 4, 2, 2)


def test_progress_of_a_page_off_the_path_is_its_part(three: Survey) -> None:
    assert progress(three, said(who="adult"), "standard", three.by_id["last"]) == Progress(3, 4, 1, 1)


def test_parts_without_questions_are_left_out(three: Survey) -> None:
    assert [section.id for section, _ in parts(three, said(who="adult"), "standard")] == ["one", "two"]
    assert [section.id for section, _ in parts(three, said(first="Lunch."), "standard")] == ["one", "two", "three"]


@pytest.mark.parametrize(("value", "kind"), [
    (["school", "home"], None),
    (["not_sure"], None),
    ([], None),
    (["school", "home", "friends"], "too_many"),
    (["school", "not_sure"], "both_apart_and_more"),
    (["school", "moon"], "unknown_option"),
    ("school", "unknown_option"),
    ([7], "unknown_option"),
])
def test_one_apart_is_chosen_alone(tiny: Callable[[str], Survey], value: Any, kind: str | None) -> None:
    problem = problem_with(tiny("one_apart_is_chosen_alone").by_id["matter"], value)
    assert (problem and problem.kind) == kind


def test_too_many_choices_are_counted(tiny: Callable[[str], Survey]) -> None:
    problem = problem_with(tiny("one_apart_is_chosen_alone").by_id["matter"], ["school", "home", "friends"])
    assert problem is not None
    assert (problem.limit, problem.count) == (2, 3)


def test_a_comment_may_be_as_long_as_its_room(a_survey: Callable[..., Survey]) -> None:
    question = a_survey({"id": "why", "kind": "comment", "text": "Why?", "max_length": 5}).by_id["why"]
    assert problem_with(question, "short") is None
    problem = problem_with(question, "longer")
    assert problem is not None
    assert (problem.kind, problem.limit, problem.count) == ("too_long", 5, 6)


def test_a_missing_required_answer_is_missed(three: Survey) -> None:
    problem = problem_with(three.by_id["who"], "")
    assert problem is not None
    assert problem.kind == "missing"


def test_agreement_takes_both_scales_and_maps_one_to_the_other(formats: Survey) -> None:
    scale = SCALES["agreement"]
    assert all(problem_with(formats.by_id["agree"], value) is None for value in scale.values)
    assert set(scale.means.values()) == {point.value for point in scale.easy}
