"""The translator's page in a real browser: Urdu from right to left, Polish, what to mend, and both beside each other at the desk. axe finds nothing."""

import pytest

from tests.browser.staff import HOME, BrowserStaff
from tests.browser.test_desk import desk_faults
from tests.browser.test_staff import DESK, faults, no_faults
from tests.review.builders import a_comment
from voice.reading import read_waiting

AT = HOME + "/translations"
URDU = "میرا بیٹا اسکول نہیں جانا چاہتا کیونکہ بچے اسے مارتے ہیں۔ ہمیں مدد چاہیے۔"
POLISH = "Czekamy już dwa lata na diagnozę autyzmu i nikt nam nie powiedział, gdzie szukać pomocy."


def reads_all(site):
    with site.app.app_context():
        while read_waiting():
            pass


@pytest.fixture
def two(site):
    """A comment in Urdu that holds a word of concern, and one in Polish."""
    with site.app.app_context():
        for words in (POLISH, URDU):
            a_comment(words, is_read=False)
    reads_all(site)


@pytest.mark.parametrize("javascript", [True, False])
def test_urdu_and_polish_are_translated_and_stand_beside_the_original(a_browser, site, two, javascript):
    person, found = BrowserStaff(a_browser(size=DESK, is_phone=False, javascript=javascript), site), {}
    look = desk_faults if javascript else lambda page: []
    person.is_signed_in()
    person.goes_to(AT)
    page = person.page
    assert URDU in page.inner_text(".said__words")
    assert page.locator(".said__words").get_attribute("dir") == "rtl"
    assert page.input_value("#language") == "ur"
    found["Urdu"] = look(page)
    person.presses('[value="keep"]')
    assert "Write the comment in English." in page.inner_text(".mend")
    found["to mend"] = look(page)
    page.fill("#text", "My son does not want to go to school because children hit him. We need help.")
    person.presses('[value="keep"]')
    assert POLISH in page.inner_text(".said__words")
    found["Polish"] = look(page)
    page.fill("#text", "We have waited two years for an autism diagnosis and nobody told us where to look for help.")
    person.presses('[value="keep"]')
    assert "No comment waits for a translation." in page.inner_text("main")
    found["none"] = look(page)
    reads_all(site)
    person.goes_to(HOME + "/desk?code=support")
    assert "children hit him" in page.inner_text(".said__words >> nth=0")
    assert page.locator(".original .said__words").get_attribute("dir") == "rtl"
    found["at the desk"] = look(page)
    person.goes_to(HOME + "/statements/healthy")
    assert "Translated from Polish by lead@example.org" in page.inner_text(".original")
    found["under a statement"] = faults(page) if javascript else []
    no_faults(found)
