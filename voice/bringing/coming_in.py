"""Brings the rows of a file in, a few at a time, through the one way in. It may be killed at any row and gone on with: no row comes in twice, none is lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys.answers import Answer, Answers
from surveys.schema import Survey
from voice.bringing.consultation import EDITION, PREFIX, question_id, survey_of
from voice.bringing.mapping import Column, Kept, Row, id_of, mapped
from voice.bringing.tables import Table, read_table
from voice.capture.intake import Incoming, store
from voice.models import Brought, Comment, Edition, RowKeptOut, Submission, db, writing
from voice.models.edition import edition_id
from voice.running import settings
from voice.seal import new_id

AT_ONCE = 20
"""Rows of one write: below 50 ms (R22)."""
WAITS = timedelta(days=1)
"""How long a file waits for somebody to say what its columns are."""
log = logging.getLogger(__name__)


def file_of(slug: str) -> Path:
    """Return where a file waits: a name that only its slug tells, in a folder that only its owner reads."""
    return settings().data_folder / "brought" / slug


def begin(content: bytes, title: str, opens_on: date, closes_on: date, columns: Sequence[Column], who: str, now: datetime) -> Brought:
    """Keep a file and what its columns seem to be, and return the consultation that it may become."""
    slug = PREFIX + new_id()[:12]
    path = file_of(slug)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
    with writing() as session:
        made = Brought(slug=slug, title=title, opens_on=opens_on, closes_on=closes_on, file_digest=sha256(content).hexdigest(),
                       columns=[column.as_record() for column in columns], roles={}, made_by=who, made_at=now)
        session.add(made)
    return made


def same_file(content: bytes) -> Brought | None:
    """Return the consultation that this very file was brought in for, if it was."""
    return db.session.scalar(select(Brought).where(Brought.file_digest == sha256(content).hexdigest(), Brought.state != "mapping"))


def table_of(slug: str) -> Table:
    """Return the table of a file that waits. Raises FileNotFoundError, CannotRead."""
    return read_table(file_of(slug).read_bytes())


def map_columns(slug: str, columns: Sequence[Column], roles: dict[str, str], start: bool) -> None:
    """Keep what the columns are; with `start`, let the rows come in from now on. Raises LookupError for what is gone or has begun."""
    n = len(table_of(slug).rows)
    with writing() as session:
        brought = session.get(Brought, slug, with_for_update=True)
        if brought is None or brought.state != "mapping":
            raise LookupError(slug)
        brought.columns, brought.roles = [column.as_record() for column in columns], roles
        if start:
            brought.state, brought.of = "coming_in", n
            session.add(Edition(id=edition_id(slug, EDITION), slug=slug, name=EDITION, opens_on=brought.opens_on, closes_on=brought.closes_on))


def bring_in(slug: str, now: datetime) -> int:
    """Bring in what is left of a file, and return how many rows were taken up. Safe to run twice, at once, or after a kill."""
    brought = db.session.get(Brought, slug)
    if brought is None or brought.state != "coming_in":
        return 0
    table, columns, roles = table_of(slug), [Column.of(one) for one in brought.columns], {str(k): str(v) for k, v in brought.roles.items()}
    survey, done, taken = survey_of(slug, brought.title, columns), brought.done, 0
    while rows := mapped(table, columns, roles, done, AT_ONCE):
        done = _take(slug, rows, survey, done, now)
        taken += len(rows)
    with writing() as session:
        brought = session.get(Brought, slug)
        if brought is not None:
            brought.state = "done"
    file_of(slug).unlink(missing_ok=True)
    log.info("%s: %d rows were taken up", slug, taken)
    return taken


def _take(slug: str, rows: Sequence[Row | Kept], survey: Survey, done: int, now: datetime) -> int:
    """Store some rows and how far it is, in one write, and return the next row."""
    with writing() as session:
        brought = session.get(Brought, slug, with_for_update=True)
        if brought is None:
            return done + len(rows)
        edition = session.get(Edition, edition_id(slug, EDITION))
        for row in rows:
            if isinstance(row, Kept):
                session.merge(RowKeptOut(slug=slug, number=row.number, reason=row.reason, cells=row.cells))
            else:
                outcome = store(session, _incoming(slug, row), survey, edition, now).outcome
                _say_the_day(session, slug, row, edition, outcome)
        brought.done = max(brought.done, done + len(rows))
    return done + len(rows)


def _incoming(slug: str, row: Row) -> Incoming:
    said = {question_id(place): Answer(words) for place, words in row.said.items()}
    return Incoming(id_of(slug, row), Answers({"role": Answer(row.role), "quotes": Answer("yes" if row.may_quote else "no"), **said}), channel="import")


def _say_the_day(session: Session, slug: str, row: Row, edition: Edition, outcome: str) -> None:
    """Give an answer the day it was given on, else the last day of its asking; of two rows under one key the second is kept out."""
    stored = session.get(Submission, id_of(slug, row))
    if outcome == "differs":
        session.merge(RowKeptOut(slug=slug, number=row.number, reason="key_twice", cells=list(row.said.values())))
    elif stored is not None:
        day = row.day or edition.closes_on
        stored.received_on, stored.is_late = day, False
        for comment in session.scalars(select(Comment).where(Comment.submission_id == stored.id)):
            comment.received_on = day


def go_on(now: datetime) -> int:
    """Go on with what a lost job left behind."""
    left = list(db.session.scalars(select(Brought.slug).where(Brought.state == "coming_in")))
    return sum(bring_in(slug, now) for slug in left)


def forget_waiting(now: datetime) -> int:
    """Remove files whose columns nobody told for a day, and return how many."""
    old = list(db.session.scalars(select(Brought.slug).where(Brought.state == "mapping", Brought.made_at < now - WAITS)))
    for slug in old:
        remove(slug)
    return len(old)


def remove(slug: str) -> None:
    """Remove a brought consultation whole: answers, comments, findings, decisions, rows kept out, and its file."""
    file_of(slug).unlink(missing_ok=True)
    with writing() as session:
        edition = edition_id(slug, EDITION)
        session.execute(delete(Submission).where(Submission.edition_id == edition))
        session.execute(delete(RowKeptOut).where(RowKeptOut.slug == slug))
        session.execute(delete(Brought).where(Brought.slug == slug))
    _remove_edition(edition)


def _remove_edition(edition: str) -> None:
    """Remove the edition where nothing else (such as a sample that was coded) still tells of it."""
    try:
        with writing() as session:
            session.execute(delete(Edition).where(Edition.id == edition))
    except IntegrityError:
        log.info("%s stays: figures still tell of it", edition)

