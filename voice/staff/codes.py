"""The second factor: codes from an authenticator app, each good once, and recovery codes for a lost phone."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, current_app
from flask_security import MfRecoveryCodesUtil, Totp
from passlib.exc import UsedTokenError
from passlib.totp import TOTP, TotpMatch
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from voice import clock
from voice.codes import hash_code, hashes_of, new_code
from voice.models import SpentCode, User, db
from voice.staff import audit


class OneUseCodes(Totp):
    """Codes by the application's clock. A code that was used, or any older one, is refused."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        # The first secret seals what is new; the others still open what they sealed.
        self._totp = TOTP.using(issuer=issuer, secrets=secrets, default_tag=next(iter(secrets)), now=_moment)

    def get_last_counter(self, user: User) -> int | None:  # type: ignore[override]
        return db.session.scalar(select(func.max(SpentCode.counter)).where(SpentCode.user_id == user.id))

    def set_last_counter(self, user: User, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Spend a code. Raises UsedTokenError, which the library takes for a wrong code, where another was quicker."""
        try:
            with db.session.begin_nested():
                db.session.add(SpentCode(user_id=user.id, counter=tmatch.counter))
        except IntegrityError as error:
            raise UsedTokenError from error
        db.session.execute(delete(SpentCode).where(SpentCode.user_id == user.id, SpentCode.counter < tmatch.counter))

    def generate_recovery_codes(self, number: int) -> list[str]:
        """Return codes of four words, as every code here that a person types."""
        return [new_code() for _ in range(number)]


def _moment() -> float:
    return clock.now().timestamp() if current_app else 0.0  # the library tries it once before there is an application


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes, shown once when they are made. Only their hashes are kept, so nobody can look them up again."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def create_recovery_codes(self, user: User) -> list[str]:  # type: ignore[override]
        codes: list[str] = current_app.extensions["security"].totp_factory.generate_recovery_codes(
            current_app.config["SECURITY_MULTI_FACTOR_RECOVERY_CODES_N"]
        )
        user.mf_recovery_codes = [hash_code(code, _purpose(user), secrets_in_use()[0]) for code in codes]
        audit.record("recovery codes made", audit.account(user), f"{len(codes)} codes")
        return codes

    def get_recovery_codes(self, user: User) -> list[str]:  # type: ignore[override]
        return []

    def check_recovery_code(self, user: User, code: str) -> bool:  # type: ignore[override]
        # Two tabs with one code: the second waits here, then finds it gone.
        db.session.execute(select(User.id).where(User.id == user.id).with_for_update())
        db.session.refresh(user, ["mf_recovery_codes"])
        return _kept(user, code) is not None

    def delete_recovery_code(self, user: User, code: str) -> bool:  # type: ignore[override]
        found = _kept(user, code)
        if found is None:
            return False
        left = [kept for kept in user.mf_recovery_codes or [] if kept != found]
        user.mf_recovery_codes = left
        audit.record("recovery code used", audit.account(user), f"{len(left)} left", who=audit.account(user))
        return True


def _kept(user: User, code: str) -> str | None:
    """Return the kept hash that a typed code meets, under any secret still in use."""
    tried = hashes_of(code, _purpose(user), secrets_in_use())
    for kept in user.mf_recovery_codes or []:
        if any(secrets.compare_digest(kept, one) for one in tried):
            return kept
    return None


def _purpose(user: User) -> str:
    return f"recovery {user.id}"


def secrets_in_use() -> list[str]:
    """Return the secret and those it replaced, newest first."""
    fallbacks: Any = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    return [str(current_app.config["SECRET_KEY"]), *fallbacks]
