"""Databases with nothing in them, on both engines, and applications on them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from flask import Flask

from tests import ready
from tests.conftest import SECRET
from voice import create_app
from voice.config import ROOT, Settings
from voice.models import db

OURS = ROOT / "voice" / "migrations"


class Database:
    """A database of this test's own, and the migrations that it follows."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    @property
    def config(self) -> Config:
        found = self.app.extensions["migrate"].migrate.get_config(str(self.folder))
        assert isinstance(found, Config)
        return found

    def goes_to(self, revision: str) -> None:
        """Upgrade, or for an earlier revision downgrade."""
        (command.downgrade if revision in ("base", "-1") else command.upgrade)(self.config, revision)

    @property
    def engine(self):
        return db.engine


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url, name = "", f"voice_migrations_{request.config.workerinput['workerid'] if hasattr(request.config, 'workerinput') else 'alone'}"
    if request.param == "postgresql":
        if not ready.answers(ready.POSTGRESQL):
            pytest.skip("PostgreSQL does not answer")
        with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
        url = ready.POSTGRESQL.rsplit("/", 1)[0] + f"/{name}"
    app = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL=url))
    with app.app_context():
        yield Database(app, OURS)
        db.session.remove()
        db.engine.dispose()
    if url:
        with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def with_a_next_step(database: Database, tmp_path: Path) -> Callable[[str], Database]:
    """Return a builder of the same database, whose migrations have one more step: the given lines."""

    def build(upgrade: str, downgrade: str = "pass") -> Database:
        folder = tmp_path / "migrations"
        shutil.copytree(OURS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        head = database_head(database)
        lines = ["import sqlalchemy as sa", "from alembic import op", "", "revision = 'next'", f"down_revision = {head!r}", "", "",
                 "def upgrade():", *[f"    {line}" for line in upgrade.strip().splitlines()], "", "",
                 "def downgrade():", *[f"    {line}" for line in downgrade.strip().splitlines()], ""]
        (folder / "versions" / "9999_next.py").write_text("\n".join(lines))
        return Database(database.app, folder)

    return build


def database_head(database: Database) -> str:
    from alembic.script import ScriptDirectory

    head = ScriptDirectory.from_config(database.config).get_current_head()
    assert head
    return head
