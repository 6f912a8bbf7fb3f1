"""A mistake in a definition names file, section and question, and says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surveys.library import SurveyMistake, all_surveys, load, mistakes

TWO = [{"value": "good", "label": "Good"}, {"value": "bad", "label": "Bad"}]
CHOICE: dict[str, Any] = {"id": "lunch", "kind": "choose_one", "text": "How is lunch?", "options": TWO}
COMMENT: dict[str, Any] = {"id": "why", "kind": "comment", "text": "Why?"}


def problems_of(path: Path) -> str:
    with pytest.raises(SurveyMistake) as mistake:
        load(path)
    return "\n".join(mistake.value.problems)


def test_a_survey_without_mistakes_loads(a_survey: Callable[..., Any]) -> None:
    assert [question.id for question in a_survey(CHOICE, COMMENT).questions] == ["lunch", "why"]


@pytest.mark.parametrize(("change", "said"), [
    ({"kind": "slider"}, "“kind” is not one of the known choices"),
    ({"text": ""}, "“text” is empty; write it"),
    ({"text": 7}, "“text” must be words; put it in quotes"),
    ({"colour": "red"}, "“colour” is not known here; check the spelling or remove it"),
    ({"options": TWO[:1]}, "needs at least 2 options"),
    ({"options": [*TWO, TWO[0]]}, "“good” stands twice; give each option its own value"),
    ({"max_choices": 2}, "max_choices is for the kind choose_many only"),
    ({"optional": False}, "add missing:"),
    ({"formats": ["audio"]}, "is not one of the known choices"),
    ({"statement": "happy"}, "“statement” is not one of the known choices"),
    ({"show_if": {"is": "good"}}, "show_if: say which question"),
    ({"easy": {"text": "How is lunch?", "ideas": [{"text": "Eat."}]}}, "“picture” is missing; add it"),
])
def test_a_mistake_in_a_question_names_it_and_says_what_to_do(
        written: Callable[..., Path], change: dict[str, Any], said: str) -> None:
    problems = problems_of(written({**CHOICE, **change}))
    assert problems.startswith("tiny/survey.yaml, section “all”, question “lunch”")
    assert said in problems


def test_a_comment_takes_no_options(written: Callable[..., Path]) -> None:
    assert "question “why”: a question of kind comment takes no options; remove them" in problems_of(
        written({**COMMENT, "options": TWO}))


@pytest.mark.parametrize("bad", ["Lunch", "7up", "how nice", "x"])
def test_an_id_is_small_letters_digits_and_underscores(written: Callable[..., Path], bad: str) -> None:
    assert "may hold only small letters, digits and _" in problems_of(written({**CHOICE, "id": bad}))


def test_two_questions_never_share_an_id(written: Callable[..., Path]) -> None:
    assert "the question id “lunch” stands twice" in problems_of(written(CHOICE, CHOICE))


def test_a_question_takes_no_address_of_the_journey(written: Callable[..., Path]) -> None:
    problems = problems_of(written({**CHOICE, "id": "check"}))
    assert "the question id “check” is an address of the journey itself" in problems


def test_a_rule_looks_back_never_ahead(written: Callable[..., Path]) -> None:
    waits = {**COMMENT, "show_if": {"question": "lunch", "is": "good"}}
    assert "question why: show_if looks at “lunch”, which is not asked before it" in problems_of(written(waits, CHOICE))


@pytest.mark.parametrize("rule", [{"is": "fine"}, {"one_of": ["good", "fine"]}])
def test_a_rule_waits_for_a_value_that_can_be_given(written: Callable[..., Path], rule: dict[str, Any]) -> None:
    waits = {**COMMENT, "show_if": {"question": "lunch", **rule}}
    problems = problems_of(written(CHOICE, waits))
    assert "show_if waits for “fine”" in problems
    assert "use one of: bad, good" in problems


def test_a_missing_key_of_the_survey_is_named(written: Callable[..., Path]) -> None:
    assert problems_of(written(CHOICE, title=None)) == "tiny/survey.yaml: “title” is missing; add it."


def test_a_survey_that_says_not_when_it_is_asked_is_told_both_ways(written: Callable[..., Path]) -> None:
    told = "tiny/survey.yaml: say when it is asked: edition: NAME for once, or yearly: true for every academic year."
    assert problems_of(written(CHOICE, edition=None)) == told
    assert problems_of(written(CHOICE, yearly=True)) == told


def test_every_mistake_is_told_at_once(written: Callable[..., Path]) -> None:
    assert len(problems_of(written({**CHOICE, "kind": "slider"}, {**COMMENT, "text": ""})).splitlines()) == 2


def test_a_file_that_is_no_yaml_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "survey.yaml"
    path.write_text("slug: tiny\ntitle: [open\n", encoding="utf-8")
    assert "line 3: this is not well-formed YAML" in problems_of(path)


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "survey.yaml"
    path.write_bytes("title: café".encode("latin-1"))
    assert "Save it again as UTF-8" in problems_of(path)


def test_a_file_that_holds_a_list_says_how_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "survey.yaml"
    path.write_text("- slug: tiny\n", encoding="utf-8")
    assert "begin with “slug: …”" in problems_of(path)


def test_a_file_that_cannot_be_used_keeps_no_other_away(written: Callable[..., Path]) -> None:
    first = written(CHOICE)
    for folder, text in (("twin", first.read_text(encoding="utf-8")), ("torn", "slug: [torn")):
        (first.parent.parent / folder).mkdir()
        (first.parent.parent / folder / "survey.yaml").write_text(text, encoding="utf-8")
    assert list(all_surveys(first.parent.parent)) == ["tiny"]
    wrong = mistakes(first.parent.parent)
    assert wrong["twin"] == ["twin/survey.yaml: the slug “tiny” must be the name of its folder; write slug: twin."]
    assert "torn/survey.yaml, line 1: this is not well-formed YAML" in wrong["torn"][0]


def test_the_digest_changes_with_the_file(written: Callable[..., Path]) -> None:
    first = load(written(CHOICE)).digest
    assert load(written({**CHOICE, "text": "How was lunch?"})).digest != first


CARD: dict[str, Any] = {"id": "warm", "text": "Lunch is warm.", "easy": {"text": "Lunch is warm."}}
CARDS: dict[str, Any] = {"id": "cards", "kind": "cards", "each": "faces", "text": "Is this so?", "cards": [CARD]}


@pytest.mark.parametrize(("question", "told"), [
    ({**CARDS, "each": None}, "cards need kind: cards, the scale of all of them"),
    ({**CARDS, "cards": []}, "cards need kind: cards, the scale of all of them"),
    ({"id": "words", "kind": "comment", "text": "What?", "cards": [CARD]}, "cards need kind: cards"),
    ({"id": "many", "kind": "comment", "text": "How many?", "highest": 4}, "lowest and highest are for the kind number only"),
    ({"id": "many", "kind": "number", "text": "How many?", "lowest": 5, "highest": 4}, "highest is below lowest"),
    ({**CHOICE, "beside": {**CHOICE, "id": "other"}}, "beside is for a comment"),
    ({"id": "words", "kind": "comment", "text": "What?", "beside": {"id": "more", "kind": "comment", "text": "What?"}}, "beside is for a comment"),
    ({**CARDS, "cards": [{**CARD, "show_if": {"question": "nothing", "is": "x"}}]}, "show_if looks at “nothing”, which is not asked before it"),
    ({**CARDS, "cards": [CARD, CARD]}, "the question id “warm” stands twice"),
])
def test_cards_numbers_and_what_stands_beside_are_checked(written: Callable[..., Path], question: dict[str, Any], told: str) -> None:
    assert told in problems_of(written({key: value for key, value in question.items() if value is not None}))


def test_a_mistake_in_a_card_names_the_card(written: Callable[..., Path]) -> None:
    assert "card “warm”: “colour” is not known here" in problems_of(written({**CARDS, "cards": [{**CARD, "colour": "red"}]}))


def test_easy_read_for_some_looks_at_a_question_that_is_asked(written: Callable[..., Path]) -> None:
    assert "easy_for looks at “age”, which is not asked before it" in problems_of(written(CHOICE, easy_for={"question": "age", "is": "young"}))
