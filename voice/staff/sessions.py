"""How long a sign-in lasts and what it carries (R33). Only pages under /staff/ have a session at all."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Flask, Request, Response, flash, g, request, session
from flask.sessions import NullSession, SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_babel import gettext as _
from flask_login.signals import user_logged_out
from flask_security import tf_disabled, tf_profile_changed, user_authenticated

from voice import clock
from voice.config import Settings
from voice.extensions import datastore
from voice.models import User, db
from voice.models.database import may_write
from voice.staff import audit

STAFF = "/staff/"
SECOND_FACTOR_PAGES = {"security.two_factor_token_validation", "security.mf_recovery"}
RENEWS = "Voice-Renews"
"""Said by a page that asks for itself again: nobody clicked, so it is no reason to stay signed in."""
OF_THE_LIBRARY = ("_user_id", "_fresh", "fs_paa")
"""What the sign-in library needs of a session. All else from before the sign-in is left behind."""


class NoSession(NullSession):
    """The session of a page for respondents: there is none, and writing to it is a mistake in the code."""

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("pages outside /staff/ have no session: nothing may be kept about a respondent there")

    __setitem__ = __delitem__ = clear = pop = popitem = update = setdefault = _fail  # type: ignore[assignment]


class StaffSessions(SecureCookieSessionInterface):
    """Signed cookies for staff pages. The moments inside are signed too, so the server decides when it is over."""

    def __init__(self, settings: Settings) -> None:
        self.idle_s = settings.staff_idle_minutes * 60
        self.day_s = settings.staff_day_hours * 3600

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if not request.path.startswith(STAFF):
            return NoSession()
        found = super().open_session(app, request)
        why = self._over(found) if found else None
        if found is not None and why:
            found.clear()
            found["ended"] = why
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if isinstance(session, NoSession):
            return
        if ("_user_id" in session or "tf_user_id" in session) and RENEWS not in request.headers:
            session["seen_at"] = _now()
        super().save_session(app, session, response)

    def _over(self, found: SessionMixin) -> str | None:
        """Return why a session is over ("idle" or "day"), or None."""
        if not {"_user_id", "tf_user_id"} & set(found):
            return None
        if _now() - found.get("seen_at", 0) >= self.idle_s:
            return "idle"
        if "_user_id" in found and _now() - found.get("signed_in_at", 0) >= self.day_s:
            return "day"
        return None


def follow(app: Flask, settings: Settings) -> None:
    """Give an application its staff sessions, begun at sign-in and ended at sign-out."""
    app.session_interface = StaffSessions(settings)
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    tf_profile_changed.connect(_second_factor_changed, app)
    tf_disabled.connect(_second_factor_changed, app)

    @app.after_request
    def _forget(response: Response) -> Response:
        if g.pop("signed_out", False):
            session.clear()
            flash(_("You are signed out, here and everywhere else."))
        return response


def _begin(_app: Flask, user: User, authn_via: list[str] | None = None, **__: Any) -> None:
    """Begin a new session: nothing from before survives it. After a change of password the day goes on."""
    if request.endpoint == "security.login":  # until here it only read: see `throttle`
        db.session.rollback()
        may_write()
    changed = authn_via == ["change"]
    kept = {key: session[key] for key in OF_THE_LIBRARY if key in session}
    kept["signed_in_at"] = session["signed_in_at"] if changed else _now()
    kept["second_factor"] = session.get("second_factor", False) if changed else request.endpoint in SECOND_FACTOR_PAGES
    is_new_factor = session.get("tf_state") == "validating_profile"
    session.clear()
    session.update(kept)
    g.pop("csrf_token", None)
    if is_new_factor:
        audit.record("second factor set up", audit.account(user))
    audit.record("password changed" if changed else "signed in", audit.account(user))


def _end(_app: Flask, user: User, **__: Any) -> None:
    """End every session of a person, copied cookies too: they all name the identifier that goes away here."""
    g.signed_out = True
    if user.is_authenticated:
        datastore.set_uniquifier(user)
        audit.record("signed out", audit.account(user))
        datastore.commit()


def _second_factor_changed(_app: Flask, user: User, method: str = "none", **__: Any) -> None:
    audit.record("second factor changed", audit.account(user), method)


def _now() -> int:
    return int(clock.now().timestamp())
