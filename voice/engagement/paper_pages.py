"""Pages on which paper forms are typed in, or a child's words are written down: choose once, then one form after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from surveys.answers import Answer
from surveys.library import all_surveys
from surveys.schema import Section, Survey
from voice import clock, jobs
from voice.capture.asking import asking, facts
from voice.capture.intake import withdraw
from voice.capture.shown import ShownQuestion, said, shown
from voice.editions.forms import problems_in
from voice.engagement import paper
from voice.engagement.paper_forms import BatchForm, PaperSheet, ScribeSheet, Settling, Sheet, TakingBack, in_order, on_sheet, settling_form, sheet_form
from voice.engagement.whose import entry_here, session_here
from voice.i18n import LANGUAGES, day_in_words
from voice.models import Edition, InPersonSession, PaperBatch, PaperEntry, db, writing
from voice.models.edition import slug_of
from voice.running import settings
from voice.staff import audit
from voice.staff.access import needs

UNPROCESSABLE = 422


def _here(session_id: str) -> InPersonSession:
    """Return the session, or answer 404. A rehearsal takes no paper: what is typed in is real."""
    here = session_here(session_id)
    if here.is_rehearsal:
        abort(404)
    return here


def _batch(entry: PaperEntry) -> PaperBatch:
    return db.session.get_one(PaperBatch, entry.batch_id)


def _survey(batch: PaperBatch) -> Survey:
    return all_surveys()[slug_of(batch.edition_id)]


@needs("sessions", "read")
def typing(session_id: str) -> ResponseReturnValue:
    """Offer to type in paper forms, and list those that wait."""
    here = _here(session_id)
    form = BatchForm(session=here, data={"how": "paper"})
    for field in (form.survey, form.reading):
        field.data = field.choices[0].value if len(field.choices) == 1 else ""
    return _typing(here, form)


@needs("sessions", "change")
def begin(session_id: str) -> ResponseReturnValue:
    """Begin a batch, and open its first form."""
    here = _here(session_id)
    form = BatchForm(request.form, session=here)
    if not form.validate():
        return _typing(here, form)
    batch = paper.begin(here, form.survey.data, form.reading.data, form.how.data, audit.account(current_user), clock.now())
    with writing():
        audit.record("typing in begun", batch.id, f"{batch.how} {batch.edition_id}")
    return _next_form(session_id, batch.id)


@needs("sessions", "read")
def printed(session_id: str, slug: str, reading: str, lang: str) -> ResponseReturnValue:
    """Show one of the session's surveys as a sheet to print, in any of our languages, its choices numbered as they are typed in."""
    here = _here(session_id)
    if slug not in here.surveys or reading not in here.readings or lang not in LANGUAGES:
        abort(404)
    g.locale = lang
    asked = asking(slug, reading)
    return render_template("pages/sessions/printed.html", session=here, survey=asked.survey, easy=asked.is_easy, facts=facts(asked), parts=_parts(asked.survey, reading))


def _parts(survey: Survey, reading: str) -> list[tuple[Section, list[ShownQuestion]]]:
    """Return what stands on a sheet, part by part: the same on paper and on the page where it is typed in."""
    on_it = set(on_sheet(survey, reading))
    found = [(section, [shown(survey, one, reading) for one in section.questions if one in on_it]) for section in survey.sections]
    return [(section, questions) for section, questions in found if questions]


def _next_form(session_id: str, batch_id: str) -> ResponseReturnValue:
    return redirect(url_for("sessions.form", session_id=session_id, entry_id=paper.open_form(batch_id).id))


def _typing(here: InPersonSession, form: BatchForm) -> ResponseReturnValue:
    problems, standing = problems_in(form), paper.standing(here.id)
    first = {one.id: paper.keyings(one.id)[1] for one in standing.waiting}
    titles = {one.id: _survey(_batch(one)).title for one in standing.typed}
    made = render_template("pages/sessions/paper.html", session=here, form=form, languages=LANGUAGES.values(), problems=dict(problems), everything=problems,
                           standing=standing, first=first, titles=titles, me=audit.account(current_user))
    return made, UNPROCESSABLE if problems else 200


@needs("sessions", "change")
def form(session_id: str, entry_id: str) -> ResponseReturnValue:
    """Show an empty form, or keep what was typed and open the next."""
    here = _here(session_id)
    entry = entry_here(here, entry_id)
    batch = _batch(entry)
    if request.method == "GET":
        return _sheet(here, entry, _form_of(batch)) if entry.state == "open" else redirect(url_for("sessions.typing", session_id=session_id))
    filled = _form_of(batch, request.form)
    if not filled.validate() or not filled.said:
        return _sheet(here, entry, filled)
    try:
        outcome = paper.keep(entry_id, filled.said, audit.account(current_user), clock.now(), **_about(filled))
    except paper.NotNow:
        flash(_("This form is not open any more. What was typed before stays as it was."))
        return redirect(url_for("sessions.typing", session_id=session_id))
    _stored(entry_id, outcome, "form typed in")
    name = entry.number or entry.place
    flash({"stored": _("Form %(name)s is kept.", name=name),
           "apart": _("Form %(name)s was typed in before, with other answers. Both are kept, and the first one counts: see “Kept apart”.", name=name),
           "waiting": _("Form %(name)s is kept. It was drawn to be typed a second time: write %(place)s on the sheet, and put it on a pile of its own.", name=name,
                        place=entry.place)}[outcome])
    if request.form.get("go") == "stop":
        return redirect(url_for("sessions.typing", session_id=session_id))
    return _next_form(session_id, entry.batch_id)


def _form_of(batch: PaperBatch, posted: Any = None) -> Sheet:
    survey = _survey(batch)
    return sheet_form(ScribeSheet if batch.how == "scribe" else PaperSheet, survey.slug, survey.digest, batch.reading)(posted)


def _about(filled: Sheet) -> dict[str, Any]:
    """Return what is said of a sheet beside its answers."""
    return {"scribe": filled.scribe.data} if isinstance(filled, ScribeSheet) else {"number": (filled["number"].data or "").strip()}


def _stored(entry_id: str, outcome: str, action: str) -> None:
    with writing():
        audit.record(action, entry_id, outcome)
    if outcome == "stored":
        jobs.ask_to_read(current_app, entry_id)


def _sheet(here: InPersonSession, entry: PaperEntry, form: Sheet, first_by: str = "") -> ResponseReturnValue:
    """Show a form. `first_by`: it is the second keying, and who typed the first one."""
    batch = _batch(entry)
    survey, problems = _survey(batch), problems_in(form)
    if request.method == "POST" and not problems:
        problems = [(f"q_{on_sheet(survey, batch.reading)[0].id}", _("Nothing is typed yet. A sheet without any answer need not be typed in."))]
    made = render_template("pages/sessions/form.html", session=here, entry=entry, batch=batch, survey=survey, form=form, problems=dict(problems),
                           everything=problems, parts=_parts(survey, batch.reading), first_by=first_by, me=audit.account(current_user),
                           n=paper.typed_in(batch.id), may_be_so=bool(form.errors))
    return made, UNPROCESSABLE if problems else 200


@needs("sessions", "change")
def type_again(session_id: str, entry_id: str) -> ResponseReturnValue:
    """Show the empty form once more, blind to the first keying, and compare the two."""
    here = _here(session_id)
    entry = entry_here(here, entry_id)
    if entry.state != "waiting":
        return _on_from(here, entry)
    batch, survey = _batch(entry), _survey(_batch(entry))
    filled = sheet_form(Sheet, survey.slug, survey.digest, batch.reading)(request.form)
    if request.method == "GET" or not filled.validate() or not filled.said:
        return _sheet(here, entry, filled, first_by=paper.keyings(entry_id)[1].by)
    try:
        outcome = paper.keep_again(entry_id, filled.said, audit.account(current_user), clock.now())
    except paper.NotNow:
        return _on_from(here, entry_here(here, entry_id))
    _stored(entry_id, outcome, "form typed a second time")
    if outcome == "stored":
        flash(_("Form %(name)s: both times the same. It is stored.", name=entry.number or entry.place))
    return _on_from(here, entry_here(here, entry_id))


def _on_from(here: InPersonSession, entry: PaperEntry) -> ResponseReturnValue:
    """Lead to where a form is settled, or back to the list."""
    if entry.state == "differs":
        return redirect(url_for("sessions.differences", session_id=here.id, entry_id=entry.id))
    return redirect(url_for("sessions.typing", session_id=here.id))


@needs("sessions", "change")
def differences(session_id: str, entry_id: str) -> ResponseReturnValue:
    """Show where two keyings differ, side by side, and store the form once a person has settled each. Who reads it is in the audit trail."""
    here = _here(session_id)
    entry = entry_here(here, entry_id)
    both = paper.keyings(entry_id)
    if entry.state != "differs" or len(both) < 2:
        return _on_from(here, entry) if entry.state != "differs" else redirect(url_for("sessions.typing", session_id=session_id))
    batch, survey = _batch(entry), _survey(_batch(entry))
    differing = paper.compared(both[1].said, both[2].said)[1]
    settling = settling_form(survey, batch.reading, differing)(request.form)
    if request.method == "GET" or not settling.validate():
        return _differences(here, entry, settling, differing, {turn: one.said for turn, one in both.items()})
    try:
        paper.settle(entry_id, settling.settled(both[1].said, both[2].said), clock.now())
    except paper.NotNow:
        return redirect(url_for("sessions.typing", session_id=session_id))
    _stored(entry_id, "stored", "form settled")
    flash(_("Form %(name)s is settled and stored.", name=entry.number or entry.place))
    return redirect(url_for("sessions.typing", session_id=session_id))


def _differences(here: InPersonSession, entry: PaperEntry, form: Settling, differing: tuple[str, ...], both: Mapping[int, paper.Said]) -> ResponseReturnValue:
    batch, survey, problems = _batch(entry), _survey(_batch(entry)), problems_in(form)
    rows = [(shown(survey, q, batch.reading), [said(q, Answer(both[turn].get(q.id)), batch.reading) for turn in (1, 2)]) for q in in_order(survey, differing)]
    with writing():
        audit.record("differences of a form read", entry.id)
    made = render_template("pages/sessions/differences.html", session=here, entry=entry, survey=survey, form=form, rows=rows, problems=dict(problems),
                           everything=problems, may_be_so=bool(problems))
    return made, UNPROCESSABLE if problems else 200


@needs("sessions", "change")
def take_back(session_id: str, entry_id: str) -> ResponseReturnValue:
    """Ask why a form is taken back, and take it back: no answer, comment or number of it stays. One that was typed wrongly is opened anew."""
    here = _here(session_id)
    entry = entry_here(here, entry_id)
    batch = _batch(entry)
    until = db.session.get_one(Edition, batch.edition_id).withdraw_until(settings().withdraw_days)
    if entry.state in ("open", "taken_back"):
        flash(_("There is nothing to take back: this form is not typed in, or was taken back before."))
        return redirect(url_for("sessions.typing", session_id=session_id))
    if clock.today() > until:
        flash(_("It is too late to take this form back: until %(day)s it was possible. After that what was said is in the analysis.", day=day_in_words(until)))
        return redirect(url_for("sessions.typing", session_id=session_id))
    form, name = TakingBack(request.form), entry.number or entry.place
    if request.method == "GET" or not form.validate():
        problems = problems_in(form) if request.method == "POST" else []
        made = render_template("pages/sessions/take_back.html", session=here, entry=entry, survey=_survey(batch), form=form, problems=dict(problems), everything=problems)
        return made, UNPROCESSABLE if problems else 200
    withdraw(entry_id, clock.today())
    with writing():
        audit.record("form taken back", entry_id, form.why.data)
    flash(_("Form %(name)s is taken back. Nothing that was said on it is kept.", name=name))
    return _next_form(session_id, batch.id) if form.why.data == "wrong" else redirect(url_for("sessions.typing", session_id=session_id))


@needs("sessions", "change")
def as_it_is(session_id: str, entry_id: str) -> ResponseReturnValue:
    """Store a form as it was typed once, since its sheet cannot be found."""
    here = _here(session_id)
    entry = entry_here(here, entry_id)
    try:
        paper.take_as_it_is(entry_id, clock.now())
    except paper.NotNow:
        return _on_from(here, entry)
    _stored(entry_id, "stored", "form stored as typed once")
    flash(_("Form %(name)s is stored as it was typed.", name=entry.number or entry.place))
    return redirect(url_for("sessions.typing", session_id=session_id))
