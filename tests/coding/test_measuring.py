"""How right the machine is: what stood at the drawing against what people settled, said with its range, or not said of too few."""

from __future__ import annotations

import pytest
from flask import get_template_attribute
from sqlalchemy import select

from tests.coding.builders import some_comments
from tests.review.builders import a_comment, the_edition
from voice.coding.codes import Codes
from voice.coding.measuring import Right, figures, machine_is_right, precision, recall, right
from voice.models import CodingMeasure, Finding, db, writing


@pytest.mark.parametrize(("n_right", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)])
def test_the_range_is_what_newcombe_printed(n_right, n, low, high):
    """Table I of Newcombe, Two-sided confidence intervals for the single proportion (1998), Wilson's without correction."""
    found = right(n_right, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_none_anything_may_be_so():
    assert right(0, 0) == (0, 0, 0.0, 1.0)


SAFE, BOTH, NONE = Codes(("safe",), "change"), Codes(("safe", "belong"), "mixed"), Codes((), "neutral")


def test_right_and_found_are_counted_apart():
    """Safe: grouped 3, of these right 2; belongs 4, of these found 2."""
    rows = {row.code: row for row in figures([(SAFE, SAFE), (SAFE, BOTH), (BOTH, NONE), (NONE, SAFE), (NONE, BOTH), (NONE, NONE)])}
    assert precision(rows["safe"])[:2] == (2, 3)
    assert recall(rows["safe"])[:2] == (2, 4)
    assert precision(rows["belong"])[:2] == (0, 1)
    assert precision(rows["voice"]) == (0, 0, 0.0, 1.0)
    assert precision(rows["stance"])[:2] == recall(rows["stance"])[:2] == (2, 6)


@pytest.fixture
def measured(team):
    """Twelve comments that the machine put under “I feel safe”; the two coders settle that one is about belonging."""
    with team.inside():
        some_comments(12)
    team.draws()
    team.all_code(**{team.ids[0]: {"statements": ["belong"]}})
    team.settles(team.lead, team.ids[0], ["belong"])
    team.page = team.measures()
    return team


def test_the_page_says_it_in_plain_words(measured):
    assert "Of the comments we group under “I feel safe”, about 92 in 100 are right (65 to 99)." in measured.page.text
    table = measured.page.soup.select_one("#right ~ .table-scroll table")
    rows = {row.th.get_text(" ", strip=True): [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in table.select("tbody tr")}
    assert rows["3 I feel safe"] == ["about 92 in 100 (65 to 99)", "12", "about 100 in 100 (74 to 100)", "11"]
    assert rows["7 I belong and feel valued"] == ["too few to say", "fewer than 10", "too few to say", "fewer than 10"]
    assert "Of 12 comments, the machine gives the same direction as people to about 100 in 100" in measured.page.text
    assert "12 comments were coded by lead@example.org, safeguarding@example.org, each alone" in measured.page.text
    assert "test-1" in measured.page.text
    assert measured.sample.seed in measured.page.text


def test_the_overview_leads_to_the_figures(measured):
    assert measured.lead.opens().soup.find("a", string="How right the grouping is")["href"] == measured.at


def test_what_the_statement_s_page_is_told(measured):
    with measured.inside():
        edition = the_edition().id
        found = machine_is_right(edition, False)
        assert set(found) == {"voice", "healthy", "safe", "support", "adults", "independent", "belong", "stance"}
        assert found["safe"][:2] == (11, 12)
        assert found["safe"].low == pytest.approx(0.646, abs=0.001)
        assert not found["belong"].is_enough
        assert machine_is_right(edition, True) is None
        assert machine_is_right("child-survey/2024/25", False) is None


def test_the_sentence_is_a_macro_of_its_own(lead, app):
    sentence = get_template_attribute("components/how_right.html", "how_right")
    with app.test_request_context("/staff/"):
        assert sentence(Right(87, 100, 0.82, 0.91), "I feel safe") == "Of the comments we group under “I feel safe”, about 87 in 100 are right (82 to 91)."
        assert sentence(Right(9, 9, 0.7, 1.0), "I feel safe") == "Too few comments were grouped under “I feel safe” to say how many are right."


def test_a_later_release_of_the_machine_changes_no_figure(team):
    with team.inside():
        some_comments(12)
    team.draws()
    with team.inside(), writing() as session:
        for finding in session.scalars(select(Finding)):
            finding.pipeline = "test-2"
            finding.statements.clear()
    team.all_code()
    page = team.measures()
    assert "about 100 in 100 are right" in page.text
    assert "test-1" in page.text and "test-2" not in page.text


def test_the_machine_is_not_measured_before_all_is_settled(team):
    with team.inside():
        a_comment("One.", about=("safe",))
    team.draws()
    assert "Settle every difference first." in team.measures().text
    team.all_code(**{team.ids[0]: {"stance": "mixed"}})
    assert "Settle every difference first." in team.measures().text
    assert team.sample.state == "resolving"
    with team.inside():
        assert db.session.scalar(select(CodingMeasure)) is None
    team.settles(team.lead, team.ids[0])
    team.measures()
    assert team.sample.state == "measured"
    assert "Settle every difference first." in team.measures().text  # once


def test_a_new_sample_can_be_drawn_once_one_is_finished_and_the_newest_measured_counts(measured, clock):
    clock.moves_on(minutes=5)
    measured.draws()
    assert measured.sample.state == "coding"
    with measured.inside():
        assert machine_is_right(the_edition().id, False)["safe"].n == 12
