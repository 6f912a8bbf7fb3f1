"""Whose session it is: facilitators see those that they made, leads and administrators all. Of others nobody learns that they are there."""

from __future__ import annotations

from typing import cast

from flask import abort
from flask_security import current_user

from voice.engagement import sessions
from voice.models import InPersonSession, PaperBatch, PaperEntry, Tablet, User, db
from voice.staff import audit
from voice.staff.access import may


def session_here(session_id: str) -> InPersonSession:
    """Return a session that the person signed in may see. Answers 404 for every other."""
    found = db.session.get(InPersonSession, session_id)
    if found is None or not (_sees_all() or found.made_by == audit.account(_person())):
        abort(404)
    return found


def tablet_here(session: InPersonSession, tablet_id: str) -> Tablet:
    """Return a tablet of a session, or answer 404."""
    found = db.session.get(Tablet, tablet_id)
    if found is None or found.session_id != session.id:
        abort(404)
    return found


def entry_here(session: InPersonSession, entry_id: str) -> PaperEntry:
    """Return a paper form of a session, or answer 404."""
    found = db.session.get(PaperEntry, entry_id)
    if found is None or db.session.get_one(PaperBatch, found.batch_id).session_id != session.id:
        abort(404)
    return found


def sessions_here() -> list[InPersonSession]:
    """Return the sessions that the person signed in may see."""
    return sessions.sessions(None if _sees_all() else audit.account(_person()))


def _sees_all() -> bool:
    return may(_person(), "sessions of others", "read")


def _person() -> User:
    return cast(User, current_user)
