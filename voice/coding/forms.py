"""Forms of double coding: who codes, and what somebody gives a comment."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, IntegerField, RadioField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from surveys.schema import STATEMENTS
from voice.coding.codes import Codes
from voice.coding.drawing import CODERS, possible_coders
from voice.models.comment import STANCES
from voice.staff import audit

FIRST_FIELD = {"statement": f"about-{STATEMENTS[0]}", "stance": f"way-{STANCES[0]}", "coders": "coder-1", "revision": f"about-{STATEMENTS[0]}"}
"""Where the summary of what to mend leads."""


class DrawForm(Form):
    """Who codes a sample."""

    coders = SelectMultipleField(_l("Who codes"))

    def validate_coders(self, field: Any) -> None:
        if not CODERS[0] <= len(set(field.data)) <= CODERS[1]:
            raise ValidationError(_("Choose two or three people."))


class CodesForm(Form):
    """What somebody gives a comment. No statement is an answer; a direction is always chosen. `revision` is what was on the screen."""

    statement = SelectMultipleField(_l("About"), choices=[SelectChoice(code, code) for code in STATEMENTS])
    stance = RadioField(_l("Direction"), [InputRequired(_l("Choose a direction: which way does the comment go?"))],
                        choices=[SelectChoice(stance, stance) for stance in STANCES])
    revision = IntegerField(validators=[Optional()], default=0)

    @property
    def codes(self) -> Codes:
        return Codes.given(self.statement.data or (), self.stance.data)


def draw_form(given: Any = None) -> DrawForm:
    """Return the form with the people who may code."""
    form = DrawForm(given)
    form.coders.choices = [SelectChoice(audit.account(person), person.email) for person in possible_coders()]
    return form


def problems_in(form: Form) -> list[tuple[str, str]]:
    """Return what to mend: the id of the field to go to, and the first thing to do about it."""
    return [(FIRST_FIELD[str(name)], str(found[0])) for name, found in form.errors.items()]
