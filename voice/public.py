"""Pages for everybody that belong to no survey: the first address, help, privacy, accessibility, and whether we are well."""

from __future__ import annotations

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from voice.capture.asking import facts
from voice.i18n import LANGUAGES, best_language
from voice.models import Edition, db

bp = Blueprint("public", __name__)
HAS_LANGUAGES = ("capture", "public", "kinds", "finder", "stories", "room", "join")
"""Blueprints whose addresses begin with, or hold, the language of the page."""


@bp.get("/")
def home() -> ResponseReturnValue:
    """Lead to the way to the right survey, in the language that the browser asks for."""
    return redirect(url_for("finder.find", lang=best_language()), code=302)


@bp.get("/<lang>/")
def first(lang: str) -> ResponseReturnValue:
    """Lead to the same way, in the language of the address."""
    return redirect(url_for("finder.find", lang=lang if lang in LANGUAGES else abort(404)), code=302)


@bp.get("/<lang>/<any(help, privacy, accessibility):name>")
def about(lang: str, name: str) -> ResponseReturnValue:
    """Show a page about the service."""
    if lang not in LANGUAGES:
        abort(404)
    g.locale = lang
    return render_template(f"pages/about/{name}.html", facts=facts(None))


@bp.get("/health")
def health() -> ResponseReturnValue:
    """Say whether the database answers, for those who keep it running. An empty one, which SQLite makes by itself, does not."""
    try:
        db.session.execute(select(Edition.id).limit(1))
    except Exception:
        return jsonify(database="away"), 503
    return jsonify(database="ok")


def help_facts() -> dict[str, object]:
    """Return contacts and helplines for pages that belong to no survey."""
    return facts(None)


def here_in(code: str) -> str:
    """Return the address of this page in another language, or of its first page where it has none."""
    if request.endpoint and request.method == "GET" and request.view_args is not None and request.blueprint in HAS_LANGUAGES:
        return url_for(request.endpoint, **{**request.view_args, "lang": code})
    return url_for("capture.start", slug=g.slug, lang=code) if g.get("slug") else "/"
