"""What was suggested and decided before there was a table of where comments stand, stands as it would now."""

from datetime import UTC, date, datetime

import sqlalchemy as sa

from tests.migrations.filling import reflected
from voice.models import Standing, db
from voice.standing import rebuild

DAY, AT = date(2024, 9, 10), datetime(2024, 9, 10, 9, tzinfo=UTC)
OPEN, KEPT, MOVED, NOTHING, UNSURE, WAITS, UNDONE = (f"{n:032x}" for n in range(7))


def test_what_was_decided_and_suggested_before_stands_as_it_would_now(database):
    database.goes_to("0003")
    with database.engine.begin() as connection:
        before(connection, reflected(connection).tables)
    database.goes_to("head")
    kept = rows()
    assert {(id, code, backing) for id, code, _, backing, *_ in kept} == {
        (OPEN, "safe", "strong"), (OPEN, "voice", "weak"), (KEPT, "safe", "decided"), (MOVED, "belong", "decided"), (NOTHING, "no_view", "decided"),
        (UNSURE, "other", "unscored"), (UNDONE, "safe", "middle")}
    with database.engine.begin() as connection:
        connection.execute(sa.delete(Standing))
    rebuild()
    assert rows() == kept


def rows():
    with database_connection() as connection:
        return sorted(tuple(row) for row in connection.execute(sa.select(Standing.__table__)))


def database_connection():
    db.session.remove()
    return db.engine.connect()


def before(connection, table):
    """Put in comments as they were: with findings, and decisions on some."""
    connection.execute(table["edition"].insert().values(id="s/1", slug="s", name="1", opens_on=DAY, closes_on=DAY, reason=""))
    found = {OPEN: ("themed", {"safe": 0.9, "voice": 0.1}, "open"), KEPT: ("themed", {"safe": 0.7}, "decided"), MOVED: ("themed", {"safe": 0.7}, "decided"),
             NOTHING: ("no_view", {}, "decided"), UNSURE: ("other", {}, "not_sure"), WAITS: ("unread", {}, "open"), UNDONE: ("themed", {"safe": 0.6}, "open")}
    for id, (status, scores, desk) in found.items():
        who = {"edition_id": "s/1", "role": "child", "voice": "self", "reading": "easy", "locale": "en", "received_on": DAY, "is_example": False}
        connection.execute(table["submission"].insert().values(
            id=id, survey_digest="0" * 64, digest="0" * 64, channel="web", may_quote=True, is_late=False, is_complete=True, is_straight=False, received_at=AT, **who))
        connection.execute(table["comment"].insert().values(id=id, submission_id=id, question_id="missing", text="Words", state="read", desk=desk, certainty=0, tries=0, **who))
        connection.execute(table["finding"].insert().values(comment_id=id, pipeline="p", status=status, stance="change", is_concern=False, reasons=[], personal=[], place=[]))
        for code, score in scores.items():
            connection.execute(table["finding_statement"].insert().values(comment_id=id, code=code, score=score, evidence=[]))
    decided = [(KEPT, 1, "decided", ["safe"], "change"), (MOVED, 1, "decided", ["safe"], "change"), (MOVED, 2, "decided", ["belong"], None),
               (NOTHING, 1, "decided", [], "neutral"), (UNSURE, 1, "not_sure", ["safe"], None), (UNDONE, 1, "decided", ["voice"], None), (UNDONE, 2, "open", [], None)]
    for id, revision, state, statements, stance in decided:
        connection.execute(table["decision"].insert().values(
            id=f"{id}{revision}", comment_id=id, revision=revision, state=state, statements=statements, stance=stance, is_as_suggested=False, may_be_quoted=id == MOVED,
            note="", is_undo=False, pipeline="p", decided_by="account 1", decided_at=AT))
