"""Answers to any survey, taken in by the one way in."""

from __future__ import annotations

from typing import Any

from flask import current_app

from surveys.answers import Answer, Answers
from surveys.library import all_surveys
from voice.capture.intake import Incoming, take_in
from voice.models.edition import edition_now, find_edition
from voice.seal import new_id


def sent(slug: str, year: str = "", reading: str = "standard", skips: tuple[str, ...] = (), **said: Any) -> str:
    """Take in what somebody answered, in the edition that is open now or that of a year, and return its id."""
    now = current_app.extensions["clock"]()
    edition = find_edition(slug, year) if year else edition_now(slug, now)
    assert edition
    given = {q: Answer(value) for q, value in said.items()} | {q: Answer(None, skipped=True) for q in skips}
    incoming = Incoming(new_id(), Answers(given), reading=reading)
    assert take_in(incoming, all_surveys()[slug], edition, now).outcome == "received"
    return incoming.id
