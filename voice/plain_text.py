"""Any text a person gives is kept as it came, but for a short written list that no database and no file can hold (R43)."""

from __future__ import annotations

import re
from typing import Any

SHOWN_INSTEAD = "\N{REPLACEMENT CHARACTER}"
CANNOT_BE_KEPT = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL refuses; lone surrogates, which are no characters. Each is replaced visibly, one for one."""


def keepable(text: str) -> str:
    """Return text as it will be stored, the same on both databases. Line ends from forms (CR LF) become one LF."""
    return CANNOT_BE_KEPT.sub(SHOWN_INSTEAD, text.replace("\r\n", "\n"))


def keepable_whole(value: Any) -> Any:
    """Return an answer of any shape as it will be stored: every text in it as `keepable` has it."""
    if isinstance(value, str):
        return keepable(value)
    if isinstance(value, list):
        return [keepable_whole(item) for item in value]
    if isinstance(value, dict):
        return {keepable(str(key)): keepable_whole(item) for key, item in value.items()}
    return value
