"""Double coding from the drawing to the figures, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.coding.builders import some_comments
from tests.review.builders import a_comment, a_submission, the_edition
from voice.capture.intake import withdraw
from voice.coding import agreement, blind, drawing
from voice.coding.codes import Codes
from voice.models import Coding, CodingAgreement, CodingItem, CodingSample, db, writing

NOW = datetime(2024, 9, 20, 12, tzinfo=UTC)
SAFE = Codes(("safe",), "change")


@pytest.fixture
def app(app_on_both):
    """The application, on SQLite and then on PostgreSQL."""
    return app_on_both


def test_from_the_drawing_to_the_figures(team):
    with team.inside():
        submission = a_submission()
        gone = a_comment("Taken back.", submission=submission)
        some_comments(11)
    team.draws()
    first = next(id for id in team.ids if id != gone)
    team.all_code(**{first: {"statements": [], "stance": "neutral"}})
    with team.inside():
        withdraw(submission, date(2024, 9, 12))
    team.settles(team.lead, first, [], "neutral")
    page = team.measures()
    assert "Of the comments we group under “I feel safe”, about 91 in 100 are right (62 to 98)." in page.text
    assert len(team.ids) == 11


@pytest.fixture
def drawn(app):
    """A sample of three comments for two coders."""
    with app.app_context():
        some_comments(3)
        made = drawing.draw(the_edition().id, False, ["account 1", "account 2"], "account 1", NOW)
        ids = list(db.session.scalars(select(CodingItem.comment_id)))
        db.session.remove()
    return made.id, ids


def at_once(app, *doings):
    """Do several things in the same moment, each in a thread and a session of its own, and return what came of each."""
    def do(doing):
        with app.app_context():
            try:
                return doing()
            except Exception as error:
                return type(error)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(doings)) as pool:
        return [future.result() for future in [pool.submit(do, doing) for doing in doings]]


def test_two_who_code_and_are_done_at_once_lose_nothing_and_the_agreement_is_kept_once(app, drawn):
    sample_id, ids = drawn
    for id in ids:
        assert at_once(app, *(lambda who=who, id=id: blind.code(sample_id, id, who, SAFE, NOW) for who in ("account 1", "account 2"))) == [None, None]
    lasts = at_once(app, *(lambda who=who: blind.say_done(sample_id, who, NOW) for who in ("account 1", "account 2")))
    assert sorted(lasts) == [False, True]
    assert sorted(at_once(app, *(lambda: agreement.keep(sample_id, NOW) for _ in range(2)))) in ([False, True], [IntegrityError, True])
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Coding)) == 6
        assert db.session.scalar(select(func.count()).select_from(CodingAgreement)) == 8
        db.session.remove()


def test_one_coder_in_two_tabs_at_once_has_one_coding(app, drawn):
    sample_id, ids = drawn
    at_once(app, *(lambda: blind.code(sample_id, ids[0], "account 1", SAFE, NOW) for _ in range(2)))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Coding)) == 1
        db.session.remove()


def test_of_two_who_draw_at_once_one_is_told(app):
    with app.app_context():
        some_comments(3)
        edition = the_edition().id
        db.session.remove()
    found = at_once(app, *(lambda: drawing.draw(edition, False, ["account 1", "account 2"], "account 1", NOW) for _ in range(2)))
    assert drawing.OneIsOpen in found
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(CodingSample)) == 1
        db.session.remove()


@pytest.mark.parametrize("row", [
    {"coder": "account 3", "stance": "change"}, {"coder": "account 1", "stance": "loud"}, {"coder": "account 1", "stance": "change", "comment_id": "0" * 32}])
def test_the_database_refuses_a_coding_of_a_stranger_of_another_comment_or_in_no_known_direction(app, drawn, row):
    sample_id, ids = drawn
    with app.app_context():
        with pytest.raises(IntegrityError), writing() as session:
            session.add(Coding(**{"sample_id": sample_id, "comment_id": ids[0], "statements": [], "coded_at": NOW, **row}))
        db.session.remove()
