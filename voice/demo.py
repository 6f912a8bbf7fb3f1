"""An example database, labelled as one on every screen: answers that nobody gave and accounts that anybody may use."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import yaml
from flask import Flask
from sqlalchemy import func, select

from surveys.answers import Answer, Answers
from surveys.journey import path, to_send
from surveys.library import all_surveys
from surveys.schema import Question, Survey
from voice import clock
from voice.capture.intake import Incoming, take_in
from voice.config import Settings
from voice.models import Edition, Submission, db
from voice.models.edition import change_window, current_edition
from voice.reading import read_waiting
from voice.seal import new_id
from voice.setting_up import set_up
from voice.staff import accounts

PASSWORD = "example-only-not-a-secret"  # noqa: S105 (printed on purpose; the demo holds nothing real)
COMMENTS = Path(__file__).with_name("demo.yaml")
ROLES = ("child",) * 4 + ("parent",) * 5 + ("family", "education", "education", "health", "social_care", "voluntary")
READINGS = ("standard",) * 5 + ("easy",) * 3 + ("pictures",) * 2
DAYS_OPEN = 10


class NotADemo(RuntimeError):
    """Example data was asked for where real answers live."""


def fill(app: Flask, answers: int) -> list[str]:
    """Fill an empty demo database and say who may sign in; a filled one is left as it is.

    Raises NotADemo unless the environment is `demo`: example answers never stand beside real ones.
    """
    settings: Settings = app.extensions["settings"]
    if settings.environment != "demo":
        raise NotADemo("Example data is for VOICE_ENVIRONMENT=demo only, with a data folder of its own.")
    said = set_up(app)
    with app.app_context():
        made = accounts.demo_accounts(PASSWORD)
        if not db.session.scalar(select(func.count(Submission.id))):
            _answer(all_surveys()["strategy-2024"], answers)
    return [*said, "Example data only. Sign in with one of these, password " + PASSWORD + ":", *(f"    {email}" for email in made)]


def _answer(survey: Survey, answers: int) -> None:
    chance = random.Random(2024)  # noqa: S311 (the same example every time)
    said = yaml.safe_load(COMMENTS.read_text(encoding="utf-8"))
    today = clock.today()
    change_window(survey.slug, survey.edition, today - timedelta(days=DAYS_OPEN), None, "")
    edition = current_edition(survey.slug, survey.edition)
    assert isinstance(edition, Edition)
    for number in range(answers):
        reading = chance.choice(READINGS)
        given = _one_person(survey, reading, chance, said)
        at = clock.now() - timedelta(days=chance.randrange(DAYS_OPEN), minutes=number % 600)
        take_in(Incoming(new_id(), to_send(survey, given, reading), locale=chance.choice(("en",) * 9 + ("ur",)), reading=reading, is_example=True),
                survey, edition, at)
    while read_waiting():
        pass


def _one_person(survey: Survey, reading: str, chance: random.Random, said: dict[str, list[str]]) -> Answers:
    """Walk the survey as one invented person and return what they said."""
    role = chance.choice(ROLES)
    words = said.get(role) or said["parent" if role == "family" else "practitioner"]
    given: dict[str, Answer] = {}
    for question in survey.questions:
        if question in path(survey, Answers(given), reading):
            given[question.id] = _one_answer(question, role, reading, chance, words)
    return Answers(given)


def _one_answer(question: Question, role: str, reading: str, chance: random.Random, words: list[str]) -> Answer:
    if question.id == "role":
        return Answer(role)
    if chance.random() < (0.6 if question.kind == "comment" else 0.15):
        return Answer(None, skipped=True)
    if question.kind == "comment":
        return Answer(chance.choice(words) if question.is_comment else "Example organisation")
    if question.kind == "agreement":
        scale = ("strongly_agree", "agree", "agree", "neither", "disagree", "dont_know") if reading == "standard" else ("yes", "yes", "not_sure", "no")
        return Answer(chance.choice(scale))
    values = [option.value for option in question.options if not option.apart]
    if question.kind == "choose_many":
        return Answer(chance.sample(values, k=min(len(values), question.max_choices or 2)))
    return Answer(chance.choice(values))
