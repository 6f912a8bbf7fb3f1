"""How long a survey is and how hard to read: what the report says, and what every survey of ours must keep to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from surveys.easy_read import problems
from surveys.library import all_surveys
from surveys.report import grade, minutes, report, walk, walks, words_of
from surveys.schema import READINGS, Survey
from voice.pictures import descriptions

LUNCH: dict[str, Any] = {
    "id": "lunch", "kind": "choose_one", "text": "How is lunch?", "optional": False, "missing": "Choose one",
    "options": [{"value": "good", "label": "Good"}, {"value": "bad", "label": "Bad"}],
    "easy": {"text": "Is lunch good?", "hint": "Choose 1.", "options": {"good": {"label": "Yes", "picture": "yes"}, "bad": {"label": "No", "picture": "no"}}}}
WHY: dict[str, Any] = {"id": "why", "kind": "comment", "text": "What is bad about it?", "show_if": {"question": "lunch", "is": "bad"},
                       "easy": {"text": "What is bad?", "ideas": [{"picture": "clock", "text": "Think of lunch."}]}}
SURVEYS = list(all_surveys().values())
MOST_EASY_PAGES = 24


def test_it_counts_words_and_pages_of_every_way_through(a_survey: Callable[..., Survey]) -> None:
    standard, easy, _ = report(a_survey(LUNCH, WHY))
    assert standard.pages == easy.pages == (1, 2)
    assert easy.longest_words == 3
    assert easy.pictures == 5
    assert standard.minutes[0] < standard.minutes[1]


def test_what_stood_on_an_earlier_page_is_not_read_again(a_survey: Callable[..., Survey]) -> None:
    same = [{"id": f"card_{n}", "text": "Lunch is warm.", "easy": {"text": "Lunch is warm."}} for n in range(4)]
    survey = a_survey({"id": "cards", "kind": "cards", "each": "faces", "text": "Is this so?", "easy": {"text": "Is this so?"}, "cards": same})
    first = minutes(survey.questions[:1], "standard")
    assert minutes(survey.questions, "standard") < 3 * first


def test_short_sentences_of_short_words_have_a_lower_grade() -> None:
    assert grade(["The cat sat on the mat."]) < 2
    assert grade(["Multidisciplinary organisations facilitate comprehensive statutory consultation activities."]) > 12


@pytest.mark.parametrize("survey", SURVEYS, ids=lambda survey: survey.slug)
def test_every_survey_of_ours_can_open(survey: Survey) -> None:
    assert problems(survey, descriptions()) == []


@pytest.mark.parametrize("survey", SURVEYS, ids=lambda survey: survey.slug)
def test_easy_read_is_short_and_easy(survey: Survey) -> None:
    for one in report(survey):
        if one.name != "standard":
            assert one.longest_words <= 15, one.longest
            assert one.grade <= 3


@pytest.mark.parametrize("survey", [s for s in SURVEYS if s.yearly], ids=lambda survey: survey.slug)
def test_nobody_meets_more_than_24_easy_pages_before_the_questions_on_themselves(survey: Survey) -> None:
    for way in walks(survey, "easy"):
        before = [q for q in way if q.id not in survey.says_who or survey.sections.index(survey.section_of(q)) < len(survey.sections) // 2]
        assert len(before) <= MOST_EASY_PAGES, [q.id for q in before]


@pytest.mark.parametrize("age", ["under_5", "from_5_to_10"])
@pytest.mark.parametrize("reading", READINGS)
def test_children_up_to_10_meet_10_pages_after_their_age_and_need_about_5_minutes(age: str, reading: str) -> None:
    survey = all_surveys()["child-survey"]
    for helper in ("nobody", "read", "wrote", "chose"):
        way = walk(survey, reading, {"age": age, "helper": helper})
        assert way[0].id == "age"
        assert len(way) - 1 == 10
        assert sum(q.kind == "faces" for q in way) == 7
        assert minutes(way[1:], "easy") <= 5.5


@pytest.mark.parametrize("survey", [s for s in SURVEYS if s.yearly], ids=lambda survey: survey.slug)
def test_the_minutes_that_people_are_told_are_near_the_estimate(survey: Survey) -> None:
    """People are told the time of a long way through: no shorter than two thirds of the estimate, and no longer than three times."""
    for one in report(survey):
        told = survey.minutes[one.name]  # type: ignore[index]
        assert 2 / 3 * one.minutes[1] <= told <= 3 * max(one.minutes[1], 2), (one.name, told, one.minutes)


def test_the_seven_statements_are_each_asked_once_in_their_order() -> None:
    survey = all_surveys()["child-survey"]
    assert [q.statement for q in survey.questions if q.kind == "faces"] == ["voice", "healthy", "safe", "support", "adults", "independent", "belong"]


@pytest.mark.parametrize("survey", [s for s in SURVEYS if s.asks == "child"], ids=lambda survey: survey.slug)
def test_no_child_is_asked_for_a_diagnosis_a_school_s_name_or_why_they_chose_a_face(survey: Survey) -> None:
    asked = [text.lower() for question in survey.questions for reading in READINGS for text in words_of(question, reading)]
    for words in ("diagnos", "name of your school", "which school do you", "what is your name", "date of birth", "postcode", "why do you"):
        assert not [text for text in asked if words in text], words


@pytest.mark.parametrize("slug", ["poet-child", "poet-parent", "poet-practitioner"])
def test_every_poet_survey_asks_the_same_topics(slug: str) -> None:
    kinds = {q.kind for q in all_surveys()[slug].questions}
    assert {"agreement", "quality", "difference", "comment"} <= kinds
