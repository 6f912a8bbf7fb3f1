"""Choices that a safeguarding lead should see as they see a comment, such as a child's “At home” where they would like to feel safer.

A survey's definition says which they are. Only a safeguarding lead reads who chose what; a count of them stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
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
AT_MOST = 100
"""So many people stand on a page; once they are looked at the next come up."""


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


def tally(asked: Asked) -> tuple[int, int]:
    """Return how many people made such a choice, and how many of them nobody has looked at."""
    found = _who(asked)
    return len(found), len(found) - len(_seen(found))


def raised(asked: Asked) -> tuple[list[Raised], int]:
    """Return who made such a choice, at most so many, and how many stand behind them: first those that nobody looked at, each from the newest."""
    found = _who(asked)
    seen = _seen(found)
    ids = sorted(found, key=lambda id: id in seen)[:AT_MOST]
    people = {one.id: one for one in db.session.scalars(select(Submission).where(Submission.id.in_(ids)))}
    ages = {one.submission_id: one for one in db.session.scalars(select(Answer).where(Answer.submission_id.in_(ids), Answer.question_id == AGE))}
    held = {id: session for id, session in db.session.execute(
        select(Collected.submission_id, InPersonSession).join(InPersonSession, InPersonSession.id == Collected.session_id).where(Collected.submission_id.in_(ids)))}
    comments: dict[str, list[str]] = {}
    for id, comment in db.session.execute(select(Comment.submission_id, Comment.id).where(Comment.submission_id.in_(ids)).order_by(Comment.id)):
        comments.setdefault(id, []).append(comment)
    by_id = asked.survey.by_id
    shown = [Raised(id, people[id].received_on, f"{words.ROLES.get(people[id].role, people[id].role)}, {words.VOICES[people[id].voice]}",
                    _labels(by_id[AGE], ages[id].value) if id in ages and AGE in by_id else "",
                    tuple((survey_words(by_id[question].text), _labels(by_id[question], value)) for question, value in found[id].items()),
                    held.get(id), tuple(comments.get(id, ())), seen.get(id)) for id in ids]
    return shown, len(found) - len(shown)


def _who(asked: Asked) -> dict[str, dict[str, Any]]:
    """Return who made such a choice, the newest first, with all that each chose there. What does not count in a figure is here all the same."""
    wanted = raising(asked.survey)
    if not wanted:
        return {}
    may_be = or_(*(cast(Answer.value, String).contains(f'"{value}"', autoescape=True) for values in wanted.values() for value in values))
    query = (select(Answer.submission_id, Answer.question_id, Answer.value).join(Submission, Submission.id == Answer.submission_id)
             .where(Submission.edition_id == asked.edition.id, Submission.is_example == asked.is_example, Answer.question_id.in_(wanted), may_be)
             .order_by(Submission.received_at.desc(), Submission.id))
    found: dict[str, dict[str, Any]] = {}
    for id, question, value in db.session.execute(query):
        if wanted[question] & set(_values(value)):
            found.setdefault(id, {})[question] = value
    return found


def _seen(ids: Iterable[str]) -> dict[str, ChoiceSeen]:
    """Return the newest look at each person's choices."""
    rows = db.session.scalars(select(ChoiceSeen).where(ChoiceSeen.submission_id.in_(list(ids))).order_by(ChoiceSeen.at, ChoiceSeen.id))
    return {one.submission_id: one for one in rows}


def _values(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _labels(question: Question, value: Any) -> str:
    labels = {option.value: survey_words(option.label) for option in question.options}
    return ", ".join(labels.get(one, one) for one in _values(value))


@needs("concerns", "read")
def choices(slug: str) -> ResponseReturnValue:
    """List who made a choice that a safeguarding lead should see. Who read it is in the audit trail."""
    asked = asked_without_people(slug)
    found, more = raised(asked)
    made = render_template("pages/review/choices.html", asked=asked, survey=asked.survey, edition=asked.edition, raised=found, more=more)
    if found:
        with writing():
            audit.record("read_choices", slug, " ".join(one.id for one in found))
    return made


@needs("concerns", "read")
def choice_seen(slug: str, submission_id: str) -> ResponseReturnValue:
    """Keep what a safeguarding lead did about somebody's choices."""
    asked, done = asked_without_people(slug), request.form.get("done", "")
    if done not in DONE or submission_id not in _who(asked):
        abort(404)
    with writing() as session:
        session.add(ChoiceSeen(submission_id=submission_id, done=done, by=audit.account(current_user), at=clock.now()))
        audit.record("choices seen", submission_id, done)
    flash(_("Kept: passed on.") if done == "passed_on" else _("Kept: looked at."))
    return redirect(url_for("review.choices", **asked.link))
