"""The database itself refuses nonsense, on both engines (R7, R22)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.intake.builders import AN_ID, ANOTHER_ID, comes_in, count, finished, is_sqlite, the_edition
from voice.models import Answer, Comment, Draft, Edition, Finding, FindingStatement, Submission, db, writing

NOW = datetime(2024, 9, 10, 9, tzinfo=UTC)


def rows() -> dict[type, dict[str, Any]]:
    """A row that holds for each table, beside the submission AN_ID with its comment and finding."""
    edition, comment = the_edition().id, "c" * 32
    return {
        Submission: {"id": ANOTHER_ID, "edition_id": edition, "survey_digest": "0" * 64, "digest": "0" * 64, "channel": "web", "locale": "en",
                     "reading": "standard", "role": "child", "voice": "self", "may_quote": False, "is_late": False, "is_example": False,
                     "received_at": NOW, "received_on": NOW.date()},
        Answer: {"submission_id": AN_ID, "question_id": "missing", "question_version": 1, "skipped": False, "value": None, "mark": None},
        Comment: {"id": ANOTHER_ID, "submission_id": AN_ID, "edition_id": edition, "question_id": "works_well", "text": "Words", "role": "child",
                  "voice": "self", "reading": "standard", "locale": "en", "received_on": NOW.date(), "is_example": False, "state": "waiting", "tries": 0},
        Finding: {"comment_id": comment, "pipeline": "p", "status": "themed", "stance": "change", "is_concern": False, "reasons": [],
                  "personal": [], "place": []},
        FindingStatement: {"comment_id": comment, "code": "safe", "score": 0.5, "evidence": []},
        Draft: {"id": ANOTHER_ID, "edition_id": edition, "locale": "en", "reading": "standard", "answers": {}, "begun_at": NOW, "kept_at": NOW},
        Edition: {"id": "other/1", "slug": "other", "name": "1", "opens_on": date(2024, 9, 2), "closes_on": date(2024, 9, 2), "reason": ""},
    }


def before(model: type) -> None:
    """Store what a row of this table leans on."""
    comes_in(finished(skips=()))
    if model in (Finding, FindingStatement):
        with writing() as session:
            session.execute(insert(Comment).values({**rows()[Comment], "id": "c" * 32}))
    if model is FindingStatement:
        with writing() as session:
            session.execute(insert(Finding).values(rows()[Finding]))


def put(model: type, **changed: Any) -> None:
    with writing() as session:
        session.execute(insert(model).values({**rows()[model], **changed}))


NONSENSE = [
    (Submission, {"voice": "everybody"}), (Submission, {"reading": "braille"}), (Submission, {"digest": "0" * 63}), (Submission, {"digest": ""}),
    (Submission, {"id": "short"}), (Submission, {"id": AN_ID}), (Submission, {"edition_id": "none/such"}), (Submission, {"role": None}),
    (Submission, {"received_on": None}), (Answer, {"mark": "odd"}), (Answer, {"submission_id": ANOTHER_ID}), (Answer, {"question_id": "role"}),
    (Comment, {"state": "lost"}), (Comment, {"submission_id": ANOTHER_ID}), (Comment, {"text": None}), (Finding, {"stance": "angry"}),
    (Finding, {"comment_id": "none"}), (FindingStatement, {"code": "happy"}), (FindingStatement, {"score": 1.01}), (FindingStatement, {"score": -0.1}),
    (FindingStatement, {"comment_id": "none"}), (Draft, {"reading": "braille"}), (Draft, {"id": "short"}), (Draft, {"edition_id": "none/such"}),
    (Draft, {"kept_at": None}), (Edition, {"closes_on": date(2024, 9, 1)}), (Edition, {"extended_from": date(2024, 9, 2)}),
    (Edition, {"slug": "strategy-2024", "name": "2024-09"}),
]


@pytest.mark.parametrize(("model", "changed"), NONSENSE, ids=[f"{model.__name__}-{next(iter(change.items()))}" for model, change in NONSENSE])
def test_the_database_refuses_nonsense(stored, model, changed):
    before(model)
    had = count(model)
    with pytest.raises((IntegrityError, StatementError)) as refusal:
        put(model, **changed)
    assert isinstance(refusal.value, IntegrityError)
    assert count(model) == had
    put(model)
    assert count(model) == had + 1
    if model is Edition:  # the next test's database has one edition
        with writing() as session:
            session.execute(text("DELETE FROM edition WHERE id = 'other/1'"))


def test_a_receipt_opens_one_submission(stored):
    before(Submission)
    put(Submission, receipt_hash="r" * 64)
    with pytest.raises(IntegrityError):
        put(Submission, id="e" * 32, receipt_hash="r" * 64)


def test_a_question_has_one_comment_in_a_submission(stored):
    before(Comment)
    put(Comment)
    with pytest.raises(IntegrityError):
        put(Comment, id="e" * 32)


def test_an_edition_with_answers_cannot_go(stored):
    before(Submission)
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(text("DELETE FROM edition"))
    assert db.session.get(Edition, "strategy-2024/2024-09")


def test_the_audit_trail_is_only_added_to(stored):
    """R49: not even a mistake in the code rewrites it."""
    with writing() as session:
        session.execute(text("INSERT INTO audit_entry (at, who, action, subject, details) VALUES ('2024-09-10 09:00:00', 'w', 'a', 's', '')"))
    for statement in ("UPDATE audit_entry SET who = 'somebody else'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="only added to"), writing() as session:
            session.execute(text(statement))
    assert db.session.execute(text("SELECT who FROM audit_entry")).all() == [("w",)]


def test_sqlite_keeps_its_promises_on_every_connection(stored):
    """R22: in every connection of the pool, not only the first."""
    if not is_sqlite(stored):
        pytest.skip("SQLite's own settings")
    with db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            says = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}
            assert says == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 5000
            connection.rollback()
