"""A device's own secret: it opens a draft, and seals the codes that were shown on it."""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken


def new_token() -> str:
    """Return 256 bits from the platform's secure generator, for the journey's cookie."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """Return an id of 128 random bits, as 32 hex digits."""
    return secrets.token_hex(16)


def hash_token(token: str) -> str:
    """Return what is kept of a token. It is random and long, so one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _box(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"seal:" + token.encode()).digest()))


def seal(words: str, token: str) -> str:
    """Return words that only this token opens."""
    return _box(token).encrypt(words.encode()).decode()


def unseal(sealed: str | None, token: str) -> str | None:
    """Return the words, or None when there are none or the token is another."""
    try:
        return _box(token).decrypt(sealed.encode()).decode() if sealed else None
    except InvalidToken:
        return None
