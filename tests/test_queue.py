"""Jobs hold ids, may run twice and may be lost; no comment is hidden and no receipt kept back because of the queue (R24)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask
from sqlalchemy import func, select, update

from tests import ready
from tests.conftest import SECRET, Clock
from tests.intake.builders import comes_in, finished
from tests.people import Respondent
from voice import create_app, themes
from voice.capture.intake import withdraw
from voice.clock import today
from voice.config import Settings
from voice.jobs import ask_to_read, sweep
from voice.models import Comment, Finding, FindingStatement, Submission, db, writing
from voice.reading import TRIES, question_of, read_waiting

WORDS = "I feel safe on the marmalade bus"
NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture(params=["files", "redis"])
def app(request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path, clock: Clock) -> Iterator[Flask]:
    """The application with its queue in a file, and then in Redis."""
    url = ""
    if request.param == "redis":
        if not ready.answers(ready.REDIS):
            pytest.skip("Redis does not answer")
        url = ready.REDIS
        with redis.Redis.from_url(url) as server:
            server.flushdb()
    shutil.copy(empty_sqlite, tmp_path / "voice.sqlite3")
    made = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, REDIS_URL=url), clock=clock)
    made.testing = True
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
    if url:
        with redis.Redis.from_url(url) as server:
            server.flushdb()


def sends(app: Flask, **said: Any) -> None:
    """Take in what one more child said, and ask for it to be read, as the last page does."""
    id = f"{db.session.scalar(select(func.count(Submission.id))):032x}"
    comes_in(finished(id, **said))
    ask_to_read(app, id)


def messages(app: Flask) -> list[bytes]:
    found: list[bytes] = app.extensions["queue"].storage.enqueued_items()
    return found


def runs_its_jobs(app: Flask, times: int = 1) -> int:
    """Take every job from the queue and run it, and return how many there were."""
    queue, done = app.extensions["queue"], 0
    while queue.pending_count():
        task = queue.dequeue()
        for _ in range(times):
            queue.execute(task)
        done += 1
    return done


def loses_its_jobs(app: Flask) -> None:
    """What a worker killed in the middle, a full disk or a flushed Redis does."""
    storage = app.extensions["queue"].storage
    if hasattr(storage, "filename"):
        storage.close()
        Path(storage.filename).unlink()
    else:
        storage.conn.flushdb()


def comments() -> list[tuple[str, str, int]]:
    db.session.rollback()
    return [(c.text, c.state, c.tries) for c in db.session.execute(select(Comment.text, Comment.state, Comment.tries).order_by(Comment.text))]


def findings() -> list[Any]:
    db.session.rollback()
    return [tuple(row) for table in (Finding.__table__, FindingStatement.__table__) for row in db.session.execute(select(table).order_by(*table.primary_key))]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make the pipeline fail on comments with a word in them."""
    real = themes.read

    def make(word: str) -> None:
        def read(batch: Any, nlp: Any) -> Any:
            batch = list(batch)
            if any(word in comment.text for comment in batch):
                raise RuntimeError(f"a rule that did not expect “{batch[0].text}”")
            return real(batch, nlp)
        monkeypatch.setattr("voice.themes.read", read)
    return make


def test_a_job_holds_an_id_and_no_words(app):
    """R24, R49: whoever looks into the queue learns nothing that was said."""
    Respondent(app).begins_and_sends(role="child", missing=WORDS, outcomes_matter=["safe"], help_safe="A quieter kumquat")
    message, = messages(app)
    submission = db.session.scalar(select(Submission))
    assert submission.id.encode() in message
    for said in (b"marmalade", b"kumquat", b"child", b"safe", submission.digest.encode()):
        assert said not in message


def test_a_job_reads_the_comments_of_its_submission(app):
    sends(app, missing=WORDS)
    assert comments() == [(WORDS, "waiting", 0)]
    assert runs_its_jobs(app) == 1
    assert comments() == [(WORDS, "read", 0)]
    assert db.session.scalar(select(FindingStatement.code)) == "safe"


def test_an_answer_is_read_with_the_question_in_the_words_that_were_asked(app):
    """The question is part of the meaning, and so is the statement that it asks about."""
    sends(app, works_well="The bus", outcomes_matter=["safe"], help_safe="The bus")
    asked = {c.question_id: question_of(c) for c in db.session.scalars(select(Comment))}
    assert asked == {"works_well": "What works well now for children and young people with SEND?", "help_safe": "What would help make this true? I feel safe"}


def test_a_job_that_runs_twice_changes_nothing(app):
    """R24."""
    sends(app, missing=WORDS, works_well="My teacher listens to me")
    runs_its_jobs(app)
    once = findings()
    app.extensions["read_submission"](db.session.scalar(select(Submission.id)))
    assert runs_its_jobs(app, times=2) == 1
    assert once
    assert findings() == once


def test_a_comment_that_is_read_again_gets_no_second_finding(app):
    """R24: a job that died after it stored, before it said so."""
    sends(app, missing=WORDS)
    runs_its_jobs(app)
    once = findings()
    with writing() as session:
        session.execute(update(Comment).values(state="waiting"))
    assert read_waiting() == 1
    assert findings() == once


def test_a_lost_job_is_found_by_the_sweep(app):
    """R24: what waits is known to the database, not to the queue."""
    sends(app, missing=WORDS)
    assert len(messages(app)) == 1
    loses_its_jobs(app)
    assert comments() == [(WORDS, "waiting", 0)]
    sweep()
    assert comments() == [(WORDS, "read", 0)]
    assert findings()


def test_the_sweep_may_come_before_the_job(app):
    sends(app, missing=WORDS)
    sweep()
    once = findings()
    assert once
    assert runs_its_jobs(app) == 1
    assert findings() == once


def test_a_failing_pipeline_hides_nothing_and_is_marked_after_three_tries(app, failing):
    """R24: people read the comment all the same."""
    failing("marmalade")
    sends(app, missing=WORDS)
    runs_its_jobs(app)
    assert comments() == [(WORDS, "waiting", 1)]
    sweep()
    assert comments() == [(WORDS, "waiting", 2)]
    sweep()
    assert comments() == [(WORDS, "failed", TRIES)]
    sweep()
    assert comments() == [(WORDS, "failed", 3)]
    assert findings() == []


def test_one_comment_that_cannot_be_read_keeps_no_other_from_being_read(app, failing):
    """R24: neither its neighbours in the answer nor those in the same batch."""
    failing("marmalade")
    sends(app, missing=WORDS, works_well="My teacher listens to me")
    sends(app, missing="The bus is late")
    loses_its_jobs(app)
    sweep()
    assert comments() == [(WORDS, "waiting", 1), ("My teacher listens to me", "read", 0), ("The bus is late", "read", 0)]


def test_a_newer_release_of_the_pipeline_reads_again_and_gives_up_too(app, failing):
    """R24: a comment that the newer release cannot read keeps its older finding and is not tried for ever."""
    sends(app, missing=WORDS)
    runs_its_jobs(app)
    with writing() as session:
        session.execute(update(Finding).values(pipeline="rules-0"))
    sweep()
    assert comments() == [(WORDS, "waiting", 0)]
    failing("marmalade")
    for _ in range(TRIES + 2):
        sweep()
    assert comments() == [(WORDS, "failed", TRIES)]
    assert db.session.scalar(select(Finding.pipeline)) == "rules-0"


def test_a_newer_release_of_the_pipeline_replaces_the_older_finding(app):
    sends(app, missing=WORDS)
    runs_its_jobs(app)
    once = findings()
    with writing() as session:
        session.execute(update(Finding).values(pipeline="rules-0"))
    sweep()
    sweep()
    assert findings() == once


def test_a_comment_taken_back_before_its_job_runs_is_left_gone(app):
    """R24, R29."""
    sends(app, missing=WORDS)
    withdraw(db.session.scalar(select(Submission.id)), today())
    assert runs_its_jobs(app) == 1
    assert comments() == findings() == []


def test_an_answer_without_comments_makes_a_job_that_does_nothing(app):
    sends(app, role="parent")
    assert runs_its_jobs(app) == 1
    assert findings() == []


def test_a_job_for_an_id_that_nobody_knows_does_nothing(app):
    app.extensions["read_submission"]("0" * 32)
    assert runs_its_jobs(app) == 1


def away(folder: Path, empty_sqlite: Path, clock: Clock, kind: str) -> Flask:
    """An application whose queue has gone: its file cannot be opened, or nobody listens where Redis was."""
    shutil.copy(empty_sqlite, folder / "voice.sqlite3")
    made = create_app(Settings(data_folder=folder, secret_key=SECRET, REDIS_URL=NOBODY_LISTENS if kind == "redis" else ""), clock=clock)
    made.testing = True
    if kind == "files":
        made.extensions["queue"].storage.close()
        (folder / "queue.sqlite3").unlink()
        (folder / "queue.sqlite3").mkdir()
    return made


@pytest.mark.parametrize("kind", ["files", "redis"])
def test_a_queue_that_is_away_keeps_back_no_receipt(tmp_path, empty_sqlite, clock, kind, caplog):
    """R6, R24: the answer is stored, so it is received; the sweep reads it."""
    made = away(tmp_path, empty_sqlite, clock, kind)
    receipt = Respondent(made).begins_and_sends(missing=WORDS)
    assert receipt.heading == "Thank you. We have your answers."
    assert len(receipt.code.split()) == 4
    assert "the queue did not take a job" in caplog.text
    with made.app_context():
        assert comments() == [(WORDS, "waiting", 0)]
        sweep()
        assert comments() == [(WORDS, "read", 0)]
        db.session.remove()
        db.engine.dispose()


def test_codes_still_work_while_redis_is_away(tmp_path, empty_sqlite, clock):
    """R23, R29: nobody is kept from coming back, or from taking back, by the throttle's own store."""
    made = away(tmp_path, empty_sqlite, clock, "redis")
    person = Respondent(made)
    code = person.begins_and_sends(missing=WORDS).code
    assert Respondent(made).posts("standard/withdraw", code="no such code at all").status == 422
    assert Respondent(made).posts("standard/withdraw", code=code).heading == "Your answers are gone"
    with made.app_context():
        db.engine.dispose()


def test_a_stored_answer_is_read_whatever_brought_it(app):
    """A paper form's answer, for which no job was asked, is found by the sweep."""
    comes_in(finished(missing=WORDS, more={"channel": "paper"}))
    assert messages(app) == []
    sweep()
    assert comments() == [(WORDS, "read", 0)]
