"""One statement: whose comments stand under it, which way they go, and the comments."""

from datetime import date

import pytest
from sqlalchemy import event

from tests.review.builders import SLUG, a_comment, a_submission
from voice.models import db

SAFE = "/statements/safe"
WHOSE = "Whose voice"


def five(**given):
    return [a_comment(about=("safe",), **given) for _ in range(5)]


def test_a_statement_without_comments_says_so(lead, trail):
    page = lead.opens(SAFE)
    assert "There are no comments here." in page.text
    assert "The draft strategy sets no measure for this statement yet." in page.text
    assert trail() == []


def test_the_table_says_whose_voice_and_which_way(lead):
    five(role="child", stance="working")
    five(role="child", voice="supported", stance="change")
    five(role="parent", stance="change")
    rows = lead.opens(SAFE).table(WHOSE)
    assert rows == {
        "Child or young person": ["10", "5", "5", "0", "0"], "on their own": ["5", "5", "0", "0", "0"],
        "with help": ["5", "0", "5", "0", "0"], "Parent or carer": ["5", "0", "5", "0", "0"],
        "All": ["15", "5", "10", "0", "0"]}


def test_a_small_number_is_in_no_table_sentence_or_picture(lead):
    five(role="parent", stance="change")
    five(role="parent", stance="working")
    five(role="child", stance="change")
    five(role="child", stance="working")
    for _ in range(3):
        a_comment(about=("safe",), role="child", stance="working")
    for _ in range(2):
        a_comment(about=("safe",), role="education", stance="change")
    page = lead.opens(SAFE)
    assert page.table(WHOSE)["Practitioner"][0] == "fewer than 5"
    assert "hidden" in [cell for row in page.table(WHOSE).values() for cell in row]
    assert "Practitioner" not in page.soup.select_one(".bars").get_text()


def test_the_picture_shows_what_the_table_shows(lead):
    five(role="child", stance="working")
    five(role="parent", stance="change")
    row = lead.opens(SAFE).soup.select(".bars__row")[0]
    assert [text.get_text() for text in row.select("text")] == ["5"]
    assert row.select_one("rect")["width"] == "100.0%"


def test_comments_come_newest_first_and_in_pages(lead):
    for day in range(10, 17):
        a_comment(f"day {day}", about=("safe",), on=date(2024, 9, day))
    first = lead.opens(SAFE)
    assert [words.strip() for words in first.comments] == [f"day {day}" for day in (16, 15, 14, 13, 12)]
    older = first.soup.find("a", rel="next")
    assert "page=2" in older["href"]
    second = lead.opens(SAFE, page="2")
    assert [words.strip() for words in second.comments] == ["day 11", "day 10"]
    assert "Page 2 of 2" in second.text
    assert second.soup.find("a", rel="next") is None


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "٣", "1" * 40])
def test_a_page_that_is_not_there_is_the_nearest_one(lead, page):
    five()
    assert len(lead.opens(SAFE, page=page).comments) == 5


def test_a_page_of_comments_asks_the_database_no_more_for_many_than_for_one(lead):
    a_comment(about=("safe", "voice"))
    lead.opens(SAFE)
    one = selects(lead)
    five()
    assert selects(lead) == one


def selects(lead):
    """Return how often a page asks the database."""
    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    lead.opens(SAFE)
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in seen)


def test_a_comment_shows_who_said_it_what_was_asked_and_when(lead):
    submission = a_submission(role="parent", voice="proxy", reading="easy", may_quote=True)
    a_comment(about=("safe", "support"), stance="mixed", submission=submission)
    article = lead.opens(SAFE).soup.select_one("article")
    text = " ".join(article.get_text(" ").split())
    for part in ("Parent or carer, in a child’s place: someone answered for them", "Easy read", "English", "Mixed",
                 "Tuesday 10 September 2024", "Quoting allowed: yes", "Suggested by the machine (test-1)"):
        assert part in text
    assert article.select_one(".comment__also .statement__number").get_text() == "4"
    assert "Asked: “" in text


def test_quoting_is_not_allowed_unless_it_was_said(lead):
    a_comment(about=("safe",))
    assert "Quoting allowed: no" in lead.opens(SAFE).text


def test_words_are_escaped_marked_and_without_personal_details(lead):
    text = "<b>Sam</b> is scared at Clifton Park\u202e"
    a_comment(text, about={"safe": [[14, 20], [11, 20]], "voice": [[0, 3]]}, personal=((3, 6),), place=((24, 36),))
    words = lead.opens(SAFE).soup.select_one(".said__words")
    assert words.get_text() == "<b>[name or contact hidden]</b> is scared at Clifton ParkU+202E"
    assert [mark.get_text() for mark in words.select("mark.evidence")] == ["is scared"]
    assert words["dir"] == "auto"


def test_a_long_comment_can_be_opened(lead):
    a_comment("word " * 300, about=("safe",))
    page = lead.opens(SAFE)
    assert page.soup.select_one("details summary").get_text() == "Show all 1,500 characters"
    assert page.soup.select_one(".comment .said").get_text().count("word") == 300


def test_a_concern_is_marked_with_its_reasons(lead):
    a_comment(about=("safe",), reasons=("neglect", "a newer reason"))
    assert "A safeguarding lead should see this : neglect, a newer reason" in lead.opens(SAFE).text


def test_comments_are_narrowed_by_who_format_and_question(lead):
    a_comment("by a parent", about=("safe",), role="parent")
    a_comment("by a child", about=("safe",), role="child", reading="easy", question="works_well")
    one, two, three = {"role": "child"}, {"reading": "easy"}, {"question": "works_well"}
    for choice in (one, two, three, one | two):
        page = lead.opens(SAFE, **choice)
        assert [words.strip() for words in page.comments] == ["by a child"]
        assert {o["value"] for o in page.soup.select("option[selected]")} == set(choice.values())


def test_choices_that_are_not_known_are_left_out(lead):
    a_comment(about=("safe",))
    page = lead.opens(SAFE, role="' OR 1=1", reading="\u202e", question="../../etc")
    assert len(page.comments) == 1
    assert "OR 1=1" not in page.html


def test_a_narrowed_list_never_says_its_exact_length(lead):
    for _ in range(3):
        a_comment(about=("safe",), role="child")
    for _ in range(7):
        a_comment(about=("safe",), role="parent")
    assert "These choices leave fewer than 5 ." in lead.opens(SAFE, role="child").text
    assert "These choices leave about 5 comments." in lead.opens(SAFE, role="parent").text
    assert "These choices leave no comments." in lead.opens(SAFE, role="health").text


def test_choices_are_kept_from_page_to_page(lead):
    five(role="parent")
    five(role="parent")
    link = lead.opens(SAFE, role="parent").soup.find("a", rel="next")["href"]
    assert "role=parent" in link
    assert "page=2" in link


@pytest.mark.parametrize(("code", "given"), [
    ("other", {"status": "other"}), ("no_view", {"status": "no_view"}), ("waiting", {"is_read": False}),
    ("waiting", {"status": "unread"})])
def test_comments_under_no_statement_have_their_page(lead, code, given):
    a_comment("here I am", **given)
    a_comment("not me", about=("safe",))
    page = lead.opens(f"/statements/{code}")
    assert [words.strip() for words in page.comments] == ["here I am"]
    assert page.table(WHOSE)["All"][0] == "fewer than 5"


def test_real_comments_and_examples_are_never_in_one_list(lead):
    a_comment("real", about=("safe",))
    a_comment("made up", about=("safe",), is_example=True)
    assert [w.strip() for w in lead.opens(SAFE).comments] == ["real"]
    page = lead.opens(SAFE, data="example")
    assert [w.strip() for w in page.comments] == ["made up"]
    assert page.soup.select_one("form input[name=data]")["value"] == "example"


def test_whoever_reads_comments_is_in_the_trail_once_a_page_with_ids_and_no_words(lead, trail):
    ids = [a_comment("A secret of mine", about=("safe",)) for _ in range(3)]
    lead.opens(SAFE)
    [(action, subject, details)] = trail()
    assert (action, subject) == ("read_comments", f"{SLUG}/safe")
    assert set(details.split()) == set(ids)


def test_only_comments_that_were_shown_are_in_the_trail(lead, trail):
    for day in range(10, 17):
        a_comment(about=("safe",), on=date(2024, 9, day))
    lead.opens(SAFE, page="2")
    assert len(trail()[0][2].split()) == 2


def test_an_unknown_statement_is_not_found(lead):
    assert lead.client.get(f"/staff/consultations/{SLUG}/statements/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/", SAFE, "/answers"])
def test_strangers_are_led_to_the_sign_in_page(app, path):
    answer = app.test_client().get(f"/staff/consultations/{SLUG}{path}")
    assert answer.status_code == 302
    assert "/staff/sign-in" in answer.location


@pytest.mark.parametrize(("role", "path", "status"), [
    ("board", "/", 404), ("facilitator", SAFE, 404), ("admin", SAFE, 404), ("admin", "/", 200),
    ("safeguarding", SAFE, 200), ("admin", "/answers", 404)])
def test_each_role_opens_what_the_table_of_access_allows(a_reader, role, path, status):
    assert a_reader(role).opens(path).status == status
