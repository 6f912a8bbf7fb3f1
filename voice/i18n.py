"""Languages: which there are, which is in use, and how texts, dates and numbers are said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import format_date
from flask import g, has_request_context, request
from flask_babel import Domain

surveys = Domain(domain="surveys")
"""Questionnaires; the interface is the default domain, `messages`."""


@dataclass(frozen=True)
class Language:
    """A language as people see it. `is_checked` is False until a speaker has read the whole of it."""

    code: str
    name: str
    tag: str
    direction: str
    is_checked: bool


LANGUAGES = {language.code: language for language in (
    Language("en", "English", "en-GB", "ltr", is_checked=True),
    Language("ur", "اردو", "ur", "rtl", is_checked=False),
)}


def language() -> Language:
    """Return the language of this request: the one in its address; English elsewhere."""
    return LANGUAGES[g.get("locale", "en")] if has_request_context() else LANGUAGES["en"]


def locale_for_babel() -> str:
    return language().code


def best_language() -> str:
    """Return the language to begin in: what the browser asks for, if we have it."""
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def survey_words(text: str | None) -> str:
    """Return a questionnaire's text in the language in use."""
    return surveys.gettext(text) if text else ""


@cache
def _long(day: date, code: str) -> str:
    return format_date(day, "EEEE d MMMM y", locale="en_GB" if code == "en" else code)


def day_in_words(day: date) -> str:
    """Return a day as easy read writes it: Monday 30 September 2024."""
    return _long(day, language().code)
