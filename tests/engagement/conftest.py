"""Members of staff who are signed in, and people with their own phones."""

from __future__ import annotations

import pytest
from flask import g

from tests.desk import a_reader, app, lead, trail
from tests.people import Respondent
from voice.models import db

__all__ = ["a_reader", "app", "lead", "trail"]


@pytest.fixture(autouse=True)
def each_request_is_somebodys_own(app):
    """Forget who came before. The test's own lines keep one context open, in which requests would share it."""
    def forget() -> None:
        for name in set(g) - {"locale", "slug"}:
            g.pop(name)

    app.before_request_funcs.setdefault(None, []).insert(0, forget)


@pytest.fixture
def facilitator(a_reader, app):
    """A facilitator. The test's own lines see the same database."""
    reader = a_reader("facilitator")
    with app.app_context():
        yield reader
        db.session.remove()


@pytest.fixture
def phone(app):
    return Respondent(app, slug="child-survey")
