"""The public pages on which people join a session from their own phones."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveys.library import all_surveys
from surveys.schema import Survey
from voice import clock
from voice.capture.returning import WRONG, slowed
from voice.capture.views import refuse_posts_from_elsewhere
from voice.engagement import joining
from voice.i18n import LANGUAGES, best_language
from voice.models import InPersonSession
from voice.models.edition import edition_now

bp = Blueprint("join", __name__)
bp.before_request(refuse_posts_from_elsewhere)


@bp.url_value_preprocessor
def _language_of_the_address(_endpoint: str | None, values: dict[str, str] | None) -> None:
    lang = (values or {}).get("lang", "en")
    g.locale = lang if lang in LANGUAGES else abort(404)


@bp.get("/join")
def short() -> ResponseReturnValue:
    """Lead from the short address to the page in the language that the browser asks for. Browsers carry along what stands behind the #."""
    return redirect(url_for("join.words", lang=best_language()))


@bp.get("/<lang>/join/")
def words(lang: str) -> ResponseReturnValue:
    """Ask for the four words. A picture that was scanned fills them in."""
    return _page(False, "")


@bp.post("/<lang>/join/")
@slowed
def join(lang: str) -> ResponseReturnValue:
    """Join with the words, which travel in the body, never in an address. Of all tries, only wrong words are slowed."""
    typed = request.form.get("code", "")[:200]
    found = joining.session_of_words(typed, clock.today())
    if found is None:
        return _page(True, typed), WRONG
    return joining.remember(redirect(url_for("join.surveys", lang=lang), code=303), found)  # type: ignore[arg-type]


@bp.get("/<lang>/join/surveys")
def surveys(lang: str) -> ResponseReturnValue:
    """Show what is asked at the session that this phone has joined."""
    found = joining.session_of_phone(request.cookies.get(joining.cookie_name()), clock.today())
    if found is None:
        return redirect(url_for("join.words", lang=lang))
    return render_template("pages/join/surveys.html", session=found, surveys=open_surveys(found))


def open_surveys(session: InPersonSession) -> list[Survey]:
    """Return the surveys of a session that can be begun now."""
    found = [all_surveys()[slug] for slug in session.surveys if slug in all_surveys()]
    return [survey for survey in found if (edition := edition_now(survey.slug, clock.now())) and edition.state(clock.now()) == "open"]


def _page(error: bool, typed: str) -> str:
    return render_template("pages/join/words.html", error=error, typed=typed)
