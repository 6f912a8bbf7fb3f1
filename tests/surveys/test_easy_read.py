"""Each rule of easy read finds its mistake, says where it is and what to do, and leaves good words alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from surveys.easy_pages import as_read, count_words, sentences
from surveys.easy_read import (
    PAGE_RULES,
    SURVEY_RULES,
    TEXT_RULES,
    can_open,
    problems,
)
from surveys.glossary import glossary
from surveys.schema import Survey

PICTURES = {
    "clock": "A clock.", "page": "A page.", "told": "Two people talk.", "yes": "A tick.", "no": "A cross.", "unsure": "A question mark.",
}
LUNCH: dict[str, Any] = {
    "id": "lunch", "kind": "choose_one", "text": "How is lunch?",
    "options": [{"value": "good", "label": "Good"}, {"value": "bad", "label": "Bad"}],
    "easy": {"text": "Is lunch good?", "hint": "Choose 1.",
             "options": {"good": {"label": "Yes", "picture": "yes"}, "bad": {"label": "No", "picture": "no"}}},
}
WHERE = "tiny/survey.yaml, section “all”, question “lunch”"


def lunch(**changes: Any) -> dict[str, Any]:
    """Return the question on lunch with changes to its easy-read twin."""
    return {**LUNCH, "easy": {**LUNCH["easy"], **changes}}


def idea(text: str) -> dict[str, Any]:
    return lunch(ideas=[{"picture": "clock", "text": text}])


def test_a_good_twin_has_no_problem_and_may_open(a_survey: Callable[..., Survey]) -> None:
    assert problems(a_survey(LUNCH), PICTURES) == []
    assert can_open(a_survey(LUNCH), PICTURES)


MISTAKES = {
    "short sentences": (
        "We want to know if the food that you eat each day at school is good food.", "17 words in 1 sentence"),
    "one sentence a line": ("Lunch is at noon. It is hot.", "give each sentence its own line"),
    "one idea beside a picture": ("We eat.\nWe drink.\nWe talk.\nWe go.", "4 lines together"),
    "one idea in a sentence": ("We eat and drink because it is noon.", "make it 2 sentences"),
    "digits": ("There are seven tables.", "“seven”: write the number in digits"),
    "no percentages": ("Lunch is good for 40%% of us.", "say how many people"),
    "no fractions": ("Lunch takes half of the break.", "without a fraction"),
    "whole dates": ("Lunch is new from 30/09/2024.", "like Monday 30 September 2024"),
    "no Roman numerals": ("Lunch is in part IV of the plan.", "“IV”: write it in digits"),
    "no italics or other marks": ("Lunch is *very* good.", "“*very*”: leave the marks out"),
    "no brackets": ("Lunch is hot (not cold).", "“(”: leave it out"),
    "no semicolons or dashes": ("Lunch is hot – it is good.", "end the sentence"),
    "no exclamation marks": ("Lunch is good!", "end with a full stop"),
    "no short forms": ("We don’t eat late.", "“don’t”: write both words in full"),
    "hard words are explained on their page": ("Lunch is an outcome.", "“outcome” is a hard word; add it to words"),
    "no metaphors, foreign words or child's tone": ("Lunch is a journey.", "“journey” is not easy or not kind; write:"),
    "no block capitals, no bare abbreviations": ("Lunch is for the NHS.", "“NHS” is in capitals"),
}


@pytest.mark.parametrize("rule", MISTAKES)
def test_a_rule_finds_its_mistake_and_says_where_and_what_to_do(a_survey: Callable[..., Survey], rule: str) -> None:
    text, advice = MISTAKES[rule]
    found = problems(a_survey(idea(text)), PICTURES)
    assert len(found) == 1, found
    assert found[0].startswith(f"{WHERE}, easy idea 1: ")
    assert advice in found[0]


@pytest.mark.parametrize("text", [
    "Please answer by Monday 30 September 2024.",
    "We close at %(closes_at)s on that day.",
    "Call 01709 382121 for help.",
    "Someone can help you to answer.",
    "No one is left alone in the kitchen.",
    "I like it.\nI eat it.",
    "English, Welsh, Scottish, Northern Irish or British",
    "The child’s plan is on paper.",
    "We work with children at any age.",
    "We often wait often.",
    "Information, Advice and Support Service and more",
    "In May we eat outside.",
    "Not coming back is called a **permanent exclusion**.",
])
def test_good_words_are_left_alone(a_survey: Callable[..., Survey], text: str) -> None:
    assert problems(a_survey(idea(text)), PICTURES) == []


def test_every_text_is_read_not_only_ideas(a_survey: Callable[..., Survey]) -> None:
    bad = "Ten of us."
    for change, place in [
        ({"text": bad}, "easy text"), ({"hint": bad}, "easy hint"),
        ({"options": {**LUNCH["easy"]["options"], "bad": {"label": bad, "picture": "no"}}}, "easy option “bad”"),
        ({"text": "Is lunch an outcome?", "words": [{"word": "Outcome", "means": bad}]}, "words “Outcome”"),
    ]:
        assert problems(a_survey(lunch(**change)), PICTURES) == [f"{WHERE}, {place}: “Ten”: write the number in digits"]


def test_the_start_and_the_end_are_read_too(a_survey: Callable[..., Survey]) -> None:
    steps = [{"picture": "told", "title": "Wait ten days."}]
    survey = a_survey(LUNCH, easy_title="Ten questions", easy_next_steps=steps)
    assert problems(survey, PICTURES) == [
        "tiny/survey.yaml, easy_title, title: “Ten”: write the number in digits",
        "tiny/survey.yaml, easy_next_steps, step 1: “ten”: write the number in digits",
    ]


def test_a_question_without_a_twin_is_named(a_survey: Callable[..., Survey]) -> None:
    survey = a_survey({key: value for key, value in LUNCH.items() if key != "easy"})
    assert problems(survey, PICTURES) == [f"{WHERE}: it has no easy-read twin; add easy: with text, ideas and options"]


def test_every_option_has_an_easy_label_and_picture(a_survey: Callable[..., Survey]) -> None:
    survey = a_survey(lunch(options={"good": {"label": "Yes", "picture": "yes"}}))
    assert problems(survey, PICTURES) == [f"{WHERE}, easy: the option “bad” has no label and picture; add them"]


def test_an_easy_option_is_an_option_of_the_question(a_survey: Callable[..., Survey]) -> None:
    survey = a_survey(lunch(options={**LUNCH["easy"]["options"], "fine": {"label": "Fine", "picture": "yes"}}))
    assert problems(survey, PICTURES) == [
        f"{WHERE}, easy: “fine” is no option of the question; check the spelling or remove it"]


def test_agreement_may_leave_its_options_to_the_app(a_survey: Callable[..., Survey]) -> None:
    agree = {"id": "lunch", "kind": "agreement", "text": "How far do you agree?", "easy": {"text": "Do you agree?"}}
    assert problems(a_survey(agree), PICTURES) == []
    undrawn = {name: words for name, words in PICTURES.items() if name != "unsure"}
    assert problems(a_survey(agree), undrawn) == [
        f"{WHERE}, the scale: the picture “unsure” does not exist; choose one of static/pictures"]


def test_every_page_has_a_picture(a_survey: Callable[..., Survey]) -> None:
    survey = a_survey({"id": "lunch", "kind": "comment", "text": "What is good?", "easy": {"text": "What is good?"}})
    assert problems(survey, PICTURES) == [f"{WHERE}, it has no picture; add to its easy: a line such as   ideas: [{{picture: bus, text: Think of the bus.}}]"]


def test_a_picture_exists_and_is_described(a_survey: Callable[..., Survey]) -> None:
    survey = a_survey(idea("We eat."))
    undrawn = {name: words for name, words in PICTURES.items() if name != "yes"}
    assert problems(survey, undrawn) == [
        f"{WHERE}, easy option “good”: the picture “yes” does not exist; choose one of static/pictures"]
    assert problems(survey, {**PICTURES, "yes": " "}) == [
        f"{WHERE}, easy option “good”: the picture “yes” has no description; add one to its file"]


def test_a_hard_word_is_explained_on_its_own_page(a_survey: Callable[..., Survey]) -> None:
    outcome = [{"word": "Outcome", "means": "An outcome is a good thing we want to happen."}]
    assert problems(a_survey(lunch(text="Is lunch one of our outcomes?", words=outcome)), PICTURES) == []
    elsewhere = {**LUNCH, "id": "supper", "easy": {**LUNCH["easy"], "text": "Is supper an outcome?"}}
    assert len(problems(a_survey(lunch(text="Is lunch an outcome?", words=outcome), elsewhere), PICTURES)) == 1


def test_the_longest_hard_word_counts(a_survey: Callable[..., Survey]) -> None:
    found = problems(a_survey(idea("We want fewer permanent exclusions.")), PICTURES)
    assert len(found) == 1
    assert "“permanent exclusions” is a hard word" in found[0]


def test_a_word_that_is_not_used_is_not_explained(a_survey: Callable[..., Survey]) -> None:
    survey = a_survey(lunch(words=[{"word": "Strategy", "means": "A strategy is a plan."}]))
    assert problems(survey, PICTURES) == [f"{WHERE}, words “Strategy”: it is explained but not used; remove it"]


def test_a_word_has_one_explanation(a_survey: Callable[..., Survey]) -> None:
    def twin(question: str, means: str) -> dict[str, Any]:
        easy = {**LUNCH["easy"], "text": "Is this our vision?", "words": [{"word": "Vision", "means": means}]}
        return {**LUNCH, "id": question, "easy": easy}

    survey = a_survey(twin("first", "A vision is how life should be."), twin("second", "A vision is what we want."))
    assert problems(survey, PICTURES) == ["tiny/survey.yaml, section “all”, question “second”, words “Vision”: "
                                          "an earlier page explains it otherwise; use 1 explanation"]


def test_an_abbreviation_may_stand_beside_its_full_words(a_survey: Callable[..., Survey]) -> None:
    nhs = [{"word": "NHS", "means": "NHS is short for National Health Service."}]
    assert problems(a_survey(lunch(text="Is the NHS good?", words=nhs)), PICTURES) == []


def test_bold_is_for_ideas_only(a_survey: Callable[..., Survey]) -> None:
    assert "leave the marks out" in problems(a_survey(lunch(text="Is lunch **good**?")), PICTURES)[0]


def test_sentences_are_measured_as_they_will_be_read() -> None:
    assert count_words(as_read("Please answer by %(closes_on)s.")) == 7
    assert as_read("100%%") == "100%"
    assert sentences("We eat.\nWe drink. Do you?") == ["We eat.", "We drink.", "Do you?"]


def test_every_rule_has_a_source_and_a_mistake_here() -> None:
    assert all(rule.source for rule in (*TEXT_RULES, *PAGE_RULES, *SURVEY_RULES))
    tested_below = {"only words on the page are explained", "a picture for each idea"}
    assert {rule.name for rule in (*TEXT_RULES, *PAGE_RULES)} == {*MISTAKES, *tested_below}


def test_the_glossary_keeps_its_own_rules() -> None:
    words = glossary()
    assert len(words.terms) == sum(1 + len(term.forms) for term in words.hard), "a form stands twice"
    for term in words.hard:
        wrong = [advice for line in [as_read(term.means)] for rule in TEXT_RULES if (advice := rule.check(line))]
        assert wrong == [], term.word


def test_the_glossary_explains_without_other_hard_words() -> None:
    words = glossary()
    leans = {term.word: [form for form in words.hard_in(term.means) if form not in words.ways_to_write(term.word)]
             for term in words.hard}
    assert {word: forms for word, forms in leans.items() if forms} == {
        "SEN support": ["ehc plan"], "Cabinet": ["councillors"], "Diagnosis": ["condition"],
        # their full names
        "SENDIASS": ["special educational needs and disabilities"], "MASH": ["safeguarding"]}
