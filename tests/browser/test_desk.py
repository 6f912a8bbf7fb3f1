"""The review desk in a real browser: decided by key, by press and without JavaScript. axe finds nothing; it fits a tablet and a narrow window."""

import re

import pytest

from tests.browser import looks
from tests.browser.staff import HOME, BrowserStaff, people_answer
from tests.browser.test_staff import DESK, faults, no_faults
from tests.review.builders import a_comment
from tests.sent import sent

AT = HOME + "/desk"
TABLET = (1024, 768)
HERE, KEYS = ".said__words", "#keys"


@pytest.fixture
def a_desk(a_browser, site):
    """Return a builder of members of staff who signed in and sit at the desk."""
    def build(email="lead@example.org", role="lead", **browser):
        person = BrowserStaff(a_browser(size=DESK, is_phone=False, **browser), site, email, role)
        person.is_signed_in()
        person.goes_to(AT)
        return person

    return build


@pytest.fixture
def three(site):
    """Three comments about being safe that wait to be decided."""
    with site.app.app_context():
        return [a_comment(f"Comment number {n}.", about={"safe": [[0, 7]]}, stance="change") for n in range(3)]


def desk_faults(page):
    """What axe finds and what does not fit, on a tablet too."""
    found = faults(page)
    found += [f"a tablet: {line}" for line in looks.sideways(page, *TABLET) + looks.cut(page) + looks.small_targets(page) + looks.on_each_other(page)]
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return found


def done(page):
    """How many comments are decided, and how many are to go, as the page counts them."""
    return tuple(int(n) for n in re.search(r"(\d+) decided, (\d+) to go", page.inner_text(".desk__title")).groups())


def keys(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def checked(page, name):
    return page.locator(f'[name="{name}"]:checked').evaluate_all("all => all.map(one => one.value)")


def test_the_desk_in_use_has_no_faults_and_fits(a_desk, site):
    people_answer(site)
    lead = a_desk()
    page, found = lead.page, {}
    found["a comment"] = desk_faults(page)
    lead.goes_to(AT)
    page.keyboard.press("?")
    assert page.locator(KEYS).get_attribute("open") is not None
    found["the keys"] = desk_faults(page)
    lead.presses('[value="keep"]')
    assert page.locator("text=Back to the comment before").is_visible()
    found["one is decided"] = desk_faults(page)
    lead.presses("text=Back to the comment before")
    assert page.locator("text=Decided so far").is_visible()
    found["the comment before"] = desk_faults(page)
    for name, address in (("a list", "?view=list"), ("decided", "?place=decided"), ("decided, a list", "?place=decided&view=list"), ("one statement", "?code=safe")):
        lead.goes_to(AT + address)
        found[name] = desk_faults(page)
    no_faults(found)


def test_a_concern_has_no_faults(a_desk, site):
    people_answer(site)
    person, found = a_desk("safeguarding@example.org", "safeguarding"), {}
    page = person.page
    for words in ("Someone hits him", "Share records"):
        person.goes_to(AT + "?view=list")
        with page.expect_navigation():
            page.locator(f'th a:has-text("{words}")').first.click()
        assert words in page.inner_text(HERE)
        found[words] = desk_faults(page)
    person.goes_to(AT + "?view=list")
    with page.expect_navigation():
        page.locator('th a:has-text("Someone hits him")').first.click()
    person.presses('button[value="safeguarding"]')
    person.goes_to(AT + "?place=safeguarding")
    assert "Someone hits him" in page.inner_text(HERE)
    found["with safeguarding"] = desk_faults(page)
    no_faults(found)


def test_an_empty_desk_has_no_faults(a_desk):
    lead = a_desk()
    found = {"nothing": desk_faults(lead.page)}
    assert "Nothing is left here to decide." in lead.page.inner_text("main")
    lead.goes_to(AT + "?view=list")
    found["nothing, a list"] = desk_faults(lead.page)
    no_faults(found)


def test_who_was_overtaken_is_told_and_keeps_what_was_written(a_desk, three):
    lead, other = a_desk(), a_desk("safeguarding@example.org", "safeguarding")
    for person in (lead, other):
        person.goes_to(f"{AT}?at={three[0]}")
    lead.page.keyboard.press("w")
    lead.page.fill("#note", "My own note.")
    other.presses('[value="keep"]')
    lead.presses('[value="keep"]')
    page = lead.page
    assert page.evaluate("document.activeElement.textContent.includes('Somebody else decided this')")
    assert "safeguarding@example.org" in page.inner_text("#history + ul")
    assert page.input_value("#note") == "My own note."
    assert checked(page, "stance") == ["working"]
    no_faults({"overtaken": desk_faults(page)})
    lead.presses('[value="keep"]')
    assert done(page) == (1, 2)


def test_one_key_confirms_a_comment_and_brings_the_next(a_desk, three):
    page = a_desk().page
    first, following = page.inner_text(HERE), page.inner_text("tr[aria-current] + tr a")
    assert done(page) == (0, 3)
    keys(page, "Enter")
    assert done(page) == (1, 2)
    assert page.inner_text(HERE) == following != first
    keys(page, "Enter")
    keys(page, "Enter")
    assert "Nothing is left here to decide." in page.inner_text("main")
    assert done(page) == (3, 0)


def test_keys_choose_statements_and_a_direction(a_desk, three):
    page = a_desk().page
    before = checked(page, "statement")
    chosen = page.locator('[name="statement"][data-key="1"]')
    was = chosen.is_checked()
    page.keyboard.press("1")
    assert chosen.is_checked() is not was
    page.keyboard.press("1")
    assert checked(page, "statement") == before == ["safe"]
    page.keyboard.press("w")
    assert checked(page, "stance") == ["working"]
    page.keyboard.press("c")
    assert checked(page, "stance") == ["change"]
    assert done(page) == (0, 3)


def test_a_choice_that_has_the_focus_takes_the_keys_too(a_desk, three):
    page = a_desk().page
    page.locator("#way-change").focus()
    assert looks.focus(page)["id"] == "way-change"
    page.keyboard.press("w")
    assert checked(page, "stance") == ["working"]
    keys(page, "Enter")
    assert done(page) == (1, 2)


def test_letters_in_the_note_decide_nothing(a_desk, three):
    page = a_desk().page
    address = page.url
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.id") == "note"
    page.keyboard.type("now just 1 question u?!")
    page.keyboard.press("Enter")
    assert page.input_value("#note") == "now just 1 question u?!\n"
    assert (page.url, checked(page, "statement"), checked(page, "stance")) == (address, ["safe"], ["change"])
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    assert done(page) == (0, 3)
    keys(page, "Enter")
    assert done(page) == (1, 2)


def test_keys_go_on_and_back_without_deciding(a_desk, three):
    page = a_desk().page
    first = page.inner_text(HERE)
    keys(page, "j")
    second = page.inner_text(HERE)
    assert second != first
    keys(page, "k")
    assert page.inner_text(HERE) == first
    assert done(page) == (0, 3)


def test_not_sure_is_a_key_and_another_leads_back_and_undoes_it(a_desk, three):
    lead = a_desk()
    page = lead.page
    first = page.inner_text(HERE)
    keys(page, "n")
    assert page.inner_text(HERE) != first
    keys(page, "u")
    assert page.inner_text(HERE) == first
    assert "Not sure" in page.inner_text("#history + ul")
    assert done(page) == (1, 2)
    keys(page, "u")
    assert page.inner_text(HERE) == first
    assert done(page) == (0, 3)


def test_the_key_help_opens_and_keys_can_be_turned_off(a_desk, three):
    page = a_desk().page
    address = page.url
    page.keyboard.press("?")
    assert page.locator(KEYS).get_attribute("open") is not None
    turn = page.locator("[data-keys]")
    turn.click()
    assert turn.get_attribute("aria-pressed") == "true"
    page.evaluate("document.activeElement.blur()")
    for key in ("Enter", "n", "w", "j"):
        page.keyboard.press(key)
    assert page.url == address
    assert checked(page, "stance") == ["change"]
    page.reload()
    page.keyboard.press("Enter")
    assert done(page) == (0, 3)
    page.keyboard.press("?")
    turn.click()
    assert turn.get_attribute("aria-pressed") == "false"
    page.evaluate("document.activeElement.blur()")
    keys(page, "Enter")
    assert done(page) == (1, 2)


def test_a_comment_is_decided_without_javascript(a_desk, three):
    lead = a_desk(javascript=False)
    page = lead.page
    first = page.inner_text(HERE)
    assert not page.locator("[data-keys]").is_visible()
    page.locator("#way-working").check()
    lead.presses('[value="keep"]')
    assert page.inner_text(HERE) != first
    assert done(page) == (1, 2)
    lead.presses("text=Back to the comment before")
    assert page.inner_text(HERE) == first
    assert page.locator("#way-working").is_checked()
    lead.goes_to(AT + "?view=list")
    lead.presses("tbody [value=keep]")
    assert page.locator("tbody tr").count() == 1


def test_choices_that_raise_a_concern_have_no_faults_and_fit(a_desk, site):
    with site.app.app_context():
        for places in (["home"], ["home", "online", "clubs"]):
            sent("child-survey", age="from_11_to_15", helper="nobody", safe_feel="never", safe_where=places, good="The swing")
    person = a_desk("safeguarding@example.org", "safeguarding")
    person.goes_to("/staff/consultations/child-survey/choices")
    found = {"two to look at": desk_faults(person.page)}
    person.presses('button[value="passed_on"]')
    assert "Kept: passed on." in person.page.inner_text("main")
    found["one passed on"] = desk_faults(person.page)
    no_faults(found)
