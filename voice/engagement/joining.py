"""Joining a session from one's own phone: four words lead to it, and what is begun then is collected there.

The words are kept as a hash, and sealed with the server's secret so that staff can show them again. A phone keeps a signed mark; what it began
stays with the session, also when that has closed before it is sent.
"""

from __future__ import annotations

from datetime import date

from flask import Response
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from voice.codes import WORDS_IN_A_CODE, hash_code, hashes_of, new_code, tidy
from voice.engagement.sessions import is_joinable
from voice.models import Collected, InPersonSession, Joined, Submission, db, writing
from voice.running import secrets_in_use, settings
from voice.seal import seal, unseal

KEPT_S = 12 * 3600
"""A phone is a member of the session for an evening, not for ever: phones are shared."""


def give_words(session_id: str) -> str:
    """Give a session new words to join with, and return them. Those from before stop working. Raises LookupError."""
    words, secret = new_code(), secrets_in_use()[0]
    with writing() as session:
        found = session.get(InPersonSession, session_id)
        if found is None:
            raise LookupError(session_id)
        found.join_hash, found.join_sealed = hash_code(words, "join", secret), seal(words, secret)
    return words


def words_of(session: InPersonSession) -> str | None:
    """Return the words of a session, or None while it has none, or none that a secret in use opens."""
    return next((words for secret in secrets_in_use() if (words := unseal(session.join_sealed, secret))), None)


def session_of_words(typed: str, today: date) -> InPersonSession | None:
    """Return the session that typed words lead to today. None for wrong words and for a session that cannot be joined: nobody learns which."""
    if len(tidy(typed).split()) != WORDS_IN_A_CODE:
        return None
    found = db.session.scalar(select(InPersonSession).where(InPersonSession.join_hash.in_(hashes_of(typed, "join", secrets_in_use()))))
    return found if found is not None and is_joinable(found, today) else None


def remember(response: Response, session: InPersonSession) -> Response:
    """Mark a phone as being at a session."""
    response.set_cookie(cookie_name(), _serializer().dumps(session.id), max_age=KEPT_S, httponly=True, secure=settings().is_production,
                        samesite="Lax", path="/")
    return response


def session_of_phone(mark: str | None, today: date) -> InPersonSession | None:
    """Return the session that a phone is at, while it can be joined."""
    try:
        session_id = str(_serializer().loads(mark)) if mark else ""
    except BadSignature:
        return None
    found = db.session.get(InPersonSession, session_id) if session_id else None
    return found if found is not None and is_joinable(found, today) else None


def begun(write: Session, draft_id: str, slug: str, mark: str | None, today: date) -> None:
    """Note, inside a write, that an answer was begun at the session that this phone is at, if that session asks this survey."""
    session = session_of_phone(mark, today) if mark else None
    if session is not None and slug in session.surveys:
        write.add(Joined(draft_id=draft_id, session_id=session.id))


def sent(write: Session, draft_id: str) -> None:
    """Note, inside the write that stores an answer, where it was collected, if it was begun at a session."""
    joined = write.get(Joined, draft_id)
    if joined is None:
        return
    if write.get(Submission, draft_id) is not None and write.get(Collected, draft_id) is None:
        write.add(Collected(submission_id=draft_id, session_id=joined.session_id, how="own_phone"))
    write.delete(joined)


def cookie_name() -> str:
    return "__Host-at-session" if settings().is_production else "at-session"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(list(reversed(secrets_in_use())), salt="at-session")  # the last one signs, all are read
