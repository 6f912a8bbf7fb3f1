"""A new survey begins whole: it can be checked at once, and says what will not do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from surveys.easy_read import problems
from surveys.library import load
from surveys.new import NotBegun, Sketch, begin
from voice.pictures import descriptions

LUNCH = Sketch("school-lunch", "School lunch", "School lunch", "How good is lunch?", "Is your lunch good?",
               answers=(("Very good", "Good"), ("OK", "OK"), ("Yes", "Yes"), ("I eat: at home", "I eat at home")))


@pytest.mark.parametrize("sketch", [LUNCH, Sketch("in-words", "Lunch: “warm” or 'cold' #1", "Lunch", "What is lunch like?", "What is lunch like?", yearly=True)],
                         ids=["with answers", "in words"])
def test_it_can_open_as_it_is_written(tmp_path: Path, sketch: Sketch) -> None:
    survey = load(begin(sketch, tmp_path))
    assert problems(survey, descriptions()) == []
    assert (survey.title, survey.yearly) == (sketch.title, sketch.yearly)
    assert [option.label for option in survey.by_id["main_question"].options] == [full for full, _ in sketch.answers]


@pytest.mark.parametrize(("asks", "asked"), [("", ["role", "helper", "main_question"]), ("child", ["helper", "main_question"]), ("parent", ["main_question"])])
def test_it_knows_who_answers_so_that_no_voice_is_mistaken(tmp_path: Path, asks: str, asked: list[str]) -> None:
    survey = load(begin(replace(LUNCH, asks=asks), tmp_path))
    assert [question.id for question in survey.questions] == asked
    assert survey.asks == (asks or None)
    assert problems(survey, descriptions()) == []


def test_what_is_left_to_be_written_keeps_it_from_opening(tmp_path: Path) -> None:
    found = problems(load(begin(replace(LUNCH, title="[Write the title]"), tmp_path)), descriptions())
    assert any("this is still the text to be replaced: [Write the title]" in line for line in found)


def test_an_answer_in_easy_read_that_is_not_easy_is_told(tmp_path: Path) -> None:
    path = begin(Sketch("school-lunch", "Lunch", "Lunch", "How?", "Isn’t lunch utilised by seven people?"), tmp_path)
    found = "\n".join(problems(load(path), descriptions()))
    assert "write both words in full" in found
    assert "write the number in digits" in found


def test_an_empty_title_is_told_by_the_check_with_its_place(tmp_path: Path) -> None:
    from surveys.library import SurveyMistake
    path = begin(Sketch("school-lunch", " ", "Lunch", "How?", "How?"), tmp_path)
    with pytest.raises(SurveyMistake, match=r"“title” is empty; write it or remove the line"):
        load(path)


@pytest.mark.parametrize("slug", ["Lunch", "a", "lunch menu", "../lunch", "9lives", ""])
def test_a_name_that_will_not_do_is_told(tmp_path: Path, slug: str) -> None:
    with pytest.raises(NotBegun, match="3 to 40 small letters"):
        begin(Sketch(slug, "Lunch", "Lunch", "How?", "How?"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_survey_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    before = begin(LUNCH, tmp_path).read_text()
    with pytest.raises(NotBegun, match="There is a folder surveys/school-lunch already"):
        begin(LUNCH, tmp_path)
    assert (tmp_path / "school-lunch" / "survey.yaml").read_text() == before
