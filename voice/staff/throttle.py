"""Wrong passwords and codes slow down: one account, and an address only far beyond what a school makes (R34)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import cast

from flask import Flask, Response, abort, g, request, session
from flask_security import current_user
from limits import RateLimitItem, parse_many

from voice.extensions import datastore, limiter, security
from voice.models import User, reads, writing
from voice.staff import audit, known
from voice.staff.codes import secrets_in_use

AN_ACCOUNT = tuple(parse_many("5/minute; 20/15 minutes"))
"""Wrong tries at one account. The wait grows from 1 minute to 15 and no further: nobody shuts out somebody else."""
A_CODE = tuple(parse_many("5/minute; 10/15 minutes"))
"""The same for codes. 3 of a million are right at a time: who has the password and guesses for a whole day gets in
1 time in 350, and every wrong try stands in the audit trail.
"""
AN_ADDRESS = tuple(parse_many("300/5 minutes"))
"""Wrong tries from one address. A school of 100 staff behind one address makes a handful on a bad morning."""
WRONG = 200
"""A form that is right leads on (302); one that is wrong is shown again."""


def account_typed() -> User | None:
    """Return the account that the typed e-mail names, as the sign-in itself finds it."""
    email = _tidy_email()
    return cast(User | None, datastore.find_user(case_insensitive=True, email=email)) if email else None


def account_half_way() -> User | None:
    """Return the account whose password was right a moment ago."""
    return cast(User | None, datastore.find_user(fs_uniquifier=session.get("tf_user_id", "")))


def account_signed_in() -> User | None:
    return cast(User, current_user) if current_user.is_authenticated else account_half_way()


ONLY_READ = {"security.login", "security.verify", "staff.choose_password"}
"""Pages that check or make a password hash, a third of a second in which they do not hold the writer's place."""

GUARDED: dict[str, tuple[str, Callable[[], User | None]]] = {
    "security.login": ("password", account_typed),
    "security.verify": ("password again", account_signed_in),
    "security.change_password": ("password again", account_signed_in),
    "security.two_factor_token_validation": ("code", account_signed_in),
    "security.mf_recovery": ("recovery code", account_half_way),
}
"""Where something secret is tried: what it is, and whose."""


def guard(app: Flask) -> None:
    """Refuse tries beyond the limits, and count and record those that were wrong."""

    @app.before_request
    def _refuse() -> None:
        if request.endpoint in ONLY_READ:
            reads()
        if _is_a_try() and not all(limiter.limiter.test(limit, *key) for limit, key in _limits()):
            abort(429)

    @app.after_request
    def _count(response: Response) -> Response:
        if response.status_code == WRONG and _is_a_try() and not g.pop("not_a_try", False):
            for limit, key in _limits():
                limiter.limiter.hit(limit, *key)
            what, whose = GUARDED[str(request.endpoint)]
            with writing():
                person = whose()
                audit.record(f"wrong {what}", audit.account(person) if person else "no account")
        return response


def _is_a_try() -> bool:
    return request.method == "POST" and request.endpoint in GUARDED


def _limits() -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    what, whose = GUARDED[str(request.endpoint)]
    person = whose()
    name = f"account {person.id}" if person else _hashed(_typed().casefold())
    # A browser that this person has signed in with has its own count: guesses elsewhere do not shut them out.
    device = known.device_of(person) or "elsewhere"
    address = _hashed(request.remote_addr or "")
    of_account = A_CODE if what == "code" else AN_ACCOUNT
    return [
        *((limit, (what, name, device)) for limit in of_account),
        *((limit, ("address", address)) for limit in AN_ADDRESS),
    ]


def _typed() -> str:
    return request.form.get("email", "")[:320].strip()


def _tidy_email() -> str | None:
    """Return the typed e-mail as the sign-in will look for it, or None where it is none."""
    try:
        return str(security.mail_util.normalize(_typed()))
    except ValueError:
        return None


def _hashed(value: str) -> str:
    """Return a key that names an e-mail or address without holding it."""
    return hmac.new(secrets_in_use()[0].encode(), f"throttle:{value}".encode(), hashlib.sha256).hexdigest()
