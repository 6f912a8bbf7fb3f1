"""From the first page to the receipt in a real browser, in each format, with and without JavaScript."""

import pytest

WAYS = [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without JavaScript")]
READINGS = ["standard", "easy", "pictures"]
THANKS = "Thank you. We have your answers."


@pytest.mark.parametrize("javascript", WAYS)
@pytest.mark.parametrize("reading", READINGS)
def test_a_child_with_a_phone_answers_from_start_to_receipt(a_respondent, site, reading, javascript):
    child = a_respondent(javascript=javascript)

    child.begins_and_sends(reading, role="child", helper="nobody", outcomes_matter=["safe", "belong"], help_safe="The bus is scary.")

    assert child.heading == THANKS
    assert len(child.code.split()) == 4
    submission, = site.submissions()
    assert (submission.role, submission.voice, submission.reading) == ("child", "self", reading)
    assert site.comments() == ["The bus is scary."]
    assert child.watch.requests > 30


@pytest.mark.parametrize("javascript", WAYS)
def test_a_respondent_reads_urdu_from_right_to_left_to_the_receipt(a_respondent, site, javascript):
    someone = a_respondent("ur", javascript=javascript)
    someone.begins()
    while not someone.is_at("check"):
        assert someone.page.get_attribute("html", "dir") == "rtl"
        assert someone.page.get_attribute("html", "lang").startswith("ur")
        assert someone.page.locator("main .example").first.is_visible(), "the label that says this is a draft translation"
        assert someone.page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
        {"role": lambda: someone.gives("child"), "missing": lambda: someone.gives("اسکول کی بس")}.get(someone.question_id, someone.skips)()
    assert "اسکول کی بس" in someone.page.inner_text("main")

    someone.sends()

    assert len(someone.code.split()) == 4
    assert site.submissions()[0].locale == "ur"
    assert site.comments() == ["اسکول کی بس"]


@pytest.mark.parametrize("javascript", WAYS)
def test_the_way_back_keeps_what_is_on_the_page(a_respondent, javascript):
    someone = a_respondent(javascript=javascript)
    someone.begins()
    someone.gives("child")
    someone.opens("missing")
    someone.fills_in("Half a thought")
    someone.goes_back()
    assert not someone.is_at("missing")
    someone.opens("missing")
    assert someone.written == "Half a thought"


@pytest.mark.parametrize("javascript", WAYS)
def test_changing_the_format_keeps_words_that_were_not_sent_yet(a_respondent, javascript):
    someone = a_respondent(javascript=javascript)
    someone.begins()
    someone.gives("child")
    someone.opens("change_first")
    someone.fills_in("More clubs")
    someone.reads("easy")
    assert (someone.question_id, someone.written) == ("change_first", "More clubs")
    someone.fills_in("More clubs, and nearer")
    someone.reads("standard")
    assert someone.written == "More clubs, and nearer"


@pytest.mark.parametrize("javascript", WAYS)
def test_changing_the_language_keeps_words_that_were_not_sent_yet(a_respondent, javascript):
    someone = a_respondent(javascript=javascript)
    someone.begins()
    someone.gives("child")
    someone.opens("change_first")
    someone.fills_in("More clubs")
    someone.presses('button[value="lang:ur"]')
    assert someone.page.get_attribute("html", "dir") == "rtl"
    assert someone.written == "More clubs"


@pytest.mark.parametrize("javascript", WAYS)
def test_a_double_click_on_send_sends_once(a_respondent, site, javascript):
    someone = a_respondent(javascript=javascript)
    someone.begins("pictures")
    someone.gives("child")
    someone.opens("check")
    someone.send_button.dblclick()  # the second press may end the navigation of the first
    someone.page.wait_for_url("**/receipt")
    someone.page.locator(".code__words li").first.wait_for()
    assert someone.heading == THANKS
    assert someone.code
    assert len(site.submissions()) == 1


@pytest.mark.parametrize("javascript", WAYS)
def test_back_in_the_browser_after_sending_sends_nothing_more(a_respondent, site, javascript):
    someone = a_respondent(javascript=javascript)
    someone.writes_and_sends("Shorter waits")
    code = someone.code
    for _ in range(4):
        someone.page.go_back()
        if someone.page.locator(".forward button").count() and not someone.is_at("receipt"):
            someone.presses(someone.page.locator(".forward button").first)
        assert someone.code == code
    assert len(site.submissions()) == 1
    assert site.comments() == ["Shorter waits"]


@pytest.mark.parametrize("javascript", WAYS)
def test_a_page_left_open_in_another_tab_sends_nothing_more(a_respondent, site, javascript):
    someone = a_respondent(javascript=javascript)
    someone.begins("pictures")
    someone.gives("child")
    someone.opens("check")
    first, second = someone.page, someone.context.new_page()
    second.goto(first.url)
    someone.sends()
    code, someone.page = someone.code, second
    someone.sends()
    assert someone.code == code
    assert len(site.submissions()) == 1


def test_a_save_code_goes_on_with_on_another_phone(a_respondent, site):
    first = a_respondent()
    first.begins("easy")
    first.gives("child")
    first.opens("change_first")
    first.fills_in("A ramp")
    first.presses('button[value="save"]')
    other = a_respondent()
    other.goes_to("easy/resume")
    other.page.fill("#code", first.code.upper())
    other.presses(".forward .button")
    assert other.is_at("check")
    assert "A ramp" not in other.page.inner_text("main")
    other.sends()
    assert site.comments() == ["A ramp"]
    assert site.submissions()[0].reading == "easy"


def test_a_shared_phone_is_clean_after_finish(respondent):
    respondent.writes_and_sends("A secret")
    code = respondent.code
    respondent.presses('form[action$="/finish"] button')
    for _ in range(3):
        respondent.page.go_back()
        assert code not in respondent.page.content()
        assert "A secret" not in respondent.page.content()
