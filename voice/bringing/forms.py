"""Forms to bring comments: the file with its title and days."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from voice.editions.forms import Day


class FileForm(Form):
    """What was asked elsewhere, and when. The file itself comes beside the form."""

    title = StringField(_l("What was asked"), [InputRequired(_l("Write a title, so that people find it.")),
                                                   Length(max=120, message=_l("Write 120 characters or fewer."))],
                        filters=[lambda text: (text or "").strip()])
    opens_on = Day(_l("First day"), [InputRequired(_l("Choose the first day."))])
    closes_on = Day(_l("Last day"), [InputRequired(_l("Choose the last day."))])

    def validate_closes_on(self, field: Any) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_l("The last day is before the first. Choose a later last day."))
