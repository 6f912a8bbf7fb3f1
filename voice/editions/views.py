"""Pages on which staff see what is asked and when, and open, close or extend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import func, select

from surveys.library import all_surveys
from surveys.schema import Survey
from voice import clock
from voice.editions.forms import DaysForm, problems_in
from voice.engagement import notes
from voice.i18n import day_in_words
from voice.models import Edition, Submission, db, writing
from voice.models.edition import AcademicYear, change_window, editions_of, find_edition, new_edition
from voice.review.tables import length
from voice.running import settings
from voice.small_numbers import Cell
from voice.staff import audit
from voice.staff.access import may, needs

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Listed:
    """A survey with its editions, newest first, and about how many answered in each."""

    survey: Survey
    editions: list[Edition] = field(default_factory=list)
    answered: dict[str, Cell] = field(default_factory=dict)


@needs("editions", "read")
def surveys() -> ResponseReturnValue:
    """List every survey, its editions, and the way to what was answered."""
    found, may_read = [_listed(survey) for survey in all_surveys().values()], may(current_user, "counts", "read")
    return render_template("pages/editions/surveys.html", listed=found, now=clock.now(), may_read=may_read, notes=notes.editions() if may_read else [],
                           may_bring=may(current_user, "brought", "change"))


@needs("editions", "read")
def editions(slug: str) -> ResponseReturnValue:
    """Show the editions of one survey, each with its days."""
    return _page(_survey(slug))


@needs("editions", "change")
def new(slug: str) -> ResponseReturnValue:
    """Make an edition for another academic year."""
    survey = _survey(slug)
    form = DaysForm(request.form)
    if not survey.yearly:
        abort(404)
    if form.validate() and form.opens_on.data and form.closes_on.data:
        try:
            made = new_edition(slug, form.opens_on.data, form.closes_on.data, settings().year_begins_on)
        except ValueError:
            year = AcademicYear.of(form.opens_on.data, settings().year_begins_on).name
            return _page(survey, new_problems=[("new-opens_on", _("There is an edition for %(year)s. Change its days instead.", year=year))], new_form=form)
        with writing():
            audit.record("edition made", made.id, f"{made.opens_on} to {made.closes_on}")
        flash(_("The edition %(name)s is ready.", name=made.name))
        return redirect(url_for("editions.of", slug=slug))
    return _page(survey, new_problems=problems_in(form, "new-"), new_form=form)


@needs("editions", "change")
def change_days(slug: str) -> ResponseReturnValue:
    """Open, close or extend an edition. An extension says why; people are shown the reason."""
    survey = _survey(slug)
    form = DaysForm(request.form)
    edition = find_edition(slug, form.edition.data or "")
    if edition is None:
        abort(404)
    problems = [] if form.validate() else problems_in(form, f"{_key(edition)}-")
    longer = form.closes_on.data and form.closes_on.data > edition.closes_on
    if not problems and longer and not (form.reason.data or "").strip():
        problems = [(f"{_key(edition)}-reason", _("Say why it is extended: people are told."))]
    if problems:
        return _page(survey, problems={edition.id: problems}, forms={edition.id: form})
    before = f"{edition.opens_on} to {edition.closes_on}"
    changed = change_window(edition.id, form.opens_on.data, form.closes_on.data, form.reason.data or "")
    with writing():
        audit.record("edition's days changed", changed.id, f"{before}, now {changed.opens_on} to {changed.closes_on}")
    flash(_("It is open from %(first)s to 11:59pm on %(last)s.", first=day_in_words(changed.opens_on), last=day_in_words(changed.closes_on)))
    return redirect(url_for("editions.of", slug=slug))


def _survey(slug: str) -> Survey:
    return all_surveys().get(slug) or abort(404)


def _listed(survey: Survey) -> Listed:
    counted = {edition: n for edition, n in db.session.execute(select(Submission.edition_id, func.count()).where(
        Submission.edition_id.like(f"{survey.slug}/%"), Submission.is_example.is_(settings().environment == "demo")).group_by(Submission.edition_id))}
    found = editions_of(survey.slug)
    return Listed(survey, found, {edition.id: length(counted.get(edition.id, 0), settings().small_number) for edition in found})


def _page(survey: Survey, problems: dict[str, Any] | None = None, forms: dict[str, DaysForm] | None = None,
          new_problems: list[tuple[str, str]] | None = None, new_form: DaysForm | None = None) -> ResponseReturnValue:
    problems, listed = problems or {}, _listed(survey)
    everything = [*(new_problems or []), *(one for found in problems.values() for one in found)]
    made = render_template("pages/editions/editions.html", survey=survey, listed=listed, problems=dict(everything), forms=forms or {}, new_form=new_form,
                           everything=everything, key=_key, next_year=_next_year(listed.editions), now=clock.now(),
                           may_change=may(current_user, "editions", "change"))
    return made, UNPROCESSABLE if everything else 200


def _next_year(editions: list[Edition]) -> AcademicYear:
    """Return the first academic year from now on that has no edition yet."""
    names, begins = {edition.name for edition in editions}, settings().year_begins_on
    year = AcademicYear.of(clock.today(), begins)
    while year.name in names:
        year = AcademicYear.of(date(year.first.year + 1, *begins), begins)
    return year


def _key(edition: Edition) -> str:
    """Return what the ids of an edition's fields begin with."""
    return "edition-" + edition.name.replace("/", "-").replace(" ", "-")
