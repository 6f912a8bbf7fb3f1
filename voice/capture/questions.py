"""One question, one page, one address. What is on it is kept whenever it is left."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound, ServiceUnavailable

from surveys.answers import Answer
from surveys.journey import after, before, path, progress
from surveys.schema import READINGS, Question
from voice import clock
from voice.capture.asking import Asking, asking
from voice.capture.drafts import Journey, Overtaken, begin, give_resume_code, keep, write
from voice.capture.forms import read_form, settle
from voice.capture.shown import chosen, shown
from voice.capture.unanswered import unanswered_pages
from voice.capture.views import bp, journey_here, not_open, page_context, remember, to
from voice.i18n import LANGUAGES, language
from voice.models import reads, writing
from voice.running import secrets_in_use

TRIES = 20
"""One person has few pages open; each try is another page of theirs that was faster."""


def _asked_question(asked: Asking, question_id: str) -> Question:
    question = asked.survey.by_id.get(question_id)
    if question is None:
        raise NotFound
    return question


@bp.get("/<reading>/<question_id>")
def question(slug: str, reading: str, question_id: str) -> ResponseReturnValue:
    """Show a question with what this device has answered to it so far."""
    here = journey_here(slug)
    asked = asking(slug, reading, here.edition if here else None)
    asked_question = _asked_question(asked, question_id)
    if here is None:
        return not_open(asked) or to("lost", asked)
    if here.sent_at:
        return to("receipt", asked)
    if asked_question not in path(asked.survey, here.answers, reading):
        return to("check", asked)
    return render_question(asked, asked_question, here, here.answers.get(question_id))


def render_question(asked: Asking, asked_question: Question, here: Journey, answer: Answer | None, error: str | None = None) -> Response | str:
    """Return the page of a question. While it has no answer it is the same for everybody, and made only once."""
    sees = here.sees_words_of(asked_question) or error is not None
    place = progress(asked.survey, here.answers, asked.reading, asked_question)
    then = "check" if request.args.get("then") == "check" else None

    def made() -> str:
        return render_template(
            "pages/capture/question.html", **page_context(asked), question=shown(asked.survey, asked_question, asked.reading),
            place=place, chosen=chosen(asked_question, answer, asked.reading), hides_words=not sees, error=error,
            written=answer.value if answer and sees and answer.value else "", required=asked_question.is_required, then=then)

    if error or not sees or (answer and answer.is_given):
        return made()
    key = (asked.survey.digest, asked_question.id, asked.reading, language().code, place, then, asked.edition.opens_on, asked.edition.closes_on)
    return unanswered_pages().get(key, made)


@bp.post("/<reading>/<question_id>")
def answer(slug: str, reading: str, question_id: str) -> ResponseReturnValue:
    """Keep what is on the page, then go where the person wants: on, back, to another format or language, or to the save code.

    The page is read without the writer's place, which is held for one small write only; who was overtaken by another page of the
    same person begins anew.
    """
    for _ in range(TRIES):
        try:
            return _keep_and_go(slug, reading, question_id)
        except Overtaken:
            continue
    raise ServiceUnavailable


def _keep_and_go(slug: str, reading: str, question_id: str) -> ResponseReturnValue:
    go = request.form.get("go")
    if go is None:  # no button of ours: a torn or foreign body must not pass for an empty answer
        raise BadRequest
    reads()
    here = journey_here(slug)
    asked = asking(slug, reading, here.edition if here else None)
    asked_question = _asked_question(asked, question_id)
    given, error = read_form(asked_question, asked.survey.digest, reading, request.form)
    is_new = here is None
    with writing() as session:
        if here is None:
            if not_here := not_open(asked):
                return not_here
            here = begin(session, asked.edition, request.view_args.get("lang", "en") if request.view_args else "en", reading, clock.now())
        if here.sent_at:
            return to("receipt", asked)
        if go == "skip" and not asked_question.is_required:
            given, error = Answer(None, skipped=True), None
        given = settle(asked_question, given, here.answers.get(question_id))
        if given.is_given or go in ("on", "skip") or question_id in here.kept:
            keep(here, asked_question, given)
        _read_as(here, go)
        write(session, here, clock.now())
        if go == "save":
            give_resume_code(session, here, secrets_in_use()[0])
    if error and go == "on":
        return render_question(asked, asked_question, here, given, error), 422
    if go == "keep":
        return "", 204
    where = to("lost", asked) if is_new else _where_to(asked, asked_question, here, go)
    return remember(where, slug, here)


def _read_as(here: Journey, go: str) -> None:
    """Change the way of reading, or the language, when that is what was pressed."""
    kind, _, wanted = go.partition(":")
    if kind == "read" and wanted in READINGS:
        here.reading = wanted
    if kind == "lang" and wanted in LANGUAGES:
        here.locale = wanted


def _where_to(asked: Asking, asked_question: Question, here: Journey, go: str) -> Response:
    """Return the redirect to where the person goes from a question."""
    kind, _, wanted = go.partition(":")
    if go == "back":
        earlier = before(asked.survey, here.answers, asked.reading, asked_question)
        return to("question", asked, question_id=earlier.id) if earlier else to("how", asked)
    if kind == "read" and wanted in READINGS:
        return to("question", asking(asked.survey.slug, wanted), question_id=asked_question.id)
    if kind == "lang" and wanted in LANGUAGES:
        return to("question", asked, question_id=asked_question.id, lang=wanted)
    if go == "save":
        return to("saved", asked)
    if request.args.get("then") == "check":
        return to("check", asked)
    following = after(asked.survey, here.answers, asked.reading, asked_question)
    return to("question", asked, question_id=following.id) if following else to("check", asked)


@bp.get("/<reading>/lost")
def lost(slug: str, reading: str) -> ResponseReturnValue:
    """Say that this device's earlier answers are not open here, and what to do. What was just written is kept."""
    asked = asking(slug, reading)
    here = journey_here(slug)
    going_on = None
    if here and not here.sent_at:
        first = next((q for q in path(asked.survey, here.answers, reading)), None)
        going_on = url_for("capture.question", slug=slug, reading=reading, question_id=first.id) if first else None
    return render_template("pages/capture/lost.html", **page_context(asked), going_on=going_on)
