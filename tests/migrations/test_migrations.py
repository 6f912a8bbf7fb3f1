"""The database comes up to date by itself, on both engines, and loses nothing on the way (R26)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.migrations.conftest import OURS
from tests.migrations.filling import ROWS, contents, fill, reflected
from voice.models import db

SCRIPTS = ScriptDirectory.from_config(Config(config_args={"script_location": str(OURS)}))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
EXPLAINED: dict[tuple[str, str, str], str] = {}
"""(revision it was filled at, table, column) -> why its content differs at the newest shape."""


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Return what the database promises: columns, keys, checks, indexes and triggers of every table."""
    look = sa.inspect(connection)
    found: dict[str, Any] = {}
    for table in sorted(set(look.get_table_names()) - {"alembic_version"}):
        found[table] = {
            "columns": sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)),
            "key": sorted(look.get_pk_constraint(table)["constrained_columns"]),
            "links": sorted((f["constrained_columns"], f["referred_table"], f["options"].get("ondelete")) for f in look.get_foreign_keys(table)),
            "unique": sorted(u["column_names"] for u in look.get_unique_constraints(table)),
            "checks": sorted((c["name"], " ".join(c["sqltext"].split())) for c in look.get_check_constraints(table)),
            "indexes": sorted((i["name"], i["column_names"], bool(i["unique"])) for i in look.get_indexes(table)),
        }
    return found


def triggers(connection: sa.Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        return sorted(connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    return sorted(connection.scalars(sa.text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")))


def test_revisions_are_one_line_without_branches():
    assert REVISIONS
    assert SCRIPTS.get_heads() == [REVISIONS[-1]]


def test_from_nothing_it_becomes_exactly_what_the_models_say(database):
    """To mend: make a migration with `flask --app voice.wsgi db migrate`, and look at it."""
    database.goes_to("head")
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False, "target_metadata": db.metadata})
        assert compare_metadata(context, db.metadata) == []
        upgraded = shape(connection)
        assert triggers(connection)
    database.goes_to("base")
    db.create_all()
    with database.engine.connect() as connection:
        assert shape(connection) == upgraded
    assert set(upgraded) == set(db.metadata.tables)


def test_an_upgrade_again_changes_nothing(database):
    database.goes_to("head")
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        before = shape(connection), contents(connection), triggers(connection)
    database.goes_to("head")
    with database.engine.connect() as connection:
        assert (shape(connection), contents(connection), triggers(connection)) == before


def test_down_to_nothing_and_up_again_works(database):
    database.goes_to("head")
    with database.engine.connect() as connection:
        before = shape(connection), triggers(connection)
        assert before[0]
    database.goes_to("base")
    with database.engine.connect() as connection:
        assert shape(connection) == {}
        assert triggers(connection) == []
    database.goes_to("head")
    with database.engine.connect() as connection:
        assert (shape(connection), triggers(connection)) == before


def test_every_table_can_be_filled(database):
    database.goes_to("head")
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        found = contents(connection)
    assert set(found) == set(db.metadata.tables)
    assert {count for count, _ in found.values()} == {ROWS}


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_was_stored_at_every_older_shape_survives_to_the_newest(database, revision):
    """R26: row counts and a digest of each column are equal, or stand in EXPLAINED with a reason."""
    database.goes_to(revision)
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        before = contents(connection)
        columns = {table.name: [c.name for c in table.columns] for table in reflected(connection).sorted_tables}
    assert {count for count, _ in before.values()} == {ROWS}
    database.goes_to("head")
    with database.engine.connect() as connection:
        after = contents(connection, like=columns)
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    for table, (count, digests) in before.items():
        assert after[table][0] == count, table
        for column, digest in digests.items():
            assert after[table][1].get(column) == digest or (revision, table, column) in EXPLAINED, (table, column)


CRASH = """
op.add_column('submission', sa.Column('added', sa.String(), nullable=True))
op.create_table('brand_new', sa.Column('id', sa.Integer(), primary_key=True))
op.execute("UPDATE submission SET role = 'changed'")
op.execute("DELETE FROM answer")
raise RuntimeError('the power went')
"""


def test_a_crash_in_the_middle_leaves_the_old_shape_and_all_that_was_in_it(with_a_next_step, database):
    """R26: and a later try, mended, goes through."""
    database.goes_to("head")
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        before = shape(connection), contents(connection), triggers(connection)
        version = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    crashing = with_a_next_step(CRASH)
    with pytest.raises(RuntimeError, match="the power went"):
        crashing.goes_to("head")
    with database.engine.connect() as connection:
        assert (shape(connection), contents(connection), triggers(connection)) == before
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == version
    mended = crashing.folder / "versions" / "9999_next.py"
    mended.write_text(mended.read_text().replace("    raise RuntimeError('the power went')\n", ""))
    crashing.goes_to("head")
    with database.engine.connect() as connection:
        assert "brand_new" in shape(connection)
        assert set(connection.scalars(sa.text("SELECT role FROM submission"))) == {"changed"}


@pytest.mark.parametrize("table", ["submission", "comment", "finding", "draft", "edition", "user"])
def test_a_table_that_is_built_anew_loses_none_of_the_rows_that_hang_on_it(with_a_next_step, database, table):
    """R26: SQLite changes a column by making the table again and dropping the old one, which must take no answers with it."""
    database.goes_to("head")
    with database.engine.begin() as connection:
        fill(connection)
    with database.engine.connect() as connection:
        before = contents(connection)
        columns = {name: list(digests) for name, (_, digests) in before.items()}
    again = with_a_next_step(f"""
with op.batch_alter_table('{table}', recreate='always' if op.get_bind().dialect.name == 'sqlite' else 'never') as batch:
    batch.add_column(sa.Column('added', sa.String(), nullable=True))
""")
    again.goes_to("head")
    with database.engine.connect() as connection:
        assert "added" in reflected(connection).tables[table].columns
        assert contents(connection, like=columns) == before
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
