"""Candidates beside what reads now. A named administrator promotes, refuses or goes back, says why, and the trail keeps it."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import Form, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from voice import clock
from voice.capture.shown import seven
from voice.jobs import ask_to_train
from voice.learning import decided, releases
from voice.learning.card import percent
from voice.learning.views import names
from voice.models import writing
from voice.running import settings
from voice.staff import audit
from voice.staff.access import needs

UNPROCESSABLE = 422
LONGEST_REASON = 1000
STATES = {"promote": "in use", "refuse": "refused", "go_back": "retired"}
"""What a button says, and what the model becomes."""


class DecisionForm(Form):
    """What is decided about a model, and why."""

    do = RadioField(choices=list(STATES))
    reason = TextAreaField(filters=[lambda words: (words or "").strip()], validators=[DataRequired(), Length(max=LONGEST_REASON)])


@needs("models", "read")
def candidates() -> ResponseReturnValue:
    """Show every model learnt here beside what read comments when it was made."""
    return _page()


def _page(wrong: str = "", problem: str = "", reason: str = "") -> ResponseReturnValue:
    learnt, held, waiting = decided.counted(clock.today())
    now = releases.running()
    made = render_template("pages/learning/candidates.html", running=now, releases=releases.releases(), statements=seven(), who=names(), percent=percent,
                           learnt=learnt, held=held, waiting=waiting, missing=decided.missing(held), few=settings().small_number, problem_of=releases.problem_of,
                           problems={f"reason-{wrong}": problem} if wrong else {}, reason=reason, longest=LONGEST_REASON)
    return made, UNPROCESSABLE if wrong else 200


@needs("models", "change")
def train() -> ResponseReturnValue:
    """Ask the queue for a candidate."""
    _learnt, held, _waiting = decided.counted(clock.today())
    if decided.missing(held):
        flash(_("There are too few decisions yet."))
    elif ask_to_train(current_app._get_current_object()):  # type: ignore[attr-defined]
        with writing():
            audit.record("model asked for", "decisions")
        flash(_("Asked. The new model will stand here in a few minutes, with its figures. Nothing reads with it before you say so."))
    else:
        flash(_("The queue does not answer, so nothing was asked. Try again, or run: voice themes train"))
    return redirect(url_for("learning.candidates"))


@needs("models", "change")
def decide(name: str) -> ResponseReturnValue:
    """Promote a model, refuse it, or go back to the shipped one."""
    if name not in {release.name for release in releases.releases()}:
        abort(404)
    form = DecisionForm(request.form)
    if form.do.data not in STATES:
        abort(404)
    if not form.validate():
        too_long = len(form.reason.data or "") > LONGEST_REASON
        return _page(name, _("Write 1,000 characters or fewer.") if too_long else _("Say why, in a few words."), form.reason.data or "")
    try:
        release = releases.decide(name, STATES[form.do.data], audit.account(current_user), form.reason.data, clock.now())
    except releases.NotPossible:
        flash(_("That can no longer be decided: somebody else did, or the model’s file is not the one that was measured. Nothing was changed."))
        return redirect(url_for("learning.candidates"))
    flash({"in use": _("It reads from now on. Comments are read again in the next minutes; decisions stay as they are."),
           "refused": _("Refused. Nothing changes."),
           "retired": _("The shipped model reads again. Comments are read again in the next minutes; decisions stay as they are.")}[release.state])
    return redirect(url_for("learning.candidates"))
