"""Staff see what is asked and when, and open, close and extend it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sent import sent
from voice.models import Edition, db
from voice.models.edition import find_edition

CHILD = "/staff/surveys/child-survey"
EDITION = "2024/25"


def the_edition() -> Edition:
    db.session.expire_all()
    found = find_edition("child-survey", EDITION)
    assert found
    return found


def test_every_survey_is_listed_with_its_edition_and_state(lead):
    page = lead.opens("/staff/surveys/")
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.soup.select("tbody tr")]
    assert len(rows) == 6
    assert [row[1:3] for row in rows if row[0] == "Tell us about your life this school year"] == [["2024/25", "open"]]
    assert rows[0][4] == "0"


def test_responses_are_listed_to_the_nearest_5_and_few_are_hidden(lead):
    for _ in range(3):
        sent("child-survey", safe_feel="always")
    assert "fewer than 5" in lead.opens("/staff/surveys/").text
    for _ in range(5):
        sent("child-survey", safe_feel="always")
    assert lead.opens("/staff/surveys/").soup.select_one("tbody tr td.n").get_text(strip=True) == "10"


def test_an_extension_needs_a_reason_and_loses_nothing_of_the_form(lead):
    page = lead.posts(f"{CHILD}/days", edition=EDITION, opens_on="2024-09-01", closes_on="2025-09-12", reason=" ")
    assert page.status == 422
    assert "Say why it is extended: people are told." in page.text
    assert page.soup.select_one("#edition-2024-25-closes_on")["value"] == "2025-09-12"
    assert the_edition().closes_on == date(2025, 8, 31)


def test_an_extension_is_shown_to_people_with_its_reason(lead, app, respondent):
    page = lead.posts(f"{CHILD}/days", edition=EDITION, opens_on="2024-09-01", closes_on="2025-09-12", reason="Many schools asked for <b>more</b> time.")
    assert "It is open from" in page.text
    assert the_edition().extended_from == date(2025, 8, 31)
    respondent.slug = "child-survey"
    for start in ("", "easy/"):
        respondent.goes_to(start)
        assert respondent.page.says("Many schools asked for more time.")
        assert not respondent.page.soup.select("main b")


def test_closing_needs_no_reason_and_takes_effect_at_once(lead, respondent):
    lead.posts(f"{CHILD}/days", edition=EDITION, opens_on="2024-09-01", closes_on="2024-09-09")
    respondent.slug = "child-survey"
    assert respondent.goes_to("").heading == "This has closed"
    assert respondent.goes_to("easy/").heading == "This has closed"


@pytest.mark.parametrize(("first", "last", "words"), [
    ("", "2025-08-31", "Choose the first day."), ("2024-09-01", "31/08/2025", "Write the day as year-month-day, such as 2027-01-31."),
    ("2025-09-01", "2024-09-01", "The last day is before the first. Choose a later last day."),
    ("2024-09-01", "2024-02-30", "Write the day as year-month-day, such as 2027-01-31.")])
def test_days_that_are_none_are_told_kindly(lead, first, last, words):
    page = lead.posts(f"{CHILD}/days", edition=EDITION, opens_on=first, closes_on=last)
    assert page.status == 422
    assert words in page.text
    assert the_edition().closes_on == date(2025, 8, 31)


def test_another_edition_is_named_by_its_academic_year_and_made_once(lead):
    days = {"opens_on": "2026-01-12", "closes_on": "2026-03-27"}
    assert "The edition 2025/26 is there already." not in lead.opens(f"{CHILD}/").text
    lead.posts(f"{CHILD}/new", **days)
    made = find_edition("child-survey", "2025/26")
    assert made
    assert (made.opens_on, made.closes_on) == (date(2026, 1, 12), date(2026, 3, 27))
    page = lead.posts(f"{CHILD}/new", **days)
    assert page.status == 422
    assert "There is an edition for 2025/26. Change its days instead." in page.text


def test_a_survey_that_is_asked_once_has_no_other_edition(lead):
    assert lead.posts("/staff/surveys/strategy-2024/new", opens_on="2026-01-12", closes_on="2026-03-27").status == 404


def test_who_changed_the_days_is_in_the_trail(lead, trail):
    lead.posts(f"{CHILD}/days", edition=EDITION, opens_on="2024-09-02", closes_on="2025-08-31")
    assert ("edition's days changed", "child-survey/2024/25", "2024-09-01 to 2025-08-31, now 2024-09-02 to 2025-08-31") in trail()


@pytest.mark.parametrize(("role", "may_read", "may_change"), [("lead", True, True), ("admin", True, True), ("safeguarding", True, False), ("board", False, False)])
def test_each_role_does_what_the_table_of_access_allows(a_reader, app, role, may_read, may_change):
    with app.app_context():
        reader = a_reader(role)
        assert (reader.opens("/staff/surveys/").status == 200) == may_read
        page = reader.posts(f"{CHILD}/days", edition=EDITION, opens_on="2024-09-01", closes_on="2025-08-31")
        assert (page.status == 200) == may_change


def test_a_form_without_its_token_changes_nothing(lead):
    answer = lead.client.post(f"{CHILD}/days", data={"edition": EDITION, "opens_on": "2024-09-01", "closes_on": "2024-09-05"})
    assert answer.status_code == 400
    assert the_edition().closes_on == date(2025, 8, 31)


def test_the_preview_shows_a_survey_in_two_widths_and_keeps_nothing(lead, app):
    page = lead.opens("/staff/preview/child-survey/en/easy/safe_feel")
    assert [frame["width"] for frame in page.soup.select("iframe")] == ["360", "820"]
    bare = lead.client.get(page.soup.select_one("iframe")["src"])
    assert "I feel safe." in bare.text
    assert "frame-ancestors 'self'" in bare.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in lead.client.get("/staff/preview/child-survey/").headers["Content-Security-Policy"]
    assert "frame-src" not in lead.client.get("/staff/surveys/").headers["Content-Security-Policy"]


def test_a_preview_of_what_is_not_there_is_404(lead):
    for path in ("/staff/preview/nothing/", "/staff/preview/child-survey/en/easy/nothing", "/staff/preview/child-survey/en/loud/start"):
        assert lead.client.get(path).status_code == 404
