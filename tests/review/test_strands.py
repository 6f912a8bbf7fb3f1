"""The strategy's strands on the lead's pages."""

import pytest

from tests.review.builders import SLUG, a_comment
from voice.review.strands import OTHER, split
from voice.review.tables import comments as table_of
from voice.small_numbers import ALL, Withheld

VOICE, HEADING = "/statements/voice", "Strands under this statement"
PLANNING, INFORMATION = "voice-planning", "voice-information"
OTHER_ROW = "Other under this statement"


def said(n, stance="change", strands=(), about=("voice",), **more):
    return [a_comment(about=about, stance=stance, strands=strands, **more) for _ in range(n)]


def test_each_strand_has_its_count_and_which_way_and_other_is_a_row(lead):
    said(6, "change", (PLANNING,))
    said(7, "working", (PLANNING, INFORMATION))
    said(8, "change")
    said(5, "change")
    said(6, "working")
    rows = lead.opens(VOICE).table(HEADING)
    assert rows["All planning is person centred"] == ["13", "7", "6", "0", "0", "0"]
    assert rows["Information is available and accessible"] == ["7", "7", "0", "0", "0", "0"]
    assert rows[OTHER_ROW] == ["19", "6", "13", "0", "0", ""]


def test_a_strand_said_under_another_statement_is_counted_apart(lead):
    said(6, strands=(PLANNING,))
    said(6, strands=("voice-coproduction",), about=("belong",))
    said(3, strands=(PLANNING,), about=("belong",))
    rows = lead.opens(VOICE).table(HEADING)
    assert rows["Co-production with children, young people, and families"][-1] == "6"
    assert rows["All planning is person centred"][-1] == "fewer than 5"


def test_a_statement_without_strands_has_no_table_and_no_filter(lead):
    said(6, about=("safe",))
    page = lead.opens("/statements/safe")
    assert "strands" not in page.text.lower()
    assert page.soup.find(id="choose-strand") is None


def test_few_without_a_strand_cannot_be_worked_out_from_the_total(lead):
    said(20, "change", (PLANNING,))
    said(2, "change")
    said(10, "working", (PLANNING,))
    said(10, "working")
    rows = lead.opens(VOICE).table(HEADING)
    assert rows[OTHER_ROW][2] == "fewer than 5"
    assert rows["All planning is person centred"][2] == "hidden"


def test_nothing_of_the_split_is_shown_where_only_a_hidden_total_would_protect_it():
    whole = table_of({(("parent", "adult"), "change", "middle", "open"): 22}, 5)
    assert whole.cell(column="change") == 22
    found = split({PLANNING: {"change": 20}}, {"change": 20}, {"change": 2}, whole, 5)
    assert isinstance(found[PLANNING]["change"], Withheld)
    assert isinstance(found[PLANNING][ALL], Withheld)
    assert isinstance(found[OTHER]["change"], Withheld)


def test_comments_are_narrowed_to_a_strand_or_to_none(lead):
    a_comment("with a plan", about=("voice",), strands=(PLANNING,))
    a_comment("with nothing", about=("voice",))
    assert [words.strip() for words in lead.opens(VOICE, strand=PLANNING).comments] == ["with a plan"]
    page = lead.opens(VOICE, strand="other")
    assert [words.strip() for words in page.comments] == ["with nothing"]
    assert page.soup.select_one("#choose-strand option[selected]")["value"] == "other"


@pytest.mark.parametrize("strand", ["nonsense", "safe", "principle-equity", "healthy-early", "x" * 400])
def test_a_strand_that_is_not_the_statements_narrows_nothing(lead, strand):
    said(2, strands=(PLANNING,))
    assert len(lead.opens(VOICE, strand=strand).comments) == 2


def test_the_filter_keeps_to_its_pages(lead):
    said(6, strands=(PLANNING,))
    assert f"strand={PLANNING}" in lead.opens(VOICE, strand=PLANNING).soup.find("a", rel="next")["href"]


def test_the_desk_shows_strands_beside_their_statement_and_principles_beside_all(lead):
    id = a_comment(about=("voice", "belong"), strands=(PLANNING, "principle-equity"))
    page = lead.opens(f"/staff/consultations/{SLUG}/desk", at=id)
    (voice,) = page.soup.select('.suggestion[data-statement="voice"] .chips li')
    assert voice.get_text() == "All planning is person centred"
    assert page.soup.select('.suggestion[data-statement="belong"] .chips') == []
    assert "Also speaks of: Equity" in page.text


def test_the_overview_counts_principles_and_commitments(lead):
    said(6, "change", ("principle-equity",))
    said(2, "working", ("commitment-exclusions",))
    rows = lead.opens("/").table("The strategy’s principles and commitments")
    assert rows["Equity"] == ["6", "0", "6", "0", "0"]
    assert rows["Fewer permanent exclusions and part-time timetables"][0] == "fewer than 5"
