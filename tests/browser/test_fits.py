"""Pages fit: narrow phones, 200 % zoom, fingers, and the spacing that a person sets."""

import pytest

from tests.browser import looks, pages

NARROW, ZOOMED = 320, 195
"""px: the narrowest phone, and a phone of 390 px at 200 % zoom."""


def how_it_fits(page):
    """What is wrong with the page in hand, with all folds open, at each width, and at last with a person's own spacing."""
    looks.open_folds(page)
    faults = []
    for width in (ZOOMED, NARROW):
        faults += [f"{width} px wide, sideways: {line}" for line in looks.sideways(page, width)]
        faults += [f"{width} px wide, {line}" for line in looks.cut(page)]
    page.set_viewport_size({"width": 390, "height": 844})
    faults += [f"390 px wide, {line}" for line in looks.cut(page) + looks.small_targets(page)]
    is_latin = page.get_attribute("html", "dir") == "ltr"  # a line of Nastaliq is drawn far beyond its own height, and meant to be
    if is_latin:
        faults += [f"text on text: {line}" for line in looks.on_each_other(page)]
    looks.space_out(page)
    faults += [f"spaced out, {line}" for line in looks.cut(page) + looks.sideways(page, 390) + looks.on_each_other(page) * is_latin]
    return faults


def no_faults(found):
    assert len(found) > 1, "the tour showed nothing"
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_page_fits_narrow_phones_zoom_fingers_and_a_persons_own_spacing(a_respondent, lang):
    someone = a_respondent(lang, is_phone=False)
    no_faults({name: how_it_fits(someone.page) for name in pages.every_page(someone)})


@pytest.mark.parametrize("reading", ["standard", "easy", "pictures"])
def test_every_question_fits(a_respondent, reading):
    someone = a_respondent(is_phone=False)
    no_faults({name: how_it_fits(someone.page) for name in pages.every_question(someone, reading)})


def test_a_page_that_does_not_fit_would_be_found(a_respondent):
    someone = a_respondent(is_phone=False)
    someone.goes_to()
    someone.page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(60); document.querySelector('h1').style.whiteSpace = 'nowrap'")
    someone.page.evaluate("document.querySelector('.button').style.cssText = 'block-size: 20px; min-block-size: 0'")
    someone.page.evaluate("document.querySelector('.lead').style.marginBlockStart = '-4.2rem'")
    assert looks.sideways(someone.page, NARROW)
    assert looks.cut(someone.page)
    assert looks.small_targets(someone.page)
    assert looks.on_each_other(someone.page)


def test_a_persons_own_spacing_comes_through_the_policy(a_respondent):
    someone = a_respondent(is_phone=False)
    someone.goes_to()
    looks.space_out(someone.page)
    assert someone.page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing.endsWith('px') && "
                                 "parseFloat(getComputedStyle(document.querySelector('h1')).letterSpacing) > 3")
