"""Members of staff who are signed in, and a desk at which some hundred comments were decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import CLOSES
from tests.desk import Reader, a_reader, app, lead, trail
from tests.review.builders import a_comment
from voice import clock as clocks
from voice.learning.candidate import train
from voice.models import Comment, Decision, ModelRelease, db, writing
from voice.themes.learning.data import Labelled, training

__all__ = ["a_reader", "app", "lead", "trail"]
WRITTEN, MANY = 400, 400
"""Comments of the training text that a test's model learns from, and others that stand for what people wrote and decided: invented, as all of it is."""


def is_decided(comment_id: str, codes: Sequence[str], stance: str = "change", state: str = "decided", revision: int = 1) -> None:
    """Store what a person decided about a comment."""
    with writing() as session:
        session.get(Comment, comment_id).desk = state
        session.add(Decision(comment_id=comment_id, revision=revision, state=state, statements=list(codes), stance=stance, is_as_suggested=False, pipeline="test-1",
                             decided_by="account 1", decided_at=datetime(2024, 10, 20, tzinfo=clocks.now().tzinfo)))


@pytest.fixture(scope="session")
def texts() -> list[Labelled]:
    return training()


@pytest.fixture
def written(texts: list[Labelled]) -> list[Labelled]:
    return texts[:WRITTEN * 5:5]


@pytest.fixture
def after(app: Flask, clock) -> Iterator[Flask]:
    """The application on the first day on which no answer can be taken back any more."""
    day = CLOSES + timedelta(days=15)
    clock.is_set_to(day.year, day.month, day.day, 12)
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def decided(after: Flask, texts: list[Labelled]) -> list[str]:
    """Some hundred comments that people decided, and their ids."""
    ids = []
    for one in texts[1:MANY * 5:5]:
        spans = [(at, at + len(words)) for words in one.personal if (at := one.comment.text.find(words)) >= 0]
        ids.append(a_comment(one.comment.text, one.statements, personal=spans))
        is_decided(ids[-1], one.statements, one.stance)
    return ids


@pytest.fixture
def candidate(decided: list[str], written: list[Labelled]) -> ModelRelease:
    """A candidate that was learnt from them, and from a part of the written text."""
    return train(written)


@pytest.fixture
def admin(a_reader: Callable[[str], Reader], after: Flask) -> Reader:
    return a_reader("admin")
