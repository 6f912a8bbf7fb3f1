"""Forms to type paper in fast: a whole survey on one page, choices by their numbers or letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation

from surveys.answers import Value, problem_with
from surveys.library import all_surveys
from surveys.schema import READINGS, Question, Survey
from voice.capture.forms import KINDS, field_name, keepable_value, words_for
from voice.capture.shown import shown
from voice.engagement import words
from voice.engagement.paper import Said
from voice.i18n import survey_words
from voice.models import InPersonSession
from voice.models.engagement import SCRIBES
from voice.models.paper import BATCH_HOW
from voice.plain_text import keepable
from voice.review.words import READINGS as READING_WORDS

BETWEEN = re.compile(r"[\s,;.+&/]+")


class NoSuchChoice(ValueError):
    """What was typed is no number or letter of a choice. Its words are in `typed`."""

    def __init__(self, typed: str) -> None:
        super().__init__("no such choice")
        self.typed = typed


def chosen(typed: str, values: Sequence[str]) -> list[str]:
    """Return the values that numbers or letters stand for ("2", "1 3", "a,c"), each once, in the order of the choices. Raises NoSuchChoice."""
    places = set()
    for part in filter(None, BETWEEN.split(typed.lower())):
        place = int(part) if part.isdecimal() and len(part) <= 2 else ord(part) - ord("a") + 1 if re.fullmatch("[a-z]", part) else 0
        if not 1 <= place <= len(values):
            raise NoSuchChoice(part)
        places.add(place - 1)
    return [values[place] for place in sorted(places)]


class Ticks(StringField):
    """The numbers or letters of what is ticked. `given` is the answer: one value, or a list where many may be or are ticked."""

    def __init__(self, label: str, validators: Any, values: Sequence[str], takes_many: bool, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.values, self.takes_many = values, takes_many

    @property
    def given(self) -> Value | None:
        found = chosen(self.data or "", self.values)
        return (found if self.takes_many or len(found) > 1 else found[0]) if found else None


class AsPrinted:
    """Lets in what fits the question, and on a person's word also what does not: then it is so on the sheet, and is kept and marked."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __call__(self, form: Any, field: Any) -> None:
        if form.leaves_out(self.question.id):
            raise StopValidation
        try:
            value = given(field)
        except NoSuchChoice as error:
            raise ValidationError(_("There is no choice “%(typed)s” here. Type numbers from 1 to %(most)s, with a space between them, or leave it empty.",
                                    typed=error.typed[:20], most=len(field.values))) from None
        problem = problem_with(self.question, value) if value is not None else None
        if problem is None or form.is_so:
            return
        if isinstance(value, list) and not field.takes_many:
            raise ValidationError(_("Only one choice is asked for here. You typed %(n)s.", n=len(value)))
        raise ValidationError(words_for(problem, self.question, "standard"))


class Sheet(Form):
    """The boxes of one form. Nothing is required: what is empty on the sheet stays empty."""

    as_on_paper = BooleanField(_l("It is so on the sheet"))

    @property
    def is_so(self) -> bool:
        return bool(self.as_on_paper.data)

    def leaves_out(self, question_id: str) -> bool:
        """Return whether a question's box is not looked at."""
        return False

    @property
    def said(self) -> Said:
        """Return what was typed, once it is valid."""
        boxes = {field.name.removeprefix("q_"): field for field in self if field.name.startswith("q_")}
        found = {question: given(field) for question, field in boxes.items() if not self.leaves_out(question)}
        return {question: value for question, value in found.items() if value is not None}


class PaperSheet(Sheet):
    """A form from paper, typed the first time."""

    number = StringField(_l("Number written on the paper"), [Length(max=20, message=_l("Write 20 characters or fewer."))])


class ScribeSheet(Sheet):
    """A form that an adult fills in for somebody who is there."""

    scribe = SelectField(_l("Who writes"), choices=[SelectChoice(*one) for one in words.SCRIBES.items()], validate_choice=False)

    def validate_scribe(self, field: Any) -> None:
        if field.data not in SCRIBES:
            raise ValidationError(_("Choose who writes."))


class Settling(Sheet):
    """Where two keyings differ: the first, the second, or typed anew."""

    def leaves_out(self, question_id: str) -> bool:
        return bool(self[f"take_{question_id}"].data != "anew")

    def settled(self, first: Said, second: Said) -> dict[str, Value | None]:
        """Return what was settled for each difference, once it is valid."""
        taken = {field.name.removeprefix("take_"): field.data for field in self if field.name.startswith("take_")}
        said = {"first": first, "second": second, "anew": self.said}
        return {question: said[which].get(question) for question, which in taken.items()}


@cache
def sheet_form(base: type[Sheet], slug: str, digest: str, reading: str) -> type[Sheet]:
    """Build the form of a whole survey in its order, once for each definition and way of reading."""
    survey = all_surveys()[slug]
    return type(base.__name__, (base,), {field_name(q): _box(survey, q, reading) for q in on_sheet(survey, reading)})


def settling_form(survey: Survey, reading: str, differing: Iterable[str]) -> type[Settling]:
    """Build the form that settles some questions."""
    fields: dict[str, Any] = {}
    for question in in_order(survey, differing):
        fields[f"take_{question.id}"] = RadioField(validators=[_is_chosen], choices=[SelectChoice(which) for which in ("first", "second", "anew")],
                                                   validate_choice=False)
        fields[field_name(question)] = _box(survey, question, reading)
    return type("Settling", (Settling,), fields)


def on_sheet(survey: Survey, reading: str) -> list[Question]:
    """Return the questions that are printed on a form, in order: all of a way of reading, whatever they hang on."""
    return [question for question in survey.questions if reading in question.formats]


def in_order(survey: Survey, ids: Iterable[str]) -> list[Question]:
    """Return questions in the survey's order."""
    wanted = set(ids)
    return [question for question in survey.questions if question.id in wanted]


def given(field: Any) -> Value | None:
    """Return the answer in a box. Raises NoSuchChoice."""
    return field.given if isinstance(field, Ticks) else keepable_value(field.data)


def _is_chosen(_form: Form, field: Any) -> None:
    if field.data not in ("first", "second", "anew"):
        raise StopValidation(_("Choose which one is right, or type it anew."))


def _box(survey: Survey, question: Question, reading: str) -> Any:
    ask = shown(survey, question, reading)
    if question.kind == "comment":
        return TextAreaField(ask.text, [AsPrinted(question)], filters=[lambda text: keepable(text or "")])
    if question.kind == "number":
        return StringField(ask.text, [AsPrinted(question)], filters=KINDS["number"](question, reading).kwargs["filters"])
    return Ticks(ask.text, [AsPrinted(question)], [option.value for option in ask.options], question.kind == "choose_many")


class BatchForm(Form):
    """What is typed in: the survey, its way of reading, and whether from paper or for somebody who is here."""

    survey = SelectField(_l("Survey"), validate_choice=False)
    reading = SelectField(_l("Way of reading"), validate_choice=False)
    how = RadioField(_l("Where the words come from"), choices=[SelectChoice(*one) for one in words.SOURCES.items()], validate_choice=False)

    def __init__(self, *posted: Any, session: InPersonSession, **more: Any) -> None:
        super().__init__(*posted, **more)
        known = [all_surveys()[slug] for slug in session.surveys if slug in all_surveys()]
        self.survey.choices = [SelectChoice(one.slug, survey_words(one.title)) for one in known]
        self.reading.choices = [SelectChoice(one, READING_WORDS[one]) for one in READINGS if one in session.readings]

    def validate_survey(self, field: Any) -> None:
        _is_offered(field, _("Choose the survey."))

    def validate_reading(self, field: Any) -> None:
        _is_offered(field, _("Choose the way of reading."))

    def validate_how(self, field: Any) -> None:
        if field.data not in BATCH_HOW:
            raise ValidationError(_("Choose where the words come from."))


WHY_TAKEN_BACK = {"wrong": _l("It was typed in wrongly: I will type it again"), "twice": _l("It was typed in twice"), "asked": _l("The person who answered asked for it")}


class TakingBack(Form):
    """Why a form that was typed in is taken back."""

    why = RadioField(_l("Why is it taken back?"), choices=[SelectChoice(*one) for one in WHY_TAKEN_BACK.items()], validate_choice=False)

    def validate_why(self, field: Any) -> None:
        _is_offered(field, _("Choose why it is taken back."))


def _is_offered(field: Any, otherwise: str) -> None:
    if field.data not in {value for value, *_rest in field.iter_choices()}:
        raise ValidationError(otherwise)
