"""A session in a room: planned, run, closed, written up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from voice.engagement.keys import hashed_pin, new_pair
from voice.models import InPersonSession, db, writing
from voice.models.engagement import GROUPS


@dataclass(frozen=True)
class Plan:
    """What a facilitator says of a session beforehand. `expected`: how many of each group."""

    name: str
    kind: str
    held_on: date
    surveys: tuple[str, ...]
    readings: tuple[str, ...]
    pin: str
    venue: str = ""
    led_by: str = ""
    expected: dict[str, int] = field(default_factory=dict)
    is_rehearsal: bool = False


def plan(given: Plan, who: str, secret: str, now: datetime) -> InPersonSession:
    """Make a session with its keys."""
    public, private = new_pair(secret)
    with writing() as session:
        made = InPersonSession(
            name=given.name, kind=given.kind, held_on=given.held_on, venue=given.venue, led_by=given.led_by, surveys=list(given.surveys),
            readings=list(given.readings), expected={group: given.expected.get(group, 0) for group in GROUPS}, is_rehearsal=given.is_rehearsal,
            public_key=public, private_key=private, pin=hashed_pin(given.pin), made_by=who, made_at=now, came={})
        session.add(made)
    return made


def sessions() -> list[InPersonSession]:
    """Return every session, the newest first."""
    return list(db.session.scalars(select(InPersonSession).order_by(InPersonSession.held_on.desc(), InPersonSession.name)))


def close(session_id: str, now: datetime) -> None:
    """Close a session. What its tablets still bring is stored all the same. Raises LookupError."""
    _change(session_id, state="closed", closed_at=now)


def write_up(session_id: str, **said: Any) -> None:
    """Keep what is said of a session afterwards: who came, support given, consent, notes. Raises LookupError."""
    _change(session_id, **said)


def _change(session_id: str, **values: Any) -> None:
    with writing() as session:
        found = session.get(InPersonSession, session_id)
        if found is None:
            raise LookupError(session_id)
        for name, value in values.items():
            setattr(found, name, value)
