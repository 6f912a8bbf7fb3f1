"""One question, one page, one address. What is on it is kept whenever it is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound, ServiceUnavailable

from surveys.answers import Answer
from surveys.journey import after, before, leads_to, pages, progress, reading_for
from surveys.schema import READINGS, Question
from voice import clock
from voice.capture.asking import Asking, asking
from voice.capture.drafts import Journey, Overtaken, begin, give_resume_code, keep, write
from voice.capture.files import LIMIT_MB, Added, added_on, keep_added
from voice.capture.forms import field_name, read_form, settle
from voice.capture.shown import chosen, shown
from voice.capture.unanswered import unanswered_pages
from voice.capture.views import bp, journey_here, not_open, page_context, remember, to
from voice.engagement import joining
from voice.i18n import LANGUAGES, language
from voice.models import reads, writing
from voice.running import secrets_in_use

LARGEST_PAGE = (LIMIT_MB + 1) * 1024 * 1024
"""Bytes of a page that brings a file; any other page has the limit of the settings."""
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
    if question_id in asked.survey.mains:
        return to("question", asked, question_id=asked.survey.mains[question_id].id, then=request.args.get("then"))
    fitting = reading_for(asked.survey, here.answers, reading)
    if fitting != reading:
        return to("question", asked, reading=fitting, question_id=question_id, then=request.args.get("then"))
    if asked_question not in pages(asked.survey, here.answers, reading):
        return to("check", asked)
    return render_question(asked, asked_question, here, here.answers)


def render_question(asked: Asking, asked_question: Question, here: Journey, answers: Mapping[str, Answer], error: str | None = None) -> Response | str:
    """Return the page of a question with its answers. While it has none it is the same for everybody, and made only once."""
    answer, companion = answers.get(asked_question.id), asked.survey.beside(asked_question)
    answer_beside = answers.get(companion.id) if companion else None
    sees = here.sees_words_of(asked_question) or error is not None
    place = progress(asked.survey, here.answers, asked.reading, asked_question)
    then = "check" if request.args.get("then") == "check" else None

    def made() -> str:
        return render_template(
            "pages/capture/question.html", **page_context(asked), question=shown(asked.survey, asked_question, asked.reading),
            place=place, chosen=chosen(asked_question, answer, asked.reading), hides_words=not sees, error=error,
            chosen_beside=chosen(companion, answer_beside, asked.reading) if companion else frozenset(), may_switch=may_switch(asked, here),
            written=answer.value if answer and sees and answer.value else "", required=asked_question.is_required, then=then)

    if error or not sees or any(given and given.is_given for given in (answer, answer_beside)):
        return made()
    key = (asked.survey.digest, asked_question.id, asked.reading, language().code, place, then, asked.edition.opens_on, asked.edition.closes_on,
           may_switch(asked, here))
    return unanswered_pages().get(key, made)


def render_alone(asked: Asking, asked_question: Question, answers: Mapping[str, Answer], error: str | None = None) -> Response | str:
    """Return the page of a question to be looked at, outside any journey."""
    nobody = Journey("", "", True, "", language().code, asked.reading, asked.edition, clock.now())
    return render_question(asked, asked_question, nobody, answers, error)


def may_switch(asked: Asking, here: Journey) -> bool:
    """Return whether the full words are there for this person: children of 5 to 10 have none."""
    return reading_for(asked.survey, here.answers, "standard") == "standard"


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
    reads()
    here = journey_here(slug)
    asked = asking(slug, reading, here.edition if here else None)
    asked_question = _asked_question(asked, question_id)
    if asked_question.kind == "file":
        request.max_content_length = LARGEST_PAGE
    go = request.form.get("go")
    if go is None:  # no button of ours: a torn or foreign body must not pass for an empty answer
        raise BadRequest
    added = _file_added(asked_question, here)
    said, error = ([(asked_question, added.answer)], added.error) if added else _what_was_said(asked, asked_question, reading)
    is_new = here is None
    with writing() as session:
        if here is None:
            if not_here := not_open(asked):
                return not_here
            here = begin(session, asked.edition, request.view_args.get("lang", "en") if request.view_args else "en", reading, clock.now())
            joining.begun(session, here.draft_id, slug, request.cookies.get(joining.cookie_name()), clock.today())
        if here.sent_at:
            return to("receipt", asked)
        if go == "skip" and not asked_question.is_required:
            said, error = [(question, Answer(None, skipped=True)) for question, _ in said], None
            added = replace(added, content=None, is_removed=True) if added else None
        if added:
            said = [(asked_question, keep_added(session, here.draft_id, asked_question.id, added, clock.now()))]
        for question, given in said:
            given = settle(question, given, here.answers.get(question.id))
            if given.is_given or go in ("on", "skip") or question.id in here.kept:
                keep(here, question, given)
        _read_as(here, go)
        write(session, here, clock.now())
        if go == "save":
            give_resume_code(session, here, secrets_in_use()[0])
    if error and go == "on":
        return render_question(asked, asked_question, here, {question.id: given for question, given in said}, error), 422
    if go == "keep":
        return "", 204
    where = to("lost", asked) if is_new else _where_to(asked, asked_question, here, go)
    return remember(where, slug, here)


def _file_added(question: Question, here: Journey | None) -> Added | None:
    """Return what the page says about its file, where the question asks for one."""
    if question.kind != "file":
        return None
    before = here.answers.get(question.id) if here else None
    return added_on(request.files.get(field_name(question)), bool(request.form.get("remove")), before or Answer())


def _what_was_said(asked: Asking, asked_question: Question, reading: str) -> tuple[list[tuple[Question, Answer]], str | None]:
    """Return what was posted to each question of the page, and what to mend in the first of them that does not fit."""
    on_page = [q for q in (asked_question, asked.survey.beside(asked_question)) if q]
    read = [(q, *read_form(q, asked.survey.digest, reading, request.form)) for q in on_page if q is asked_question or reading in q.formats]
    return [(q, given) for q, given, _ in read], next((error for _, _, error in read if error), None)


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
    if leads_to(asked_question, here.answers.get(asked_question.id)):
        return to("onward", asked)
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
        first = next((q for q in pages(asked.survey, here.answers, reading)), None)
        going_on = url_for("capture.question", slug=slug, reading=reading, question_id=first.id) if first else None
    return render_template("pages/capture/lost.html", **page_context(asked), going_on=going_on)
