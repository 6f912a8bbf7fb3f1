"""The blueprint of the journey: its addresses, its cookie, and who may post to it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from voice.capture.asking import Asking, facts
from voice.capture.drafts import Journey, find
from voice.i18n import LANGUAGES
from voice.models import db
from voice.running import settings

bp = Blueprint("capture", __name__, url_prefix="/<lang>/<slug>")


@bp.url_value_preprocessor
def _language_of_the_address(_endpoint: str | None, values: dict[str, str] | None) -> None:
    lang = (values or {}).pop("lang", "en")
    if lang not in LANGUAGES:
        abort(404)
    g.locale = lang
    g.slug = (values or {}).get("slug", "")


@bp.url_defaults
def _stay_in_the_language(_endpoint: str, values: dict[str, str]) -> None:
    values.setdefault("lang", g.get("locale", "en"))
    values.setdefault("slug", g.get("slug", ""))


@bp.before_request
def refuse_posts_from_elsewhere() -> None:
    """Pages carry no token, so that they can be kept for use without a network; the browser's own word is asked instead.

    `Origin: null` alone says nothing: `Referrer-Policy: no-referrer` makes browsers send it from our own pages.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    if site is None and origin not in (None, "null") and origin.partition("://")[2] != request.host:
        abort(403)


def cookie_name(slug: str) -> str:
    prefix = "__Host-" if settings().is_production else ""
    return f"{prefix}journey-{slug}"


def journey_here(slug: str, lock: bool = False) -> Journey | None:
    """Return the journey of this device, if it has one for this survey."""
    return find(db.session(), request.cookies.get(cookie_name(slug)), slug, lock)


def remember(response: Response, slug: str, journey: Journey) -> Response:
    """Give the device its secret. It lives a day from the last page: phones are shared."""
    response.set_cookie(cookie_name(slug), journey.token, max_age=settings().journey_cookie_hours * 3600, httponly=True,
                        secure=settings().is_production, samesite="Lax", path="/")
    return response


def forget(response: Response, slug: str) -> Response:
    """Take the device's secret away, so that the next person begins clean."""
    response.delete_cookie(cookie_name(slug), path="/", httponly=True, secure=settings().is_production, samesite="Lax")
    return response


def page_context(asked: Asking) -> dict[str, Any]:
    """Return what every page of the journey is given."""
    return {"asked": asked, "survey": asked.survey, "edition": asked.edition, "reading": asked.reading, "easy": asked.is_easy,
            "facts": facts(asked)}


def to(endpoint: str, asked: Asking, **values: Any) -> Response:
    """Return a redirect to another page of the journey, in the same way of reading, to be fetched with GET."""
    values.setdefault("reading", asked.reading)
    return redirect(url_for(f"capture.{endpoint}", **values), code=303)  # type: ignore[return-value]


def in_room() -> bool:
    """Return whether the page at hand is for a tablet of a session, which turns its pages by itself and leads nowhere else."""
    return request.blueprint == "room"


ROOM = {"answer": "question", "choose_how": "how"}
"""Addresses that a tablet answers itself, by those that the server answers."""


def way_to(endpoint: str, **values: Any) -> str:
    """Return the address of another page of the journey, for the same kind of device."""
    if not in_room():
        return url_for(f"capture.{endpoint}", **values)
    values.pop("then", None)
    values.setdefault("reading", (request.view_args or {}).get("reading", "standard"))
    if endpoint == "no":
        return url_for("room.end", name="no", **values)
    return url_for(f"room.{ROOM.get(endpoint, endpoint)}", **values)


def not_open(asked: Asking) -> ResponseReturnValue | None:
    """Return the kind page for a survey that is not open for a new answer, or None."""
    if asked.state == "open":
        return None
    return render_template(f"pages/capture/{asked.state}.html", **page_context(asked)), 200
