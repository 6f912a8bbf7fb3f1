"""What is new under a statement: counted in the background, shown with people's own words."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.review.builders import a_comment, a_submission
from voice.capture.intake import withdraw
from voice.models import Comment, Phrase, Submission, db, writing
from voice.phrases import count_phrases
from voice.review.phrases import around

NOW = datetime(2024, 9, 10, 9, tzinfo=UTC)
SUPPORT = "/statements/support"
TEXT = "The hydro pool, says Amina"


def six(may_quote=True, **more):
    return [a_comment(TEXT, about=("support",), submission=a_submission(may_quote=may_quote), personal=((21, 26),), **more) for _ in range(6)]


def others():
    for _ in range(30):
        a_comment("The garden is green.", about=("safe",))


def phrases():
    db.session.rollback()
    return list(db.session.scalars(select(Phrase.words).order_by(Phrase.words)))


@pytest.fixture
def counted(lead):
    """Six responses say what nobody else does, and it was counted."""
    ids = six()
    others()
    assert count_phrases(5, NOW) == 1
    return ids


def test_what_is_new_is_shown_with_its_count(lead, counted):
    page = lead.opens(SUPPORT)
    assert page.table("Said more here than elsewhere")["hydro pool"] == ["6", "0"]
    assert "Not in the strategy’s strands" in page.text


def test_quotes_hide_personal_details_and_are_in_the_audit_trail(lead, counted, trail):
    quotes = [quote.get_text(" ", strip=True) for quote in lead.opens(SUPPORT).soup.select("blockquote")]
    assert len(quotes) == 3
    assert all("[name, contact or place hidden]" in quote and "Amina" not in quote for quote in quotes)
    (read,) = [entry for entry in trail() if entry[1].endswith("/support")]
    assert set(read[2].split()) >= {id for id in counted if id in db.session.scalars(select(Phrase.quotes)).first()[:3]}


def test_nobody_is_quoted_who_does_not_allow_it_or_whose_comment_is_a_concern(lead):
    six(may_quote=False)
    six(reasons=("self harm",))
    others()
    count_phrases(5, NOW)
    page = lead.opens(SUPPORT)
    assert page.table("Said more here than elsewhere")["hydro pool"] == ["12", "0"]
    assert page.soup.select("blockquote") == []


def test_who_forbids_quoting_later_is_quoted_no_more(lead, counted):
    with writing() as session:
        session.query(Submission).update({"may_quote": False})
    assert lead.opens(SUPPORT).soup.select("blockquote") == []


def test_unchanged_comments_are_not_counted_again_and_changed_ones_are(lead, counted):
    assert count_phrases(5, NOW) == 0
    a_comment("Something more", about=("support",))
    assert count_phrases(5, NOW + timedelta(hours=1)) == 1


def test_fewer_than_the_small_number_are_never_kept(lead):
    for id in six()[:2]:
        with writing() as session:
            session.delete(session.get(Comment, id))
    others()
    count_phrases(5, NOW)
    assert "hydro pool" not in phrases()


def test_taking_an_answer_back_takes_the_phrases_it_was_counted_in(lead, counted):
    assert phrases()
    withdraw(db.session.get(Comment, counted[0]).submission_id, NOW.date())
    assert phrases() == []
    withdraw(db.session.get(Comment, counted[1]).submission_id, NOW.date())
    count_phrases(5, NOW)
    assert "hydro pool" not in phrases()


def test_a_raised_small_number_hides_what_was_counted_before(lead, counted, app):
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"small_number": 7})
    assert "hydro pool" not in lead.opens(SUPPORT).text.split("Comments")[0]


def test_a_quote_is_cut_between_words_and_never_inside_something_hidden():
    text = "word " * 60 + "hydro pool" + " more" * 60
    start = text.index("hydro")
    first, last = around(text, start, start + 10, [])
    assert (text[first - 1], text[last]) == (" ", " ")
    hidden = [(first - 3, first + 4)]
    assert around(text, start, start + 10, hidden)[0] == first + 4
