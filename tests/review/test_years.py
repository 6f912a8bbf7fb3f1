"""Years side by side, the helper split, and faces that are all the same."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sent import sent
from voice.models import Definition, Submission, db, writing
from voice.models.edition import new_edition

ANSWERS = "/staff/consultations/child-survey/answers"
SAFE = "I feel safe in the places I go."


@pytest.fixture
def two_years(lead):
    """The year before, with answers in it, and this one."""
    new_edition("child-survey", date(2023, 9, 1), date(2024, 8, 31), (9, 1))
    for _ in range(6):
        sent("child-survey", "2023/24", age="from_11_to_15", safe_feel="never")
    for _ in range(8):
        sent("child-survey", age="from_11_to_15", safe_feel="never")


def caption_of(page):
    table = next(t for t in page.soup.find_all("table") if t.caption.get_text(" ", strip=True).startswith(SAFE))
    return " ".join(table.caption.get_text(" ").split()), [th.get_text(strip=True) for th in table.select("thead th")]


def test_years_stand_side_by_side_where_wording_and_scale_stayed(lead, two_years):
    page = lead.opens(ANSWERS, by="year")
    assert caption_of(page)[1] == ["Answer", "Responses", "2023/24", "Share"]
    assert page.table(SAFE)["Never"] == ["8", "6"]


def test_years_are_not_compared_where_the_wording_changed(lead, two_years):
    """The same version with other words, or other words under another version: neither is compared."""
    db.session.rollback()
    with writing() as session:
        now = session.query(Definition).filter_by(slug="child-survey").one()
        questions = {**now.questions, "safe_feel": [1, "other words here"]}
        session.add(Definition(digest="e" * 64, slug="child-survey", first_asked_on=date(2023, 9, 1), questions=questions))
        session.query(Submission).filter_by(edition_id="child-survey/2023/24").update({"survey_digest": "e" * 64})
    page = lead.opens(ANSWERS, by="year")
    said, heads = caption_of(page)
    assert "2023/24" not in heads
    assert "Not compared with 2023/24: the wording or the scale was another." in said
    assert "2023/24" in [th.get_text(strip=True) for th in page.soup.find_all("table")[0].select("thead th")]


def test_each_year_has_its_own_pages(lead, two_years):
    assert lead.opens(ANSWERS).table(SAFE)["Never"] == ["8"]
    page = lead.opens(ANSWERS, edition="2023/24")
    assert page.table(SAFE)["Never"] == ["6"]
    assert any("edition=2023/24" in a["href"] or "edition=2023%2F24" in a["href"] for a in page.soup.select("main a[href]"))


def test_shares_stand_side_by_side_by_who_helped(lead):
    for helper, n in (("nobody", 6), ("read", 7), ("chose", 8)):
        for _ in range(n):
            sent("child-survey", age="from_11_to_15", helper=helper, safe_feel="always")
    page = lead.opens(ANSWERS, by="voice")
    assert caption_of(page)[1] == ["Answer", "All", "on their own", "with help", "someone answered for them", "Share"]
    assert page.table(SAFE)["Always"] == ["21", "6", "7", "8"]


def test_what_one_split_hides_the_other_does_not_tell(lead):
    for helper, n in (("nobody", 9), ("chose", 2)):
        for _ in range(n):
            sent("child-survey", age="from_11_to_15", helper=helper, safe_feel="always")
    by_voice = lead.opens(ANSWERS, by="voice").table(SAFE)["Always"]
    by_role = lead.opens(ANSWERS, by="role").table(SAFE)["Always"]
    assert by_voice[-1] == "fewer than 5"
    assert by_voice[0] == by_role[0]
    assert not all(cell.isdigit() for cell in by_voice[:2])


def test_faces_are_counted_as_shares_and_no_average_is_made(lead):
    for face, n in (("easy_yes", 20), ("easy_no", 15)):
        for _ in range(n):
            sent("child-survey", reading="easy", age="from_5_to_10", safe_feel=face)
    page = lead.opens(ANSWERS)
    rows = page.table(SAFE)
    assert rows["Yes easy read"] == ["20 57%"]
    assert rows["No easy read"] == ["15 43%"]
    assert "no average is made of them" in page.text


def test_don_t_know_belongs_to_the_scale_that_was_shown(lead):
    for _ in range(6):
        sent("child-survey", age="from_11_to_15", safe_feel="dont_know")
    for _ in range(7):
        sent("child-survey", reading="easy", age="from_5_to_10", safe_feel="dont_know")
    rows = lead.opens(ANSWERS).table(SAFE)
    assert rows["I don’t know"] == ["6"]
    assert rows["I do not know easy read"] == ["7"]


def test_the_same_face_for_all_seven_is_marked_and_kept(lead):
    seven = ("voice_heard", "healthy_help", "safe_feel", "support_suits", "adults_helped", "independent_try", "belong_welcome")
    for _ in range(6):
        sent("child-survey", reading="easy", age="from_5_to_10", **dict.fromkeys(seven, "easy_yes"))
    for _ in range(6):
        sent("child-survey", reading="easy", age="from_5_to_10", **dict.fromkeys(seven[:6], "easy_yes"), belong_welcome="easy_no")
    page = lead.opens(ANSWERS)
    assert "Chose the same face for every statement: 6 ." in page.text or "Chose the same face for every statement: 6." in page.text
    assert page.table(SAFE)["Yes easy read"] == ["12"]
