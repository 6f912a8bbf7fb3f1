"""Members of staff who are signed in, and a desk at which some hundred comments were decided."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.conftest import CLOSES
from tests.desk import Reader, a_reader, app, lead, trail
from tests.review.builders import a_comment
from voice import clock as clocks
from voice.learning import decided as decisions
from voice.learning.candidate import side_by_side
from voice.learning.releases import folder_of
from voice.models import Comment, Decision, ModelRelease, db, writing
from voice.themes.learning.build import Decided, write
from voice.themes.learning.data import Labelled, training
from voice.themes.release import FOLDER, VERSION, version_of

__all__ = ["a_reader", "app", "lead", "trail"]
WRITTEN, MANY, HELD = 250, 130, 10
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


@pytest.fixture(scope="session")
def written(texts: list[Labelled]) -> list[Labelled]:
    return texts[::len(texts) // WRITTEN]


@pytest.fixture
def after(app: Flask, clock) -> Iterator[Flask]:
    """The application on the first day on which no answer can be taken back any more."""
    day = CLOSES + timedelta(days=15)
    clock.is_set_to(day.year, day.month, day.day, 12)
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def decided(after: Flask, texts: list[Labelled], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Some hundred comments that people decided, and their ids. Ten to measure on are enough here."""
    monkeypatch.setattr(decisions, "ENOUGH", HELD)
    ids = []
    for one in texts[1::len(texts) // MANY]:
        spans = [(at, at + len(words)) for words in one.personal if (at := one.comment.text.find(words)) >= 0]
        ids.append(a_comment(one.comment.text, one.statements, personal=spans))
        is_decided(ids[-1], one.statements, one.stance)
    return ids


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, written: list[Labelled], texts: list[Labelled]) -> tuple[Path, dict[str, Any]]:
    """A model that was learnt and measured once, for all tests that only judge it."""
    folder = tmp_path_factory.mktemp("learnt") / "model"
    card = write(folder, written, Decided(texts[1:100], [one.comment.id for one in texts[1:100]]), "learnt", date(2024, 10, 15))
    held = side_by_side(texts[2::50], {"old": FOLDER, "new": folder}, 5)
    figures = {"old": VERSION, "new": version_of(folder), "measured_on": "2024-10-15", "learnt_from": 99, "held_out": held, "file": None}
    return folder, {"name": card["name"], "sha256": card["sha256"], "figures": figures}


@pytest.fixture
def candidate(after: Flask, made: tuple[Path, dict[str, Any]]) -> str:
    """The name of a candidate that waits for a decision."""
    folder, row = made
    shutil.copytree(folder, folder_of(row["name"]))
    with writing() as session:
        session.add(ModelRelease(**row, made_at=clocks.now()))
    return row["name"]


@pytest.fixture
def admin(a_reader: Callable[[str], Reader], after: Flask) -> Reader:
    return a_reader("admin")
