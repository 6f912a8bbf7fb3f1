"""Texts that break things: the Big List of Naughty Strings, and what it leaves out."""

from __future__ import annotations

import json
from pathlib import Path

LIST = Path(__file__).parents[2].parent / "shared" / "data" / "naughty-strings.json"

OURS = [
    "before\x00after", "\x00", "\x00\x00\x00", "\u202eevil\u202c right to left", "\u2066isolated\u2069 \u2067other way\u2069", "zero\u200bwidth\u200cjoin\u200der\ufeffbom",
    "\u200b", "Cafe\u0301 and Caf\u00e9", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 285, "\U0001f68c" * 2000, "z" + "\u0301" * 500, "\ufffe\uffff\U0010ffff",
    "\x01\x02\x07\x08\x0b\x0c\x1b[31mred\x1b[0m\x7f\x85", "line\nline\rline\u2028line\u2029line", "tab\tand  two  spaces ", " leading and trailing ", "%(name)s %s {0} {name} ${x}",
    "{{ 7*7 }}{% raw %}", "</textarea><script>alert(1)</script>", "]]><!--", "'; DROP TABLE draft; --", "=1+1", "\u0627\u0644\u0633\u0644\u0627\u0645 hello \u05e9\u05dc\u05d5\u05dd",
    "\\u0000 \\ud800 \\x00", '{"v": null}', "q_missing=x&go=save", "&amp;&lt;&#0;&#x0;", "\ud83d\ude8c".encode("utf-16", "surrogatepass").decode("utf-16"), "a" * 2000,
]

RAW = {
    "a lone surrogate": b"before%ED%A0%80after", "half a character": b"before%C3", "bytes that are no UTF-8": b"%FF%FE%80", "an overlong NUL": b"before%C0%80after",
    "broken percent signs": b"100%% %zz %", "a NUL": b"before%00after", "beyond Unicode": b"%F5%80%80%80",
}
"""Bodies of forms as no browser sends them."""


def published() -> list[str]:
    """Return the Big List of Naughty Strings, or nothing where it is not here."""
    return list(json.loads(LIST.read_text(encoding="utf-8"))) if LIST.exists() else []
