"""An application on both databases, with its context open for the test's own lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from voice.models import db


@pytest.fixture
def stored(app_on_both: Flask) -> Iterator[Flask]:
    with app_on_both.app_context():
        yield app_on_both
        db.session.remove()
