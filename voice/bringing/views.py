"""Pages to bring comments that were collected elsewhere: the file, its columns with a preview, what came in and what did not."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from sqlalchemy import func, select

from surveys.schema import STATEMENTS
from voice import clock, jobs
from voice.bringing import coming_in
from voice.bringing.consultation import EDITION
from voice.bringing.forms import FileForm
from voice.bringing.leftover import as_csv
from voice.bringing.mapping import USES, Column, Kept, guessed, kinds_of, mapped, role_of
from voice.bringing.tables import MOST_COLUMNS, MOST_MB, MOST_ROWS, CannotRead, read_table
from voice.capture.shown import seven
from voice.editions.forms import problems_in
from voice.models import Brought, RowKeptOut, Submission, db, writing
from voice.models.edition import edition_id
from voice.review.words import ROLES
from voice.staff import audit
from voice.staff.access import may, needs

UNPROCESSABLE = 422
ROOM_MB = 1
EXAMPLES = 3
PREVIEW = 10
LISTED = 50
USE_WORDS = {"comment": _l("An answer in people’s own words"), "who": _l("Who answered"), "day": _l("The day"), "quotes": _l("Whether it may be quoted"),
             "key": _l("Its number in the other tool"), "leave_out": _l("Leave out")}
REASONS = {"no_comment": _l("Nothing stands in any column of people’s own words."), "too_long": _l("An answer is longer than we can read whole."),
           "key_twice": _l("Another row before it has the same number in the other tool.")}
WHY = {"too_large": _l("The file is too large. Divide it, and bring the parts one by one."),
       "too_many_rows": _l("The file has too many rows. Divide it, and bring the parts one by one."),
       "too_many_columns": _l("The file has too many columns. Remove those that hold no answers."), "empty": _l("The file has no row below its headings."),
       "locked": _l("The file is locked with a password. Save it without one."),
       "not_a_table": _l("This is no table that we can read. Save it as CSV, XLSX or ODS.")}


@needs("brought", "change")
def brought() -> ResponseReturnValue:
    """List what was brought, and offer to bring more."""
    return _brought({}, FileForm())


def _brought(problems: dict[str, str], form: FileForm) -> ResponseReturnValue:
    listed = list(db.session.scalars(select(Brought).order_by(Brought.made_at.desc())))
    made = render_template("pages/bringing/brought.html", listed=listed, problems=problems, form=form, most_mb=MOST_MB, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS,
                           edition=EDITION, may_read=may(current_user, "counts", "read"))
    return made, UNPROCESSABLE if problems else 200


@needs("brought", "change")
def bring() -> ResponseReturnValue:
    """Keep a file, and go on to its columns."""
    request.max_content_length = (MOST_MB + ROOM_MB) * 1024 * 1024
    form = FileForm(request.form)
    form.validate()
    problems = dict(problems_in(form))
    given = request.files.get("file")
    content = given.read() if given else b""
    before = coming_in.same_file(content) if content else None
    if not content:
        problems["file"] = _("Choose a file.")
    elif before is not None:
        problems["file"] = _("This very file was brought in before, as “%(title)s”.", title=before.title)
    if problems or not (form.opens_on.data and form.closes_on.data):
        return _brought(problems, form)
    try:
        columns = guessed(read_table(content))
    except CannotRead as error:
        return _brought({"file": str(WHY[error.kind])}, form)
    made = coming_in.begin(content, str(form.title.data), form.opens_on.data, form.closes_on.data, columns, audit.account(current_user), clock.now())  # type: ignore[arg-type]
    with writing():
        audit.record("file brought", made.slug)
    return redirect(url_for("bringing.columns", slug=made.slug))


def _here(slug: str) -> Brought:
    return db.session.get(Brought, slug) or abort(404)


@needs("brought", "change")
def columns(slug: str) -> ResponseReturnValue:
    """Ask what each column is, with examples, and show what would come in."""
    here = _here(slug)
    if here.state != "mapping":
        return redirect(url_for("bringing.result", slug=slug))
    return _columns(here, [Column.of(one) for one in here.columns], dict(here.roles))


def _columns(here: Brought, chosen: list[Column], roles: dict[str, str], problem: str = "") -> ResponseReturnValue:
    try:
        table = coming_in.table_of(here.slug)
    except FileNotFoundError:
        coming_in.remove(here.slug)
        flash(_("The file waited too long and is gone. Please choose it again."))
        return redirect(url_for("bringing.brought"))
    kinds = {said: roles.get(said, role_of(said)) for said in kinds_of(table, chosen)}
    rows = mapped(table, chosen, kinds)
    out, come_in = [row for row in rows if isinstance(row, Kept)], [row for row in rows if not isinstance(row, Kept)]
    examples = [[row[number] for row in table.rows if row[number].strip()][:EXAMPLES] for number in range(len(table.headings))]
    with writing():
        audit.record("read_comments", f"{here.slug}/columns")
    made = render_template("pages/bringing/columns.html", here=here, columns=chosen, examples=examples, uses=USES, use_words=USE_WORDS, statements=seven(), kinds=kinds,
                           roles=ROLES, rows=come_in[:PREVIEW], n=len(come_in), out=out[:LISTED], n_out=len(out), reasons=REASONS,
                           n_comments=sum(len(row.said) for row in come_in), no_day=sum(row.day is None for row in come_in),
                           problem=problem)
    return made, UNPROCESSABLE if problem else 200


@needs("brought", "change")
def map_columns(slug: str) -> ResponseReturnValue:
    """Keep what the columns are, and show the preview again; or let the rows come in."""
    here = _here(slug)
    form = request.form
    if form.get("do") == "cancel":
        coming_in.remove(slug)
        with writing():
            audit.record("brought file removed", slug)
        flash(_("The file is removed. Nothing came in."))
        return redirect(url_for("bringing.brought"))
    chosen = [_chosen(number, Column.of(kept)) for number, kept in enumerate(here.columns)]
    roles = {said: form.get(f"role-{number}", "") for number, said in enumerate(form.getlist("said"))}
    roles = {said: role for said, role in roles.items() if role in ROLES}
    start = form.get("do") == "bring"
    if start and not any(column.use == "comment" for column in chosen):
        return _columns(here, chosen, roles, _("Say of at least one column that it holds answers in people’s own words."))
    try:
        coming_in.map_columns(slug, chosen, roles, start)
    except (LookupError, FileNotFoundError):
        return redirect(url_for("bringing.columns", slug=slug))
    if start:
        with writing():
            audit.record("comments brought in", slug)
        jobs.ask_to_bring_in(current_app, slug)
        return redirect(url_for("bringing.result", slug=slug))
    return redirect(url_for("bringing.columns", slug=slug, _anchor="preview"))


def _chosen(number: int, kept: Column) -> Column:
    use, statement = request.form.get(f"use-{number}", kept.use), request.form.get(f"statement-{number}", kept.statement)
    return Column(kept.heading, use if use in USES else kept.use, statement if statement in STATEMENTS else "")


@needs("brought", "change")
def result(slug: str) -> ResponseReturnValue:
    """Show what came in, and each row that did not."""
    here = _here(slug)
    if here.state == "mapping":
        return redirect(url_for("bringing.columns", slug=slug))
    out = _out(slug)
    return render_template("pages/bringing/result.html", here=here, n_in=_n_in(slug), out=out, reasons=REASONS, edition=EDITION)


def _out(slug: str) -> list[RowKeptOut]:
    return list(db.session.scalars(select(RowKeptOut).where(RowKeptOut.slug == slug).order_by(RowKeptOut.number)))


def _n_in(slug: str) -> int:
    return db.session.scalar(select(func.count()).select_from(Submission).where(Submission.edition_id == edition_id(slug, EDITION))) or 0


@needs("brought", "change")
def left_out(slug: str) -> ResponseReturnValue:
    """Give the rows that did not come in as a file."""
    here = _here(slug)
    with writing():
        audit.record("rows kept out read", slug)
    headings = [str(column["heading"]) for column in here.columns]
    return Response(as_csv(headings, [(row.number, str(REASONS[row.reason]), row.cells) for row in _out(slug)]), mimetype="text/csv",
                    headers={"Content-Disposition": "attachment; filename=rows-kept-out.csv"})


@needs("brought", "change")
def remove(slug: str) -> ResponseReturnValue:
    """Remove a brought consultation whole, once somebody wrote how many answers that are."""
    here = _here(slug)
    if request.form.get("number", "").strip() != str(_n_in(slug)):
        out: Any = _out(slug)
        return render_template("pages/bringing/result.html", here=here, n_in=_n_in(slug), out=out, reasons=REASONS, edition=EDITION,
                               problem=_("Write how many responses came in.")), UNPROCESSABLE
    title = here.title
    coming_in.remove(slug)
    with writing():
        audit.record("brought consultation removed", slug)
    flash(_("“%(title)s” is removed, with all its comments.", title=title))
    return redirect(url_for("bringing.brought"))
