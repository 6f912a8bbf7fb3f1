"""The beginning: what is asked and why, how to read it, and a kind way to say no."""

from __future__ import annotations

from flask import g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveys.journey import next_question, reading_for
from surveys.schema import READINGS
from voice import clock
from voice.capture.asking import Asking, asking
from voice.capture.drafts import Journey, begin, write
from voice.capture.onward import begin_knowing, known
from voice.capture.shown import hard_words, ideas
from voice.capture.views import bp, forget, journey_here, not_open, page_context, remember, to
from voice.engagement import joining
from voice.i18n import LANGUAGES, language
from voice.models import writing


@bp.get("/", defaults={"reading": "standard"})
@bp.get("/<reading>/")
def start(slug: str, reading: str) -> ResponseReturnValue:
    """Tell all that must be told before the first question."""
    asked = asking(slug, reading)
    closed = not_open(asked)
    here = journey_here(slug)
    if closed and here is None:
        return closed
    return render_start(asked, here)


def render_start(asked: Asking, here: Journey | None) -> str:
    """Return the first page, for a device that has begun (`here`) or not."""
    context = page_context(asked)
    return render_template("pages/capture/start.html", **context, going_on=way_on(asked, here), known=known(asked.survey, request.args),
                           start_ideas=ideas(asked.survey.start.easy, context["facts"]), start_words=hard_words(asked.survey.start.easy_words))


def way_on(asked: Asking, here: Journey | None) -> str | None:
    """Return the address where this device left off, or None when it has nothing begun."""
    if here is None:
        return None
    reading = here.reading
    if here.sent_at:
        return url_for("capture.receipt", slug=asked.survey.slug, reading=reading)
    question = next_question(asked.survey, here.answers, reading)
    return url_for("capture.question", slug=asked.survey.slug, reading=reading, question_id=question.id) if question else url_for(
        "capture.check", slug=asked.survey.slug, reading=reading)


@bp.get("/how")
def how(slug: str) -> ResponseReturnValue:
    """Ask how to read it: standard words, easy read, mostly pictures; and in which language."""
    asked = asking(slug)
    return not_open(asked) or render_template("pages/capture/how.html", **page_context(asked), readings=READINGS, error=None,
                                              known=known(asked.survey, request.args))


@bp.post("/how")
def choose_how(slug: str) -> ResponseReturnValue:
    """Begin in the chosen way of reading. An answer that this device has begun is gone on with, unless it says anew."""
    asked = asking(slug)
    reading = request.form.get("reading", "")
    if reading not in READINGS:
        return render_template("pages/capture/how.html", **page_context(asked), readings=READINGS, error=True,
                               known=known(asked.survey, request.form)), 422
    asked = asking(slug, reading)
    if closed := not_open(asked):
        return closed
    g.locale = request.form.get("lang") if request.form.get("lang") in LANGUAGES else g.locale
    with writing() as session:
        here = journey_here(slug, lock=True)
        if here is None or here.sent_at or request.form.get("anew"):
            here = begin(session, asked.edition, language().code, reading, clock.now())
            joining.begun(session, here.draft_id, slug, request.cookies.get(joining.cookie_name()), clock.today())
        begin_knowing(asked.survey, here, request.form)
        here.reading, here.locale = reading_for(asked.survey, here.answers, reading), language().code
        write(session, here, clock.now())
        first = next_question(asked.survey, here.answers, here.reading)
    response = to("question", asked, reading=here.reading, question_id=first.id) if first else to("check", asked, reading=here.reading)
    return remember(response, slug, here)


@bp.get("/<reading>/no")
def no(slug: str, reading: str) -> ResponseReturnValue:
    """A child's own no: kind, final, and nothing is stored."""
    asked = asking(slug, reading)
    return forget(make_response(render_template("pages/capture/no.html", **page_context(asked))), slug)
