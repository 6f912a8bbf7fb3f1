"""A consultation with 50,000 comments, of which people decided a fifth: how long staff wait for the overview and for one statement's summary.

    .venv/bin/python -m benchmarks.summary            50,000 comments
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select, text, update

from benchmarks.counts import signed_in, wait_for
from benchmarks.desk import SENT, SLUG, fill
from benchmarks.server import row
from voice import create_app
from voice.config import Settings
from voice.models import Comment, Decision, db, writing
from voice.setting_up import set_up
from voice.standing import rebuild

LIMIT_MS = 300
HOME = f"/staff/consultations/{SLUG}"
DECIDED = 5
"""Every so many comments were decided."""


def decide(app: Flask) -> None:
    """Let people decide one comment in five, and find every twentieth of them good to quote."""
    with app.app_context():
        with writing() as session:
            ids = list(session.scalars(select(Comment.id).order_by(Comment.id)))[::DECIDED]
            session.execute(insert(Decision), [
                {"id": id, "comment_id": id, "revision": 1, "state": "decided", "statements": ["safe"] if number % 2 else ["voice", "belong"], "stance": "working",
                 "is_as_suggested": False, "may_be_quoted": number % 20 == 0, "note": "", "is_undo": False, "pipeline": "benchmark", "decided_by": "account 1",
                 "decided_at": SENT} for number, id in enumerate(ids)])
            session.execute(update(Comment), [{"id": id, "desk": "decided"} for id in ids])
        rebuild()
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def main(n: int = 50_000) -> bool:
    """Print every figure; return whether all hold."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_folder=Path(folder), log_level="ERROR", secret_key=secrets.token_hex(16)))
        set_up(app)
        fill(app, n)
        decide(app)
        client = signed_in(app)
        print(f"{n:,} comments in one consultation, one in {DECIDED} decided, SQLite; medians of 9")
        return all([row("overview", wait_for(client, f"{HOME}/"), LIMIT_MS, "ms"),
                    row("one statement", wait_for(client, f"{HOME}/statements/safe"), LIMIT_MS, "ms"),
                    row("one statement, narrowed to a role", wait_for(client, f"{HOME}/statements/safe?role=parent"), LIMIT_MS, "ms"),
                    row("about something else", wait_for(client, f"{HOME}/statements/other"), LIMIT_MS, "ms")])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50_000)
    raise SystemExit(not main(parser.parse_args().comments))
