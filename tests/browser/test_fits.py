"""Pages fit: narrow phones, 200 % zoom, a person's own spacing, fingers, and a person's own colours."""

import pytest

from tests.browser import looks, pages

NARROW, ZOOMED = 320, 195
"""px: the narrowest phone, and a phone of 390 px at 200 % zoom."""


def no_faults(found):
    assert len(found) > 1, "the tour showed nothing"
    wrong = {name: lines for name, lines in found.items() if lines}
    assert not wrong, "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines)


def how_it_fits(page):
    """Everything that is measured of the page in hand, with all folds open."""
    looks.open_folds(page)
    faults = []
    for width in (ZOOMED, NARROW):
        faults += [f"{width} px wide, sideways: {line}" for line in looks.sideways(page, width)]
        faults += [f"{width} px wide, {line}" for line in looks.cut(page)]
    page.set_viewport_size({"width": 390, "height": 844})
    faults += [f"390 px wide, {line}" for line in looks.cut(page)]
    return faults


def how_it_lies(page):
    looks.open_folds(page)
    faults = [f"too small: {line}" for line in looks.small_targets(page)]
    if page.get_attribute("html", "dir") == "ltr":  # a line of Nastaliq is drawn far beyond its own height, and meant to be
        faults += [f"text on text: {line}" for line in looks.on_each_other(page)]
    return faults


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_no_page_scrolls_sideways_or_cuts_its_words(a_respondent, lang):
    someone = a_respondent(lang, is_phone=False)
    no_faults({name: how_it_fits(someone.page) for name in pages.every_page(someone)})


@pytest.mark.parametrize("reading", ["standard", "easy"])
def test_no_question_scrolls_sideways_or_cuts_its_words(a_respondent, reading):
    someone = a_respondent(is_phone=False)
    no_faults({name: how_it_fits(someone.page) + how_it_lies(someone.page) for name in pages.every_question(someone, reading)})


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_what_is_pressed_is_large_enough_and_no_text_lies_on_other_text(a_respondent, lang):
    someone = a_respondent(lang, is_phone=False)
    no_faults({name: how_it_lies(someone.page) for name in pages.every_page(someone)})


def test_more_space_between_lines_words_and_letters_cuts_nothing(a_respondent):
    someone = a_respondent(is_phone=False)

    def faults():
        looks.open_folds(someone.page)
        before = someone.page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing")
        looks.space_out(someone.page)
        after = someone.page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing")
        assert before != after, "the spacing did not take"
        return looks.cut(someone.page) + looks.on_each_other(someone.page) + looks.sideways(someone.page, 390)

    no_faults({name: faults() for name in pages.every_page(someone)})


def test_a_page_that_is_too_wide_would_be_found(a_respondent):
    someone = a_respondent(is_phone=False)
    someone.goes_to()
    someone.page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(60); document.querySelector('h1').style.whiteSpace = 'nowrap'")
    someone.page.evaluate("document.querySelector('.button').style.cssText = 'block-size: 20px; min-block-size: 0'")
    assert looks.sideways(someone.page, NARROW)
    assert looks.cut(someone.page)
    assert looks.small_targets(someone.page)
