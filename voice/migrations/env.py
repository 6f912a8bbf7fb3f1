"""Runs migrations inside the application: one transaction a migration, so that a crash leaves the old shape or the new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from flask_security import AsaList
from sqlalchemy import Connection

from voice.models.database import UTCDateTime

db = current_app.extensions["migrate"].db


def plain_types(kind: str, item: Any, _autogen: Any) -> Any:
    """Write our column types as the plain ones they are in the database."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AsaList):
        return "sa.UnicodeText()"
    return False


@contextmanager
def links_at_rest(connection: Connection) -> Iterator[None]:
    """Keep SQLite from following links while tables change.

    It changes a column by making the table again and dropping the old one, and a drop deletes all that hangs on its rows:
    a change of `submission` would take every answer with it. (Inside a transaction the switch does nothing.)
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    plain: Any = connection.connection.dbapi_connection
    plain.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        plain.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    with db.engine.connect() as connection, links_at_rest(connection):
        context.configure(connection=connection, target_metadata=db.metadata, render_item=plain_types,
                          transaction_per_migration=True, **current_app.extensions["migrate"].configure_args)
        with context.begin_transaction():
            context.run_migrations()


run()
