"""What is set of the sign-in library, each with its reason. Everything that is not used is switched off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask

from voice.config import ROOT, Settings
from voice.staff.messages import MESSAGES, SHORTEST_PASSWORD

ADDRESSES = {
    "LOGIN_URL": "/staff/sign-in",
    "LOGOUT_URL": "/staff/sign-out",
    "CHANGE_URL": "/staff/password",
    "VERIFY_URL": "/staff/password-again",
    "TWO_FACTOR_SETUP_URL": "/staff/second-factor",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/staff/code",
    "TWO_FACTOR_RESCUE_URL": "/staff/rescue",
    "TWO_FACTOR_SELECT_URL": "/staff/which-factor",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/staff/recovery-codes",
    "MULTI_FACTOR_RECOVERY_URL": "/staff/recovery",
    "POST_LOGIN_VIEW": "/staff/",
    "POST_LOGOUT_VIEW": "/staff/sign-in",
    "POST_CHANGE_VIEW": "/staff/account",
    "POST_VERIFY_VIEW": "/staff/account",
    "TWO_FACTOR_POST_SETUP_VIEW": "/staff/",
    "TWO_FACTOR_ERROR_VIEW": "/staff/sign-in",
}


def configure(app: Flask, settings: Settings) -> None:
    """Write the library's settings into an application's."""
    secrets = [str(app.config["SECRET_KEY"]), *settings.secret_key_fallbacks]
    values: dict[str, Any] = {
        **ADDRESSES,
        "CHANGEABLE": True,
        "LOGOUT_METHODS": ["POST"],
        "LOGOUT_CSRF": True,
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "STATIC_FOLDER": None,
        "CACHE_CONTROL": None,  # the library would write “no-store=True”, which no browser reads
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": [str(ROOT / "translations")],
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "SEND_PASSWORD_RESET_EMAIL": False,
        "SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},  # no look-up leaves the server
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        # Each hash has its own salt. The library's second one is the secret's, and a new secret would lock all out.
        "PASSWORD_SINGLE_HASH": {"argon2"},
        "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "FRESHNESS": timedelta(minutes=15),  # later, the password again before the second factor or its codes change
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": settings.needs_second_factor,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds around now: this code, the one before and the one after
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TOTP_ISSUER": "Voice",
        "TOTP_SECRETS": {derive(secret, "totp tag")[:8]: derive(secret, "totp") for secret in secrets},
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    }
    app.config.update({f"SECURITY_{name}": value for name, value in values.items()})
    app.config.update({f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()})
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a token is as old as its session, which has its own limits
    app.config["WTF_CSRF_SSL_STRICT"] = False  # asks for a Referer, which our own Referrer-Policy keeps back
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    # A cookie is read for the whole day, so that `sessions` can say why it ended: after the idle minutes, or the day.
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=settings.staff_day_hours)


def derive(secret: str, purpose: str) -> str:
    """Return a secret of its own for one purpose (64 hex digits), from which the application's cannot be found."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"voice staff {purpose}".encode())
    return key.derive(secret.encode()).hex()
