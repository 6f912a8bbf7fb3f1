"""Where a comment stands: by what people decided, else by what was suggested. Kept in step with both, whatever happens."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import product

import pytest
from sqlalchemy import delete, select, update

from tests.conftest import TUESDAY
from tests.review.builders import a_comment, a_submission
from voice.capture.intake import withdraw
from voice.models import Finding, Standing, Submission, db, writing
from voice.reading import read_again, read_waiting
from voice.review.deciding import NothingToUndo, Wanted, decide, newest, undo
from voice.standing import Decided, Found, Stands, band, rebuild, stands

LEAD = "account 1"
THEMED = Found("themed", "change", {"safe": 0.9, "voice": 0.6})


@pytest.mark.parametrize(("desk", "found", "decided", "where"), [
    ("open", THEMED, None, [Stands("voice", "change", "middle"), Stands("safe", "change", "strong")]),
    ("open", None, None, []),
    ("open", Found("unread", "neutral", {}), None, []),
    ("open", Found("unread", "change", {"safe": 0.2}), None, [Stands("safe", "change", "weak")]),
    ("open", Found("no_view", "neutral", {}), None, [Stands("no_view", "neutral", "unscored")]),
    ("not_sure", THEMED, None, [Stands("voice", "change", "middle"), Stands("safe", "change", "strong")]),
    ("safeguarding", Found("other", "mixed", {}), None, [Stands("other", "mixed", "unscored")]),
    ("decided", THEMED, Decided(["belong", "safe"], "working", True), [Stands("safe", "working", "decided", True), Stands("belong", "working", "decided", True)]),
    ("decided", THEMED, Decided([], "mixed", False), [Stands("other", "mixed", "decided")]),
    ("decided", Found("no_view", "neutral", {}), Decided([], "neutral", False), [Stands("no_view", "neutral", "decided")]),
    ("decided", None, Decided(["safe"], None, False), [Stands("safe", "neutral", "decided")]),
])
def test_people_come_before_the_machine(desk, found, decided, where):
    assert stands(desk, found, decided) == where


@pytest.mark.parametrize(("score", "name"), [(1.0, "strong"), (0.8, "strong"), (0.79, "middle"), (0.6, "middle"), (0.59, "weak"), (0.0, "weak")])
def test_the_machine_is_sure_in_three_plain_steps(score, name):
    assert band(score) == name


STEPS = {
    "decides": lambda id: decide(id, Wanted("decided", ("belong", "voice"), "working", True), seen(id), LEAD, TUESDAY),
    "says it is about nothing": lambda id: decide(id, Wanted("decided"), seen(id), LEAD, TUESDAY),
    "is not sure": lambda id: decide(id, Wanted("not_sure", ("safe",), "mixed"), seen(id), LEAD, TUESDAY),
    "sends on": lambda id: decide(id, Wanted("safeguarding"), seen(id), LEAD, TUESDAY),
    "undoes": lambda id: undoes(id),
    "reads again": lambda _id: reads_again(),
}


def seen(id):
    decision = newest(id)
    return decision.revision if decision else 0


def undoes(id):
    with suppress(NothingToUndo):
        undo(id, seen(id), LEAD, TUESDAY)


def reads_again():
    with writing() as session:
        session.execute(update(Finding).values(pipeline="an older one"))
    read_again()
    read_waiting()


def standing():
    db.session.rollback()
    return sorted(tuple(row) for row in db.session.execute(select(Standing.__table__)))


@pytest.fixture
def on_both(app_on_both):
    with app_on_both.app_context():
        yield app_on_both
        db.session.remove()


def test_what_is_kept_is_what_would_be_made_anew_after_any_mix_of_steps(on_both):
    """Every pair of steps, each on a comment of its own; some were not read yet, some are taken back."""
    texts = ["I feel safe at school and I have friends.", "Nothing to say.", "The bus is late and nobody listens to us."]
    submissions = []
    for number, pair in enumerate(product(STEPS, repeat=2)):
        submissions.append(a_submission(may_quote=number % 2 == 0))
        id = a_comment(texts[number % 3], submission=submissions[-1], is_read=False)
        if number % 4:
            read_waiting()
        for step in pair:
            STEPS[step](id)
    read_waiting()
    for id in submissions[::5]:
        withdraw(id, date(2024, 9, 12))
    kept = standing()
    assert {"decided", "not_sure", "safeguarding", "open"} <= {each for row in kept for each in row if isinstance(each, str)}
    with writing() as session:
        session.execute(delete(Standing))
    assert rebuild() == len(submissions) - len(submissions[::5])
    assert standing() == kept


def test_what_is_taken_back_stands_nowhere(on_both):
    submission = a_submission()
    a_comment(about=("safe",), submission=submission)
    assert len(standing()) == 1
    withdraw(submission, date(2024, 9, 12))
    assert standing() == []
    assert db.session.scalar(select(Submission.id)) is None
