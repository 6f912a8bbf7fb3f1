"""Languages: which there are, which is in use, and how texts, dates and numbers are said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime, get_timezone
from babel.support import NullTranslations, Translations
from flask import g, has_request_context, request

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


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
    return catalogue("surveys", language().code).gettext(text) if text else ""


@cache
def catalogue(domain: str, code: str) -> NullTranslations:
    """Return the words of a language: `messages` for the interface, `surveys` for questionnaires. English is its own."""
    return Translations.load(str(TRANSLATIONS), [code], domain)


def page_words(text: str) -> str:
    """Return a template's text in the language in use. Templates ask dozens of times a page, so the way is short."""
    return catalogue("messages", language().code).gettext(text)


def page_words_for(one: str, many: str, count: int) -> str:
    """Return a template's text for a count, in the language in use."""
    return catalogue("messages", language().code).ngettext(one, many, count)


@cache
def _long(day: date, code: str) -> str:
    return format_date(day, "EEEE d MMMM y", locale="en_GB" if code == "en" else code)


def moment_in_words(moment: datetime) -> str:
    """Return a moment as staff read it: in Rotherham's time, to the minute."""
    return format_datetime(moment, "d MMM y, HH:mm", tzinfo=get_timezone("Europe/London"), locale="en_GB")


def day_in_words(day: date) -> str:
    """Return a day as easy read writes it: Monday 30 September 2024."""
    return _long(day, language().code)
