"""Forms for the days on which a survey is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length


class Day(DateField):
    """A day, with words that say what to do about what is no day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = date.fromisoformat(valuelist[0]) if valuelist and valuelist[0] else None
        except ValueError:
            self.data = None
            raise ValueError(_("Write the day as year-month-day, such as 2027-01-31.")) from None


class DaysForm(Form):
    """The first and the last day of an edition, and why it is extended."""

    edition = StringField()
    opens_on = Day(_l("First day"), [InputRequired(_l("Choose the first day."))])
    closes_on = Day(_l("Last day, until 11:59pm"), [InputRequired(_l("Choose the last day."))])
    reason = TextAreaField(_l("Why it is extended"), [Length(max=1000, message=_l("Write 1,000 characters or fewer."))])

    def validate_closes_on(self, field: Any) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("The last day is before the first. Choose a later last day."))


def problems_in(form: Form, prefix: str = "") -> list[tuple[str, str]]:
    """Return what to mend: the id of each field, and the first thing to do about it."""
    return [(f"{prefix}{name}", str(found[0])) for name, found in form.errors.items() if name]
