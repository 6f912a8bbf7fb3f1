"""Pages on which a session is planned, changed, closed and written up. Facilitators reach their own sessions only."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from voice import clock
from voice.editions.forms import problems_in
from voice.engagement import joining, sessions, words
from voice.engagement.forms import PlanForm, WriteUpForm
from voice.engagement.qr import qr
from voice.engagement.record import record as make_record
from voice.engagement.whose import session_here, sessions_here
from voice.models import InPersonSession, writing
from voice.models.engagement import GROUPS
from voice.running import secrets_in_use, settings
from voice.staff import audit
from voice.staff.access import needs

UNPROCESSABLE = 422
MADE_DIGITS = 6


@needs("sessions", "read")
def listed() -> ResponseReturnValue:
    """List the sessions that this person may see, the newest first."""
    return render_template("pages/sessions/listed.html", sessions=sessions_here(), words=words, today=clock.today())


@needs("sessions", "read")
def guide() -> ResponseReturnValue:
    """Show the guide for facilitators, two pages to print."""
    return render_template("pages/sessions/guide.html")


@needs("sessions", "change")
def new() -> ResponseReturnValue:
    """Plan a session."""
    if request.method == "GET":
        return _form(PlanForm(data={"held_on": clock.today(), "kind": "", "readings": ["standard", "easy", "pictures"], "surveys": []}))
    form = PlanForm(request.form)
    if not form.validate():
        return _form(form)
    pin = new_pin() if form.makes_pin.data else ""
    made = sessions.plan(form.plan(pin), audit.account(current_user), secrets_in_use()[0], clock.now())
    with writing():
        audit.record("session planned", made.id, made.kind)
    return _kept(made, pin)


@needs("sessions", "change")
def change(session_id: str) -> ResponseReturnValue:
    """Change what was planned. Once a tablet is ready, what it took along stays as it is."""
    here = session_here(session_id)
    fixed = sessions.is_taken_along(here)
    if here.state == "closed":
        return redirect(url_for("sessions.board", session_id=here.id))
    if request.method == "GET":
        return _form(PlanForm.of(here, fixed))
    form = PlanForm(request.form, session=here, is_taken_along=fixed)
    if not form.validate():
        return _form(form)
    pin = new_pin() if form.makes_pin.data and not fixed else ""
    sessions.change(here.id, form.plan(pin))
    with writing():
        audit.record("session changed", session_id)
    return _kept(session_here(session_id), pin)


def new_pin() -> str:
    """Return a PIN of six digits from the platform's secure generator."""
    return "".join(secrets.choice("0123456789") for _ in range(MADE_DIGITS))


def _form(form: PlanForm) -> ResponseReturnValue:
    problems = problems_in(form)
    made = render_template("pages/sessions/plan.html", form=form, session=form.session, problems=dict(problems), everything=problems, words=words, groups=GROUPS)
    return made, UNPROCESSABLE if problems else 200


def _kept(session: InPersonSession, pin: str) -> ResponseReturnValue:
    """Lead to the session, or show the PIN that was made, once: it is kept as a hash."""
    if pin:
        return render_template("pages/sessions/pin.html", session=session, pin=pin)
    flash(_("The session is kept. Next: add its tablets."))
    return redirect(url_for("sessions.board", session_id=session.id))


@needs("sessions", "change")
def close(session_id: str) -> ResponseReturnValue:
    """Close a session. What comes late is stored all the same."""
    here = session_here(session_id)
    if here.state != "closed":
        sessions.close(here.id, clock.now())
        with writing():
            audit.record("session closed", session_id)
    flash(_("The session is closed. Answers that still wait on a tablet are stored when it is near wifi."))
    return redirect(url_for("sessions.write_up", session_id=session_id))


@needs("sessions", "change")
def open_again(session_id: str) -> ResponseReturnValue:
    """Open a session that was closed too early."""
    here = session_here(session_id)
    if here.state == "closed":
        sessions.open_again(here.id)
        with writing():
            audit.record("session opened again", session_id)
    flash(_("The session is open again."))
    return redirect(url_for("sessions.board", session_id=session_id))


@needs("sessions", "change")
def write_up(session_id: str) -> ResponseReturnValue:
    """Write down who came, what support was given, and how people said yes."""
    here = session_here(session_id)
    form = WriteUpForm(request.form) if request.method == "POST" else WriteUpForm.of(here)
    if request.method == "POST" and form.validate():
        sessions.write_up(here.id, **form.said())
        with writing():
            audit.record("session written up", session_id)
        flash(_("The write-up is kept. You can change it at any time."))
        return redirect(url_for("sessions.board", session_id=session_id))
    problems = problems_in(form)
    made = render_template("pages/sessions/write_up.html", session=here, form=form, problems=dict(problems), everything=problems, words=words, groups=GROUPS)
    return made, UNPROCESSABLE if problems else 200


@needs("sessions", "read")
def record(session_id: str) -> ResponseReturnValue:
    """Hand out the record of a session as a PDF."""
    here = session_here(session_id)
    pdf, day = make_record(here, clock.today()).pdf, here.held_on
    with writing():
        audit.record("session record downloaded", session_id)
    return pdf, 200, {"Content-Type": "application/pdf", "Content-Disposition": f'attachment; filename="session-{day}.pdf"'}


@needs("sessions", "read")
def phones(session_id: str) -> ResponseReturnValue:
    """Show the words and the picture with which people join from their own phones."""
    here = session_here(session_id)
    given, public = joining.words_of(here), settings().public_url()
    picture = qr(f"{public}/join#{given.replace(' ', '-')}") if given else None
    return render_template("pages/sessions/phones.html", session=here, given=given, picture=picture, address=f"{public}/join",
                           is_joinable=sessions.is_joinable(here, clock.today()))


@needs("sessions", "change")
def new_words(session_id: str) -> ResponseReturnValue:
    """Give a session words to join with; older ones stop working."""
    here = session_here(session_id)
    joining.give_words(here.id)
    with writing():
        audit.record("session's joining words made", session_id)
    return redirect(url_for("sessions.phones", session_id=session_id))
