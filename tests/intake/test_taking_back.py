"""What is taken back is gone, wherever it was, and stays gone (R7, R29)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, event, select, text

from tests.intake.builders import AN_ID, ANOTHER_ID, comes_in, count, finished, is_sqlite
from tests.people import Respondent
from voice import themes
from voice.capture.intake import withdraw
from voice.clock import today
from voice.models import Answer, Comment, Draft, Finding, FindingStatement, KeptApart, Submission, Withdrawn, db
from voice.reading import _store, question_of, read_submission

WORDS = "I feel safe on the marmalade bus"


def everything(app) -> str:
    """Return every cell of every table as text."""
    found = []
    for table in db.metadata.sorted_tables:
        found += [str(row) for row in db.session.execute(select(table))]
    db.session.rollback()
    return "\n".join(found)


def test_taking_back_removes_answers_comments_findings_and_what_was_kept_apart(stored):
    comes_in(finished(missing=WORDS, outcomes_matter=["safe"]))
    comes_in(finished(missing=WORDS + ", again"))
    comes_in(finished(ANOTHER_ID, missing="Somebody else's words"))
    for id in (AN_ID, ANOTHER_ID):
        read_submission(id)
    assert "marmalade" in everything(stored)
    assert min(count(m) for m in (Submission, Answer, Comment, Finding, FindingStatement, KeptApart)) > 0
    had = count(FindingStatement)
    withdraw(AN_ID, today())
    assert "marmalade" not in everything(stored)
    assert "Somebody else's words" in everything(stored)
    assert [count(m) for m in (Submission, Answer, Comment, Finding, KeptApart, Withdrawn)] == [1, 2, 1, 1, 0, 1]
    assert count(FindingStatement) < had


def test_the_ledger_holds_an_id_and_a_day(stored):
    """R29: nothing that was said survives in it."""
    comes_in(finished(missing=WORDS))
    withdraw(AN_ID, today())
    assert db.session.execute(select(Withdrawn.__table__)).all() == [(AN_ID, today())]


def test_what_was_taken_back_is_not_in_the_file_of_the_database(stored):
    """R29: overwritten in the file, and gone from the log of writes once that is folded in."""
    if not is_sqlite(stored):
        pytest.skip("SQLite's own file")
    comes_in(finished(missing=WORDS))
    file = db.engine.url.database

    def fold_in() -> bytes:
        db.session.rollback()
        with db.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with open(file, "rb") as opened:
            return opened.read()

    assert b"marmalade" in fold_in()
    withdraw(AN_ID, today())
    assert b"marmalade" not in fold_in()


def test_taking_back_what_is_not_there_does_nothing(stored):
    withdraw("0" * 32, today())
    assert count(Withdrawn) == 0


def test_two_taps_on_remove_take_it_back_once(stored):
    """R25: on both databases the second finds it gone, and no page fails."""
    comes_in(finished(missing=WORDS))
    together = Barrier(4)

    def tap() -> None:
        with stored.app_context():
            together.wait(10)
            withdraw(AN_ID, today())

    db.session.remove()
    with ThreadPoolExecutor(4) as people:
        for done in [people.submit(tap) for _ in range(4)]:
            done.result(30)
    assert [count(Submission), count(Withdrawn)] == [0, 1]


def test_a_receipt_code_on_the_page_takes_back_what_the_pipeline_found(stored):
    person = Respondent(stored)
    person.begins_and_sends(missing=WORDS)
    submission_id = db.session.scalar(select(Submission.id))
    read_submission(submission_id)
    assert count(Finding) == 1
    page = Respondent(stored).posts("standard/withdraw", code=person.goes_to("standard/receipt").code)
    assert page.heading == "Your answers are gone"
    assert [count(m) for m in (Submission, Comment, Finding)] == [0, 0, 0]
    assert db.session.scalar(select(Draft.answers)) == {}
    assert "marmalade" not in everything(stored)


def test_a_comment_taken_back_while_it_is_read_is_left_gone(stored):
    """R24: what was found in it is not stored."""
    comes_in(finished(missing=WORDS))
    comes_in(finished(ANOTHER_ID, missing="Somebody else's words"))
    waiting = [themes.Comment(id=c.id, text=c.text, who=c.role, prompt=question_of(c), asked=c.asked) for c in db.session.scalars(select(Comment))]
    found = list(themes.read(waiting, themes.load()))
    assert len(found) == 2
    withdraw(AN_ID, today())
    _store(found, themes.VERSION)
    assert [count(Finding), count(Comment)] == [1, 1]


def test_what_is_taken_back_while_it_comes_in_again_stays_gone(stored):
    """R7: a tablet's second sending meets the taking back half-way. SQLite has one writer at a time, so there it cannot happen."""
    comes_in(finished(missing=WORDS))
    if is_sqlite(stored):
        withdraw(AN_ID, today())
        assert comes_in(finished(missing=WORDS)).outcome == "deleted"
        return
    url, met = db.engine.url, []

    @event.listens_for(db.engine, "after_cursor_execute")
    def _meanwhile(_connection, _cursor, statement, *_):
        if not met and ("FROM submission" in statement or "FROM withdrawn" in statement):
            met.append(statement)
            other = create_engine(url)
            with other.begin() as connection:
                connection.execute(text("DELETE FROM submission"))
                connection.execute(text("INSERT INTO withdrawn VALUES (:id, '2024-09-10')"), {"id": AN_ID})
            other.dispose()

    try:
        first = comes_in(finished(missing=WORDS))
    finally:
        event.remove(db.engine, "after_cursor_execute", _meanwhile)
    assert met
    assert first.outcome in ("received", "deleted")  # it was there when it was asked for, or it was gone
    assert [count(Submission), count(Withdrawn)] == [0, 1]
    assert comes_in(finished(missing=WORDS)).outcome == "deleted"
