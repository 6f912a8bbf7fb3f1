"""A consultation with 100,000 comments: how long the review desk takes to show the next one and to keep a decision.

    .venv/bin/python -m benchmarks.desk            100,000 comments
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from benchmarks.counts import signed_in, wait_for
from benchmarks.server import row
from benchmarks.themes import comments
from surveys.library import all_surveys
from surveys.schema import STATEMENTS
from voice import create_app
from voice.config import Settings
from voice.models import Comment, Finding, FindingStatement, Submission, db, writing
from voice.models.edition import editions_of
from voice.setting_up import set_up
from voice.standing import rebuild

LIMIT_MS = 100
SLUG = "strategy-2024"
DESK = f"/staff/consultations/{SLUG}/desk"
SENT = datetime(2024, 9, 20, 10, tzinfo=UTC)
AT_ONCE = 5000
TURNS = 25


def rows(edition_id: str, digest: str, n: int) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any], list[dict[str, Any]]]]:
    """Yield submissions with a comment each, and what might be found in it."""
    chance = random.Random(1)  # the same rows each time
    for comment in comments(n):
        id = f"{chance.getrandbits(128):032x}"
        who = {"submission_id": id, "edition_id": edition_id, "role": "parent", "voice": "adult", "reading": "standard", "locale": "en", "received_on": SENT.date()}
        submission = {"id": id, "edition_id": edition_id, "survey_digest": digest, "digest": hashlib.sha256(id.encode()).hexdigest(), "channel": "web",
                      "locale": "en", "reading": "standard", "role": "parent", "voice": "adult", "is_complete": True, "received_at": SENT,
                      "received_on": date(2024, 9, 20)}
        codes = chance.sample(STATEMENTS, chance.choice((0, 1, 1, 2)))
        yield (submission, {**who, "id": id, "question_id": "missing", "text": comment.text, "state": "read", "certainty": round(chance.random(), 3)},
               {"comment_id": id, "pipeline": "benchmark", "status": "themed" if codes else "other", "stance": "change", "is_concern": chance.random() < 0.03,
                "reasons": [], "personal": [], "place": []},
               [{"comment_id": id, "code": code, "score": 0.6, "evidence": [[0, 2]]} for code in codes])


def fill(app: Flask, n: int) -> None:
    """Fill the consultation with comments that were read and that nobody decided."""
    with app.app_context():
        edition = editions_of(SLUG)[0]
        found = list(rows(edition.id, all_surveys()[SLUG].digest, n))
        for start in range(0, n, AT_ONCE):
            part = found[start:start + AT_ONCE]
            with writing() as session:
                session.execute(insert(Submission), [submission for submission, *_ in part])
                session.execute(insert(Comment), [comment for _, comment, *_ in part])
                session.execute(insert(Finding), [finding for _, _, finding, _ in part])
                session.execute(insert(FindingStatement), [one for *_, statements in part for one in statements])
        rebuild()
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def decide(client: Any, page: str) -> tuple[float, str]:
    """Keep what is suggested on a page of the desk; return how long it took until the next comment stood there, in ms, and its page."""
    form = {name: value for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)}
    address = re.search(r'action="([^"]+/desk/[^"]+)"', page)
    assert address, "no comment on the desk"
    begun = time.perf_counter()
    answer = client.post(address[1].replace("&amp;", "&"), data={**form, "statement": "safe", "stance": "change", "do": "keep"}, follow_redirects=True)
    spent = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, answer.status_code
    return spent, answer.text


def main(n: int = 100_000) -> bool:
    """Print every figure; return whether all hold."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_folder=Path(folder), log_level="ERROR", secret_key=secrets.token_hex(16)))
        set_up(app)
        fill(app, n)
        client = signed_in(app)
        print(f"{n:,} comments in one consultation, SQLite; medians")
        held = [row(f"desk, next of {n:,} comments", wait_for(client, DESK), LIMIT_MS, "ms"),
                row("desk, next of one statement", wait_for(client, f"{DESK}?code=safe"), LIMIT_MS, "ms"),
                row("desk, oldest first", wait_for(client, f"{DESK}?order=oldest"), LIMIT_MS, "ms"),
                row("desk, compact list of 25 (no limit set)", wait_for(client, f"{DESK}?view=list"), 3 * LIMIT_MS, "ms")]
        page, spent = client.get(DESK).text, []
        for _ in range(TURNS):
            took, page = decide(client, page)
            spent.append(took)
        return all([*held, row("a decision kept and the next comment shown", statistics.median(spent), LIMIT_MS, "ms")])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    raise SystemExit(not main(parser.parse_args().comments))
