"""Browsers that a member of staff has signed in with before. Each has its own count of wrong tries (R34)."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g, request
from flask_security import user_authenticated
from itsdangerous import BadSignature, URLSafeTimedSerializer

from voice.models import User
from voice.staff.codes import secrets_in_use

COOKIE = "staff-browser"
KEPT_S = 90 * 86_400


def remember(app: Flask) -> None:
    """Give a browser a mark at sign-in. It opens nothing and is sent to staff pages only."""

    def _note(_app: Flask, user: User, **_: object) -> None:
        g.known_person = user.id

    user_authenticated.connect(_note, app, weak=False)

    @app.after_request
    def _mark(response: Response) -> Response:
        person_id = g.pop("known_person", None)
        if person_id is not None:
            mark = _serializer().dumps([person_id, secrets.token_hex(8)])
            response.set_cookie(
                _name(), mark, max_age=KEPT_S, path="/staff/", httponly=True, samesite="Lax", secure=_is_https()
            )
        return response


def device_of(person: User | None) -> str | None:
    """Return the mark of this browser, if this very person has signed in with it."""
    try:
        person_id, mark = _serializer().loads(request.cookies.get(_name(), ""), max_age=KEPT_S)
    except (BadSignature, ValueError, TypeError):
        return None
    return str(mark) if person is not None and person_id == person.id else None


def _name() -> str:
    return f"__Secure-{COOKIE}" if _is_https() else COOKIE


def _is_https() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _serializer() -> URLSafeTimedSerializer:
    newest_last = list(reversed(secrets_in_use()))  # the last one signs, all are read
    return URLSafeTimedSerializer(newest_last, salt="staff-browser")
