"""Logs hold ids, counts and routes: never words, codes, cookies or tokens, and nothing typed makes a line of its own (R49)."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import insert, select, text

from tests.conftest import CLOSES, OPENS, SECRET
from tests.people import SLUG, Respondent
from voice import create_app
from voice.config import Settings
from voice.jobs import forget_drafts, sweep
from voice.log import OneLine
from voice.models import AuditEntry, Comment, Submission, db, writing

MARKER = "Zanzibarmarmalade"
ODD = f"{MARKER}\r\n2024-09-10 09:00:00,000 CRITICAL root forged\u2028forged\x85forged\x1b[2Jforged"


@pytest.fixture
def log(app: Flask, caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """What the application writes to standard error at its most talkative, from its own handler."""
    own = next(handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, OneLine))
    assert isinstance(own, logging.StreamHandler)
    written = io.StringIO()
    was, level = own.setStream(written), logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG):
        yield written
    logging.getLogger().setLevel(level)
    own.setStream(was)


def lines(log: io.StringIO, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return every line written, and every message of every logger, however it was meant to be shown."""
    return log.getvalue().splitlines() + [record.getMessage() for record in caplog.records]


def nothing_leaks(found: list[str], *kept: str) -> None:
    assert all(len(one) > 5 for one in kept)
    for line in found:
        for one in (MARKER, SECRET, "forged", *kept):
            assert one.casefold() not in line.casefold()


def cookies(person: Respondent) -> list[str]:
    return [cookie.value for cookie in person.client._cookies.values() if cookie.value]


def test_a_whole_journey_leaves_none_of_its_words_in_the_log(app, log, caplog):
    """R49: from the first page to the receipt, saved and resumed, read by the pipeline, and taken back."""
    person, other = Respondent(app), Respondent(app)
    person.begins()
    person.gives("child")
    person.answers("missing", ODD)
    person.answers("works_well", f"My teacher is Mr {MARKER}")
    person.opens("change_first")
    saved = person.gives("x" * 3000 + MARKER, go="save").code
    other.posts("standard/resume", code=saved)
    other.posts("standard/resume", code=f"{MARKER} two three four")
    other.answers("change_first", f"More {MARKER}")
    other.goes_to(f"standard/{MARKER}?q={MARKER}")
    person.answers("change_first", "Short again")
    person.walks(role="health", on_behalf="organisation", organisation_name=MARKER, missing=ODD)
    receipt = person.sends().code
    kept = [*cookies(person), *cookies(other), saved, receipt, saved.replace(" ", "-"), receipt.replace(" ", "-")]
    with app.app_context():
        sweep()
        assert MARKER in db.session.scalar(select(Comment.text).where(Comment.question_id == "missing"))
        assert {state for state in db.session.scalars(select(Comment.state))} == {"read"}
        forget_drafts(30)
    person.posts("standard/withdraw", code=receipt)
    found = lines(log, caplog)
    assert any("taken back by its receipt code" in line for line in found)
    assert any("waiting comments" in line for line in found)
    nothing_leaks(found, *kept)


def test_an_error_in_the_database_names_no_value(app, log, caplog):
    """R49: the database's own message holds what was written."""
    app.testing = False
    real = app.view_functions["capture.answer"]

    def breaks(**_: str) -> None:
        with writing() as session:
            session.execute(insert(Comment).values(id=MARKER, submission_id=ODD, text=ODD))

    app.view_functions["capture.answer"] = breaks
    person = Respondent(app)
    person.begins()
    assert person.posts("standard/missing", q_missing=ODD, go="on").status == 500
    app.view_functions["capture.answer"] = real
    found = lines(log, caplog)
    assert any("IntegrityError at capture.answer" in line for line in found)
    nothing_leaks(found, *cookies(person))


def test_an_error_in_the_database_names_no_value_on_postgresql(tmp_path, empty_postgresql, clock, log, caplog):
    """R49: PostgreSQL says the key of a row that is there twice, and the row that a check refuses."""
    app = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL=empty_postgresql), clock=clock)

    def breaks(**_: str) -> None:
        with writing() as session:
            session.execute(text("INSERT INTO edition (id, slug, name, opens_on, closes_on, reason) VALUES (:m, :m, :m, '2024-09-02', '2024-09-01', :m)"), {"m": MARKER})

    app.view_functions["capture.answer"] = breaks
    person = Respondent(app)
    person.begins()
    assert person.posts("standard/missing", q_missing=ODD, go="on").status == 500
    with app.app_context():
        with pytest.raises(Exception, match=MARKER):  # the message itself does hold it
            breaks()
        db.session.remove()
        db.engine.dispose()
    found = lines(log, caplog)
    assert any("IntegrityError at capture.answer" in line for line in found)
    nothing_leaks(found, *cookies(person))


def test_an_unexpected_failure_names_its_place_and_no_word(app, log, caplog):
    app.testing = False

    def breaks(**_: str) -> None:
        raise ValueError(f"did not expect {ODD}")

    app.view_functions["capture.answer"] = breaks
    person = Respondent(app)
    person.begins()
    page = person.posts("standard/missing", q_missing=ODD, go="on")
    assert page.status == 500
    found = lines(log, caplog)
    assert any(re.search(r"ValueError at capture.answer \(test_logs.py:\d+\)", line) for line in found)
    nothing_leaks(found, *cookies(person))


def test_a_failing_pipeline_names_no_word(app, log, caplog, monkeypatch):
    """R24, R49."""
    Respondent(app).begins_and_sends(missing=ODD)

    def breaks(batch, _nlp):
        raise ValueError(f"did not expect {batch[0].text}")

    monkeypatch.setattr("voice.themes.read", breaks)
    with app.app_context():
        sweep()
        queue = app.extensions["queue"]
        queue.execute(queue.dequeue())
    written = log.getvalue()
    assert "the pipeline failed on a batch of 1 comments" in written
    assert "ValueError at" in written
    nothing_leaks(lines(log, caplog))


def test_signing_in_leaves_no_password_address_or_token_in_the_log(app, log, caplog):
    client = app.test_client()
    token = BeautifulSoup(client.get("/staff/sign-in").text, "html.parser").find("input", attrs={"name": "csrf_token"})["value"]
    answer = client.post("/staff/sign-in", data={"csrf_token": token, "email": f"{MARKER}@example.org", "password": f"{MARKER} password"})
    assert answer.status_code == 200
    client.get(f"/staff/set-up/{MARKER}")
    client.get(f"/staff/?next={MARKER}")
    client.post("/staff/sign-in", data={"csrf_token": MARKER, "email": ODD, "password": ODD})
    with app.app_context():
        assert db.session.scalar(select(AuditEntry.action)) == "wrong password"
        assert MARKER not in str([tuple(row) for row in db.session.execute(select(AuditEntry.__table__))])
    nothing_leaks(lines(log, caplog), token)


def test_a_queue_that_is_away_names_no_id_of_words(tmp_path, empty_sqlite, clock, log, caplog):
    (tmp_path / "voice.sqlite3").write_bytes(empty_sqlite.read_bytes())
    app = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, REDIS_URL="redis://:hunter2secret@127.0.0.1:1/0", opens_on=OPENS, closes_on=CLOSES), clock=clock)
    Respondent(app).begins_and_sends(missing=ODD)
    with app.app_context():
        assert db.session.scalar(select(Submission.id))
        db.session.remove()
        db.engine.dispose()
    assert "the queue did not take a job (ConnectionError)" in log.getvalue()
    nothing_leaks(lines(log, caplog), "hunter2secret")


@pytest.mark.parametrize("odd", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x1b[2J", "\x00", "\x08"], ids=ascii)
def test_nothing_makes_a_second_line(odd):
    record = logging.LogRecord("voice", logging.INFO, "", 0, "before %s after", (odd,), None)
    written = OneLine("%(levelname)s %(message)s").format(record)
    assert len(written.splitlines()) == 1
    assert odd not in written
    assert written.startswith("INFO before ")
    assert written.endswith(" after")


def test_an_exception_is_one_line_without_its_message_even_after_another_handler():
    """A handler of somebody else's may have put the whole message into the record."""
    try:
        raise ValueError(ODD)
    except ValueError as error:
        record = logging.LogRecord("voice", logging.ERROR, "", 0, "failed", (), (ValueError, error, error.__traceback__))
    assert MARKER in logging.Formatter().format(record)
    written = OneLine("%(message)s").format(record)
    assert re.fullmatch(r"failed\\nValueError at .*test_logs\.py:\d+", written)


def test_the_log_goes_to_standard_error_once_however_many_applications_there_are(settings):
    for _ in range(3):
        create_app(settings)
    own = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, OneLine)]
    assert len(own) == 1


def test_addresses_are_not_logged_by_the_server():
    """R35, R49: no access log, in which codes or answers could ever stand."""
    from voice.serving import _granian

    assert "--no-access-log" in _granian(Settings(data_folder=Path("/nonexistent"), secret_key=SECRET))


def test_the_page_of_a_failure_holds_no_trace(app):
    app.testing = False

    def breaks(**_: str) -> None:
        raise ValueError(f"did not expect {MARKER}")

    app.view_functions["capture.start"] = breaks
    answer = app.test_client().get(f"/en/{SLUG}/")
    assert answer.status_code == 500
    for word in (MARKER, "Traceback", "ValueError", "test_logs"):
        assert word not in answer.text
