"""The themed summary of a statement counts what people decided, says who says so, and leads to the desk and back."""

from datetime import date

import pytest

from tests.conftest import TUESDAY
from tests.review.builders import SLUG, a_comment, a_submission
from voice.models import Comment, db
from voice.review.deciding import Wanted, decide, newest

SAFE, BELONG, OTHER = "/statements/safe", "/statements/belong", "/statements/other"
WHO_SAYS, WHOSE, ABOUT = "Who says so", "Whose voice", "What comments are about"


def some(n, stance="change", **given):
    return [a_comment(about=("safe",), stance=stance, **given) for _ in range(n)]


def decided(ids, *codes, stance="change", state="decided", quote=False, who="account 1"):
    for id in ids:
        before = newest(id)
        decide(id, Wanted(state, codes, stance, quote), before.revision if before else 0, who, TUESDAY)


def test_what_people_decided_counts_instead_of_what_was_suggested(lead):
    decided(some(6), "belong", stance="working")
    assert "0 comments" in lead.opens(SAFE).text
    page = lead.opens(BELONG)
    assert page.table(WHOSE)["All"] == ["6", "6", "0", "0", "0"]
    assert len(page.comments) == 5
    assert "These choices leave about 5 comments." in lead.opens(BELONG, role="parent").text
    row = lead.opens().table(ABOUT)["7 I belong and feel valued"]
    assert row == ["6", "6", "0", "0", "0", "6"]


def test_a_decision_about_nothing_of_the_seven_is_about_something_else(lead):
    decided(some(5))
    assert lead.opens(OTHER).table(WHO_SAYS)["Decided by people"][0] == "5"


@pytest.mark.parametrize("state", ["not_sure", "safeguarding"])
def test_what_nobody_decided_stands_where_it_was_suggested(lead, state):
    decided(some(6), "belong", state=state)
    rows = lead.opens(SAFE).table(WHO_SAYS)
    assert rows["Suggested by the machine alone"][0] == "6"
    assert rows["Decided by people"][0] == "0"


def test_it_says_what_people_decided_and_what_is_the_machine_s_alone(lead):
    decided(some(20), "safe")
    some(15)
    decided(some(5, stance="working"), "safe", stance="working")
    page = lead.opens(SAFE)
    rows = page.table(WHO_SAYS)
    assert rows["Decided by people"] == ["25", "5", "20", "0", "0"]
    assert rows["Suggested by the machine alone"] == ["15", "0", "15", "0", "0"]
    assert rows["Strong"] == ["15", "0", "15", "0", "0"]
    assert "People decided 25 of these comments. 15 stand here only because the machine suggests it. Decided by people: 62%." in page.text
    assert lead.opens().table(ABOUT)["3 I feel safe The draft strategy sets no measure for this statement yet."][-1] == "25 62%"


def test_few_that_people_decided_cannot_be_worked_out_from_the_rest(lead):
    decided(some(2), "safe")
    some(20)
    page = lead.opens(SAFE)
    rows = page.table(WHO_SAYS)
    assert rows["Decided by people"][0] == "fewer than 5"
    assert rows["Suggested by the machine alone"][0] == "hidden"
    assert page.table(WHOSE)["All"][0] == "22"
    for words in ("People decided", "20 stand", "Decided by people:"):
        assert words not in page.text
    assert lead.opens().table(ABOUT)["3 I feel safe The draft strategy sets no measure for this statement yet."][-1] == "fewer than 5"


def test_what_waits_is_said_without_giving_away_the_few_that_somebody_looked_at(lead):
    some(12)
    decided(some(1), "safe", state="not_sure")
    a_comment(is_read=False)
    text = lead.opens(SAFE).text
    assert "On the desk, for people to decide: 13" in text
    assert "Of these, looked at and not decided (not sure, or with a safeguarding lead): fewer than 5" in text
    assert "Not read by the machine yet, whatever they are about: fewer than 5" in text


def sides(page):
    return {part.h3.get_text(): [one.select_one(".said__words").get_text() for one in part.select(".side__one")] for part in page.soup.select(".side")}


def test_a_few_of_each_side_stand_beside_each_other_the_good_to_quote_first(lead):
    for day in range(10, 15):
        a_comment(f"bad {day}", about=("safe",), stance="change", on=date(2024, 9, day))
    old = a_comment("good to quote", about=("safe",), stance="change", submission=a_submission(may_quote=True, on=date(2024, 9, 3)))
    a_comment("good", about=("safe",), stance="working")
    decided([old], "safe", quote=True)
    assert sides(lead.opens(SAFE)) == {"Working well": ["good"], "Needs to change": ["good to quote", "bad 14", "bad 13"]}


def test_only_what_may_be_quoted_is_printed(lead):
    yes = a_comment("may be quoted", about=("safe",), submission=a_submission(may_quote=True))
    no = a_comment("may not be quoted", about=("safe",))
    allowed = a_comment("allowed, and not found good", about=("safe",), submission=a_submission(may_quote=True))
    decided([yes, no], "safe", quote=True)
    decided([allowed], "safe")
    page = lead.opens(SAFE)
    for away in page.soup.select(".screen-only"):
        away.decompose()
    assert [words.get_text() for words in page.soup.select("main .said__words")] == ["may be quoted"]
    assert "Printed on Tuesday 10 September 2024, for staff." in page.soup.main.get_text()
    assert "Open from Monday 2 September 2024" in page.soup.main.get_text()


def test_each_comment_says_whether_a_person_decided_it(lead):
    decided([a_comment("one", about=("safe",))], "safe")
    a_comment("two", about=("safe",))
    found = {article.select_one(".said__words").get_text(): article.get_text() for article in lead.opens(SAFE).soup.select("article.comment")}
    assert "Decided by a person" in found["one"]
    assert "Suggested by the machine" in found["two"]


def test_a_comment_is_shown_as_it_stands(lead):
    decided([a_comment("words", about={"safe": [[0, 5]]}, stance="change")], "belong", "voice", stance="working")
    article = lead.opens(BELONG).soup.select_one("article.comment")
    assert "Working well" in article.get_text()
    assert "Needs to change" not in article.get_text()
    assert [one.get_text() for one in article.select(".comment__also .statement__number")] == ["1"]
    assert not article.select("mark")


def test_what_a_safeguarding_lead_has_only_a_safeguarding_lead_reads(a_reader, app):
    lead, other = a_reader("lead"), a_reader("safeguarding")
    with app.app_context():
        decided([a_comment("He hits me", about=("safe",)), a_comment("He hits me too", about=("safe",), role="child")], "safe", state="safeguarding")
        a_comment("The bus is late", about=("safe",))
    for choices in ({}, {"role": "child"}, {"reading": "standard"}):
        assert "He hits me" not in lead.opens(SAFE, **choices).text
    page = other.opens(SAFE)
    assert "He hits me too" in page.text
    assert page.text.count("A safeguarding lead has this") == 2
    assert "He hits me" not in str(page.soup.select(".side"))


def test_the_way_to_the_desk_leads_back_to_the_same_place_after_any_number_of_decisions(lead):
    for day in range(3, 15):
        a_comment(f"day {day}", about=("safe",), on=date(2024, 9, day))
    page = lead.opens(SAFE, role="parent", page="2")
    link = page.soup.select("article.comment")[2].select_one("a")["href"]
    desk = lead.opens(link)
    assert "day 7" in desk.soup.select_one(".said").get_text()
    for _ in range(3):
        form = desk.soup.select_one("form.decide")
        sent = {one["name"]: one["value"] for one in form.select('input[type="hidden"]') if one["name"] != "csrf_token"}
        desk = lead.posts(form["action"], do="keep", statement="safe", stance="change", **sent)
    assert desk.soup.find("a", string="Back to the summary")["href"] == f"/staff/consultations/{SLUG}/statements/safe?page=2&role=parent#comment-3"
    listed = lead.opens(desk.soup.find("a", string="As a compact list")["href"])
    assert listed.soup.find("a", string="Back to the summary")["href"].endswith("statements/safe?page=2&role=parent#comment-3")
    chooser = desk.soup.select_one("form.choose-from")
    assert chooser.select_one('[name="from_near"]')["value"] == "comment-3"


@pytest.mark.parametrize("names", [
    {"from_code": "https://example.org"}, {"from_code": "//example.org"}, {"from_near": "comment-1"}, {"from": "/staff/account"}])
def test_what_is_no_name_of_a_statement_leads_nowhere(lead, names):
    a_comment(about=("safe",))
    assert lead.opens("/desk", **names).soup.find("a", string="Back to the summary") is None


def test_what_is_not_known_of_the_way_back_is_left_out(lead):
    a_comment(about=("safe",))
    page = lead.opens("/desk", from_code="safe", from_role="//example.org", from_page="-1", from_near="x&y=1", from_question="../..")
    assert page.soup.find("a", string="Back to the summary")["href"] == f"/staff/consultations/{SLUG}/statements/safe"


def test_the_desk_of_a_statement_goes_by_what_stands_once_people_decided(lead):
    moved, open_one = a_comment("moved away", about=("safe",)), a_comment("still open", about=("safe",))
    decided([moved], "belong")
    assert "moved away" in lead.opens("/desk", code="belong", place="decided").text
    assert "moved away" not in lead.opens("/desk", code="safe", place="decided").text
    assert "still open" in lead.opens("/desk", code="safe").text
    assert db.session.get(Comment, open_one).desk == "open"


def test_the_trail_names_the_comments_of_both_sides_and_of_the_list_once(lead, trail):
    ids = some(7, stance="working")
    lead.opens(SAFE)
    [(_, subject, details)] = trail()
    assert subject == f"{SLUG}/safe"
    assert len(details.split()) == len(set(details.split())) == 5
    assert set(details.split()) <= set(ids)
