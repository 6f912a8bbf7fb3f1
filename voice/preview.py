"""A survey as people will see it, page by page, at the width of a phone and of a tablet. For those who write it, before anybody is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, abort, g, make_response, render_template
from flask.typing import ResponseReturnValue

from surveys import easy_read
from surveys.library import all_surveys
from surveys.schema import READINGS, Survey
from voice import clock
from voice.capture.asking import Asking
from voice.capture.questions import render_alone
from voice.capture.start import render_start
from voice.headers import NO_FRAMES, with_frames
from voice.i18n import LANGUAGES
from voice.models import Edition
from voice.models.edition import AcademicYear, edition_now
from voice.pictures import descriptions
from voice.running import settings
from voice.staff.access import needs

bp = Blueprint("preview", __name__, url_prefix="/staff/preview")
WIDTHS = (("phone", 360, 740), ("tablet", 820, 1100))


@dataclass(frozen=True)
class Choice:
    """Which page is looked at."""

    lang: str
    reading: str
    page: str


def open_to_those_who_build(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Let a page be seen without signing in where nobody is asked for real, and by staff in production. It shows no answers."""
    guarded = needs("surveys", "preview")(view)

    @wraps(view)
    def either(**given: Any) -> ResponseReturnValue:
        return (guarded if settings().is_production else view)(**given)

    either.needs = guarded.needs  # type: ignore[attr-defined]
    return either


@bp.get("/<slug>/", defaults={"lang": "en", "reading": "standard", "page": "start"})
@bp.get("/<slug>/<lang>/<reading>/<page>")
@open_to_those_who_build
def of(slug: str, lang: str, reading: str, page: str) -> ResponseReturnValue:
    """Show one page of a survey in two widths, with the list of its pages and what keeps it from opening."""
    survey, choice = _asked_for(slug, lang, reading, page)
    pages = ["start", *(q.id for q in survey.questions if q.id not in survey.mains)]
    here = pages.index(choice.page)
    made = render_template("pages/preview.html", survey=survey, choice=choice, pages=pages, widths=WIDTHS, readings=READINGS, languages=LANGUAGES,
                           before=pages[here - 1] if here else None, after=pages[here + 1] if here + 1 < len(pages) else None,
                           problems=easy_read.problems(survey, descriptions()))
    return with_frames(make_response(made), f"{NO_FRAMES}; frame-src 'self'")


@bp.get("/pictures")
@open_to_those_who_build
def pictures() -> ResponseReturnValue:
    """Show every picture with its name and what it shows, to choose from."""
    return render_template("pages/preview_pictures.html", found=descriptions())


@bp.get("/<slug>/<lang>/<reading>/<page>/bare")
@open_to_those_who_build
def bare(slug: str, lang: str, reading: str, page: str) -> ResponseReturnValue:
    """Return one page as respondents see it, to stand in a frame of the preview. Its buttons lead nowhere there."""
    survey, choice = _asked_for(slug, lang, reading, page)
    g.locale, g.slug = choice.lang, slug
    asked = Asking(survey, edition_now(slug, clock.now()) or _an_edition(survey), reading)
    made = render_start(asked, None) if page == "start" else render_alone(asked, survey.by_id[page], {})
    return with_frames(make_response(made), "frame-ancestors 'self'")


def _an_edition(survey: Survey) -> Edition:
    year = AcademicYear.of(clock.today(), settings().year_begins_on)
    return Edition(slug=survey.slug, name=year.name, opens_on=year.first, closes_on=year.last, reason="")


def _asked_for(slug: str, lang: str, reading: str, page: str) -> tuple[Survey, Choice]:
    survey = all_surveys().get(slug)
    if survey is None or lang not in LANGUAGES or reading not in READINGS or (page != "start" and (page not in survey.by_id or page in survey.mains)):
        abort(404)
    return survey, Choice(lang, reading, page)
