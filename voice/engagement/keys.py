"""The key pair of a session: tablets seal to its public half; only the server opens.

An item is JSON: `key` (an AES-256 key wrapped with RSA-OAEP, SHA-256), `iv` (96 bits), `data` (AES-GCM), each base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from voice.seal import seal, unseal

BITS = 3072
ROUNDS = 210_000
"""Of PBKDF2. A PIN is short: this keeps a guess at about a tenth of a second on a tablet."""
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class CannotOpen(ValueError):
    """The bytes are no item of this session, or were changed on the way."""


def new_pair(secret: str) -> tuple[str, str]:
    """Return a public key (SPKI, base64) and its private half, sealed with the server's secret."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    public = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    kept = private.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return base64.b64encode(public).decode(), seal(base64.b64encode(kept).decode(), secret)


def opened(item: Any, private_key: str, secrets_in_use: list[str]) -> bytes:
    """Return what was sealed. Raises CannotOpen."""
    kept = next((words for secret in secrets_in_use if (words := unseal(private_key, secret))), None)
    if kept is None:
        raise CannotOpen("the server's secret is not the one that sealed this session's key")
    private = serialization.load_der_private_key(base64.b64decode(kept), None)
    assert isinstance(private, rsa.RSAPrivateKey)
    try:
        key = private.decrypt(_bytes(item, "key"), OAEP)
        return AESGCM(key).decrypt(_bytes(item, "iv"), _bytes(item, "data"), None)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("the item does not open with this session's key") from error


def _bytes(item: Any, name: str) -> bytes:
    value = item.get(name) if isinstance(item, dict) else None
    if not isinstance(value, str):
        raise CannotOpen(f"the item has no {name}")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise CannotOpen(f"the item's {name} is torn") from error


def hashed_pin(pin: str) -> dict[str, Any]:
    """Return what a tablet needs to check a PIN without a network."""
    salt = secrets.token_bytes(16)
    return {"salt": base64.b64encode(salt).decode(), "rounds": ROUNDS, "hash": base64.b64encode(_derived(pin, salt, ROUNDS)).decode()}


def fits_pin(pin: str, kept: dict[str, Any]) -> bool:
    """Return whether a PIN is the one that was hashed."""
    return secrets.compare_digest(_derived(pin, base64.b64decode(kept["salt"]), kept["rounds"]), base64.b64decode(kept["hash"]))


def _derived(pin: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, rounds)
