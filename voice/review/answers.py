"""What people chose: for each closed question its options and how many chose them, protected.

Each question is counted twice, by role and by whose voice it is. The two have their totals in common, so they are protected together:
what one of them hides the other hides too. Every view (everybody, one role, side by side) shows cells of these tables and makes none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import String, cast, func, select

from surveys.scales import Scale
from surveys.schema import Question, Section, Survey
from voice.i18n import survey_words
from voice.models import Answer, Submission, db
from voice.models.submission import VOICES
from voice.review.words import ROLES
from voice.small_numbers import ALL, Cell, percentage, protect_together, suppress_together

COUNTED_ELSEWHERE = ("role", "for_whom", "on_behalf", "helper")
"""Role and voice are made from these, and counted on the overview: the same people twice would give the few away."""
SIDES = ("strongly_agree", "agree", "disagree", "strongly_disagree")
ANSWERED, SKIPPED = "*answered", "*skipped"
"""Rows of a table that are no options; no option's name begins so."""

By = Literal["role", "voice"]
BY: dict[By, tuple[str, ...]] = {"role": tuple(ROLES), "voice": VOICES}
"""Ways to split a count, with their columns."""
Counts = Mapping[tuple[str, str, str, bool], int]
"""People by (answer as JSON or "" for a skip, role, voice, is standard)."""
Tables = dict[By, dict[str, dict[str, int]]]
"""For each way to split: row -> column -> people."""


@dataclass(frozen=True)
class Counted:
    """One question on one scale, protected. `cells`: (way to split, row, column) -> how many."""

    cells: Mapping[tuple[By, str, str], Cell]

    def cell(self, row: str, by: By = "role", column: str = ALL) -> Cell:
        return self.cells[by, row, column]

    def share(self, row: str, below: int, by: By = "role", column: str = ALL) -> int | None:
        """Return the share of those who answered, in percent, where there are enough to say one."""
        return percentage(self.cell(row, by, column), self.cell(ANSWERED, by, column), below)


@dataclass(frozen=True)
class Line:
    """One option, as a row: its value, its label, and which scale it is counted on."""

    value: str
    label: str
    counted: Counted
    is_inner: bool = False
    is_easy: bool = False


@dataclass(frozen=True)
class Result:
    """What people said to one question. `easy` is set where easy read asks on a scale of its own; the two are never added."""

    question: Question
    text: str
    lines: tuple[Line, ...]
    counted: Counted
    easy: Counted | None

    @property
    def sides(self) -> tuple[int, int] | None:
        """How many agree and how many disagree, each in two strengths, in standard answers, where all of it is shown."""
        if self.question.kind != "agreement":
            return None
        numbers = [n for value in SIDES if isinstance(n := self.counted.cell(value), int)]
        base = self.counted.cell(ANSWERED)
        return (sum(numbers[:2]), sum(numbers[2:])) if len(numbers) == len(SIDES) and isinstance(base, int) and base else None

    @property
    def most(self) -> tuple[int, str] | None:
        """The one option that most people chose, where that can be said: how many, and its label."""
        if self.easy:
            return None
        shown = sorted(((n, line.label) for line in self.lines if isinstance(n := self.counted.cell(line.value), int)), reverse=True)
        base = self.counted.cell(ANSWERED)
        if not isinstance(base, int) or not base or len(shown) < len(self.lines) or (len(shown) > 1 and shown[0][0] == shown[1][0]):
            return None
        return shown[0]


def closed(survey: Survey) -> list[tuple[Section, list[Question]]]:
    """Return the questions to be counted, by section."""
    found = [(section, [q for q in section.questions if q.values and q.id not in COUNTED_ELSEWHERE]) for section in survey.sections]
    return [(section, questions) for section, questions in found if questions]


def chosen(edition_id: str, is_example: bool, question_ids: Iterable[str]) -> Mapping[str, Counts]:
    """Return for each question how many gave each answer."""
    given = cast(Answer.value, String)
    keys = (Answer.question_id, given, Submission.role, Submission.voice, Submission.reading)
    query = (select(*keys, func.count()).join(Submission, Submission.id == Answer.submission_id).where(
        Submission.edition_id == edition_id, Submission.is_example == is_example, Answer.mark.is_(None),
        Answer.question_id.in_(list(question_ids))).group_by(*keys))
    found: dict[str, dict[tuple[str, str, str, bool], int]] = defaultdict(lambda: defaultdict(int))
    for question_id, value, role, voice, reading, n in db.session.execute(query):
        found[question_id]["" if value in (None, "null") else value, role, voice, reading == "standard"] += n
    return found


def result(question: Question, counts: Counts, below: int) -> Result:
    """Return what people said to a question."""
    text = survey_words(question.text)
    if question.scale:
        return _on_both_scales(question, question.scale, text, counts, below)
    options = [option.value for option in question.options]
    counted = (_many if question.kind == "choose_many" else _one)(counts, options, below)
    return Result(question, text, tuple(Line(option.value, survey_words(option.label), counted) for option in question.options), counted, None)


def _on_both_scales(question: Question, scale: Scale, text: str, counts: Counts, below: int) -> Result:
    """Return both scales: standard answers under the easy ones that they are declared to mean."""
    counted, easy = (_one(_of_scale(counts, scale, full), [point.value for point in points], below)
                     for full, points in ((True, scale.standard), (False, scale.easy)))
    lines: list[Line] = []
    for point in scale.easy:
        lines.append(Line(point.value, survey_words(point.label), easy, is_easy=True))
        lines += [Line(each.value, survey_words(each.label), counted, is_inner=True)
                  for each in scale.standard if scale.means[each.value] == point.value]
    return Result(question, text, tuple(lines), counted, easy)


def _of_scale(counts: Counts, scale: Scale, full: bool) -> Counts:
    """Return the answers that were given on one of the two scales.

    An answer belongs to the scale that has it, since a person may change the way of reading; where both have it, and for a skip, to
    that of the way of reading in which it was sent.
    """
    only_full = {point.value for point in scale.standard} - {point.value for point in scale.easy}

    def is_full(value: str, sent_in_full: bool) -> bool:
        read = json.loads(value) if value else None
        return read in only_full or (read not in scale.only_easy and sent_in_full)

    return {key: n for key, n in counts.items() if is_full(key[0], key[3]) == full}


def _tables(counts: Counts, rows: list[str]) -> Tables:
    """Return people by what they chose, once for each way to split them."""
    found: Tables = {by: {row: dict.fromkeys(columns, 0) for row in (*rows, ANSWERED, SKIPPED)} for by, columns in BY.items()}
    for (value, role, voice, _), n in counts.items():
        read = json.loads(value) if value else None
        for row in (*(read if isinstance(read, list) else [read]), ANSWERED) if read else (SKIPPED,):
            for by, column in (("role", role), ("voice", voice)):
                found[by][row][column] += n  # type: ignore[index]
    return found


def _one(counts: Counts, options: list[str], below: int) -> Counted:
    """Return the cells of a question with one answer: options make up those who answered."""
    tables = {by: {row: table[row] for row in (*options, SKIPPED)} for by, table in _tables(counts, options).items()}
    safe = protect_together(tables, below, dict.fromkeys(options, ANSWERED))
    return Counted({(by, *place): cell for by, table in safe.items() for place, cell in table.cells.items()})


def _many(counts: Counts, options: list[str], below: int) -> Counted:
    """Return the cells of a question with many answers: each option is a list of its own."""
    tables = _tables(counts, options)
    safe = {row: suppress_together({by: table[row] for by, table in tables.items()}, below) for row in (*options, ANSWERED, SKIPPED)}
    return Counted({(by, row, column): cell for row, lists in safe.items() for by, cells in lists.items() for column, cell in cells.items()})
