"""One-time links with which a member of staff chooses a password.

A link names the account's identifier of the moment, so that using it, signing out or making a newer link ends it.
"""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from voice import clock
from voice.models import User, db
from voice.staff.codes import secrets_in_use

VALID_DAYS = 3
"""Long enough for a weekend, short enough for a note on a desk."""


def link_for(person: User, base_url: str) -> str:
    """Return the address to hand over to a person."""
    token = _serializer().dumps([person.fs_uniquifier, int(clock.now().timestamp())])
    path = current_app.url_map.bind("").build("staff.choose_password", {"token": token})
    return base_url.rstrip("/") + path


def account_of(token: str, lock: bool = False) -> User | None:
    """Return whose link this is, or None where it is wrong, too old, used up, or the account is shut.

    With `lock`, a second use at the same moment waits and then finds nothing.
    """
    try:
        identifier, made_at = _serializer().loads(token)
        age = timedelta(seconds=clock.now().timestamp() - made_at)
    except (BadSignature, ValueError, TypeError):
        return None
    if age > timedelta(days=VALID_DAYS):
        return None
    wanted = select(User).where(User.fs_uniquifier == str(identifier), User.active)
    return db.session.scalar(wanted.with_for_update() if lock else wanted)


def _serializer() -> URLSafeSerializer:
    newest_last = list(reversed(secrets_in_use()))  # the last one signs, all are read
    return URLSafeSerializer(newest_last, salt="staff-set-up")
