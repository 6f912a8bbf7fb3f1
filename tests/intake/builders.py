"""What comes in, as tests speak of it: a finished answer, the survey and edition it is for, and what is stored of it."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from sqlalchemy import func, select

from surveys.answers import Answer, Answers
from surveys.library import all_surveys
from tests.people import SLUG
from voice.capture.intake import Acknowledgement, Incoming, take_in
from voice.models import Edition, db
from voice.models.edition import find_edition

AN_ID = "0123456789abcdef0123456789abcdef"
ANOTHER_ID = "f" * 32


def the_survey() -> Any:
    return all_surveys()[SLUG]


def the_edition() -> Edition:
    found = find_edition(SLUG, "2024-09")
    assert found
    return found


def finished(id: str = AN_ID, skips: tuple[str, ...] = (), more: dict[str, Any] | None = None, **said: Any) -> Incoming:
    """A finished answer: a child's, unless it says otherwise. `more` is for what is not one of Incoming's answers."""
    answers = {"role": "child", **said}
    given = {question: Answer(value) for question, value in answers.items()} | {q: Answer(None, skipped=True) for q in skips}
    return Incoming(id, Answers(given), **(more or {}))


def comes_in(incoming: Incoming) -> Acknowledgement:
    """Take it in now, by the application's clock."""
    return take_in(incoming, the_survey(), the_edition(), current_app.extensions["clock"]())


def count(model: Any) -> int:
    """Return how many rows there are, seen with fresh eyes."""
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def is_sqlite(app: Flask) -> bool:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")
