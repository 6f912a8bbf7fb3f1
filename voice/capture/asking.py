"""The survey, edition and way of reading that a page is about, and the facts that go into its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort
from flask_babel import gettext as _

from surveys.library import all_surveys
from surveys.schema import READINGS, Survey
from voice import clock
from voice.capture.files import LIMIT_MB
from voice.i18n import day_in_words
from voice.models import Edition
from voice.models.edition import AcademicYear, edition_now
from voice.running import settings


@dataclass(frozen=True)
class Asking:
    """One survey being asked, in one way of reading."""

    survey: Survey
    edition: Edition
    reading: str

    @property
    def is_easy(self) -> bool:
        return self.reading != "standard"

    @property
    def state(self) -> str:
        return self.edition.state(clock.now())

    @property
    def title(self) -> str:
        return self.survey.easy_title if self.is_easy else self.survey.title


def asking(slug: str, reading: str = "standard", edition: Edition | None = None) -> Asking:
    """Return what is asked at an address. Answers 404 for an unknown survey or way of reading.

    `edition` is the one that a journey began in, where there is one; else the survey's present one.
    """
    survey = all_surveys().get(slug)
    if survey is None or reading not in READINGS:
        abort(404)
    edition = edition or edition_now(slug, clock.now())
    if edition is None:
        abort(404)
    return Asking(survey, edition, reading)


def facts(asked: Asking | None) -> dict[str, Any]:
    """Return the values that go into words: titles, contacts and, where a survey is asked, its days."""
    given = settings()
    found: dict[str, Any] = {name: getattr(given, name) for name in (
        "strategy_title", "strategy_years", "council", "partner_forum", "decided_when", "help_phone", "help_email", "childline",
        "nspcc", "mash", "emergency", "privacy_contact", "draft_keep_days", "withdraw_days", "journey_cookie_hours")}
    found["decided_when"] = given.decided_when or _("after the consultation")
    found["closes_at"], found["file_limit_mb"] = _("11:59pm"), LIMIT_MB
    if asked:
        edition = asked.edition
        found |= {
            "opens_on": day_in_words(edition.opens_on), "closes_on": day_in_words(edition.closes_on),
            "withdraw_until": day_in_words(edition.withdraw_until(given.withdraw_days)),
            "summary_by": day_in_words(edition.summary_by(given.summary_weeks)),
            "school_year": AcademicYear.of(edition.opens_on, given.year_begins_on).name, "minutes": asked.survey.minutes[asked.reading],  # type: ignore[index]
        }
    return found
