"""What languages are called on staff pages, and which way they are written."""

from __future__ import annotations

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

NAMES = {
    "en": _l("English"), "ar": _l("Arabic"), "cs": _l("Czech"), "fa": _l("Farsi"), "hu": _l("Hungarian"), "kmr": _l("Kurdish (Kurmanji)"), "ckb": _l("Kurdish (Sorani)"),
    "pa": _l("Panjabi"), "pa-Arab": _l("Panjabi in Urdu letters"), "pl": _l("Polish"), "ro": _l("Romanian"), "sk": _l("Slovak"), "tr": _l("Turkish"), "ur": _l("Urdu"),
    "ur-Latn": _l("Urdu or Panjabi in English letters"),
}
"""The languages that are recognised, by their BCP 47 tag."""
ALSO = ("am", "bg", "bn", "de", "el", "es", "fr", "gu", "hi", "it", "lt", "lv", "nl", "ps", "pt", "ru", "so", "sq", "sw", "ta", "ti", "tl", "uk", "vi", "zh")
"""Other languages that a person may say a comment is in."""
UNKNOWN = "und"
FROM_RIGHT = frozenset({"ar", "ckb", "fa", "pa-Arab", "ps", "ur", "und-Hebr"})


def name(tag: str) -> str:
    """Return what a language is called in English."""
    if tag in NAMES:
        return str(NAMES[tag])
    language, _dash, script = tag.partition("-")
    english = Locale("en", "GB")
    if language == UNKNOWN:
        letters = english.scripts.get(script)
        return _("another language, in %(letters)s letters", letters=letters) if letters else _("another language")
    return english.languages.get(language, tag)


def direction(tag: str) -> str:
    """Return the direction in which a language is written: `ltr` or `rtl`."""
    return "rtl" if tag in FROM_RIGHT else "ltr"


def choices(now: str) -> list[tuple[str, str]]:
    """Return the languages that a comment may be said to be in, by their names, beginning with the one it is thought to be in."""
    others = sorted(((tag, name(tag)) for tag in (*NAMES, *ALSO) if tag not in ("en", now)), key=lambda pair: pair[1])
    return [*([(now, name(now))] if now not in ("en", UNKNOWN) else []), *others, (UNKNOWN, _("another language"))]
