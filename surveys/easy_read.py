"""What can be proved of easy read. A survey opens only when `problems` finds nothing.

People with learning disabilities judge the rest: whether the words are understood, and whether the pictures help.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from surveys.easy_pages import Page, count_words, pages, place_in, sentences
from surveys.glossary import Glossary, glossary
from surveys.schema import Survey

LONGEST_SENTENCE = 15
AIM = 12
"""Words in a sentence: 12 is the aim, and none is longer than 15."""
MOST_LINES = 3
"""Lines beside one picture. More would be more than one idea."""
NOT_ABBREVIATIONS = frozenset({"OK", "TV", "UK"})
NAME_WITH_AND = re.compile(r"\b[A-Z]\w+,? and [A-Z]\w+")
GOVUK = "GOV.UK easy read rules"
HEALTH = "Department of Health 2009, making written information easier to understand"
EUROPE = "European standards for easy to read, Information for all"
OURS = "our own rule"

Check = TypeVar("Check")
TextCheck = Callable[[str], str | None]
PageCheck = Callable[[Page, Glossary], Iterator[str]]
SurveyCheck = Callable[[Survey], Iterator[str]]


@dataclass(frozen=True)
class Rule(Generic[Check]):
    """One rule, where it comes from, and its check, which says what to do."""

    name: str
    source: str
    check: Check


def _too_long(text: str) -> str | None:
    longest = max(map(count_words, sentences(text)), default=0)
    return f"{longest} words in 1 sentence; write {LONGEST_SENTENCE} or fewer" if longest > LONGEST_SENTENCE else None


def _shares_a_line(text: str) -> str | None:
    shared = next((line.strip() for line in text.split("\n") if len(sentences(line)) > 1), None)
    return f"“{shared}”: give each sentence its own line" if shared else None


def _too_many_lines(text: str) -> str | None:
    lines = len(text.strip().split("\n"))
    return f"{lines} lines together; {MOST_LINES} is the most, so make it 2 ideas" if lines > MOST_LINES else None


def _chains(text: str) -> str | None:
    joins = re.compile(r"\b(?:and|but|because|although|while|which|unless|however|therefore)\b", re.IGNORECASE)
    said = sentences(text)
    chained = next((one for one in said if len(joins.findall(NAME_WITH_AND.sub("name", one))) > 1), None)
    return f"“{chained}”: say 1 thing in a sentence; make it 2 sentences" if chained else None


def _finds(pattern: str, advice: str, flags: int = re.IGNORECASE) -> TextCheck:
    """Return a check that names what the pattern finds."""
    compiled = re.compile(pattern, flags)

    def check(text: str) -> str | None:
        found = compiled.search(text)
        return f"“{found[0].strip()}”: {advice}" if found else None

    return check


NUMBERS = (r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
           r"|twenty|(?:thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million")
MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"

TEXT_RULES: tuple[Rule[TextCheck], ...] = (
    Rule("short sentences", GOVUK, _too_long),
    Rule("one sentence a line", GOVUK, _shares_a_line),
    Rule("one idea beside a picture", HEALTH, _too_many_lines),
    Rule("one idea in a sentence", GOVUK, _chains),
    Rule("digits", EUROPE, _finds(rf"\b(?:{NUMBERS})\b", "write the number in digits")),
    Rule("no percentages", EUROPE, _finds(r"\d*\s?%|\bper ?cent\b|\bpercentages?\b", "say how many people")),
    Rule("no fractions", EUROPE, _finds(r"[½⅓¼¾⅔]|(?<![\d/])\d+/\d+(?![\d/])|\bhalf\b|\b(?:one|a|1) (?:third|quarter)",
                                        "say how many, without a fraction")),
    Rule("whole dates", EUROPE, _finds(rf"\b\d+/\d+/\d+\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}} (?:{MONTHS})\b",
                                       "write the whole date, like Monday 30 September 2024")),
    Rule("no Roman numerals", EUROPE, _finds(r"\b(?=[IVX]{2,}\b)X{0,3}(?:IX|IV|V?I{0,3})\b", "write it in digits", 0)),
    Rule("no italics or other marks", GOVUK, _finds(r"</?\w+[^>]*>|\*+\w[^*]*\*+|\b_\w[^_]*_\b",
                                                    "leave the marks out")),
    Rule("no brackets", EUROPE, _finds(r"[()\[\]]", "leave it out, or make it 1 more sentence")),
    Rule("no semicolons or dashes", EUROPE, _finds(r";|…|\s[–—-]\s", "end the sentence and begin a new line")),
    Rule("no exclamation marks", OURS, _finds(r"!", "end with a full stop")),
    Rule("no short forms", OURS, _finds(r"\b\w+(?:n[’']t|[’'](?:re|ve|ll|m|d))\b", "write both words in full")),
)
"""Rules that need nothing but a text. Only what letters alone can tell is here, so that a problem is a problem."""


def _hard_words(page: Page, words: Glossary) -> Iterator[str]:
    explained = {way for name in page.names for way in words.ways_to_write(name)}
    for place, text in page.texts:
        for form in words.hard_in(text):
            if form not in explained:
                yield f"{place}: “{form}” is a hard word; add it to words: “{words.terms[form].means}”"


def _needless_words(page: Page, words: Glossary) -> Iterator[str]:
    said = "\n".join(text for place, text in page.texts if not place.startswith("words ")).lower()
    for hard in page.explained:
        if not any(re.search(rf"\b{re.escape(way)}\b", said) for way in words.ways_to_write(hard.word)):
            yield f"words “{hard.word}”: it is explained but not used; remove it"


def _other_words(page: Page, words: Glossary) -> Iterator[str]:
    for place, text in page.texts:
        for swap in words.instead:
            if re.search(rf"(?<!\w){re.escape(swap.word)}(?!\w)", text, re.IGNORECASE):
                yield f"{place}: “{swap.word}” is not easy or not kind; write: {swap.use}"


def _capitals(page: Page, _: Glossary) -> Iterator[str]:
    explanations = " ".join(hard.means for hard in page.explained)
    for place, text in page.texts:
        for short in dict.fromkeys(re.findall(r"\b(?![IVX]+\b)[A-Z]{2,}\b", text)):
            if short not in NOT_ABBREVIATIONS and not _spells(short, explanations):
                yield f"{place}: “{short}” is in capitals; write small letters, or add its full words to words"


def _spells(short: str, text: str) -> bool:
    """Return whether words with a capital letter, in a row, spell an abbreviation. Small words between do not count."""
    initials = "".join(word[0] for word in re.findall(r"[A-Z][a-z]+|[.?]", text))
    return short in initials


def _no_picture(page: Page, _: Glossary) -> Iterator[str]:
    if "question “" in page.where and not page.pictures:
        yield "it has no picture; add to its easy: a line such as   ideas: [{picture: bus, text: Think of the bus.}]"


PAGE_RULES: tuple[Rule[PageCheck], ...] = (
    Rule("hard words are explained on their page", GOVUK, _hard_words),
    Rule("only words on the page are explained", OURS, _needless_words),
    Rule("no metaphors, foreign words or child's tone", EUROPE, _other_words),
    Rule("no block capitals, no bare abbreviations", GOVUK, _capitals),
    Rule("a picture for each idea", HEALTH, _no_picture),
)


def _twins(survey: Survey) -> Iterator[str]:
    for question in survey.questions:
        where, twin = place_in(survey, question), question.easy
        if twin is None:
            yield f"{where}: it has no easy-read twin; add easy: with text, ideas and options"
            continue
        values = {option.value for option in question.options}
        for value in sorted(values - set(twin.options)):
            yield f"{where}, easy: the option “{value}” has no label and picture; add them"
        for value in sorted(set(twin.options) - values):
            yield f"{where}, easy: “{value}” is no option of the question; check the spelling or remove it"


def _still_to_write(survey: Survey) -> Iterator[str]:
    """Whatever stands in square brackets and begins with “Write” was put there to be replaced."""
    for where, text in words_in(survey, survey.slug):
        if text.startswith("[Write "):
            yield f"{where}: this is still the text to be replaced: {text}"


def words_in(part: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a definition, with the way to it."""
    if isinstance(part, str):
        yield where, part
    elif isinstance(part, BaseModel):
        for key in type(part).model_fields:
            yield from words_in(getattr(part, key), f"{where} > {getattr(part, 'id', key) if key == 'text' else key}")
    elif isinstance(part, tuple | dict):
        for number, item in enumerate(part.values() if isinstance(part, dict) else part, 1):
            yield from words_in(item, f"{where} {getattr(item, 'id', number)}")


def _two_meanings(survey: Survey) -> Iterator[str]:
    first: dict[str, str] = {}
    for page in pages(survey):
        for hard in page.explained:
            if first.setdefault(hard.word.lower(), hard.means) != hard.means:
                yield f"{page.where}, words “{hard.word}”: an earlier page explains it otherwise; use 1 explanation"


SURVEY_RULES: tuple[Rule[SurveyCheck], ...] = (
    Rule("the same questions and answers in easy read", OURS, _twins),
    Rule("the same words for the same thing", EUROPE, _two_meanings),
    Rule("nothing is left to be written", OURS, _still_to_write),
)


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def problems(survey: Survey, pictures: Mapping[str, str]) -> list[str]:
    """Return what keeps a survey from being easy read, a line each, with its place and what to do.

    `pictures` has the description of each picture by its name.
    """
    found = [problem for rule in SURVEY_RULES for problem in rule.check(survey)]
    words = glossary().allowing(survey.easy_allows)
    for page in pages(survey):
        wrong = [f"{place}: {what}" for place, text in page.texts for rule in TEXT_RULES if (what := rule.check(text))]
        wrong += [what for rule in PAGE_RULES for what in rule.check(page, words)]
        found += [f"{page.where}, {what}" for what in (*wrong, *_pictures(page, pictures))]
    return found


def _pictures(page: Page, drawn: Mapping[str, str]) -> Iterator[str]:
    for place, name in page.pictures:
        if name not in drawn:
            near = ", ".join(get_close_matches(name, drawn, 3))
            yield f"{place}: the picture “{name}” does not exist; choose one of static/pictures{near and f', such as {near}'}"
        elif not drawn[name].strip():
            yield f"{place}: the picture “{name}” has no description; add one to its file"


def can_open(survey: Survey, pictures: Mapping[str, str]) -> bool:
    """Return whether easy read is ready. Until it is, nobody answers: disabled people do not get a shorter time."""
    return not problems(survey, pictures)
