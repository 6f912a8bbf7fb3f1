"""A comment is shown as it was written, nothing more and nothing unseen."""

import pytest

from voice.review.marking import CAP, capped, marked, merged, pieces, visible

HIDDEN = '<span class="hidden-word"><span>[hidden]</span></span>'


def shown(text, evidence=(), hidden=()):
    return str(marked(text, evidence, hidden, "hidden"))


def unseen(code):
    return f'<span class="unseen">U+{code}</span>'


def test_what_looks_like_a_tag_is_only_words():
    assert shown("<script>alert(1)</script>", [(0, 8)]) == (
        '<mark class="evidence">&lt;script&gt;</mark>alert(1)&lt;/script&gt;')


def test_the_words_that_led_to_a_suggestion_are_marked():
    assert shown("I hate the bus.", [(11, 14)]) == 'I hate the <mark class="evidence">bus</mark>.'


def test_marks_that_overlap_or_touch_become_one():
    assert shown("abcdef", [(2, 4), (0, 3), (4, 5)]) == '<mark class="evidence">abcde</mark>f'


def test_marks_at_both_ends_and_over_the_whole_hold():
    assert shown("ab", [(0, 1)]) == '<mark class="evidence">a</mark>b'
    assert shown("ab", [(1, 2)]) == 'a<mark class="evidence">b</mark>'
    assert shown("ab", [(0, 2)]) == '<mark class="evidence">ab</mark>'


@pytest.mark.parametrize("span", [(5, 9), (-3, 0), (2, 2), (2, 1)])
def test_a_mark_outside_the_text_or_of_nothing_changes_nothing(span):
    assert shown("abc", [span]) == "abc"


def test_a_mark_that_runs_over_the_end_stops_there():
    assert shown("abc", [(1, 99)], [(-4, 1)]) == HIDDEN + '<mark class="evidence">bc</mark>'


def test_personal_details_are_hidden_wherever_they_stand():
    assert shown("I told Sam twice", [], [(7, 10)]) == f"I told {HIDDEN} twice"
    assert shown("Sam", [], [(0, 3)]) == HIDDEN
    assert shown("Sam Lee", [], [(0, 3), (2, 7)]) == HIDDEN


def test_a_hidden_word_inside_marked_words_is_hidden():
    assert shown("told Sam twice", [(0, 14)], [(5, 8)]) == (
        f'<mark class="evidence">told </mark>{HIDDEN}<mark class="evidence"> twice</mark>')


def test_a_mark_that_begins_or_ends_inside_a_hidden_word_shows_none_of_it():
    assert shown("Sam Lee is", [(2, 10)], [(0, 7)]) == f'{HIDDEN}<mark class="evidence"> is</mark>'
    assert shown("is Sam Lee", [(0, 5)], [(3, 10)]) == f'<mark class="evidence">is </mark>{HIDDEN}'
    assert shown("Sam", [(1, 2)], [(0, 3)]) == HIDDEN


def test_the_pieces_together_are_the_text():
    text = "\U0001f600 a\u202eb \u0633\u0644\u0627\u0645 Sam \ufffd"
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            assert "".join(p.text for p in pieces(text, [(start, end)], [(1, 4), (end, end + 2)])) == text


def test_offsets_count_an_emoji_as_one_character():
    assert shown("\U0001f600\U0001f600 bus", [(3, 6)]) == '\U0001f600\U0001f600 <mark class="evidence">bus</mark>'


def test_offsets_do_not_move_when_something_unseen_is_written_out():
    assert shown("a\u200bb Sam bus", [(8, 11)], [(4, 7)]) == (
        f'a{unseen("200B")}b {HIDDEN} <mark class="evidence">bus</mark>')


def test_right_to_left_words_stay_as_they_are():
    text = "\u0645\u06cc\u0631\u06cc \u0628\u0633 \u062f\u06cc\u0631 \u0633\u06d2 \u0622\u062a\u06cc \u06c1\u06d2"
    assert shown(text, [(5, 7)]) == f'{text[:5]}<mark class="evidence">{text[5:7]}</mark>{text[7:]}'


@pytest.mark.parametrize(("character", "code"), [
    ("\u200b", "200B"), ("\u202e", "202E"), ("\u2066", "2066"), ("\ufeff", "FEFF"), ("\u00ad", "00AD"),
    ("\u2028", "2028"),
    ("\x07", "0007"), ("\x1b", "001B"), ("\r", "000D"), ("\x85", "0085"), ("\U000e0041", "E0041"), ("\u200d", "200D"),
    ("\ufffd", "FFFD")])
def test_what_nobody_can_see_is_written_out(character, code):
    assert str(visible(f"a{character}b")) == f"a{unseen(code)}b"


def test_what_could_not_be_kept_is_seen_inside_marked_words_too():
    assert shown("a\ufffdb", [(0, 3)]) == f'<mark class="evidence">a{unseen("FFFD")}b</mark>'


@pytest.mark.parametrize("text", [
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2764\ufe0f\u200d\U0001f525",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "two\nlines\tand a tab",
    "caf\u0065\u0301", "\U0001f44d\U0001f3fd"])
def test_what_belongs_to_a_picture_or_a_word_is_left_alone(text):
    assert str(visible(text)) == text


def test_a_short_comment_is_shown_whole():
    short = capped("The bus is late.", [(4, 7)], [], "hidden")
    assert (short.first, short.rest) == ('The <mark class="evidence">bus</mark> is late.', "")


def test_a_comment_a_little_longer_than_the_cap_is_not_folded():
    assert capped("word " * (CAP // 5 + 10), [], [], "hidden").rest == ""


def test_a_long_comment_is_folded_between_two_words_and_nothing_is_lost():
    text = "word " * 400
    long = capped(text, [], [], "hidden")
    assert long.first.endswith("word ")
    assert long.rest.startswith("word ")
    assert long.first + long.rest == text


def test_marks_go_on_behind_the_fold():
    text = "word " * 400
    long = capped(text, [(0, 4), (len(text) - 5, len(text) - 1)], [], "hidden")
    assert long.first.startswith('<mark class="evidence">word</mark>')
    assert long.rest.endswith('<mark class="evidence">word</mark> ')


def test_a_hidden_word_is_never_cut_in_two():
    text = "x" * 2000
    long = capped(text, [], [(CAP - 10, CAP + 10)], "hidden")
    assert long.first == "x" * (CAP - 10) + HIDDEN
    assert "hidden" not in long.rest


def test_a_text_without_a_space_is_folded_at_the_cap():
    assert len(capped("x" * 5000, [], [], "hidden").first) == CAP


def test_spans_come_in_any_order():
    assert merged([(5, 6), (0, 2), (1, 3)], 10) == [(0, 3), (5, 6)]
