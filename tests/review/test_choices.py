"""A choice can say as much as a comment: a safeguarding lead sees who chose it and where it was collected; nobody else does."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.engagement.halls import a_session
from tests.sent import sent
from voice.capture.intake import withdraw
from voice.models import AuditEntry, ChoiceSeen, Collected, db, writing

HERE = "/staff/consultations/child-survey"
CHOICES = f"{HERE}/choices"


@pytest.fixture
def safeguarding(lead, a_reader):
    return a_reader("safeguarding")


def says(*places: str, **more: str) -> str:
    return sent("child-survey", age="from_11_to_15", helper="nobody", safe_feel="never", safe_where=list(places), **more)


def done() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(one.submission_id, one.done) for one in db.session.scalars(select(ChoiceSeen).order_by(ChoiceSeen.at))]


def test_home_as_a_place_to_feel_safer_in_reaches_a_safeguarding_lead(safeguarding):
    says("school")
    assert "you should see today" not in safeguarding.opens(f"{HERE}/").text
    says("home", "online", good="The swing")
    assert "1 child made a choice that you should see today." in safeguarding.opens(f"{HERE}/").text
    page = safeguarding.opens(CHOICES)
    [row] = page.soup.select("tbody tr")
    words = " ".join(row.get_text(" ").split())
    assert "At home, Online" in words and "11 to 15" in words and "on their own" in words and "On their own device" in words
    at_the_desk = next(a["href"] for a in row.select("a") if "/desk" in a["href"])
    assert "The swing" in safeguarding.opens(at_the_desk).text


def test_where_it_was_collected_is_said(safeguarding, a_reader):
    chosen = says("home")
    session_id = a_session(a_reader("facilitator"), name="Guiding Voices", venue="The library", led_by="Sam").id
    with writing() as session:
        session.add(Collected(submission_id=chosen, session_id=session_id, how="tablet"))
    words = safeguarding.opens(CHOICES).text
    assert "Guiding Voices" in words and "The library" in words and "Led by Sam" in words


def test_nobody_else_sees_the_page_or_the_number(safeguarding, lead, a_reader):
    chosen = says("home")
    for reader in (lead, a_reader("admin"), a_reader("facilitator")):
        assert reader.opens(CHOICES).status == 404
        assert reader.posts(f"{CHOICES}/{chosen}", done="looked_at").status == 404
    assert "made a choice" not in lead.opens(f"{HERE}/").text
    assert done() == []


def test_who_looked_and_what_was_done_is_kept(safeguarding):
    first, second = says("home"), says("home", "clubs")
    safeguarding.opens(CHOICES)
    page = safeguarding.posts(f"{CHOICES}/{second}", done="passed_on")
    assert "Kept: passed on." in page.text
    assert [one.subject for one in db.session.scalars(select(AuditEntry).where(AuditEntry.action == "choices seen"))] == [second]
    assert {id for one in db.session.scalars(select(AuditEntry).where(AuditEntry.action == "read_choices")) for id in one.details.split()} == {first, second}
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert ["Passed on," in row for row in rows] == [False, True]
    assert "1 child made a choice that you should see today." in safeguarding.opens(f"{HERE}/").text
    safeguarding.posts(f"{CHOICES}/{first}", done="looked_at")
    assert "Every choice that raises a concern was looked at." in safeguarding.opens(f"{HERE}/").text
    assert done() == [(second, "passed_on"), (first, "looked_at")]


def test_what_does_not_count_in_a_figure_is_seen_all_the_same(safeguarding):
    """Chosen, and then off the path: the child says now that it feels safe."""
    sent("child-survey", age="from_11_to_15", helper="nobody", safe_feel="always", safe_where=["home"])
    assert "At home" in safeguarding.opens(CHOICES).text


def test_only_a_choice_that_raises_a_concern_can_be_seen_to(safeguarding):
    other = says("school")
    for submission, what in ((other, "looked_at"), ("0" * 32, "looked_at"), (says("home"), "nonsense")):
        assert safeguarding.posts(f"{CHOICES}/{submission}", done=what).status == 404
    assert done() == []


def test_what_is_taken_back_is_gone_here_too(safeguarding):
    chosen = says("home")
    safeguarding.posts(f"{CHOICES}/{chosen}", done="looked_at")
    withdraw(chosen, date(2024, 9, 11))
    assert "Nobody made such a choice." in safeguarding.opens(CHOICES).text
    assert done() == []
