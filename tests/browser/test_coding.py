"""Double coding in a real browser, from the drawing to the figures: by key, by press and without JavaScript. axe finds nothing; it fits."""

import pytest

from tests.browser.staff import HOME, BrowserStaff, people_answer
from tests.browser.test_desk import checked, desk_faults, keys
from tests.browser.test_staff import DESK, no_faults

AT = HOME + "/coding/"


@pytest.fixture
def two(a_browser, site):
    """A lead with keys, and a safeguarding lead without JavaScript, before answers of thirty people."""
    people_answer(site)
    made = [BrowserStaff(a_browser(size=DESK, is_phone=False), site),
            BrowserStaff(a_browser(size=DESK, is_phone=False, javascript=False), site, "safeguarding@example.org", "safeguarding")]
    for person in made:
        person.is_signed_in()
    return made


def draws(lead):
    lead.goes_to(AT)
    for box in lead.page.locator("[name=coders]").all():
        box.check()
    lead.presses("section .button")
    return lead.page.url


def test_from_the_drawing_to_the_figures_without_faults(two):
    lead, other = two
    page, found = lead.page, {}
    lead.goes_to(AT)
    lead.presses("section .button")
    found["nobody was chosen"] = desk_faults(page)
    at = draws(lead)
    found["a sample"] = desk_faults(page)

    lead.goes_to(at + "/mine")
    keys(page, "Enter")
    assert page.evaluate("document.activeElement.classList.contains('mend')")
    found["no direction was chosen"] = desk_faults(page)
    lead.goes_to(at + "/mine")
    page.keyboard.press("4")
    page.keyboard.press("c")
    assert (checked(page, "statement"), checked(page, "stance")) == (["support"], ["change"])
    keys(page, "Enter")
    assert page.inner_text("h1").startswith("Comment 2 of")
    keys(page, "k")
    assert checked(page, "statement") == ["support"]
    found["a comment that is coded"] = desk_faults(page)
    keys(page, "j")
    assert page.inner_text("h1").startswith("Comment 2 of")
    while page.locator("[value=keep]").count():
        page.keyboard.press("o")
        keys(page, "Enter")
    found["all are coded"] = desk_faults(page)
    lead.presses("#finish ~ form .button")

    other.goes_to(at + "/mine")
    while other.page.locator("[value=keep]").count():
        other.page.locator("#way-neutral").check()
        other.presses("[value=keep]")
    other.presses("#finish ~ form .button")

    lead.goes_to(at)
    found["they differ on one"] = desk_faults(page)
    lead.goes_to(at + "/differences")
    found["where people differ"] = desk_faults(page)
    lead.presses("tbody a")
    found["a difference"] = desk_faults(page)
    lead.goes_to(at + "/differences")
    lead.presses("tbody a")
    page.keyboard.press("w")
    keys(page, "Enter")
    lead.presses("section form .button")
    assert "How right the machine is" in page.inner_text("main")
    found["the figures"] = desk_faults(page)
    page.emulate_media(media="print")
    assert not page.locator(".staff-top").is_visible()
    assert page.locator("#right").is_visible()
    no_faults(found)
