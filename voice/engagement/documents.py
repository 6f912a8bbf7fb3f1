"""The pages of a session's tablets: the very pages that everybody answers on, without anything of anybody, so that a tablet can keep them.

Nothing here reads or stores an answer: the tablet turns the pages by itself, and sends what is finished to `voice.engagement.api`.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from surveys.answers import Answers, Problem
from surveys.journey import progress
from surveys.library import all_surveys
from surveys.schema import READINGS, Question, Survey
from voice import assets
from voice.capture.asking import Asking, asking
from voice.capture.forms import words_for
from voice.capture.shown import hard_words, ideas, shown
from voice.capture.views import page_context
from voice.engagement.definition import definition
from voice.engagement.notes import LONGEST, MOST_AGREED
from voice.engagement.words import DISCARDED
from voice.i18n import LANGUAGES

bp = Blueprint("room", __name__, url_prefix="/room")


def fits_a_tablet(survey: Survey) -> bool:
    """Return whether a survey can be answered without a network: one that asks for a file can not."""
    return all(question.kind != "file" for question in survey.questions)


@bp.url_value_preprocessor
def _language_of_the_address(_endpoint: str | None, values: dict[str, str] | None) -> None:
    lang = (values or {}).pop("lang", "en")
    if lang not in LANGUAGES:
        abort(404)
    g.locale = lang
    g.slug = (values or {}).get("slug", "")


@bp.url_defaults
def _stay_in_the_language(endpoint: str, values: dict[str, str]) -> None:
    for name, value in (("lang", g.get("locale", "en")), ("slug", g.get("slug", ""))):
        if current_app.url_map.is_endpoint_expecting(endpoint, name):
            values.setdefault(name, value)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Show the screen between two people: choose what to answer and how to read it, by picture."""
    return render_template("pages/room/home.html", surveys=[survey for survey in all_surveys().values() if fits_a_tablet(survey)], readings=READINGS)


@bp.get("/pair")
def pair() -> ResponseReturnValue:
    """Pair a tablet. Its credential stands behind the # of the address, which no server and no log ever sees."""
    return render_template("pages/room/pair.html")


@bp.get("/facilitator")
def facilitator() -> ResponseReturnValue:
    """Show, behind a PIN that works without a network, what waits on the tablet."""
    return render_template("pages/room/facilitator.html", reasons=DISCARDED)


@bp.get("/notes")
def notes() -> ResponseReturnValue:
    """Take down, behind the same PIN, what is said in a group."""
    return render_template("pages/room/notes.html", longest=LONGEST, most=MOST_AGREED)


@bp.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """Say how the room opens from the home screen of a tablet: as an app of its own, on the screen between two people."""
    icon = {"src": assets.asset("mark.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}
    said = {"name": "Voice", "short_name": "Voice", "id": url_for("room.home"), "start_url": url_for("room.home"), "scope": url_for("room.home"),
            "display": "standalone", "background_color": "#faf4e8", "theme_color": "#5c1d4e", "icons": [icon]}
    return Response(json.dumps(said), mimetype="application/manifest+json")


@bp.get("/worker.js")
def worker() -> ResponseReturnValue:
    """Give the service worker at an address whose scope is the room."""
    return Response((assets.BUILD / assets.built_names()["room-worker.js"]).read_bytes(), mimetype="text/javascript")


def _asked(slug: str, reading: str) -> Asking:
    asked = asking(slug, reading)
    if not fits_a_tablet(asked.survey):
        abort(404)
    return asked


@bp.get("/<lang>/<slug>/<reading>/start")
def start(slug: str, reading: str) -> ResponseReturnValue:
    asked = _asked(slug, reading)
    context = page_context(asked)
    return render_template("pages/capture/start.html", **context, going_on=None, known={}, start_words=hard_words(asked.survey.start.easy_words),
                           start_ideas=ideas(asked.survey.start.easy, context["facts"]))


@bp.get("/<lang>/<slug>/<reading>/how")
def how(slug: str, reading: str) -> ResponseReturnValue:
    return render_template("pages/capture/how.html", **page_context(_asked(slug, reading)), readings=READINGS, error=None, known={})


@bp.get("/<lang>/<slug>/<reading>/<any(no, check, thanks):name>")
def end(slug: str, reading: str, name: str) -> ResponseReturnValue:
    """Show a page without a question: a kind no, the check, the thanks."""
    folder = "capture" if name == "no" else "room"
    return render_template(f"pages/{folder}/{name}.html", **page_context(_asked(slug, reading)))


@bp.get("/<lang>/<slug>/<reading>/journey.json")
def journey(slug: str, reading: str) -> Response:
    """Give what the tablet needs to turn the pages by itself."""
    asked = _asked(slug, reading)
    return jsonify(definition(asked.survey, asked.edition.name, lambda question: _messages(question, reading)))


def _messages(question: Question, reading: str) -> dict[str, str]:
    """Return what to say about each problem; {count} stands for a number that only the tablet knows."""
    easy = "easy" if reading == "standard" else reading
    known: dict[str, Any] = {"missing": Problem("missing"), "both_apart_and_more": Problem("both_apart_and_more"), "not_a_number": Problem("not_a_number"),
                             "too_small": Problem("too_small", question.lowest), "too_large": Problem("too_large", question.highest or 0),
                             "too_many": Problem("too_many", question.max_choices or 0, "{count}")}  # type: ignore[arg-type]
    return {kind: words_for(problem, question, reading) for kind, problem in known.items()} | {"too_long": words_for(Problem("too_long"), question, easy)}


@bp.get("/<lang>/<slug>/<reading>/<question_id>")
def question(slug: str, reading: str, question_id: str) -> ResponseReturnValue:
    """Show a question as everybody sees it, unanswered."""
    asked = _asked(slug, reading)
    asked_question = asked.survey.by_id.get(question_id)
    if asked_question is None or question_id in asked.survey.mains:
        abort(404)
    return make_response(render_template(
        "pages/capture/question.html", **page_context(asked), question=shown(asked.survey, asked_question, reading),
        place=progress(asked.survey, Answers(), reading, asked_question), chosen=frozenset(), chosen_beside=frozenset(), hides_words=False, error=None,
        may_switch=True, written="", required=asked_question.is_required, then=None))


def addresses(slugs: list[str]) -> list[str]:
    """Return the address of every document that a session needs: its surveys in every way of reading and every language."""
    found = [url_for(f"room.{name}") for name in ("home", "facilitator", "notes", "pair", "manifest")]
    for slug in slugs:
        survey = all_surveys()[slug]
        own_page = [q.id for q in survey.questions if q.id not in survey.mains]
        for lang in LANGUAGES:
            for reading in READINGS:
                place: dict[str, Any] = {"slug": slug, "reading": reading, "lang": lang}
                found += [url_for(f"room.{name}", **place) for name in ("start", "how", "journey")]
                found += [url_for("room.end", name=name, **place) for name in ("no", "check", "thanks")]
                found += [url_for("room.question", question_id=q, **place) for q in own_page]
    return found
