"""Fills every table of a database as it stands at any revision, and says what is in it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

ROWS = 3
CHOSEN: dict[tuple[str, str], list[Any]] = {
    ("draft", "reading"): ["standard", "easy", "pictures"], ("submission", "reading"): ["standard", "easy", "pictures"],
    ("submission", "voice"): ["self", "proxy", "organisation"], ("answer", "mark"): [None, "off_path", "does_not_fit"],
    ("comment", "state"): ["waiting", "read", "failed"], ("comment", "desk"): ["open", "decided", "safeguarding"], ("comment", "certainty"): [0.0, 0.5, 1.0],
    ("decision", "state"): ["decided", "not_sure", "open"], ("decision", "stance"): [None, "change", "mixed"], ("finding", "stance"): ["working", "change", "mixed"],
    ("finding_statement", "code"): ["voice", "safe", "belong"], ("finding_statement", "score"): [0.0, 0.5, 1.0],
    ("standing", "code"): ["voice", "other", "belong"], ("standing", "stance"): ["working", "change", "mixed"], ("standing", "backing"): ["decided", "weak", "strong"], ("standing", "desk"): ["decided", "not_sure", "open"],
    ("kept_file", "media_type"): ["image/jpeg", "image/png", "application/pdf"], ("story", "statement"): [None, "safe", "belong"],
    ("model_release", "state"): ["candidate", "in use", "refused"], ("model_release", "sha256"): [f"{number:064x}" for number in range(3)],
    ("phrase", "code"): ["voice", "safe", "other"], ("phrase", "here"): [5, 6, 7], ("phrase", "score"): [2.6, 3.0, 9.5],
    ("brought", "state"): ["mapping", "coming_in", "done"], ("brought", "file_digest"): [f"{number:064x}" for number in range(3)],
    ("coding_sample", "state"): ["coding", "set_aside", "measured"], ("coding_sample", "measured_at"): [None, None, datetime(2024, 9, 20, tzinfo=UTC)],
    ("coding_item", "stance"): ["working", "change", "mixed"], ("coding", "stance"): ["working", "change", "mixed"],
    ("coding_resolution", "stance"): ["working", "change", "mixed"], ("coding_agreement", "code"): ["voice", "safe", "stance"],
    ("coding_measure", "code"): ["voice", "safe", "stance"], ("coding_measure", "n_grouped"): [3, 4, 5], ("coding_measure", "n_meant"): [3, 4, 5],
    ("coding_agreement", "kappa"): [None, 0.5, 1.0], ("coding_agreement", "alpha"): [None, 0.5, 1.0],
    **{("coding_measure", bound): [0.0, 0.5, 1.0] for bound in ("right_low", "right_high", "found_low", "found_high")},
    ("in_person_session", "kind"): ["guiding_voices", "training", "workshop"], ("in_person_session", "state"): ["planned", "open", "closed"],
    ("collected", "scribe"): [None, None, None], ("paper_batch", "how"): ["paper", "scribe", "paper"], ("paper_batch", "reading"): ["standard", "easy", "pictures"],
    ("paper_entry", "state"): ["open", "waiting", "stored"], ("paper_keying", "turn"): [1, 2, 1],
    ("sealed_item", "outcome"): ["received", "deleted", "kept_apart"], ("collected", "how"): ["tablet", "paper", "notes"],
    ("choice_seen", "done"): ["passed_on", "looked_at", "looked_at"],
    ("edition", "reason"): ["More time was asked for", "Floods", "Half-term"],
}
"""Columns whose values the database checks. A new check may need a line here: the test says which."""
WORDS = ["Words as they came: <b>&amp;</b> \u202e \U0001f68c", "two\nlines", "\u0627\u0644\u0633\u0644\u0627\u0645"]


def reflected(connection: sa.Connection) -> sa.MetaData:
    """Return the tables as the database has them, without Alembic's own."""
    found = sa.MetaData()
    found.reflect(connection)
    if "alembic_version" in found.tables:
        found.remove(found.tables["alembic_version"])
    return found


def fill(connection: sa.Connection) -> None:
    """Put three rows into every table that has none, each row of a table belonging to the same row of its parents."""
    for table in reflected(connection).sorted_tables:
        if connection.scalar(sa.select(sa.func.count()).select_from(table)):
            continue
        for number in range(ROWS):
            try:
                connection.execute(table.insert().values({column.name: _value(connection, table, column, number) for column in table.columns}))
            except sa.exc.IntegrityError as refusal:
                raise AssertionError(f"{table.name} refuses an example row; add what it checks to CHOSEN in {__file__}") from refusal


def _value(connection: sa.Connection, table: sa.Table, column: sa.Column[Any], number: int) -> Any:
    if column.foreign_keys:
        parent = next(iter(column.foreign_keys)).column
        ids = list(connection.scalars(sa.select(parent).order_by(parent)))
        return ids[number % len(ids)]
    if (table.name, column.name) in CHOSEN:
        return CHOSEN[table.name, column.name][number]
    kind = column.type
    if isinstance(kind, sa.Boolean):
        return number % 2 == 1
    if isinstance(kind, sa.DateTime):
        return datetime(2024, 9, 10 + number, 9, 30, tzinfo=UTC if kind.timezone else None)
    if isinstance(kind, sa.Date):
        return date(2024, 9, 10 + number)
    if isinstance(kind, sa.JSON):
        return [{"v": WORDS[number], "s": False}, ["list"], {}][number] if not column.nullable or number else None
    if isinstance(kind, sa.Integer):
        return number + 1
    if isinstance(kind, sa.Numeric):
        return number / 4
    if isinstance(kind, sa.LargeBinary):
        return bytes([number, 0, 255])
    return _text(column, number)


def _text(column: sa.Column[Any], number: int) -> str:
    is_key = column.primary_key or column.unique or column.name.endswith(("id", "hash", "digest", "email", "uniquifier", "handle", "name", "number"))
    if not is_key:
        return WORDS[number]
    return f"{number:064x}" if column.name.endswith(("digest", "hash")) else f"{number:032x}"


def contents(connection: sa.Connection, like: dict[str, list[str]] | None = None) -> dict[str, tuple[int, dict[str, str]]]:
    """Return, for each table, how many rows there are and a digest of each column's values in the order of the keys.

    `like`: only these tables and columns, so that what a migration adds is no difference.
    """
    found = {}
    for table in reflected(connection).sorted_tables:
        if like is not None and table.name not in like:
            continue
        rows = connection.execute(sa.select(table)).mappings().all()
        keys = [column.name for column in table.primary_key]
        rows = sorted(rows, key=lambda row: json.dumps([row[key] for key in keys], default=str))
        names = [column.name for column in table.columns if like is None or column.name in like[table.name]]
        found[table.name] = len(rows), {name: _digest([row[name] for row in rows]) for name in names}
    return found


def _digest(values: list[Any]) -> str:
    plain = [value.replace(tzinfo=None).isoformat() if isinstance(value, datetime) else value for value in values]
    return hashlib.sha256(json.dumps(plain, default=repr, sort_keys=True).encode()).hexdigest()[:16]
