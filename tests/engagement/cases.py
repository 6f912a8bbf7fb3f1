"""Answers that lead through a survey in many ways: every case is tried by the server's journey and by the tablet's."""

from __future__ import annotations

import random
from typing import Any

from surveys.answers import Answer, Answers, problem_with
from surveys.journey import after, before, next_question, pages, path, progress, reading_for, to_send
from surveys.schema import READINGS, Question, Survey

A_SURVEY = 40
ODD: list[Any] = ["", [], "nonsense", ["nonsense"], "x" * 2001, "\U0001f600" * 2000, "12", "-1", "1234567890", "\u0664\u0662", "7.5"]
"""Values that no page gives, or that do not fit."""


def cases(survey: Survey) -> list[dict[str, Any]]:
    """Return answers of invented people, the same ones in every run."""
    chance = random.Random(survey.slug)
    return [{q.id: _answer(q, chance) for q in survey.questions if chance.random() < 0.8} for _ in range(A_SURVEY)]


def _answer(question: Question, chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.1:
        return {"v": None, "s": True}
    if chance.random() < 0.1:
        return {"v": chance.choice(ODD), "s": False}
    values = sorted(question.values)
    if question.kind == "choose_many":
        return {"v": chance.sample(values, chance.randint(1, min(4, len(values)))), "s": False}
    return {"v": chance.choice(values) if values else chance.choice(["7", "0", "A comment"]), "s": False}


def journey_of(survey: Survey, given: dict[str, Any], reading: str) -> dict[str, Any]:
    """Return all that the server says of a journey."""
    answers = Answers({q: Answer(a["v"], a["s"]) for q, a in given.items()})
    first = next_question(survey, answers, reading)
    name = lambda q: q.id if q else None  # noqa: E731
    def place(q: Question) -> list[int]:
        at = progress(survey, answers, reading, q)
        return [at.part, at.parts]
    return {"path": [q.id for q in path(survey, answers, reading)], "pages": [q.id for q in pages(survey, answers, reading)], "next": name(first),
            "after": [name(after(survey, answers, reading, q)) for q in survey.questions], "before": [name(before(survey, answers, reading, q)) for q in survey.questions],
            "progress": [place(q) for q in survey.questions], "sends": list(to_send(survey, answers, reading)), "reading": reading_for(survey, answers, reading),
            "problems": [(problem.kind if (problem := problem_with(survey.by_id[q], a["v"])) else None) for q, a in given.items()]}


def all_journeys(survey: Survey) -> list[tuple[dict[str, Any], str, dict[str, Any]]]:
    return [(given, reading, journey_of(survey, given, reading)) for given in cases(survey) for reading in READINGS]
