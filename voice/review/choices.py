"""Choices that a safeguarding lead should see as they see a comment, such as a child's “At home” where they would like to feel safer.

A survey's definition says which they are. Only a safeguarding lead reads who chose what; a count of them stands nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import String, cast, or_, select

from surveys.schema import Question, Survey
from voice import clock
from voice.i18n import survey_words
from voice.models import Answer, ChoiceSeen, Collected, Comment, InPersonSession, Submission, db, writing
from voice.models.choice_seen import DONE
from voice.review import words
from voice.review.choosing import Asked, asked_without_people
from voice.staff import audit
from voice.staff.access import needs

AGE = "age"


@dataclass(frozen=True)
class Raised:
    """One person's choices. `chosen`: a question's words with those of all that was chosen there; `collected`: the session, where it was one."""

    id: str
    received_on: date
    who: str
    age: str
    chosen: tuple[tuple[str, str], ...]
    collected: InPersonSession | None
    comments: tuple[str, ...]
    seen: ChoiceSeen | None


def raising(survey: Survey) -> dict[str, set[str]]:
    """Return the choices of a survey that raise a concern, by question."""
    found = {question.id: {option.value for option in question.options if option.concern} for question in survey.questions}
    return {question: values for question, values in found.items() if values}


def raised(asked: Asked) -> list[Raised]:
    """Return who made such a choice: first those that nobody looked at, each from the newest. What does not count in a figure is here all the same."""
    wanted = raising(asked.survey)
    if not wanted:
        return []
    may_be = or_(*(cast(Answer.value, String).contains(f'"{value}"', autoescape=True) for values in wanted.values() for value in values))
    query = (select(Submission, Answer).join(Answer, Answer.submission_id == Submission.id)
             .where(Submission.edition_id == asked.edition.id, Submission.is_example == asked.is_example, Answer.question_id.in_(wanted), may_be)
             .order_by(Submission.received_at.desc(), Submission.id))
    found: dict[str, tuple[Submission, list[Answer]]] = {}
    for submission, answer in db.session.execute(query):
        if wanted[answer.question_id] & set(_values(answer.value)):
            found.setdefault(submission.id, (submission, []))[1].append(answer)
    people = [_shown(asked.survey, submission, answers) for submission, answers in found.values()]
    return sorted(people, key=lambda one: one.seen is not None)


def _values(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _shown(survey: Survey, submission: Submission, answers: list[Answer]) -> Raised:
    age = db.session.get(Answer, (submission.id, AGE))
    held = db.session.scalar(select(InPersonSession).join(Collected, Collected.session_id == InPersonSession.id).where(Collected.submission_id == submission.id))
    seen = db.session.scalar(select(ChoiceSeen).where(ChoiceSeen.submission_id == submission.id).order_by(ChoiceSeen.at.desc(), ChoiceSeen.id).limit(1))
    comments = tuple(db.session.scalars(select(Comment.id).where(Comment.submission_id == submission.id).order_by(Comment.id)))
    chosen = tuple((survey_words(survey.by_id[one.question_id].text), _labels(survey.by_id[one.question_id], one.value)) for one in answers)
    who = f"{words.ROLES.get(submission.role, submission.role)}, {words.VOICES[submission.voice]}"
    return Raised(submission.id, submission.received_on, who, _labels(survey.by_id[AGE], age.value) if age and AGE in survey.by_id else "", chosen, held, comments, seen)


def _labels(question: Question, value: Any) -> str:
    labels = {option.value: survey_words(option.label) for option in question.options}
    return ", ".join(labels.get(one, one) for one in _values(value))


@needs("concerns", "read")
def choices(slug: str) -> ResponseReturnValue:
    """List who made a choice that a safeguarding lead should see. Who read it is in the audit trail."""
    asked = asked_without_people(slug)
    found = raised(asked)
    made = render_template("pages/review/choices.html", asked=asked, survey=asked.survey, edition=asked.edition, raised=found)
    if found:
        with writing():
            audit.record("read_choices", slug, " ".join(one.id for one in found))
    return made


@needs("concerns", "read")
def choice_seen(slug: str, submission_id: str) -> ResponseReturnValue:
    """Keep what a safeguarding lead did about somebody's choices."""
    asked, done = asked_without_people(slug), request.form.get("done", "")
    if done not in DONE or submission_id not in {one.id for one in raised(asked)}:
        abort(404)
    with writing() as session:
        session.add(ChoiceSeen(submission_id=submission_id, done=done, by=audit.account(current_user), at=clock.now()))
        audit.record("choices seen", submission_id, done)
    flash(_("Kept: passed on.") if done == "passed_on" else _("Kept: looked at."))
    return redirect(url_for("review.choices", **asked.link))
