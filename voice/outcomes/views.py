"""The page of counts that feed indicators, and the note of a count that another body made."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from wtforms import Form, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from surveys.library import all_surveys
from voice import clock
from voice.capture.shown import statement
from voice.editions.forms import problems_in
from voice.engagement.words import KINDS
from voice.models import CountedElsewhere, writing
from voice.models.edition import AcademicYear
from voice.outcomes import activities as sessions_held
from voice.outcomes.counts import OUTCOMES, Indicator, indicators
from voice.running import settings
from voice.small_numbers import ALL, Cell, suppress
from voice.staff import audit
from voice.staff.access import may, needs

YEARS_BACK = 5


class ElsewhereForm(Form):
    """How many completed surveys the licence holder counted."""

    survey = SelectField(_l("Survey"), [InputRequired(_l("Choose a survey."))], validate_choice=True)
    year = SelectField(_l("Academic year"), [InputRequired(_l("Choose an academic year."))], validate_choice=True)
    n = IntegerField(_l("Completed surveys"), [
        InputRequired(_l("Write how many, in digits.")), NumberRange(0, 1_000_000, _l("Write a number from 0 to 1,000,000."))])
    source = StringField(_l("Where the number is from"), [
        DataRequired(_l("Say where the number is from.")), Length(max=200, message=_l("Write 200 characters or fewer."))])


@needs("indicators", "read")
def counts() -> ResponseReturnValue:
    """Show completed surveys by academic year, for each indicator."""
    return _page(_form())


@needs("indicators", "change")
def counted_elsewhere() -> ResponseReturnValue:
    """Note a count of the licence holder, beside ours. A newer note takes the place of an older one; the trail keeps both."""
    form = _form()
    if not form.validate():
        return _page(form, problems_in(form))
    with writing() as session:
        session.merge(CountedElsewhere(slug=form.survey.data, year=form.year.data, n=form.n.data, source=form.source.data.strip(), noted_on=clock.today(),
                                       noted_by=audit.account(current_user)))
        audit.record("count made elsewhere", f"{form.survey.data}/{form.year.data}", str(form.n.data))
    flash(_("The number is noted. It stands beside ours and is not added to it."))
    return redirect(url_for("outcomes.counts"))


def _form() -> ElsewhereForm:
    form = ElsewhereForm(request.form)
    begins, today = settings().year_begins_on, clock.today()
    years = [AcademicYear.of(today.replace(year=today.year - back, day=min(today.day, 28)), begins).name for back in range(YEARS_BACK)]
    form.survey.choices = [SelectChoice(slug, survey.title) for slug, survey in all_surveys().items() if survey.indicator == "poet"]
    form.year.choices = [SelectChoice(year, year) for year in years]
    return form


def _page(form: ElsewhereForm, problems: list[tuple[str, str]] | None = None) -> ResponseReturnValue:
    found = indicators(all_surveys(), is_example=settings().environment == "demo")
    made = render_template("pages/outcomes/counts.html", indicators=found, protected={i.code: _protected(i) for i in found}, form=form,
                           problems=dict(problems or []), everything=problems or [], below=settings().small_number,
                           statements={i.code: [statement(code) for code in OUTCOMES[i.code]] for i in found},
                           may_change=may(current_user, "indicators", "change"), all=ALL, kinds=KINDS,
                           activities=[(one, [statement(code) for code in sessions_held.OUTCOMES[one.code]])
                                       for one in sessions_held.activities(settings().year_begins_on)])
    return made, 422 if problems else 200


def _protected(indicator: Indicator) -> dict[tuple[str, str], dict[str, Cell]]:
    """Return, for each survey and year, its completed responses by voice with their total, protected."""
    return {(row.survey.slug, row.year): suppress({voice: n for voice, n in row.by_voice.items()}, settings().small_number) for row in indicator.rows}
