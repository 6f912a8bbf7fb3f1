"""Which model reads comments: the one that a named administrator promoted, where its file is the one that was promoted; else the shipped one."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from voice.models import ModelRelease, db, writing
from voice.running import settings
from voice.staff import audit
from voice.themes.release import FOLDER, card_of, hash_of, version_of

NAME = re.compile(r"learnt-[0-9a-f]{8}")
MAY_BECOME = {("candidate", "in use"), ("retired", "in use"), ("candidate", "refused"), ("in use", "retired")}
"""What may be decided. A refused model stays refused; one that was used may be used again."""

log = logging.getLogger(__name__)


class NotPossible(RuntimeError):
    """The model is not in a state from which this can be decided, or its file is not the one that was measured. Nothing was written."""


@dataclass(frozen=True)
class Running:
    """The model that reads comments now. `release` is None for the shipped one; `problem` says why a promoted one does not run."""

    folder: Path
    release: ModelRelease | None = None
    problem: str = ""
    wanted: str = ""

    @property
    def version(self) -> str:
        """Return what is stored beside every finding."""
        return version_of(self.folder)


def running() -> Running:
    """Return the model in use, asked of the database each time, so that every process follows a promotion without a restart."""
    release = db.session.scalar(select(ModelRelease).where(ModelRelease.state == "in use"))
    if release is None:
        return Running(FOLDER)
    problem = problem_of(release)
    if problem:
        log.warning("the promoted model %s is %s; the shipped one reads instead", release.name, problem)
        return Running(FOLDER, problem=problem, wanted=release.name)
    return Running(folder_of(release.name), release)


def folder_of(name: str) -> Path:
    """Return where the numbers of a model learnt here lie. Raises ValueError for what is no name of one."""
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return settings().data_folder / "models" / name


def problem_of(release: ModelRelease) -> str:
    """Return `missing` or `changed` where a model's file is not the one that was measured, else nothing."""
    folder = folder_of(release.name)
    card, numbers = card_of(folder), folder / "plain.npz"
    if card is None or not numbers.exists():
        return "missing"
    found = numbers.stat()
    same = release.sha256 == card["sha256"] == _hash_of(numbers, found.st_mtime_ns, found.st_size)
    return "" if same else "changed"


@lru_cache(maxsize=8)
def _hash_of(path: Path, _changed_at: int, _size: int) -> str:
    """Hash a file once for each time it changed: the answer is asked for with every batch of comments."""
    return hash_of(path)


def releases() -> list[ModelRelease]:
    """Return every model learnt here, the newest first."""
    return list(db.session.scalars(select(ModelRelease).order_by(ModelRelease.made_at.desc(), ModelRelease.name)))


def decide(name: str, state: str, who: str, reason: str, now: datetime) -> ModelRelease:
    """Promote a model, refuse it, or go back to the shipped one by retiring it. The one in use before is retired in the same moment.

    Raises NotPossible, also where somebody else decided first.
    """
    try:
        with writing() as session:
            release = session.get(ModelRelease, name, with_for_update=True)
            if release is None or (release.state, state) not in MAY_BECOME or (state == "in use" and problem_of(release)):
                raise NotPossible(name)
            for before in session.scalars(select(ModelRelease).where(ModelRelease.state == "in use", ModelRelease.name != name)):
                if state == "in use":
                    _say(before, "retired", who, reason, now)
            session.flush()
            _say(release, state, who, reason, now)
            audit.record(f"model {state}", name)
            return release  # type: ignore[no-any-return]
    except IntegrityError as error:  # two promoted in the same moment (PostgreSQL): the key lets one through
        raise NotPossible(name) from error


def _say(release: ModelRelease, state: str, who: str, reason: str, now: datetime) -> None:
    release.state, release.decided_by, release.reason, release.decided_at = state, who, reason, now
