"""Paper is typed in with a real keyboard, and axe finds nothing on the way from the sheet to the settled form."""

from collections.abc import Iterator

import pytest

from tests.browser import looks
from tests.browser.axe import violations
from tests.browser.staff import BrowserStaff
from tests.conftest import SECRET
from voice.engagement import sessions
from voice.models import PaperEntry, PaperKeying, db

DESK, TABLET, NARROW = (1280, 900), (820, 1180), 320


@pytest.fixture
def here(site):
    """The address of a session whose surveys have one way of reading, so that nothing is to be chosen."""
    with site.app.app_context():
        plan = sessions.Plan("Guiding Voices", "guiding_voices", site.clock().date(), ("child-survey",), ("easy",), "4711", "Unity Centre")
        made = sessions.plan(plan, "account 1", SECRET, site.clock())
        db.session.remove()
    return f"/staff/sessions/{made.id}"


@pytest.fixture
def typist(a_browser, site):
    def build(**browser: object) -> BrowserStaff:
        made = BrowserStaff(a_browser(is_phone=False, **browser), site, "hall@example.org", "facilitator")
        made.is_signed_in()
        return made

    return build


def kept(who: BrowserStaff) -> list[dict[str, object]]:
    with who.site.app.app_context():
        return [one.said for one in db.session.scalars(db.select(PaperKeying).order_by(PaperKeying.at))]


def has_focus(who: BrowserStaff) -> str:
    return str(who.page.evaluate("document.activeElement.name"))


def test_a_whole_form_is_typed_with_nothing_but_the_keyboard(typist, here):
    who = typist(size=DESK)
    keys = who.page.keyboard
    who.goes_to(f"{here}/paper")
    who.page.focus("#survey")
    for _ in range(3):
        keys.press("Tab")
    with who.page.expect_navigation():
        keys.press("Enter")
    typed = {"number": "K-7", "q_age": "3", "q_voice_heard": "1", "q_healthy_help": "b", "q_belong_where": "1 2", "q_good": "The marmelade [?] cat", "q_change": "More\nbooks"}
    assert has_focus(who) == "number"
    while (box := has_focus(who)) != "go":
        for place, line in enumerate(typed.get(box, "").split("\n")):
            keys.press("Enter") if place else None
            keys.type(line)
        keys.press("Tab" if who.page.evaluate("document.activeElement.matches('textarea')") else "Enter")
    with who.page.expect_navigation():
        keys.press("Enter")
    assert who.page.get_by_text("1 form typed in.").is_visible()
    assert has_focus(who) == "number"
    keys.type("K-8")
    keys.press("Enter")
    keys.type("2")
    with who.page.expect_navigation():
        keys.press("Control+Enter")
    assert who.page.get_by_text("2 forms typed in.").is_visible()
    assert kept(who) == [{"age": "from_11_to_15", "voice_heard": "easy_yes", "healthy_help": "easy_sometimes", "belong_where": ["home", "school"],
                          "good": "The marmelade [?] cat", "change": "More\nbooks"}, {"age": "from_5_to_10"}]


def test_without_script_enter_keeps_no_form_that_is_half_typed(typist, here):
    who = typist(size=DESK, javascript=False)
    who.goes_to(f"{here}/paper")
    who.presses("main form .button")
    who.page.fill("#q_age", "3")
    who.page.press("#q_age", "Enter")
    who.page.fill("#q_good", "The swing")
    who.presses("[data-keeps]")
    assert kept(who) == [{"age": "from_11_to_15", "good": "The swing"}]


def test_nobody_is_signed_out_over_a_form_that_takes_an_hour(typist, here):
    who = typist(size=DESK)
    who.goes_to(f"{here}/paper")
    who.page.clock.install()
    who.presses("main form .button")
    for box in ("#q_good", "#q_change", "#q_tell_adults"):
        who.site.clock.moves_on(minutes=20)
        who.page.clock.fast_forward(20 * 60 * 1000)
        with who.page.expect_response(lambda reply: reply.request.method == "HEAD" and reply.status == 200):
            who.page.fill(box, "The swing")
    who.presses("[data-keeps]")
    assert kept(who) == [{"good": "The swing", "change": "The swing", "tell_adults": "The swing"}]


def on_the_way(who: BrowserStaff, here: str) -> Iterator[str]:
    """Each new page, with its mistakes."""
    page = who.page
    who.goes_to(f"{here}/paper")
    page.evaluate("document.querySelector('#survey').options[0].selected = true")
    who.presses("main form .button")
    yield "choosing, with a mistake"
    for lang in ("en", "ur"):
        who.goes_to(f"{here}/paper/print/child-survey/easy/{lang}")
        yield f"a sheet to print, {lang}"
    who.goes_to(f"{here}/paper")
    page.select_option("#survey", "child-survey")
    page.check("#how-scribe")
    who.presses("main form .button")
    yield "a scribe's form"
    who.goes_to(f"{here}/paper")
    who.presses("main form .button")
    for name, typed in (("q_age", "9"), ("q_helper", "1 3"), ("q_good", "The marmelade cat " * 20)):
        page.fill(f"#{name}", typed)
    who.presses("[data-keeps]")
    yield "a form with mistakes"
    page.fill("#q_age", "3")
    page.check("#as_on_paper")
    who.presses('[name="go"][value="stop"]')
    yield "what waits"
    who.presses("main td a.button")
    yield "the second time"
    page.fill("#q_age", "2")
    page.fill("#q_change", "More books")
    who.presses("[data-keeps]")
    yield "differences"
    page.check("#take_age-first")
    page.check("#take_helper-anew")
    page.fill("#q_helper", "7")
    who.presses("main form .button")
    yield "differences with mistakes"
    who.goes_to(f"{here}/paper")
    yield "what is to be settled"
    page.get_by_text("Take a form back").click()
    yield "what can be taken back"
    who.presses("details td a")
    who.presses("main form .button")
    yield "taking back, without a reason"


def test_every_page_on_the_way_is_accessible_and_fits_each_screen(typist, here):
    who, found = typist(size=DESK), {}
    for name in on_the_way(who, here):
        found[name] = violations(who.page) + looks.sideways(who.page, NARROW) + looks.cut(who.page)
        who.page.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
        found[name] += looks.sideways(who.page, TABLET[0]) + looks.small_targets(who.page)
        who.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)
    with who.site.app.app_context():
        assert db.session.scalars(db.select(PaperEntry.state).order_by(PaperEntry.place)).all() == ["open", "differs"]
