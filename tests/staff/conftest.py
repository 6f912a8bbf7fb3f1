"""Staff of an application on SQLite, with a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.staff.people import BASE, SECRET, Person, made
from voice.config import Settings
from voice.models import AuditEntry, db
from voice.staff import accounts


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_folder=tmp_path, secret_key=SECRET)


@pytest.fixture
def an_app(clock: Clock) -> Iterator[Callable[[Settings], Flask]]:
    """Return a builder of applications, each by its own settings."""
    built: list[Flask] = []

    def build(settings: Settings) -> Flask:
        built.append(made(settings, clock))
        return built[-1]

    yield build
    for app in built:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(an_app: Callable[[Settings], Flask], settings: Settings) -> Flask:
    return an_app(settings)


@pytest.fixture
def a_person(app: Flask, clock: Clock) -> Callable[..., Person]:
    """Return a builder of members of staff, ready with password, app and recovery codes unless it is said otherwise."""

    def build(email: str = "lead@example.org", role: str = "lead", ready: bool = True) -> Person:
        person = Person(app.test_client(), clock, email)
        with app.app_context():
            link = accounts.add(email, role, BASE)
        if ready:
            assert person.chooses_password(link).status_code == 302
            person.gives_password()
            assert person.sets_up_app().status_code == 302
            person.makes_recovery_codes()
            person.signs_out()
            clock.moves_on(minutes=1)
        return person

    return build


@pytest.fixture
def trail(app: Flask) -> Callable[[], list[tuple[str, str, str]]]:
    def read() -> list[tuple[str, str, str]]:
        with app.app_context():
            return [
                (entry.who, entry.action, entry.subject)
                for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)
            ]

    return read
