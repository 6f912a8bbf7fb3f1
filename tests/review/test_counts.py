"""The lead's pages stay quick with many comments: few questions to the database, each answered through an index."""

import pytest
from sqlalchemy import event

from tests.review.builders import a_comment, a_submission
from voice.models import db

GROWING = ("submission", "answer", "comment", "finding", "finding_statement", "standing", "decision")
MOST_QUESTIONS = 20
"""To the database, for one page, with those about who is signed in and the audit trail."""


def asked(lead, path, **choices):
    """Return what a page asks the database, with parameters."""
    seen = []

    def note(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    lead.opens(path, **choices)
    event.remove(db.engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize(("path", "choices"), [
    ("/", {}), ("/statements/safe", {}), ("/statements/safe", {"role": "child", "question": "works_well"}),
    ("/statements/other", {}), ("/statements/waiting", {}), ("/answers", {}), ("/answers", {"section": "vision"})])
def test_no_page_reads_a_whole_table(lead, path, choices):
    a_comment(about=("safe",), submission=a_submission(answers={"vision_agree": "agree"}))
    questions = asked(lead, path, **choices)
    assert 0 < len(questions) <= MOST_QUESTIONS
    for statement, parameters in questions:
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        for step in [row[3] for row in plan]:
            assert not any(step == f"SCAN {table}" for table in GROWING), statement
