"""What was heard is read back to the group: with permission, without names, and never what a safeguarding lead should see."""

from __future__ import annotations

import pytest

from tests.engagement.halls import a_session
from tests.review.builders import a_comment, a_submission
from voice.engagement.heard import LONGEST, window
from voice.models import Collected, Comment, db, writing


@pytest.fixture
def session(facilitator):
    return a_session(facilitator)


def says(session, text="The bus is late.", about=("safe",), may_quote=True, **more) -> str:
    """Let somebody say something at a session, and return the comment's id."""
    submission = a_submission(role="child", may_quote=may_quote)
    with writing() as write:
        write.add(Collected(submission_id=submission, session_id=session.id, how="tablet"))
    return a_comment(text, about=about, submission=submission, **more)


def quotes(page) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.soup.select(".heard__said")]


def counts(page) -> dict[str, str]:
    return {one["data-statement"]: one.select_one(".heard__n").get_text(" ", strip=True) for one in page.soup.select(".heard__about")}


@pytest.fixture
def hears(facilitator, session):
    return lambda: facilitator.opens(f"/staff/sessions/{session.id}/heard")


def test_answers_are_counted_by_statement_and_few_are_hidden(session, hears):
    for _ in range(12):
        says(session, about=("safe", "voice"))
    for _ in range(7):
        says(session, about=("voice",))
    for _ in range(2):
        says(session, about=("belong",))
    page = hears()
    assert counts(page) == {"voice": "Answers: hidden", "safe": "Answers: 12", "belong": "Answers: fewer than 5"}
    assert "Answers with words of their own: 21" in page.text


def test_only_those_who_allowed_it_are_quoted_and_three_of_them(session, hears, trail):
    for n in range(6):
        says(session, f"Said and allowed {n}.")
    for n in range(6):
        says(session, f"Said and kept {n}.", may_quote=False)
    page = hears()
    assert len(quotes(page)) == 3
    assert all("allowed" in one for one in quotes(page))
    assert "Said and kept" not in page.html
    read = [details.split() for action, subject, details in trail() if (action, subject) == ("read_comments", session.id)]
    texts = {one.id: one.text for one in db.session.scalars(db.select(Comment))}
    assert sorted(texts[id] for id in read[-1]) == sorted(quotes(page))


def test_names_and_places_are_hidden(session, hears):
    for _ in range(5):
        says(session, "Amina goes to Clifton school.", personal=[[0, 5]], place=[[14, 28]])
    page = hears()
    assert quotes(page)[0] == "[hidden] goes to [hidden] ."
    assert "Amina" not in page.html and "Clifton" not in page.html


def test_a_concern_is_neither_shown_nor_counted(session, hears):
    for _ in range(6):
        says(session)
    says(session, "Somebody hits me.", about=("safe", "belong"), reasons=("hurt by someone",))
    other = says(session, "I sent this to safeguarding.", about=("belong",))
    with writing() as write:
        write.get(Comment, other).desk = "safeguarding"
    page = hears()
    assert counts(page) == {"safe": "Answers: 6"}
    assert "hits" not in page.html and "I sent this" not in page.html


def test_nobody_is_quoted_from_a_group_so_small_that_all_would_know(session, hears):
    for _ in range(4):
        says(session)
    page = hears()
    assert quotes(page) == []
    assert "No words are quoted from fewer than 5 answers" in page.text


def test_what_is_not_read_yet_is_said(session, hears):
    for _ in range(2):
        says(session, is_read=False)
    assert "2 comments are still being read." in hears().text


def test_what_was_said_elsewhere_is_not_here(facilitator, session, hears):
    other = a_session(facilitator, name="Another")
    for _ in range(6):
        says(other)
    assert counts(hears()) == {}


@pytest.mark.parametrize(("text", "evidence", "hidden"), [
    ("Words. " * 100, [[350, 355]], []), ("x" * 900, [[700, 710]], []), ("A long one, " * 60, [[600, 610]], [[590, 640]]), ("Short.", [], []),
    ("First sentence here. " * 5 + "The one that counts is this. " + "And more follows. " * 20, [[110, 118]], [])])
def test_a_quote_is_short_and_holds_the_words_that_counted(text, evidence, hidden):
    start, end = window(text, evidence, hidden)
    assert 0 <= start < end <= len(text)
    assert end - start <= LONGEST + 50
    for first, _last in evidence:
        assert start <= first < end
    assert not any(a < edge < b for a, b in hidden for edge in (start, end))
