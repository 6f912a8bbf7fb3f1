"""Five yearly surveys with 50,000 submissions and their answers: how long staff wait for the pages of counts.

    .venv/bin/python -m benchmarks.counts            50,000 submissions
"""

from __future__ import annotations

import argparse
import hashlib
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from benchmarks.server import row
from surveys.answers import Answer as Given
from surveys.answers import Answers
from surveys.journey import path
from surveys.library import all_surveys
from surveys.schema import Question, Survey
from voice import create_app
from voice.capture.intake import voice_of
from voice.config import Settings
from voice.extensions import datastore
from voice.models import Answer, Submission, User, db, writing
from voice.models.edition import editions_of
from voice.setting_up import set_up

LIMIT_MS = 300
PEOPLE_OF_A_SURVEY = 40
"""Different people of each survey and way of reading; their answers are stored many times."""
SENT = datetime(2026, 11, 2, 10, tzinfo=UTC)


def answer_to(question: Question, reading: str, chance: random.Random) -> Given:
    """Return what an invented person says to a question."""
    if chance.random() < 0.15 and not question.is_required:
        return Given(None, skipped=True)
    if question.scale:
        return Given(chance.choice(question.scale.points(reading)).value)
    if question.options:
        values = [option.value for option in question.options]
        return Given([chance.choice(values)] if question.kind == "choose_many" else chance.choice(values))
    return Given("7" if question.kind == "number" else None, skipped=question.kind != "number")


def somebody(survey: Survey, reading: str, chance: random.Random) -> dict[str, Given]:
    """Walk a survey as an invented person."""
    given: dict[str, Given] = {}
    for question in survey.questions:
        if question in path(survey, Answers(given), reading):
            given[question.id] = answer_to(question, reading, chance)
    return given


def rows(survey: Survey, edition_id: str, submissions: int, chance: random.Random) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield submissions with their answers, as the way in stores them."""
    readings = ("standard", "easy", "pictures")
    people = [(reading, somebody(survey, reading, chance)) for reading in readings for _ in range(PEOPLE_OF_A_SURVEY)]
    for number in range(submissions):
        reading, given = people[number % len(people)]
        values = {q: a.value for q, a in given.items() if a.value}
        role, id = str(values.get("role") or survey.asks or "unknown"), secrets.token_hex(16)
        submission = {"id": id, "edition_id": edition_id, "survey_digest": survey.digest, "digest": hashlib.sha256(id.encode()).hexdigest(), "channel": "web",
                      "locale": "en", "reading": reading, "role": role, "voice": voice_of(role, values), "is_complete": True, "received_at": SENT,
                      "received_on": date(2026, 11, 2)}
        yield submission, [{"submission_id": id, "question_id": q, "value": a.value, "skipped": a.skipped} for q, a in given.items()]


def fill(app: Flask, submissions: int) -> tuple[int, int]:
    """Fill this year of every yearly survey; return how many submissions and answers there are."""
    surveys = [survey for survey in all_surveys().values() if survey.yearly]
    chance, n_answers = random.Random(1), 0  # the same rows each time
    with app.app_context():
        for survey in surveys:
            edition = next(edition for edition in editions_of(survey.slug) if edition.opens_on <= SENT.date())
            found = list(rows(survey, edition.id, submissions // len(surveys), chance))
            with writing() as session:
                session.execute(insert(Submission), [submission for submission, _ in found])
                for start in range(0, len(found), 2000):
                    session.execute(insert(Answer), [answer for _, answers in found[start:start + 2000] for answer in answers])
            n_answers += sum(len(answers) for _, answers in found)
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    return submissions // len(surveys) * len(surveys), n_answers


def signed_in(app: Flask) -> FlaskClient:
    """Return a browser in which a lead is signed in."""
    name = secrets.token_hex(16)
    with app.app_context(), writing() as session:
        session.add(User(email="lead@example.org", password="", active=True, fs_uniquifier=name, roles=[datastore.find_or_create_role("lead")]))
    client = app.test_client()
    now = int(time.time())
    with client.session_transaction("/staff/") as signed:
        signed.update(_user_id=name, _fresh=True, second_factor=True, seen_at=now, signed_in_at=now)
    return client


def wait_for(client: FlaskClient, address: str, times: int = 9) -> float:
    """Return the median of how long a page takes, in milliseconds."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        answer = client.get(address)
        spent.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return statistics.median(spent)


def main(submissions: int = 50_000) -> bool:
    """Print every figure; return whether all hold."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_folder=Path(folder), log_level="ERROR"))
        set_up(app)
        n, n_answers = fill(app, submissions)
        client = signed_in(app)
        print(f"{n:,} submissions to 5 yearly surveys, {n_answers:,} answers, SQLite; medians of 9")
        held = [row(f"page of counts by academic year, {n:,} submissions", wait_for(client, "/staff/counts"), LIMIT_MS, "ms"),
                row("list of surveys", wait_for(client, "/staff/surveys/"), LIMIT_MS, "ms")]
        for slug, section in (("child-survey", "seven"), ("poet-parent", "support")):
            survey = all_surveys()[slug]
            part = next((s.id for s in survey.sections if s.id == section), survey.sections[1].id)
            held.append(row(f"what people chose, one part of {slug}", wait_for(client, f"/staff/consultations/{slug}/answers?section={part}"), LIMIT_MS, "ms"))
            wait_for(client, f"/staff/consultations/{slug}/answers?section={part}&by=voice", 3)
            row(f"what people chose, all of {slug} (no limit set)", wait_for(client, f"/staff/consultations/{slug}/answers", 3), LIMIT_MS, "ms")
        return all(held)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=50_000)
    raise SystemExit(not main(parser.parse_args().submissions))
