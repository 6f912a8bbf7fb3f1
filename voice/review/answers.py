"""What people chose: for each closed question its options and how many chose them, protected.

A table and its split by role are one table, protected once: the unsplit page shows its totals, a role its column.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, func, select

from surveys.answers import AGREEMENT, AGREEMENT_EASY
from surveys.schema import Question, Section, Survey
from voice.capture.forms import AGREEMENT_EASY_WORDS, AGREEMENT_WORDS
from voice.i18n import survey_words
from voice.models import Answer, Submission, db
from voice.review.words import ROLES
from voice.small_numbers import ALL, Cell, percentage, protect, suppress

COUNTED_ELSEWHERE = ("role", "for_whom", "on_behalf", "helper")
"""Role and voice are made from these, and counted on the overview: the same people twice would give the few away."""
SIDES = ("strongly_agree", "agree", "disagree", "strongly_disagree")
ANSWERED, SKIPPED = "*answered", "*skipped"
"""Rows of a table that are no options; no option's name begins so."""

Counts = Mapping[tuple[str, str, bool], int]
"""People by (answer as JSON or "" for a skip, role, is standard)."""
Chosen = Mapping[tuple[str, str], int]
"""People by (what they chose, role)."""


@dataclass(frozen=True)
class Line:
    """One option: how many chose it, and their share in percent where there are enough to say one. None: not asked."""

    label: str
    n: Cell | None
    percent: int | None = None
    easy_n: Cell | None = None
    easy_percent: int | None = None
    is_inner: bool = False


@dataclass(frozen=True)
class Scale:
    """How many answered and skipped on one scale."""

    base: Cell
    skipped: Cell


@dataclass(frozen=True)
class Result:
    """What people said to one question. `easy` is set where easy read asks on a scale of its own.

    `most` is the one option that most chose; `sides` are those who agree and those who disagree, in standard answers.
    """

    question: Question
    text: str
    lines: tuple[Line, ...]
    scale: Scale
    easy: Scale | None
    most: Line | None = None
    sides: tuple[int, int] | None = None


def closed(survey: Survey) -> list[tuple[Section, list[Question]]]:
    """Return the questions to be counted, by section."""
    found = [(section, [q for q in section.questions if q.kind != "comment" and q.id not in COUNTED_ELSEWHERE])
             for section in survey.sections]
    return [(section, questions) for section, questions in found if questions]


def chosen(edition_id: str, is_example: bool, question_ids: Iterable[str]) -> Mapping[str, Counts]:
    """Return for each question how many gave each answer."""
    given = cast(Answer.value, String)
    keys = (Answer.question_id, given, Submission.role, Submission.reading)
    query = (select(*keys, func.count()).join(Submission, Submission.id == Answer.submission_id).where(
        Submission.edition_id == edition_id, Submission.is_example == is_example, Answer.mark.is_(None),
        Answer.question_id.in_(list(question_ids))).group_by(*keys))
    found: dict[str, dict[tuple[str, str, bool], int]] = defaultdict(lambda: defaultdict(int))
    for question_id, value, role, reading, n in db.session.execute(query):
        found[question_id]["" if value in (None, "null") else value, role, reading == "standard"] += n
    return found


def result(question: Question, counts: Counts, role: str, below: int) -> Result:
    """Return what people said to a question: everybody, or one role."""
    text, column = survey_words(question.text), role or ALL
    if question.kind == "agreement":
        return _agreement(question, text, counts, column, below)
    people = _by_choice(counts)
    labels = {option.value: survey_words(option.label) for option in question.options}
    count = _many if question.kind == "choose_many" else _one
    cells, scale = count(people, list(labels), column, below)
    lines = tuple(Line(label, cells[value], percentage(cells[value], scale.base, below))
                  for value, label in labels.items())
    return Result(question, text, lines, scale, None, most=_most(lines, scale))


def _by_choice(counts: Counts, standard: bool | None = None) -> Chosen:
    """Return people by choice and role, on one scale or on both. A skip belongs to the scale of its way of reading."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (value, role, is_standard), n in counts.items():
        read = json.loads(value) if value else None
        for choice in (read if isinstance(read, list) else [read]) or [None]:
            on_standard = choice in AGREEMENT if choice else is_standard
            if standard is None or on_standard == standard:
                found[choice or SKIPPED, role] += n
        if isinstance(read, list) and read:
            found[ANSWERED, role] += n
    return found


def _one(people: Chosen, options: list[str], column: str, below: int) -> tuple[dict[str, Cell], Scale]:
    """Return the cells of a question with one answer: options make up those who answered."""
    table = {row: {role: people.get((row, role), 0) for role in ROLES} for row in (*options, SKIPPED)}
    safe = protect(table, below, dict.fromkeys(options, ANSWERED))
    scale = Scale(safe.cell(ANSWERED, column), safe.cell(SKIPPED, column))
    return {row: safe.cell(row, column) for row in options}, scale


def _many(people: Chosen, options: list[str], column: str, below: int) -> tuple[dict[str, Cell], Scale]:
    """Return the cells of a question with many answers: each option is a list of its own."""
    cells = {row: suppress({role: people.get((row, role), 0) for role in ROLES}, below)[column]
             for row in (*options, ANSWERED, SKIPPED)}
    return cells, Scale(cells[ANSWERED], cells[SKIPPED])


def _agreement(question: Question, text: str, counts: Counts, column: str, below: int) -> Result:
    """Return both scales side by side: standard answers under the easy ones they are declared to mean. Never added."""
    full, scale = _one(_by_choice(counts, standard=True), list(AGREEMENT), column, below)
    short, easy = _one(_by_choice(counts, standard=False), list(AGREEMENT_EASY), column, below)
    lines: list[Line] = []
    for value in AGREEMENT_EASY:
        share = percentage(short[value], easy.base, below)
        lines.append(Line(str(AGREEMENT_EASY_WORDS[value]), None, None, short[value], share))
        lines += [Line(str(AGREEMENT_WORDS[each]), full[each], percentage(full[each], scale.base, below), is_inner=True)
                  for each, means in AGREEMENT.items() if means == value]
    return Result(question, text, tuple(lines), scale, easy, sides=_sides(full, scale))


def _sides(full: Mapping[str, Cell], scale: Scale) -> tuple[int, int] | None:
    """Return how many agree and how many disagree, each in two strengths, where all of it is shown."""
    numbers = [n for value in SIDES if isinstance(n := full[value], int)]
    if len(numbers) < len(SIDES) or not isinstance(scale.base, int) or not scale.base:
        return None
    return sum(numbers[:2]), sum(numbers[2:])


def _most(lines: Iterable[Line], scale: Scale) -> Line | None:
    """Return the option that most people chose, where that can be said."""
    asked = [line for line in lines if line.n is not None]
    shown = sorted(((line.n, line) for line in asked if isinstance(line.n, int)), key=lambda pair: -pair[0])
    if not isinstance(scale.base, int) or not scale.base or len(shown) < len(asked) or shown[0][0] == shown[1][0]:
        return None
    return shown[0][1]
