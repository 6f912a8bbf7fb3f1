"""A facilitator takes notes of a discussion on a tablet without a network: behind the PIN, kept while typing, sealed when kept."""

from tests.browser.axe import violations
from tests.browser.tablet import PIN, asks_again, soon
from voice.models import Collected, Comment, db

WORDS = "The minibus is never on time and we miss the start"


def opens(made, where="/room/notes"):
    made.page.goto(where)
    made.page.locator("#pin").fill(PIN)
    made.page.get_by_role("button", name="Open").click()
    made.page.locator("[data-behind-pin]").wait_for()


def keeps(page):
    page.get_by_role("button", name="Keep this note").click()


def test_notes_are_kept_sealed_and_become_comments_with_their_voice(offline, hall):
    page = offline.page
    opens(offline)
    for number, (words, whose, about, agreed) in enumerate([(WORDS, "child", "safe", "7"), ("They never ask us", "through", "voice", ""),
                                                            ("It works since Easter", "parent", "unsure", "12")], 1):
        page.fill("#text", words)
        page.check(f'[name="whose"][value="{whose}"]')
        page.check(f'[name="about"][value="{about}"]')
        page.fill("#agreed", agreed)
        keeps(page)
        page.get_by_text(f"Note {number} is kept on this tablet, sealed.").wait_for()
        assert page.input_value("#text") == ""
    assert offline.waiting() == {"waiting": 3}
    hall.starts()
    asks_again(offline)
    assert soon(lambda: offline.waiting() == {"sent": 3})
    said = hall._all(db.select(Comment.voice).order_by(Comment.text))
    assert (sorted(hall.comments()), said) == (sorted([WORDS, "They never ask us", "It works since Easter"]), ["adult", "supported", "proxy"])
    assert hall._all(db.select(Collected.how)) == ["notes"] * 3


def test_a_card_that_is_half_written_is_there_again_behind_the_pin_alone(offline):
    """R4, R20: the browser is killed; nothing of it stands before the PIN, and the profile on disk does not hold the words."""
    opens(offline)
    offline.page.locator("#text").press_sequentially(WORDS)
    offline.page.check('[name="whose"][value="parent"]')
    offline.page.wait_for_timeout(1200)  # R4: within two seconds of the last key
    offline.dies()
    offline.page.goto("/room/notes")
    offline.page.locator("#pin").wait_for()
    assert not offline.page.locator("#text").is_visible()
    assert offline.page.input_value("#text") == ""
    opens(offline)
    assert soon(lambda: offline.page.input_value("#text")) == WORDS
    assert offline.page.locator('[name="whose"][value="parent"]').is_checked()


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(offline):
    page = offline.page
    opens(offline)
    assert violations(page) == []
    keeps(page)
    page.get_by_role("link", name="Write what was said.").wait_for()
    page.fill("#text", WORDS)
    page.fill("#agreed", "all of us")
    keeps(page)
    page.get_by_role("link", name="Choose whose voice it is.").wait_for()
    page.check('[name="whose"][value="child"]')
    keeps(page)
    page.get_by_role("link", name="Write a number up to 500, or nothing.").wait_for()
    assert violations(page) == []
    assert (page.input_value("#text"), offline.waiting()) == (WORDS, {})
    page.fill("#text", "x" * 2001)
    page.fill("#agreed", "3")
    keeps(page)
    page.get_by_role("link", name="Write no more than 2000 characters. Keep the rest for another note.").wait_for()
    assert len(page.input_value("#text")) == 2001


def test_the_next_child_finds_no_note(offline):
    opens(offline)
    offline.page.fill("#text", WORDS)
    offline.page.get_by_role("link", name="Back to the first screen").last.click()
    offline.page.get_by_role("heading", name="Who is next?").wait_for()
    offline.page.go_back()
    assert "minibus" not in offline.page.content()
    assert not [value for value in offline.page.locator("textarea, input").evaluate_all("all => all.map(one => one.value)") if "minibus" in value]


def test_words_typed_without_a_pause_are_kept(offline):
    """R4: within two seconds, whether or not somebody stops to think."""
    opens(offline)
    offline.page.locator("#text").press_sequentially(WORDS, delay=60)  # three seconds, never 400 ms between two keys
    offline.is_killed()
    offline.wakes()
    opens(offline)
    kept = soon(lambda: offline.page.input_value("#text"))
    assert len(kept) > len(WORDS) // 3
    assert WORDS.startswith(kept)


def test_ending_the_session_on_a_tablet_counts_a_card_that_is_half_written(offline):
    """R19: it is sealed before anything is removed, and asked for like any other that was not received."""
    opens(offline)
    offline.page.locator("#text").press_sequentially(WORDS)
    offline.page.wait_for_timeout(1200)  # R4: within two seconds of the last key
    opens(offline, "/room/facilitator")
    offline.page.get_by_text("End the session on this tablet").click()
    offline.page.fill("#unsent", "0")
    offline.page.get_by_role("button", name="Remove all and end").click()
    offline.page.get_by_text("That is another number.").wait_for()
    assert offline.waiting() == {"waiting": 1}
