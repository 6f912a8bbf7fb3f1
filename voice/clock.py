"""The time. One place, so that tests can set it and both clock changes can be walked through."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import current_app

from voice.models.edition import day_in_london


def now() -> datetime:
    """Return the moment in UTC, from the application's clock."""
    clock = current_app.extensions.get("clock")
    return clock() if clock else datetime.now(UTC)


def today() -> date:
    """Return the day in Rotherham."""
    return day_in_london(now())
