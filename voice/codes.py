"""Codes that people type: four plain words, random, kept only as a hash."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from xkcdpass import xkcd_password

WORDS_IN_A_CODE = 4
FEWEST_WORDS = 7000
"""7,000 words, four of them: 51 bits (docs/decisions/0004-codes-of-four-words.md)."""
UNKIND = Path(__file__).with_name("unkind_words.txt")


@cache
def word_list() -> tuple[str, ...]:
    """Return the words that codes are made of: the EFF's long list less those nobody should be handed.

    Raises RuntimeError when too few remain, so that a code never becomes guessable by an edit.
    """
    unkind = set(UNKIND.read_text(encoding="utf-8").split())
    listed = xkcd_password.generate_wordlist(wordfile="eff-long", min_length=3, max_length=9)
    words = tuple(sorted({word.lower() for word in listed if word.isalpha()} - unkind))
    if len(words) < FEWEST_WORDS:
        raise RuntimeError(f"only {len(words)} words for codes; {FEWEST_WORDS} are needed")
    return words


def new_code() -> str:
    """Return four words from the platform's secure generator, parted by spaces."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS_IN_A_CODE))


def tidy(typed: str) -> str:
    """Return a code as it was given out: small letters, single spaces, whatever stood between the words."""
    return " ".join(re.findall(r"[a-z]+", typed.lower()))


def hash_code(code: str, purpose: str, secret: str) -> str:
    """Return what is kept of a code (64 hex digits). `purpose` keeps a save code from opening what a receipt code opens."""
    return hmac.new(secret.encode(), f"{purpose}:{tidy(code)}".encode(), hashlib.sha256).hexdigest()


def hashes_of(code: str, purpose: str, secrets_in_use: Iterable[str]) -> list[str]:
    """Return the hash under each secret still in use, the present one first."""
    return [hash_code(code, purpose, secret) for secret in secrets_in_use]
