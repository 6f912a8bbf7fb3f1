"""The overview: who answered, and what their comments are about."""

from tests.review.builders import DAY, a_comment, a_submission
from voice.capture.intake import withdraw
from voice.review.words import who_of

ABOUT = "What comments are about"


def many(n, **who):
    for _ in range(n):
        a_submission(**who)


def test_nobody_has_answered_yet(lead):
    page = lead.opens()
    assert "0 responses" in page.text
    assert "Nobody has answered yet." in page.text
    assert page.table(ABOUT)["3 I feel safe The draft strategy sets no measure for this statement yet."][0] == "0"


def test_the_seven_stand_in_their_order_and_the_rest_after_them(lead):
    rows = list(lead.opens().table(ABOUT))
    assert [row[0] for row in rows[:7]] == list("1234567")
    assert rows[7:] == ["About something else", "No view given", "Waiting for a translation", "Waiting to be read"]


def test_only_i_feel_safe_has_no_measure(lead):
    assert lead.opens().text.count("sets no measure for this statement yet") == 1


def test_people_are_counted_by_role_and_voice(lead):
    many(6, role="child", voice="self")
    many(7, role="child", voice="supported")
    many(9, role="parent")
    rows = lead.opens().table("Who answered")
    assert rows["Child or young person"] == ["13", "6", "7", "0"]
    assert rows["Parent or carer"] == ["9", "0", "0", "9"]
    assert rows["All"] == ["22", "6", "7", "9"]


def test_a_few_people_are_not_counted_out_and_cannot_be_worked_out(lead):
    many(20, role="child", voice="self")
    many(8, role="child", voice="supported")
    many(3, role="child", voice="proxy")
    rows = lead.opens().table("Who answered")
    assert "fewer than 5" in rows["Child or young person"]
    assert "hidden" in rows["Child or young person"]
    assert "3" not in [*rows["Child or young person"], *rows["All"]]


def test_people_are_counted_by_way_of_reading(lead):
    many(6, reading="standard")
    many(8, reading="easy")
    assert lead.opens().table("How they answered") == {"Standard": ["6"], "Easy read": ["8"], "All": ["14"]}


def test_a_total_that_one_table_must_hide_is_hidden_in_the_other(lead):
    many(1, reading="easy")
    many(5, reading="standard")
    page = lead.opens()
    assert page.table("How they answered")["All"] == ["hidden"]
    assert page.table("Who answered")["All"][0] == "hidden"
    assert "6 responses" not in page.text


def test_comments_are_counted_by_statement_and_direction(lead):
    for _ in range(6):
        a_comment(about=("safe",), stance="change")
    for _ in range(5):
        a_comment(about=("safe",), stance="working")
    row = lead.opens().table(ABOUT)["3 I feel safe The draft strategy sets no measure for this statement yet."]
    assert row == ["11", "5", "6", "0", "0", "0"]


def test_a_comment_about_two_statements_counts_under_both(lead):
    for _ in range(5):
        a_comment(about=("voice", "belong"))
    rows = lead.opens().table(ABOUT)
    assert rows["1 I have a voice, and this is listened to and respected"][0] == "5"
    assert rows["7 I belong and feel valued"][0] == "5"


def test_comments_under_no_statement_have_rows_of_their_own(lead):
    for _ in range(5):
        a_comment(status="other")
    for _ in range(6):
        a_comment(status="no_view", stance="neutral")
    for _ in range(7):
        a_comment(is_read=False)
    rows = lead.opens().table(ABOUT)
    beside = ("About something else", "No view given", "Waiting to be read")
    assert [rows[name][0] for name in beside] == ["5", "6", "7"]


def test_what_was_too_long_to_be_read_whole_waits_for_a_person(lead):
    for _ in range(5):
        a_comment(status="unread")
    assert lead.opens().table(ABOUT)["Waiting to be read"][0] == "5"


def test_an_adult_in_a_childs_place_is_never_counted_as_a_child(lead):
    for voice in ("self", "supported"):
        for _ in range(5):
            a_comment(about=("safe",), role="child", voice=voice)
    for role in ("child", "parent"):
        for _ in range(5):
            a_comment(about=("safe",), role=role, voice="proxy")
    page = lead.opens()
    headings = [th.get_text() for th in page.soup.find_all("table")[1].select("thead th")][1:]
    row = dict(zip(headings, page.table("Whose comments they are")["3 I feel safe"], strict=True))
    assert row == {"Child or young person": "10", "Someone answered for a child or young person": "10"}


def test_organisations_stand_apart_from_people():
    assert who_of("education", "organisation") == "organisation"
    assert who_of("education", "adult") == "practitioner"


def test_concerns_are_counted_exactly(lead):
    for _ in range(2):
        a_comment(reasons=("neglect",))
    assert "2 comments should be seen by a safeguarding lead today." in lead.opens().text


def test_real_answers_and_examples_are_never_added(lead):
    many(6)
    many(9, is_example=True)
    a_comment(reasons=("neglect",), is_example=True)
    real, example = lead.opens(), lead.opens(data="example")
    assert "6 responses" in real.text
    assert "10 responses" in example.text
    assert "No comment is marked" in real.text
    assert real.soup.select(".example") == []
    assert "Example data" in example.text


def test_where_there_are_only_examples_they_are_shown_as_such(lead):
    many(9, is_example=True)
    page = lead.opens()
    assert "9 responses" in page.text
    assert "Example data" in page.text


def test_links_stay_with_the_examples(lead):
    many(6)
    many(9, is_example=True)
    links = [a["href"] for a in lead.opens(data="example").soup.select("main .summary a")]
    assert links.count("/staff/model") == 1
    assert len(links) > 1
    assert all("data=example" in link for link in links if link != "/staff/model")


def test_what_was_taken_back_is_counted_no_more(lead):
    many(5)
    gone = a_submission()
    a_comment(submission=gone, about=("safe",), reasons=("neglect",))
    assert "6 responses" in lead.opens().text
    withdraw(gone, DAY)
    page = lead.opens()
    assert "5 responses" in page.text
    assert "No comment is marked" in page.text


def test_an_unknown_consultation_is_not_found(lead):
    assert lead.client.get("/staff/consultations/no-such-thing/").status_code == 404
