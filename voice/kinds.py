"""Every kind of question in every state, on the real page: for those who build, and for tests. Not in production."""

from __future__ import annotations

from datetime import date
from functools import cache

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from surveys.answers import Answer, Problem, problem_with
from surveys.library import HERE, load
from surveys.schema import READINGS, Question, Survey
from voice.capture.asking import Asking
from voice.capture.forms import words_for
from voice.capture.questions import render_alone
from voice.i18n import LANGUAGES
from voice.models import Edition
from voice.running import settings

bp = Blueprint("kinds", __name__, url_prefix="/<lang>/kinds")
STATES = ("empty", "filled", "error")


@cache
def _every_kind() -> Survey:
    return load(HERE / "every-kind.yaml")


@bp.before_request
def _only_for_those_who_build() -> None:
    if settings().is_production:
        abort(404)


@bp.get("/")
def index(lang: str) -> ResponseReturnValue:
    """List each kind in each state and way of reading."""
    g.locale = lang if lang in LANGUAGES else abort(404)
    return render_template("pages/kinds.html", kinds=_every_kind().questions, readings=READINGS, states=STATES)


@bp.get("/<reading>/<question_id>/<state>")
def kind(lang: str, reading: str, question_id: str, state: str) -> ResponseReturnValue:
    """Show one kind in one state."""
    survey = _every_kind()
    question = survey.by_id.get(question_id)
    if lang not in LANGUAGES or reading not in READINGS or state not in STATES or question is None:
        abort(404)
    g.locale, g.slug = lang, survey.slug
    edition = Edition(slug=survey.slug, name="1", opens_on=date(2024, 9, 2), closes_on=date(2024, 9, 30), reason="")
    answer, error = _in_state(question, reading, state)
    return render_alone(Asking(survey, edition, reading), question, {question.id: answer} if answer else {}, error)


def _in_state(question: Question, reading: str, state: str) -> tuple[Answer | None, str | None]:
    """Return an answer, and what to mend in it, for a state."""
    if state == "empty":
        return None, None
    if question.kind == "comment":
        value: str | list[str] = "The bus. It drops us at the far gate." if state == "filled" else "x" * (question.max_length + 1)
    elif question.kind == "choose_many":
        value = [o.value for o in question.options if not o.apart][:2 if state == "filled" else 4]
    elif question.kind == "number":
        value = str(question.lowest) if state == "filled" else "about 7"
    else:
        value = question.scale.points(reading)[1].value if question.scale else question.options[0].value if question.options else "0" * 32
    if state == "filled":
        return Answer(value), None
    problem = problem_with(question, value) or Problem("missing" if question.is_required else "unknown_option")
    return Answer(value if question.kind in ("comment", "choose_many", "number") else None), words_for(problem, question, reading)
