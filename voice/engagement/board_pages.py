"""Pages on which a session is run: its tablets, how each of them stands, what was kept apart, what was heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from voice import clock, jobs
from voice.editions.forms import problems_in
from voice.engagement import sessions, tablets, words
from voice.engagement.apart import kept_apart, try_again
from voice.engagement.board import board as how_it_stands
from voice.engagement.board import next_label
from voice.engagement.forms import MOST_TABLETS_AT_ONCE, TabletsForm
from voice.engagement.heard import heard as what_was_heard
from voice.engagement.importing import LIMIT_MB, Imported, NoTabletFile, take_in_file
from voice.engagement.qr import qr
from voice.engagement.whose import session_here, tablet_here
from voice.models import InPersonSession, writing
from voice.models.engagement import GROUPS
from voice.running import secrets_in_use, settings
from voice.staff import audit
from voice.staff.access import may, needs

UNPROCESSABLE = 422
MOST_TABLETS = 60


@needs("sessions", "read")
def board(session_id: str) -> ResponseReturnValue:
    """Show how a session and each of its tablets stands."""
    here = session_here(session_id)
    return render_template("pages/sessions/board.html", session=here, board=how_it_stands(here), words=words, groups=GROUPS, today=clock.today(),
                           now=clock.now(), may_hear=may(current_user, "what was heard", "read"), is_taken_along=sessions.is_taken_along(here))


@needs("sessions", "read")
def all_tablets(session_id: str) -> ResponseReturnValue:
    """List the tablets of a session, with the form to add some."""
    return _tablets(session_here(session_id), TabletsForm(data={"n": 1}))


@needs("sessions", "change")
def add_tablets(session_id: str) -> ResponseReturnValue:
    """Add tablets, and show the code of each once, one to a sheet."""
    here = session_here(session_id)
    form = TabletsForm(request.form)
    if here.state == "closed":
        abort(404)
    if not form.validate():
        return _tablets(here, form)
    first, n = next_label(here), cast(int, form.n.data)
    if len(here.tablets) + n > MOST_TABLETS:
        form.n.errors = [_("A session has at most %(most)s tablets.", most=MOST_TABLETS)]
        return _tablets(here, form)
    made = [(tablet.id, tablet.label, credential) for label in range(first, first + n)
            for tablet, credential in [tablets.add_tablet(session_id, str(label), clock.now())]]
    with writing():
        audit.record("tablets added", session_id, " ".join(tablet_id for tablet_id, _label, _credential in made))
    public = settings().public_url()
    sheets = [(label, address, qr(address)) for _id, label, credential in made for address in [f"{public}/room/pair#{credential}"]]
    return render_template("pages/sessions/sheets.html", session=session_here(session_id), sheets=sheets)


def _tablets(here: InPersonSession, form: TabletsForm) -> ResponseReturnValue:
    problems = problems_in(form)
    made = render_template("pages/sessions/tablets.html", session=here, rows=how_it_stands(here).rows, form=form, problems=dict(problems),
                           everything=problems, most=MOST_TABLETS_AT_ONCE)
    return made, UNPROCESSABLE if problems else 200


@needs("sessions", "change")
def revoke(session_id: str, tablet_id: str) -> ResponseReturnValue:
    """Stop believing a tablet that was lost."""
    tablet = tablet_here(session_here(session_id), tablet_id)
    label = tablet.label
    tablets.revoke(tablet.id, clock.now())
    with writing():
        audit.record("tablet revoked", tablet_id)
    flash(_("Tablet %(number)s is revoked. What it still sends is kept apart, for you to look at.", number=label))
    return redirect(url_for("sessions.tablets", session_id=session_id))


@needs("sessions", "read")
def apart(session_id: str) -> ResponseReturnValue:
    """List what came and could not be stored, with the reason."""
    here = session_here(session_id)
    return render_template("pages/sessions/apart.html", session=here, apart=kept_apart(here.id), reason=words.reason)


@needs("sessions", "change")
def again(session_id: str, item_id: str) -> ResponseReturnValue:
    """Try to open what was kept apart, once more."""
    here = session_here(session_id)
    try:
        receipt = try_again(here.id, item_id, request.form.get("do") == "take", secrets_in_use(), clock.now())
    except LookupError:
        abort(404)
    with writing():
        audit.record("kept apart, tried again", item_id, receipt.outcome)
    _when_stored()(receipt.id) if receipt.outcome == "received" else None
    flash(_("It opened. It is stored as an answer now.") if receipt.outcome == "received" else
          _("It is still kept apart: %(why)s", why=words.reason(receipt.reason)) if receipt.outcome == "kept_apart" else
          _("It is known here already: %(outcome)s.", outcome=words.OUTCOMES[receipt.outcome]))
    return redirect(url_for("sessions.apart", session_id=session_id))


@needs("sessions", "read")
def importing(session_id: str) -> ResponseReturnValue:
    """Ask for the file that a tablet saved."""
    return _import_page(session_here(session_id))


@needs("sessions", "change")
def take_in(session_id: str) -> ResponseReturnValue:
    """Take in the file that a tablet saved, and say what became of each item."""
    here = session_here(session_id)
    upload = request.files.get("file")
    content = upload.read(LIMIT_MB * 1024 * 1024 + 1) if upload else b""
    upload.close() if upload else None
    if not content:
        return _import_page(here, _("Choose the file that the tablet saved. Its name ends with .voice.json."))
    if len(content) > LIMIT_MB * 1024 * 1024:
        return _import_page(here, _("The file is larger than %(most)s MB. A tablet’s file is far smaller: choose that one.", most=LIMIT_MB))
    try:
        imported = take_in_file(here, content, secrets_in_use(), clock.now(), _when_stored())
    except NoTabletFile as error:
        return _import_page(here, _import_problem(error.kind))
    with writing():
        audit.record("tablet's file taken in", imported.tablet.id, f"{len(imported.receipts)} items, {imported.count('received')} received")
    return _import_page(session_here(session_id), imported=imported)


def _import_problem(kind: str) -> str:
    return {"not_a_file": _("This is not a file that a tablet saved. Its name ends with .voice.json."),
            "other_session": _("This file is from a tablet of another session. Open that session and choose it there."),
            "too_many": _("There are too many answers in this file. Ask an administrator.")}[kind]


def _import_page(here: InPersonSession, problem: str = "", imported: Imported | None = None) -> ResponseReturnValue:
    everything = [("file", problem)] if problem else []
    made = render_template("pages/sessions/import.html", session=here, imported=imported, problems=dict(everything), everything=everything, words=words,
                           most=LIMIT_MB)
    return made, UNPROCESSABLE if problem else 200


def _when_stored() -> Callable[[str], None]:
    app = current_app
    return lambda submission_id: jobs.ask_to_read(app, submission_id)


@needs("what was heard", "read")
def heard(session_id: str) -> ResponseReturnValue:
    """Show what was said by statement, to read back to the group. Who reads the words is in the audit trail."""
    here = session_here(session_id)
    found = what_was_heard(here.id, settings().small_number)
    made = render_template("pages/sessions/heard.html", session=here, heard=found, below=settings().small_number)
    if found.quoted:
        with writing():
            audit.record("read_comments", session_id, " ".join(found.quoted))
    return made
