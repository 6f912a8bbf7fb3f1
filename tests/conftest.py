"""What every test may ask for: an application on a real database, a clock that is set, and people who use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from tests import ready
from tests.people import Respondent
from voice import assets, catalogues, create_app
from voice.config import Settings
from voice.models import db
from voice.setting_up import set_up

OPENS, CLOSES = date(2024, 9, 2), date(2024, 9, 30)
TUESDAY = datetime(2024, 9, 10, 9, 0, tzinfo=UTC)
SECRET = "a-secret-for-tests-only-0123456789-abcdefghij"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def moves_on(self, **time: float) -> None:
        self.at += timedelta(**time)

    def is_set_to(self, *moment: int) -> None:
        self.at = datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build styles, scripts and catalogues once, before the workers start."""
    if not os.environ.get("PYTEST_XDIST_WORKER") and not session.config.option.collectonly:
        assets.build()
        catalogues.compile()


@pytest.fixture
def clock() -> Clock:
    """Ten in the morning on a Tuesday in the consultation of September 2024."""
    return Clock(TUESDAY)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy, so that each test has its own and none waits for migrations."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(Settings(data_folder=folder, secret_key=SECRET, opens_on=OPENS, closes_on=CLOSES), clock=Clock(TUESDAY))
    set_up(app)
    with app.app_context():
        db.engine.dispose()
    return folder / "voice.sqlite3"


@pytest.fixture(scope="session")
def empty_postgresql() -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this worker's own."""
    if not ready.answers(ready.POSTGRESQL):
        pytest.skip("PostgreSQL does not answer")
    name = f"voice_test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
    url = ready.POSTGRESQL.rsplit("/", 1)[0] + f"/{name}"
    app = create_app(Settings(DATABASE_URL=url, secret_key=SECRET, opens_on=OPENS, closes_on=CLOSES), clock=Clock(TUESDAY))
    set_up(app)
    with app.app_context():
        db.engine.dispose()
    yield url
    with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def empty_tables(url: str) -> None:
    """Empty every table but those that set-up fills."""
    tables = ", ".join(f'"{t.name}"' for t in db.metadata.sorted_tables if t.name not in ("edition", "definition", "role"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {tables} CASCADE")
        connection.execute("DELETE FROM edition WHERE slug <> 'strategy-2024' AND name <> '2024/25'")
        connection.execute("UPDATE edition SET opens_on = '2024-09-01', closes_on = '2025-08-31', extended_from = NULL, reason = ''")
        connection.execute("UPDATE edition SET opens_on = %s, closes_on = %s WHERE slug = 'strategy-2024'", (OPENS, CLOSES))


@pytest.fixture
def settings(tmp_path: Path, empty_sqlite: Path) -> Settings:
    """Settings of an application on a SQLite database of this test's own."""
    shutil.copy(empty_sqlite, tmp_path / "voice.sqlite3")
    return Settings(data_folder=tmp_path, secret_key=SECRET, opens_on=OPENS, closes_on=CLOSES)


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The application, on SQLite."""
    made = create_app(settings, clock=clock)
    made.testing = True
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app_on_both(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application, on SQLite and then on PostgreSQL: the same promises on both."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "voice.sqlite3")
        given = Settings(data_folder=tmp_path, secret_key=SECRET)
    else:
        url = request.getfixturevalue("empty_postgresql")
        empty_tables(url)
        given = Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL=url)
    made = create_app(given, clock=clock)
    made.testing = True
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def respondent(app: Flask) -> Respondent:
    """Somebody who answers, on a phone without JavaScript."""
    return Respondent(app)
