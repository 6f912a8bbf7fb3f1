"""A form for each question, made from its definition. A new kind registers here and is checked like the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from surveys.answers import MOST_DIGITS, Answer, Problem, problem_with
from surveys.scales import SCALES
from surveys.schema import Question
from voice.i18n import survey_words
from voice.plain_text import keepable


class Fits:
    """Asks the one rule of what fits, and says what to do in words for this way of reading."""

    def __init__(self, question: Question, reading: str) -> None:
        self.question, self.reading = question, reading

    def __call__(self, form: Form, field: Any) -> None:
        problem = problem_with(self.question, field.data)
        if problem:
            raise ValidationError(words_for(problem, self.question, self.reading))


def words_for(problem: Problem, question: Question, reading: str) -> str:
    """Return what to do about a problem: kind, short, without blame."""
    easy = reading != "standard"
    if problem.kind in ("not_a_number", "too_small", "too_large"):
        return _words_for_a_number(problem, easy)
    if problem.kind == "too_many":
        many = {"limit": problem.limit, "count": problem.count}
        return (_("You chose %(count)s. Please choose %(limit)s.", **many) if easy
                else _("Choose up to %(limit)s. You have chosen %(count)s", **many))
    if problem.kind == "too_long":
        return (_("That is too long. Please write less.") if easy else
                ngettext("Your answer must be %(limit)s characters or fewer. It is %(over)s character too long",
                         "Your answer must be %(limit)s characters or fewer. It is %(over)s characters too long",
                         problem.count - problem.limit, limit=f"{problem.limit:,}", over=f"{problem.count - problem.limit:,}"))
    if problem.kind == "both_apart_and_more":
        return _("Please choose 1 thing, or say you are not sure.") if easy else _(
            "Choose either your answers or the last choice on its own, not both")
    if problem.kind == "missing" and not easy:
        return survey_words(question.missing)
    return _("Please choose 1 answer.") if easy else _("Choose one of the answers below")


def _words_for_a_number(problem: Problem, easy: bool) -> str:
    limit = f"{problem.limit:,}"
    if problem.kind == "too_small":
        return _("Please write a number from %(limit)s up.", limit=limit) if easy else _("Your number must be %(limit)s or more", limit=limit)
    if problem.kind == "too_large":
        return _("Please write a number up to %(limit)s.", limit=limit) if easy else _("Your number must be %(limit)s or fewer", limit=limit)
    return _("Please write a number, like 7.") if easy else _("Write a whole number in digits, such as 7")


def _choices(question: Question) -> list[SelectChoice]:
    values = sorted(question.values) if question.scale else [option.value for option in question.options]
    return [SelectChoice(value=value, label=value) for value in values]


def choose_one(question: Question, reading: str) -> Any:
    return RadioField(question.text, [Fits(question, reading)], choices=_choices(question), validate_choice=False,
                      coerce=lambda value: "" if value is None else str(value))


def choose_many(question: Question, reading: str) -> Any:
    return SelectMultipleField(question.text, [Fits(question, reading)], choices=_choices(question), validate_choice=False)


def comment(question: Question, reading: str) -> Any:
    return TextAreaField(question.text, [Fits(question, reading)], filters=[lambda text: keepable(text or "")])


def number(question: Question, reading: str) -> Any:
    return StringField(question.text, [Fits(question, reading)], filters=[digits_of])


def file(question: Question, reading: str) -> Any:
    """The field holds the id of what was kept already; the file itself comes beside the form (see `files`)."""
    return StringField(question.text, [Fits(question, reading)])


KINDS: dict[str, Callable[[Question, str], Any]] = {
    "choose_one": choose_one, "age_band": choose_one, "choose_many": choose_many, "comment": comment, "number": number, "file": file,
    **dict.fromkeys(SCALES, choose_one)}


def digits_of(text: str | None) -> str:
    """Return a whole number as plain digits, whatever script and separators it was written in; anything else as it stands."""
    written = keepable(text or "").strip()
    bare = re.sub(r"(?<=\d)[ ,.\u066c\u00a0\u202f](?=\d{3}(?!\d))", "", written)
    return str(int(bare)) if bare.isdecimal() and len(bare) <= MOST_DIGITS else written


def field_name(question: Question) -> str:
    """Return the name of a question's field. The prefix keeps an id from shadowing what a form has of its own."""
    return f"q_{question.id}"


@cache
def form_for(question_id: str, digest: str, reading: str, question: Question) -> type[Form]:
    """Build the form of one question, once for each definition and way of reading."""
    return type("QuestionForm", (Form,), {field_name(question): KINDS[question.kind](question, reading)})


def read_form(question: Question, digest: str, reading: str, posted: MultiDict[str, str]) -> tuple[Answer, str | None]:
    """Return what was posted to a question, and what to mend in it (or None). What was posted is returned either way."""
    form = form_for(question.id, digest, reading, question)(posted)
    field = form[field_name(question)]
    fits = form.validate()
    value = keepable_value(field.data)
    return Answer(value, skipped=value is None), None if fits else str(field.errors[0])


def keepable_value(data: Any) -> str | list[str] | None:
    """Return posted data as it is kept: nothing as None, words with only what cannot be stored replaced."""
    if isinstance(data, list):
        return [keepable(str(item)) for item in data] or None
    return keepable(data) if isinstance(data, str) and data.strip() else None


def settle(question: Question, posted: Answer, before: Answer | None) -> Answer:
    """Return what to keep when an answer given in another scale was only looked at.

    Easy read shows “agree” as “Yes”; pressing Next on it does not make the answer coarser. The standard page cannot show
    “yes” on its scale; leaving it alone does not take it away.
    """
    scale = question.scale
    if scale is None or before is None or not isinstance(before.value, str):
        return posted
    if not posted.is_given and before.value in scale.only_easy:
        return before
    if posted.value in scale.only_easy and scale.means.get(before.value) == posted.value:
        return before
    return posted
