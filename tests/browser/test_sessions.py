"""A facilitator's evening in a real browser: axe finds nothing, the pages fit a phone, and a board renews itself."""

from collections.abc import Iterator

import pytest

from tests.browser import looks
from tests.browser.axe import violations
from tests.browser.staff import BrowserStaff
from tests.engagement.halls import an_item, sends, tells
from voice.engagement import sessions
from voice.models import db

PHONE, NARROW = (390, 844), 320


@pytest.fixture
def facilitator(a_browser, site):
    made = BrowserStaff(a_browser(size=PHONE, is_phone=True), site, "hall@example.org", "facilitator")
    made.is_signed_in()
    return made


def the_evening(who: BrowserStaff) -> Iterator[str]:
    """Each page of a session, from the plan to the write-up, with its mistakes."""
    page = who.page
    who.goes_to("/staff/sessions/new")
    who.presses("main form .button")
    yield "a plan with mistakes"
    page.fill("#name", "Guiding Voices")
    page.select_option("#kind", "guiding_voices")
    for box in ("#surveys-child-survey", "#makes_pin"):
        page.check(box)
    who.presses("main form .button")
    yield "the PIN"
    who.presses("main a.button")
    page.fill("#n", "2")
    who.presses('form[action$="/tablets"] .button')
    yield "sheets"
    credential = str(page.locator(".sheet-of-tablet__link a").first.get_attribute("href")).partition("#")[2]
    with who.site.app.app_context():
        session = sessions.sessions()[0]
        sends(who.site.app, credential, an_item(session))
        sends(who.site.app, credential, {"id": "0" * 32, "sealed": {}})
        tells(who.site.app, credential, finished=4, free_mb=900, is_ready=True, version="k1")
        here = f"/staff/sessions/{session.id}"
        db.session.remove()
    for name in ("", "tablets", "apart", "import", "heard", "change", "phones"):
        who.goes_to(f"{here}/{name}")
        yield name or "board"
    who.presses("main form .button")
    yield "the words for own phones"
    words = page.locator(".code__words li").all_inner_texts()
    who.goes_to(f"{here}/write-up")
    page.fill("#came_child", "many")
    who.presses("main form .button")
    yield "a write-up with a mistake"
    who.goes_to("/staff/sessions/guide")
    yield "the guide"
    who.goes_to("/en/join/")
    yield "words to type"
    who.goes_to(f"/join#{'-'.join(words)}")
    page.wait_for_url("**/en/join/surveys")
    yield "joined by a picture"


def test_every_page_of_an_evening_is_accessible_and_fits_a_phone(facilitator):
    page, found = facilitator.page, {}
    for name in the_evening(facilitator):
        found[name] = violations(page) + looks.sideways(page, NARROW) + looks.cut(page)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found[name] += looks.small_targets(page)
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)


def test_a_board_renews_itself_unless_it_is_stopped(facilitator):
    page = facilitator.page
    page.clock.install()
    facilitator.goes_to("/staff/sessions/new")
    for box in ("#surveys-child-survey", "#makes_pin"):
        page.check(box)
    page.fill("#name", "Guiding Voices")
    page.select_option("#kind", "guiding_voices")
    facilitator.presses("main form .button")
    facilitator.presses("main a.button")
    facilitator.presses('form[action$="/tablets"] .button')
    credential = str(page.locator(".sheet-of-tablet__link a").first.get_attribute("href")).partition("#")[2]
    with facilitator.site.app.app_context():
        here = f"/staff/sessions/{sessions.sessions()[0].id}/"
        db.session.remove()
    facilitator.goes_to(here)
    tells(facilitator.site.app, credential, finished=2)
    page.clock.run_for(21_000)
    page.get_by_text("2 answers are finished on tablets and not received here.").wait_for()
    page.get_by_role("button", name="Stop renewing this page").click()
    tells(facilitator.site.app, credential, finished=3)
    page.clock.run_for(60_000)
    assert page.get_by_text("2 answers are finished").is_visible()
