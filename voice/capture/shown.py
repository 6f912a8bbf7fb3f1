"""What a question looks like in one way of reading and one language: made once, then only its choices change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from surveys.answers import Answer
from surveys.schema import STATEMENTS, HardWord, Idea, Question, Survey
from voice.capture.forms import field_name
from voice.i18n import language, survey_words

BOLD = re.compile(r"\*\*(.+?)\*\*")

STATEMENT_WORDS = {
    "voice": "I have a voice, and this is listened to and respected",
    "healthy": "I am as healthy as possible",
    "safe": "I feel safe",
    "support": "I have help and support in a way that suits me",
    "adults": "I have adults in my life who are supported to help me",
    "independent": "I am supported to be as independent as possible and have a purposeful life",
    "belong": "I belong and feel valued",
}
"""The seven, in the order and wording of the council's news item of 29 May 2024."""
WITHOUT_MEASURE = ("safe",)
"""Statements for which the draft strategy sets no measure yet."""


@dataclass(frozen=True)
class ShownStatement:
    code: str
    number: int
    words: str


@dataclass(frozen=True)
class ShownOption:
    value: str
    label: str
    hint: str
    picture: str
    statement: ShownStatement | None
    apart: bool


@dataclass(frozen=True)
class ShownIdea:
    picture: str
    words: Markup


@dataclass(frozen=True)
class ShownQuestion:
    """A question ready for its page. `words` are (hard word, explanation); `ideas` are empty in standard words.

    `lead` is the picture that stands beside the question itself, where it needs no words of its own.
    """

    id: str
    name: str
    kind: str
    text: str
    hint: str
    note: str
    quotation: tuple[str, str] | None
    statement: ShownStatement | None
    lead: str
    options: tuple[ShownOption, ...]
    ideas: tuple[ShownIdea, ...]
    words: tuple[tuple[str, Markup], ...]
    max_choices: int | None
    rows: int
    max_length: int
    is_comment: bool
    has_faces: bool
    beside: ShownQuestion | None
    """Pictures to choose from, below a comment's box."""


@lru_cache(maxsize=64)
def _seven(_locale: str) -> tuple[ShownStatement, ...]:
    return tuple(shown for code in STATEMENTS if (shown := statement(code)))


def statement(code: str | None) -> ShownStatement | None:
    """Return a statement with its number and words in the language in use."""
    if code is None:
        return None
    return ShownStatement(code, STATEMENTS.index(code) + 1, survey_words(STATEMENT_WORDS[code]))


def statement_words(code: str) -> str:
    """Return a statement's words in the language in use."""
    return survey_words(STATEMENT_WORDS[code])


def seven() -> tuple[ShownStatement, ...]:
    """Return the seven statements in their order."""
    return _seven(language().code)


def emphasised(text: str) -> Markup:
    """Return a text with **hard words** in bold and each sentence line on its own line; all else is escaped."""
    lines = [Markup(BOLD.sub(r"<strong>\1</strong>", str(escape(line)))) for line in text.strip().split("\n")]
    return Markup("<br>").join(lines)


def ideas(given: tuple[Idea, ...], facts: dict[str, Any] | None = None) -> tuple[ShownIdea, ...]:
    """Return easy-read ideas in the language in use, with facts such as the closing day filled in where they are given."""
    return tuple(ShownIdea(idea.picture, emphasised(survey_words(idea.text) % facts if facts else survey_words(idea.text)))
                 for idea in given)


def hard_words(given: tuple[HardWord, ...]) -> tuple[tuple[str, Markup], ...]:
    return tuple((survey_words(word.word), emphasised(survey_words(word.means))) for word in given)


def shown(survey: Survey, question: Question, reading: str) -> ShownQuestion:
    """Return a question as it is shown here and now."""
    return _shown(survey.digest, question.id, reading, language().code, question, survey.beside(question))


@lru_cache(maxsize=2048)
def _shown(digest: str, _id: str, reading: str, locale: str, question: Question, companion: Question | None) -> ShownQuestion:
    easy = question.easy if reading != "standard" else None
    hint = (easy.hint if easy else question.hint) or ""
    told = _ideas(question, reading) if easy else ()
    named = statement(question.statement) if question.scale is None else None  # a card is one plain idea; the whole statement is for reports
    lead = told[0].picture if told and question.scale and told[0].text.strip(" .") == (easy.text if easy else "").strip(" .") else ""
    if lead:  # the first picture says the very words of the question: it stands beside them
        told = told[1:]
    if easy and named and told:  # easy read says the statement in its own words, beside the same tile
        named, told = ShownStatement(named.code, named.number, survey_words(told[0].text)), told[1:]
    return ShownQuestion(
        id=question.id, name=field_name(question), kind=question.kind, text=survey_words(easy.text if easy else question.text),
        hint=survey_words(hint), note="" if easy else survey_words(question.note),
        quotation=_quotation(question) if not easy else None, statement=named, max_choices=question.max_choices,
        lead=lead, options=_options(question, easy is not None), ideas=ideas(told),
        words=hard_words(easy.words) if easy else (), rows=question.rows, max_length=question.max_length,
        is_comment=question.is_comment, has_faces=bool(easy and question.scale and question.scale.has_faces),
        beside=_shown(digest, companion.id, reading, locale, companion, None) if companion and reading in companion.formats else None)


def _ideas(question: Question, reading: str) -> tuple[Idea, ...]:
    """Mostly pictures shows the first idea only: a picture, few words, and the question. What people agree or disagree with
    is always shown whole: the same answer must be about the same thing.
    """
    given = question.easy.ideas if question.easy else ()
    return given[:1] if reading == "pictures" and not question.scale else given


def _quotation(question: Question) -> tuple[str, str] | None:
    return (survey_words(question.quotation.source), survey_words(question.quotation.text)) if question.quotation else None


def _options(question: Question, easy: bool) -> tuple[ShownOption, ...]:
    if question.scale:
        return tuple(ShownOption(point.value, survey_words(point.label), "", point.picture, None, point.apart)
                     for point in question.scale.points("easy" if easy else "standard"))
    twins = question.easy.options if easy and question.easy else {}
    return tuple(ShownOption(
        option.value, survey_words(twins[option.value].label if option.value in twins else option.label),
        "" if easy else survey_words(option.hint), twins[option.value].picture if option.value in twins else "",
        statement(option.statement) if not easy or not twins.get(option.value) else _easy_statement(option.statement, twins[option.value].label),
        option.apart) for option in question.options)


def _easy_statement(code: str | None, label: str) -> ShownStatement | None:
    return ShownStatement(code, STATEMENTS.index(code) + 1, survey_words(label)) if code else None


def chosen(question: Question, answer: Answer | None, reading: str) -> frozenset[str]:
    """Return the values shown as chosen. Easy read shows “agree” as “Yes”; the standard scale cannot show “yes”."""
    if answer is None or answer.value is None:
        return frozenset()
    values = [answer.value] if isinstance(answer.value, str) else answer.value
    if question.scale and reading != "standard":
        values = [question.scale.means.get(value, value) for value in values]
    return frozenset(values)


def said(question: Question, answer: Answer | None, reading: str, words_are_shown: bool = True) -> str:
    """Return what was said, as the check page shows it."""
    if answer is None or not answer.is_given:
        return _("Skipped") if answer and answer.skipped else _("Not answered")
    if question.kind == "comment":
        return str(answer.value) if words_are_shown else _("Your words are kept. They are not shown on this phone.")
    if question.kind == "file":
        return _("You added a file.")
    values = [answer.value] if isinstance(answer.value, str) else list(answer.value or [])
    labels = ({value: survey_words(label) for value, label in question.scale.labels.items()} if question.scale
              else {option.value: option.label for option in _options(question, reading != "standard")})
    return "\n".join(labels.get(value, value) for value in values)
