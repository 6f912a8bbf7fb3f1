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
    """What a facilitator says of a session beforehand. `expected`: how many of each group. An empty PIN, later, leaves the one that there is."""

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
        made = InPersonSession(**_facts(given), **_taken_along(given), public_key=public, private_key=private, made_by=who, made_at=now, came={})
        session.add(made)
    return made


def change(session_id: str, given: Plan) -> None:
    """Change what was planned. What tablets took along stays as they have it, once one of them is ready. Raises LookupError."""
    session = db.session.get(InPersonSession, session_id)
    taken_along = {} if session is not None and is_taken_along(session) else _taken_along(given)
    _change(session_id, **_facts(given), **taken_along)


def _facts(given: Plan) -> dict[str, Any]:
    return {"name": given.name, "kind": given.kind, "held_on": given.held_on, "venue": given.venue, "led_by": given.led_by,
            "expected": {group: given.expected.get(group, 0) for group in GROUPS}}


def _taken_along(given: Plan) -> dict[str, Any]:
    """Return what a tablet keeps from the moment it is made ready."""
    pin = {"pin": hashed_pin(given.pin)} if given.pin else {}
    return {"surveys": list(given.surveys), "readings": list(given.readings), "is_rehearsal": given.is_rehearsal, **pin}


def is_taken_along(session: InPersonSession) -> bool:
    """Return whether a tablet was made ready for this session: its surveys, PIN and rehearsal are then fixed."""
    return any(tablet.paired_at for tablet in session.tablets)


def is_joinable(session: InPersonSession, today: date) -> bool:
    """Return whether people may join from their own phones: on its day, or while it was opened again; never in a rehearsal, which stores nothing."""
    return not session.is_rehearsal and (session.state == "open" or (session.state == "planned" and session.held_on == today))


def sessions(made_by: str | None = None) -> list[InPersonSession]:
    """Return sessions, the newest first: every one, or those that somebody made."""
    query = select(InPersonSession).order_by(InPersonSession.held_on.desc(), InPersonSession.name)
    return list(db.session.scalars(query.where(InPersonSession.made_by == made_by) if made_by else query))


def close(session_id: str, now: datetime) -> None:
    """Close a session. What its tablets still bring is stored all the same. Raises LookupError."""
    _change(session_id, state="closed", closed_at=now)


def open_again(session_id: str) -> None:
    """Open a session that was closed too early. Raises LookupError."""
    _change(session_id, state="open", closed_at=None)


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
