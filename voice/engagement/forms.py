"""Forms of in-person sessions: the plan, the write-up, how many tablets, a tablet's file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from surveys.library import all_surveys
from surveys.schema import READINGS, Survey
from voice.editions.forms import Day
from voice.engagement import words
from voice.engagement.documents import fits_a_tablet
from voice.engagement.sessions import Plan
from voice.i18n import day_in_words, survey_words
from voice.models import InPersonSession
from voice.models.edition import editions_of
from voice.models.engagement import GROUPS
from voice.plain_text import keepable
from voice.review.words import READINGS as READING_WORDS

PIN = re.compile(r"[0-9]{4,12}")
LINE = Length(max=200, message=_l("Write 200 characters or fewer."))
TEXT = Length(max=5000, message=_l("Write 5,000 characters or fewer."))
MOST_PEOPLE, MOST_TABLETS_AT_ONCE = 2000, 12


class Number(IntegerField):
    """A number, with words that say what to do about what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write how many, in digits.")) from None


class HowMany(Number):
    """A count of people. Left empty it is 0."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, [Optional(), NumberRange(0, MOST_PEOPLE, _l("Write a number from 0 to 2,000."))], **more)


class PlanForm(Form):
    """What a facilitator says of a session beforehand. `session`: the one that is changed, if it is there already."""

    name = StringField(_l("Name of the session"), [DataRequired(_l("Give the session a name.")), LINE])
    kind = SelectField(_l("What kind of session"), validate_choice=False)
    held_on = Day(_l("Day"), [InputRequired(_l("Choose the day."))])
    venue = StringField(_l("Where"), [LINE])
    led_by = StringField(_l("Who leads it"), [LINE])
    surveys = SelectMultipleField(_l("Surveys to choose from"), validate_choice=False)
    readings = SelectMultipleField(_l("Ways of reading"), validate_choice=False)
    expected_child, expected_young_person = HowMany(words.GROUPS["child"]), HowMany(words.GROUPS["young_person"])
    expected_parent, expected_practitioner = HowMany(words.GROUPS["parent"]), HowMany(words.GROUPS["practitioner"])
    pin, pin_again = StringField(_l("PIN")), StringField(_l("The same PIN again"))
    makes_pin = BooleanField(_l("Make a PIN for me"))
    is_rehearsal = BooleanField(_l("This is a rehearsal"))

    def __init__(self, *given: Any, session: InPersonSession | None = None, is_taken_along: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.session, self.is_taken_along = session, is_taken_along
        self.kind.choices = [SelectChoice(kind, label) for kind, label in words.KINDS.items()]
        self.readings.choices = [SelectChoice(reading, READING_WORDS[reading]) for reading in READINGS]
        self.surveys.choices = [SelectChoice(survey.slug, survey_words(survey.title)) for survey in all_surveys().values() if fits_a_tablet(survey)]

    def validate_kind(self, field: Any) -> None:
        if field.data not in words.KINDS:
            raise ValidationError(_("Choose what kind of session it is."))

    def validate_surveys(self, field: Any) -> None:
        if self.is_taken_along:
            return
        offered = {value for value, *_rest in field.iter_choices()}
        if not field.data or not set(field.data) <= offered:
            raise ValidationError(_("Choose one survey or more."))
        if self.held_on.data:
            for slug in field.data:
                if not is_open_on(all_surveys()[slug], self.held_on.data):
                    raise ValidationError(_("“%(survey)s” is not open on %(day)s. Choose another survey or another day.",
                                            survey=survey_words(all_surveys()[slug].title), day=day_in_words(self.held_on.data)))

    def validate_readings(self, field: Any) -> None:
        if not self.is_taken_along and (not field.data or not set(field.data) <= set(READINGS)):
            raise ValidationError(_("Choose one way of reading or more."))

    def validate_pin(self, field: Any) -> None:
        typed = (field.data or "").strip()
        if self.is_taken_along or self.makes_pin.data or (self.session is not None and not typed):
            return
        if not PIN.fullmatch(typed):
            raise ValidationError(_("Choose a PIN of 4 to 12 digits, or let us make one."))

    def validate_pin_again(self, field: Any) -> None:
        if not self.is_taken_along and not self.makes_pin.data and PIN.fullmatch((self.pin.data or "").strip()) and field.data.strip() != self.pin.data.strip():
            raise ValidationError(_("The two PINs are not the same. Type the same one twice."))

    def plan(self, pin: str = "") -> Plan:
        """Return what was planned, once it is valid. `pin` stands for one that was made."""
        typed = "" if self.is_taken_along else (self.pin.data or "").strip()
        assert self.held_on.data
        return Plan(written(self.name), self.kind.data, self.held_on.data, in_order(self.surveys.data or (), all_surveys()),
                    in_order(self.readings.data or (), READINGS), pin or typed, written(self.venue), written(self.led_by),
                    {group: self[f"expected_{group}"].data or 0 for group in GROUPS}, bool(self.is_rehearsal.data))

    @classmethod
    def of(cls, session: InPersonSession, is_taken_along: bool) -> PlanForm:
        """Return the form as a session stands. Its PIN is nowhere, so it is not shown."""
        kept = {name: getattr(session, name) for name in ("name", "kind", "held_on", "venue", "led_by", "surveys", "readings", "is_rehearsal")}
        return cls(data=kept | {f"expected_{group}": session.expected.get(group, 0) for group in GROUPS}, session=session, is_taken_along=is_taken_along)


class WriteUpForm(Form):
    """What is said of a session afterwards."""

    came_child, came_young_person = HowMany(words.GROUPS["child"]), HowMany(words.GROUPS["young_person"])
    came_parent, came_practitioner = HowMany(words.GROUPS["parent"]), HowMany(words.GROUPS["practitioner"])
    support = TextAreaField(_l("Support given"), [TEXT])
    consent = TextAreaField(_l("Consent and assent"), [TEXT])
    write_up = TextAreaField(_l("Notes"), [TEXT])

    @classmethod
    def of(cls, session: InPersonSession) -> WriteUpForm:
        came = {f"came_{group}": session.came.get(group, "") for group in GROUPS}
        return cls(data=came | {"support": session.support, "consent": session.consent, "write_up": session.write_up})

    def said(self) -> dict[str, Any]:
        """Return what was written, ready to be kept."""
        texts = {name: written(self[name]) for name in ("support", "consent", "write_up")}
        return {"came": {group: self[f"came_{group}"].data or 0 for group in GROUPS}, **texts}


class TabletsForm(Form):
    """How many tablets to add."""

    n = Number(_l("How many tablets"), [InputRequired(_l("Write how many, in digits.")),
                                        NumberRange(1, MOST_TABLETS_AT_ONCE, _l("Write a number from 1 to 12."))])


def written(field: StringField) -> str:
    """Return what was typed as it is kept."""
    return keepable(field.data or "").strip()


def is_open_on(survey: Survey, day: date) -> bool:
    """Return whether a survey is asked on a day."""
    return any(edition.opens_on <= day <= edition.closes_on for edition in editions_of(survey.slug))


def in_order(chosen: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Return what was chosen, each once, in the order in which it is always shown."""
    return tuple(one for one in order if one in set(chosen))
