"""One application a module on each database: thousands of texts go through it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.conftest import SECRET, Clock, empty_tables
from voice import create_app
from voice.config import Settings
from voice.extensions import security
from voice.models import db


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder, url = tmp_path_factory.mktemp("naughty"), ""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), folder / "voice.sqlite3")
    else:
        url = request.getfixturevalue("empty_postgresql")
        empty_tables(url)
    made = create_app(Settings(data_folder=folder, secret_key=SECRET, DATABASE_URL=url), clock=Clock(datetime(2024, 9, 10, 9, tzinfo=UTC)))
    made.testing = True
    security.pwd_context.update(argon2__time_cost=1, argon2__memory_cost=1024, argon2__parallelism=1)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()
