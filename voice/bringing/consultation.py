"""A brought consultation as a survey, for staff alone: no respondent's address knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.schema import Question, Section, Survey
from voice.bringing.mapping import LONGEST, Column
from voice.models import Brought, db

PREFIX = "brought-"
EDITION = "as brought"
ROLES = ("child", "parent", "family", "education", "health", "social_care", "voluntary", "other", "unknown")


def brought_survey(slug: str) -> Survey | None:
    """Return a consultation that was brought, or None where there is none of that name."""
    found = db.session.get(Brought, slug)
    return survey_of(found.slug, found.title, [Column.of(one) for one in found.columns]) if found else None


def question_id(place: int) -> str:
    """Return the id of the question in a column."""
    return f"column_{place + 1}"


def survey_of(slug: str, title: str, columns: Sequence[Column]) -> Survey:
    """Return a survey of the questions that a file holds. It was asked elsewhere: it has no easy read, and nobody can answer it here."""
    asked = [Question(id=question_id(place), kind="comment", text=column.heading, max_length=LONGEST, statement=column.statement or None)  # type: ignore[arg-type]
             for place, column in enumerate(columns) if column.use == "comment"]
    who: list[dict[str, Any]] = [{"id": "role", "kind": "choose_one", "text": "Who answered", "options": _options(ROLES)},
                                 {"id": "quotes", "kind": "choose_one", "text": "May be quoted", "options": _options(("yes", "no"))}]
    given: Mapping[str, Any] = {"says_who": Section.model_validate({"id": "who", "title": "Who", "easy_title": "Who", "says_who": True, "questions": who}),
                                "asked": Section.model_validate({"id": "asked", "title": title, "easy_title": title, "questions": asked}) if asked else None}
    return Survey.asked_elsewhere(slug, EDITION, title, [one for one in given.values() if one])


def _options(values: Sequence[str]) -> list[dict[str, str]]:
    return [{"value": value, "label": value.replace("_", " ")} for value in values]
