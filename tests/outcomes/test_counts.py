"""Completed surveys by academic year, as the Outcomes Framework counts them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sent import sent
from voice.capture.intake import withdraw
from voice.models import CountedElsewhere, db
from voice.models.edition import set_up_years

ALONE, HELPED, FOR_THEM = {"helper": "nobody"}, {"helper": "read"}, {"helper": "chose"}


def rows(page):
    """Return the rows of both tables: their cells by (year, survey)."""
    found = {}
    for table in page.soup.find_all("table"):
        heads = [th.get_text(" ", strip=True) for th in table.select("thead th")]
        for row in table.select("tbody tr"):
            cells = [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
            found[cells[0], cells[1]] = dict(zip(heads, cells, strict=False))
    return found


CHILD = ("2024/25", "Tell us about your life this school year")
POET_CHILD = ("2024/25", "Rotherham’s survey on EHC plans (POET), for children and young people")


def test_child_survey_responses_are_split_by_whose_voice_it_is(lead):
    for helped, n in ((ALONE, 7), (HELPED, 6), (FOR_THEM, 5)):
        for _ in range(n):
            sent("child-survey", age="from_11_to_15", safe_feel="always", **helped)
    row = rows(lead.opens("/staff/counts"))[CHILD]
    assert [row[name] for name in ("Completed", "On their own", "With help", "Somebody answered for them")] == ["18", "7", "6", "5"]


def test_what_says_only_who_answers_is_not_completed(lead):
    for _ in range(6):
        sent("child-survey", age="from_11_to_15", helper="nobody")
    assert rows(lead.opens("/staff/counts"))[CHILD]["Completed"] == "0"


def test_what_was_taken_back_is_not_counted(lead):
    ids = [sent("child-survey", age="from_11_to_15", safe_feel="always") for _ in range(7)]
    assert rows(lead.opens("/staff/counts"))[CHILD]["Completed"] == "7"
    withdraw(ids[0], date(2024, 9, 11))
    assert rows(lead.opens("/staff/counts"))[CHILD]["Completed"] == "6"


def test_few_are_hidden_and_cannot_be_worked_out_from_the_total(lead):
    for _ in range(2):
        sent("child-survey", age="from_11_to_15", safe_feel="always", **FOR_THEM)
    for _ in range(9):
        sent("child-survey", age="from_11_to_15", safe_feel="always", **ALONE)
    row = rows(lead.opens("/staff/counts"))[CHILD]
    assert row["Somebody answered for them"] == "fewer than 5"
    assert "hidden" in (row["Completed"], row["On their own"])


def test_poet_is_counted_by_version_and_their_sum_is_said_only_where_all_are(lead):
    for _ in range(6):
        sent("poet-child", plan="yes", plan_heard="agree")
        sent("poet-parent", plan="yes", support_amount="good")
    found = rows(lead.opens("/staff/counts"))
    assert found[POET_CHILD]["Completed"] == "6"
    assert found["2024/25", "All versions, ours only"]["Completed"] == "12"
    sent("poet-practitioner", role="health", work_with_plans="yes_often", amount="agree")
    assert rows(lead.opens("/staff/counts"))["2024/25", "All versions, ours only"]["Completed"] == "hidden"


def test_a_late_answer_counts_in_the_year_it_was_begun_in(a_reader, app, clock):
    clock.is_set_to(2025, 9, 3, 9)
    with app.app_context():
        set_up_years("child-survey", clock().date(), (9, 1))
        for _ in range(6):
            sent("child-survey", "2024/25", age="from_11_to_15", safe_feel="always")
        found = rows(a_reader("lead").opens("/staff/counts"))
    assert (found[CHILD]["Completed"], found[CHILD]["Of these late"]) == ("6", "6")
    assert found["2025/26", CHILD[1]]["Completed"] == "0"


def test_a_count_of_the_licence_holder_stands_beside_ours_and_is_not_added(lead, trail):
    for _ in range(6):
        sent("poet-child", plan="yes", plan_heard="agree")
    page = lead.posts("/staff/counts/elsewhere", survey="poet-child", year="2024/25", n="41", source="In Control’s report of July 2025")
    row = rows(page)[POET_CHILD]
    assert row["Completed"] == "6"
    assert row["Counted elsewhere"].startswith("41 In Control’s report of July 2025")
    assert rows(page)["2024/25", "All versions, ours only"]["Completed"] == "6"
    assert ("count made elsewhere", "poet-child/2024/25", "41") in trail()


@pytest.mark.parametrize(("wrong", "words"), [({"n": "many"}, "Not a valid integer value."), ({"n": "-1"}, "Write a number from 0 to 1,000,000."),
                                              ({"n": ""}, "Write how many, in digits."), ({"source": " "}, "Say where the number is from."),
                                              ({"survey": "strategy-2024"}, "Not a valid choice.")])
def test_a_count_that_is_none_is_told_and_not_kept(lead, wrong, words):
    page = lead.posts("/staff/counts/elsewhere", **{"survey": "poet-child", "year": "2024/25", "n": "41", "source": "In Control", **wrong})
    assert page.status == 422
    assert words in page.text
    assert db.session.query(CountedElsewhere).count() == 0


def test_no_target_is_said_and_never_0(lead):
    assert "No target set." in lead.opens("/staff/counts").text


@pytest.mark.parametrize(("role", "may_read", "may_change"), [("lead", True, True), ("admin", True, True), ("safeguarding", True, False), ("facilitator", False, False)])
def test_each_role_does_what_the_table_of_access_allows(a_reader, app, role, may_read, may_change):
    with app.app_context():
        reader = a_reader(role)
        assert (reader.opens("/staff/counts").status == 200) == may_read
        page = reader.posts("/staff/counts/elsewhere", survey="poet-child", year="2024/25", n="4", source="In Control")
        assert (page.status == 200) == may_change
