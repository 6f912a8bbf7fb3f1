"""Every page for respondents, in every state, looked at once for all of this, since loading a page is what takes long:

axe finds nothing, in light and in dark: WCAG 2.2 A and AA, and good practice. Nothing scrolls sideways or is cut on narrow
phones, at 200 % zoom, or with the spacing that a person sets (1.4.12). What is pressed is large enough. No text lies on other text.
"""

import pytest

from surveys.schema import READINGS
from tests.browser import looks, pages
from tests.browser.axe import violations

NARROW, ZOOMED = 320, 195
"""px: the narrowest phone, and a phone of 390 px at 200 % zoom."""
ENOUGH = 90
"""Pages that a tour names at least. Fewer means that a state is not reached any more."""


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


def faults(page):
    """All that is wrong with the page in hand. The last step lays a style over it: go to another page after this."""
    return [f"axe: {line}" for line in violations(page)] + how_it_fits(page)


def no_faults(found):
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_page_in_every_state_is_without_faults(a_respondent, lang):
    """“Mostly pictures” is the page of easy read with fewer ideas: axe looks at a question in the others. In a second language in one: words alone make no fault."""
    someone = a_respondent(lang, is_phone=False)
    readings, looked_at = (READINGS, ("standard", "easy")) if lang == "en" else (("standard", "easy"), ("easy",))
    found = {name: how_it_fits(someone.page) if pages.is_a_kind(name) and not any(one in name for one in looked_at) else faults(someone.page)
             for name in pages.every_page(someone, readings)}
    assert len(found) >= ENOUGH
    no_faults(found)


@pytest.mark.parametrize("reading", ["standard", "easy"])  # “mostly pictures” is the page of easy read with fewer ideas
def test_every_question_is_without_faults(a_respondent, reading):
    someone = a_respondent(is_phone=False)
    found, shapes = {}, set()
    for name, shape in pages.every_question(someone, reading):  # all of it where a shape is new: words alone make no other fault than too long a one
        found[name] = looks.sideways(someone.page, NARROW) + looks.cut(someone.page) if shape in shapes else faults(someone.page)
        shapes.add(shape)
    assert len(found) >= 15
    assert len(shapes) >= 5
    no_faults(found)


def test_axe_would_find_something(respondent):
    respondent.goes_to()
    respondent.page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"/static/mark.svg\">'")
    assert any("image-alt" in line for line in violations(respondent.page))


def test_axe_would_find_words_that_are_too_pale_in_the_dark(respondent):
    respondent.goes_to()
    respondent.page.evaluate("document.querySelector('.lead').style.color = '#594655'")
    assert {line.split(": ")[0] for line in violations(respondent.page)} == {"color-contrast (dark)"}


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
