"""One database, two engines: SQLite (by default) and PostgreSQL, with the same promises."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another before the page says “try again”. TRUST asks for 5 s at least."""

NAMES = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
         "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}

WRITES = "BEGIN IMMEDIATE"
TURN_S = 0.0003
"""Seconds between two looks whether the writer before is done: about as long as one small write."""
TURNS_S = 0.05
"""Seconds of looking so often; whoever waits for a longer write then waits as SQLite does, up to `BUSY_TIMEOUT_MS`."""

_begin: ContextVar[str] = ContextVar("begin", default=WRITES)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC on both engines. SQLite keeps no zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def reads() -> None:
    """Say that what follows only reads, so that SQLite need not take the writer's place. Until `writing` or a new request."""
    _begin.set("BEGIN")


def may_write() -> None:
    """Say that what follows may write. The default: a forgotten call costs speed, never an answer."""
    _begin.set(WRITES)


@contextmanager
def writing() -> Iterator[Any]:
    """Begin one write on a fresh transaction, commit once at the end, and leave nothing behind on an error."""
    before = _begin.get()
    db.session.rollback()
    may_write()
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _begin.set(before)


def prepare(engine: Engine) -> None:
    """Give a SQLite engine its promises: no torn write, no dangling row, no reader that turns writer half-way."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _promises(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}",
                       "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin_as_declared(connection: Any) -> None:
        if _begin.get() != WRITES or not _took_a_turn(connection.connection.driver_connection):
            connection.exec_driver_sql(_begin.get())


def _took_a_turn(connection: sqlite3.Connection) -> bool:
    """Begin a write as soon as the writer before is done, and return whether that came about within `TURNS_S`.

    SQLite's own wait sleeps for 1, 2, 5, 10 and more milliseconds: many times as long as one small write takes, while a core stands idle.
    """
    until = time.monotonic() + TURNS_S
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < until:
            try:
                connection.execute(WRITES)
                return True
            except sqlite3.OperationalError:
                time.sleep(TURN_S)
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
