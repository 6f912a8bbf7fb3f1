"""What is typed is kept while it is typed, and the page never says so before it is true."""

import threading
import time

import pytest

from tests.browser.pages import is_busy

UNKEPT = "Not kept yet. Please do not close this page. We will try again."
WORDS = "The lift is broken again"


@pytest.fixture
def writer(respondent):
    """A child with a comment before them."""
    respondent.begins()
    respondent.gives("child")
    respondent.opens("missing")
    return respondent


def soon(claim, seconds=8):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not (found := claim()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_words_are_kept_though_nothing_is_pressed(writer, site):
    writer.fills_in(WORDS)
    writer.is_told("Kept.")
    assert site.kept("missing") == WORDS
    writer.page.close()
    assert site.kept("missing") == WORDS


def test_words_are_kept_when_the_tab_is_closed_at_once(writer, site):
    writer.fills_in(WORDS)
    writer.page.close(run_before_unload=True)
    assert soon(lambda: site.kept("missing")) == WORDS


def test_words_are_kept_when_another_page_is_opened_at_once(writer, site):
    writer.fills_in(WORDS)
    writer.page.goto("/en/help")
    assert soon(lambda: site.kept("missing")) == WORDS


def test_a_choice_is_kept_though_nothing_is_pressed(writer, site):
    writer.opens("outcomes_matter")
    writer.fills_in(["safe", "voice"])
    writer.is_told("Kept.")
    assert set(site.kept("outcomes_matter")) == {"safe", "voice"}


def test_kept_is_said_only_when_the_server_has_it(writer, site):
    real, may_go, asked = site.app.view_functions["capture.answer"], threading.Event(), threading.Event()

    def slow(**values):
        asked.set()
        may_go.wait(10)
        return real(**values)

    with site.answering("capture.answer", slow):
        writer.fills_in(WORDS)
        assert soon(asked.is_set)
        writer.page.wait_for_timeout(300)
        assert (writer.status.inner_text(), site.kept("missing")) == ("", None)
        may_go.set()
        writer.is_told("Kept.")
    assert site.kept("missing") == WORDS


def test_words_typed_without_a_network_are_kept_when_it_is_back(writer, site):
    writer.watch.also_expects.append("Failed to load resource: net::ERR_")
    site.stops()
    writer.fills_in(WORDS)
    writer.is_told(UNKEPT)
    assert writer.written == WORDS
    writer.fills_in(WORDS + ", all week")
    writer.is_told(UNKEPT)
    site.starts()
    writer.is_told("Kept.")
    assert site.kept("missing") == WORDS + ", all week"
    assert writer.written == WORDS + ", all week"


def test_a_server_in_trouble_is_not_taken_for_kept(writer, site):
    writer.watch.also_expects.append("Failed to load resource: the server responded with a status of 5")
    with site.answering("capture.answer", lambda **_: ("", 503)):
        writer.fills_in(WORDS)
        writer.is_told(UNKEPT)
        assert site.kept("missing") is None
    writer.is_told("Kept.")
    assert site.kept("missing") == WORDS


def test_kept_is_not_said_of_words_typed_since(writer, site):
    writer.fills_in(WORDS)
    writer.is_told("Kept.")
    writer.page.press("textarea", "Control+End")
    writer.page.keyboard.type(" and again")
    assert writer.status.inner_text() == ""
    writer.is_told("Kept.")
    assert site.kept("missing") == WORDS + " and again"


def test_words_that_are_too_long_are_kept_whole(writer, site):
    long = "word " * 500 + "end"
    writer.fills_in(long)
    writer.is_told("Kept.")
    assert site.kept("missing") == long


def test_where_nothing_can_be_sent_the_page_with_words_can_be_sent_again(a_respondent, site):
    someone = a_respondent(javascript=False)
    someone.watch.also_expects.append("Failed to load resource: the server responded with a status of 5")
    someone.begins()
    someone.gives("child")
    someone.opens("missing")
    with site.answering("capture.answer", is_busy):
        someone.gives(WORDS)
        assert someone.heading == "We are very busy."
    someone.presses(".forward button")
    assert someone.question_id == "works_well"
    assert site.kept("missing") == WORDS


def test_a_page_turn_without_a_network_takes_no_words_along(writer, site):
    writer.watch.also_expects.append("Failed to load resource: net::ERR_")
    site.stops()
    writer.fills_in(WORDS)
    writer.page.click('.forward button[value="on"]')
    writer.is_told(UNKEPT)
    assert (writer.question_id, writer.written) == ("missing", WORDS)
    site.starts()
    writer.is_told("Kept.")
    writer.presses('.forward button[value="on"]')
    assert (writer.question_id, site.kept("missing")) == ("works_well", WORDS)
