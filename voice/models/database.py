"""One database, two engines: SQLite (by default) and PostgreSQL, with the same promises."""

from __future__ import annotations

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

_begin: ContextVar[str] = ContextVar("begin", default="BEGIN IMMEDIATE")


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
    _begin.set("BEGIN IMMEDIATE")


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
        connection.exec_driver_sql(_begin.get())

