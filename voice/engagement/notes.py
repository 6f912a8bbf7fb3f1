"""Group notes: what was said in a discussion, written down card by card. Each becomes a comment, with whose voice it is.

They are a consultation of their own for each academic year, for staff alone: no respondent's address knows it, and a note by the facilitator is never
counted beside answers that people gave themselves. How many agreed is kept with a note and never added to a count.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import exists, select

from surveys.answers import Answer, Answers
from surveys.schema import STATEMENTS, Section, Survey
from voice.capture.intake import Incoming
from voice.models import Edition, InPersonSession, Submission, db
from voice.models.edition import set_up_years

SLUG = "group-notes"
NOT_SURE = "unsure"
LONGEST = 2000
"""Characters of a note."""
MOST_AGREED = 500
AGREED = "agreed"
WHOSE = {"child": ("child", "wrote"), "through": ("child", "chose"), "parent": ("parent", ""), "facilitator": ("facilitator", "")}
"""Whose voice a note is, as who answers and who helped: a child's own words, written down; a child through an adult; a parent; the facilitator's own."""


def question_id(about: str) -> str:
    """Return the id of the question that a note about a statement, or about none for sure, answers."""
    return f"note_{about}"


@cache
def survey() -> Survey:
    """Return the notes as a survey: one question for each statement, so that what a note is about is part of what it means."""
    about = [{"id": question_id(code), "kind": "comment", "text": "Said in a group", "statement": code, "max_length": LONGEST} for code in STATEMENTS]
    who = [{"id": "role", "kind": "choose_one", "text": "Whose voice", "options": _options("child", "parent", "facilitator")},
           {"id": "helper", "kind": "choose_one", "text": "Who helped", "options": _options("wrote", "chose")}]
    asked = [*about, {"id": question_id(NOT_SURE), "kind": "comment", "text": "Said in a group", "max_length": LONGEST},
             {"id": AGREED, "kind": "number", "text": "How many agreed", "highest": MOST_AGREED}]
    sections = [Section.model_validate({"id": name, "title": title, "easy_title": title, "says_who": name == "who", "questions": questions})
                for name, title, questions in (("who", "Who", who), ("notes", "Group notes", asked))]
    return Survey.asked_elsewhere(SLUG, None, "Group notes", sections)


def _options(*values: str) -> list[dict[str, str]]:
    return [{"value": value, "label": value} for value in values]


def edition_of(session: InPersonSession, year_begins: tuple[int, int]) -> Edition:
    """Return the edition of the academic year in which a session is held."""
    return set_up_years(SLUG, session.held_on, year_begins)


def editions() -> list[Edition]:
    """Return the years that have begun to hold notes, the newest first."""
    held = exists().where(Submission.edition_id == Edition.id)
    return list(db.session.scalars(select(Edition).where(Edition.slug == SLUG, held).order_by(Edition.opens_on.desc())))


def incoming(item_id: str, said: Any) -> Incoming:
    """Return a note as the one way in takes it. Raises ValueError, KeyError or TypeError for what is no note."""
    about, (role, helper) = str(said["about"]), WHOSE[said["whose"]]
    words = said["text"]
    if about not in (*STATEMENTS, NOT_SURE) or not isinstance(words, str) or not words.strip():
        raise ValueError("no note")
    given = {"role": role, "helper": helper, question_id(about): words, AGREED: str(said.get("agreed") or "")}
    return Incoming(item_id, Answers({question: Answer(value) for question, value in given.items() if value}), channel="notes")

