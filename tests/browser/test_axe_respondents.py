"""axe finds nothing on any page for respondents, in any state: WCAG 2.2 A and AA, and good practice."""

import pytest

from tests.browser import pages
from tests.browser.axe import violations

ENOUGH = 90
"""Pages that a tour names at least. Fewer means that a state is not reached any more."""


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_axe_finds_nothing_on_any_page_in_any_state(a_respondent, lang):
    someone = a_respondent(lang)
    found = {name: violations(someone.page) for name in pages.every_page(someone)}
    assert len(found) >= ENOUGH
    assert not (wrong := {name: lines for name, lines in found.items() if lines}), wrong


def test_axe_finds_nothing_on_any_question(a_respondent):
    someone = a_respondent()
    found = {name: violations(someone.page) for reading in ("standard", "easy") for name in pages.every_question(someone, reading)}
    assert not (wrong := {name: lines for name, lines in found.items() if lines}), wrong


def test_axe_would_find_something(respondent):
    respondent.goes_to()
    respondent.page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"/static/mark.svg\">'")
    assert any("image-alt" in line for line in violations(respondent.page))
