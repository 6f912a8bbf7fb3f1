"""Without a mouse or a finger: Tab, arrows, space and Enter lead from the first page to the receipt, and the focus is always seen."""

import pytest

from tests.browser import looks

MOST_TABS = 60


@pytest.fixture
def typist(a_respondent):
    """Somebody with a keyboard."""
    return a_respondent(is_phone=False, size=(820, 900))


def tabs_to(someone, reached, key="Tab"):
    """Press Tab until something is reached. On the way the focus must always be seen."""
    for _ in range(MOST_TABS):
        someone.page.keyboard.press(key)
        here = looks.focus(someone.page)
        if here is None:
            continue  # the browser's own bar, between the last thing on the page and the first
        assert here["isShown"], f"the focus is not seen on {here['name']} at {someone.page.url}"
        assert here["isInView"], f"the focus is out of view on {here['name']} at {someone.page.url}"
        if reached(here):
            return here
    raise AssertionError(f"not reached by Tab at {someone.page.url}")


def enters(someone, key="Enter"):
    with someone.page.expect_navigation():
        someone.page.keyboard.press(key)


def go(value):
    return lambda here: here["go"] and here["value"] == value


@pytest.mark.parametrize("reading", ["standard", "easy"])
def test_the_keyboard_alone_leads_from_start_to_receipt(typist, site, reading):
    someone = typist
    someone.goes_to()
    tabs_to(someone, lambda here: here["href"].endswith("/how"))
    enters(someone)
    tabs_to(someone, lambda here: here["id"].startswith("reading"))
    someone.page.keyboard.press("Space")
    if reading == "easy":
        someone.page.keyboard.press("ArrowDown")
    enters(someone)

    while not someone.is_at("check"):
        if someone.is_at("role"):
            tabs_to(someone, lambda here: here["id"].startswith("q_role"))
            someone.page.keyboard.press("Space")
            tabs_to(someone, go("on"))
        elif someone.is_at("helper"):
            tabs_to(someone, lambda here: here["id"].startswith("q_helper"))
            someone.page.keyboard.press("ArrowDown")
            assert looks.focus(someone.page)["isShown"]
            someone.page.keyboard.press("ArrowUp")
            tabs_to(someone, go("on"))
        elif someone.is_at("outcomes_matter"):
            for _ in range(2):
                tabs_to(someone, lambda here: here["id"].startswith("q_outcomes"))
                someone.page.keyboard.press("Space")
            tabs_to(someone, go("on"))
        elif someone.is_at("change_first"):
            tabs_to(someone, lambda here: here["id"] == "q_change_first")
            someone.page.keyboard.type("Ramps")
            tabs_to(someone, go("on"))
        else:
            tabs_to(someone, go("skip"))
        enters(someone)

    tabs_to(someone, lambda here: here["name"].startswith("button") and "Send" in here["name"])
    enters(someone)
    assert someone.heading == "Thank you. We have your answers."
    submission, = site.submissions()
    assert (submission.role, submission.voice, submission.reading) == ("child", "self", reading)
    assert site.comments() == ["Ramps"]


def test_enter_in_a_choice_goes_on(typist):
    typist.begins()
    typist.page.focus(".option__input >> nth=0")
    typist.page.keyboard.press("Space")
    enters(typist)
    assert typist.question_id == "helper"


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_what_is_to_be_mended_gets_the_focus_and_leads_to_its_field(a_respondent, lang):
    someone = a_respondent(lang, is_phone=False)
    someone.begins()
    tabs_to(someone, go("on"))
    enters(someone)
    assert someone.page.evaluate("document.activeElement.matches('.mend')")
    assert looks.focus(someone.page)["isShown"]
    tabs_to(someone, lambda here: here["href"].startswith("#"))
    someone.page.keyboard.press("Enter")
    assert looks.focus(someone.page)["id"] == "q_role"
    someone.page.keyboard.press("Space")
    assert someone.page.is_checked("#q_role")


@pytest.mark.parametrize(("address", "press"), [("how", ".forward .button"), ("standard/resume", ".forward .button"), ("easy/withdraw", ".forward .button")])
def test_each_page_with_something_to_mend_gives_it_the_focus(a_respondent, address, press):
    someone = a_respondent()
    someone.goes_to(address)
    someone.presses(press)
    assert someone.page.evaluate("document.activeElement.matches('.mend')")
    assert someone.page.title().startswith("Error: ")


@pytest.mark.parametrize("address", ["standard/", "easy/", "standard/role", "standard/check"])
def test_the_skip_link_is_first_is_seen_and_skips(typist, address):
    typist.begins()
    typist.goes_to(address)
    typist.page.keyboard.press("Tab")
    here = looks.focus(typist.page)
    assert here["href"] == "#main"
    assert here["isShown"]
    assert here["isInView"]
    typist.page.keyboard.press("Enter")
    typist.page.keyboard.press("Tab")
    assert typist.page.evaluate("Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize("address", ["standard/", "easy/", "how", "standard/role", "pictures/role", "standard/check", "standard/missing", "easy/resume"])
def test_the_focus_goes_round_every_page_and_is_always_seen(typist, address):
    typist.begins()
    typist.gives("child")
    typist.goes_to(address)
    looks.open_folds(typist.page)
    n = typist.page.locator("a[href], summary, textarea, button:not([tabindex='-1']):visible").count()
    seen = [tabs_to(typist, lambda _: True)["name"] for _ in range(n)]
    assert "a.skip-link" in seen[0]
    for _ in range(5):
        tabs_to(typist, lambda _: True, key="Shift+Tab")
