"""An example database, labelled as one on every screen: answers that nobody gave and accounts that anybody may use."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
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
from voice.models.edition import AcademicYear, change_window, edition_now, new_edition
from voice.reading import read_waiting
from voice.seal import new_id
from voice.setting_up import set_up
from voice.staff import accounts

PASSWORD = "example-only-not-a-secret"  # noqa: S105 (printed on purpose; the demo holds nothing real)
COMMENTS = Path(__file__).with_name("demo.yaml")
ROLES = ("child",) * 4 + ("parent",) * 5 + ("family", "education", "education", "health", "social_care", "voluntary")
READINGS = ("standard",) * 5 + ("easy",) * 3 + ("pictures",) * 2
WORKS = ("education", "education", "health", "social_care", "voluntary")
WEIGHTS = (4, 5, 3, 2, 1, 1)
"""How often invented people choose each point of a scale."""
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
            for survey in all_surveys().values():
                _answer(survey, answers, settings)
    return [*said, "Example data only. Sign in with one of these, password " + PASSWORD + ":", *(f"    {email}" for email in made)]


def _answer(survey: Survey, answers: int, settings: Settings) -> None:
    """Let invented people answer a survey: in this edition and, where it is asked every year, fewer of them the year before."""
    chance = random.Random(f"2024 {survey.slug}")  # noqa: S311 (the same example every time)
    said = yaml.safe_load(COMMENTS.read_text(encoding="utf-8"))
    now = edition_now(survey.slug, clock.now())
    assert now is not None
    if survey.yearly:
        before = AcademicYear.of(now.opens_on - timedelta(days=1), settings.year_begins_on)
        edition = new_edition(survey.slug, before.first, before.last, settings.year_begins_on)
        _people(survey, edition, answers // 3, chance, said, clock.now() - timedelta(days=366))
    else:
        now = change_window(now.id, clock.today() - timedelta(days=DAYS_OPEN), None, "")
    _people(survey, now, answers, chance, said, clock.now())
    while read_waiting():
        pass


def _people(survey: Survey, edition: Edition, answers: int, chance: random.Random, said: dict[str, list[str]], last: datetime) -> None:
    for number in range(answers):
        reading = chance.choice(READINGS)
        given = _one_person(survey, reading, chance, said)
        at = last - timedelta(days=chance.randrange(DAYS_OPEN), minutes=number % 600)
        take_in(Incoming(new_id(), to_send(survey, given, reading), locale=chance.choice(("en",) * 9 + ("ur",)), reading=reading, is_example=True),
                survey, edition, at)


def _one_person(survey: Survey, reading: str, chance: random.Random, said: dict[str, list[str]]) -> Answers:
    """Walk the survey as one invented person and return what they said."""
    role = survey.asks if survey.asks in ("child", "parent") else chance.choice(WORKS if survey.asks else ROLES)
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
    if question.scale:
        points = question.scale.points(reading)
        return Answer(chance.choices(points, [WEIGHTS[min(place, len(WEIGHTS) - 1)] for place in range(len(points))])[0].value)
    if question.kind == "number":
        return Answer(str(question.lowest + chance.randrange(12)))
    if question.kind == "file":
        return Answer(None, skipped=True)
    values = [option.value for option in question.options if not option.apart]
    if question.kind == "choose_many":
        return Answer(chance.sample(values, k=min(len(values), question.max_choices or 2)))
    return Answer(chance.choice(values))
