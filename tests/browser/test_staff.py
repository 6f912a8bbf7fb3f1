"""The pages of staff in a real browser: from a one-time link to the comments. axe finds nothing; they fit a narrow window."""

from collections.abc import Iterator

import pytest

from tests.browser import looks
from tests.browser.axe import violations
from tests.browser.staff import HOME, BrowserStaff, people_answer
from tests.conftest import CLOSES, OPENS, SECRET
from tests.sent import sent
from tests.staff.people import PASSWORD
from voice.config import Settings

DESK = (1280, 900)
HALF, NARROW = 640, 320
"""px: a desk of 1280 px at 200 % zoom, and at 400 %."""


@pytest.fixture
def settings(tmp_path, empty_sqlite):
    """Few comments a page, so that there are pages of them."""
    (tmp_path / "voice.sqlite3").write_bytes(empty_sqlite.read_bytes())
    return Settings(data_folder=tmp_path, secret_key=SECRET, opens_on=OPENS, closes_on=CLOSES, comments_a_page=5)


@pytest.fixture
def lead(a_browser, site):
    return BrowserStaff(a_browser(size=DESK, is_phone=False), site)


def the_way_in(lead: BrowserStaff) -> Iterator[str]:
    """Each page from the one-time link to the account, with its mistakes."""
    lead.goes_to(HOME + "/")
    yield "sign in, asked for a page"
    link = lead.gets_a_link()
    lead.goes_to(link)
    yield "choose a password"
    lead.fills(password="short", password_confirm="other")
    yield "choose a password, mistakes"
    lead.chooses_password(link)
    yield "sign in, password kept"
    lead.goes_to(link)
    yield "the link is over"
    lead.goes_to("/staff/sign-in")
    lead.fills(email=lead.email, password="not this one at all")
    yield "sign in, mistakes"
    lead.gives_password()
    yield "second factor"
    lead.presses()
    yield "second factor, the picture to scan"
    lead.reads_the_key()
    lead.gives_code("000000")
    yield "second factor, a wrong code"
    lead.gives_code()
    yield "recovery codes, none yet"
    lead.presses()
    yield "recovery codes"
    lead.goes_to("/staff/account")
    yield "account"
    lead.goes_to("/staff/password")
    yield "change the password"
    lead.fills(password="wrong", new_password="short", new_password_confirm="other")
    yield "change the password, mistakes"
    lead.site.clock.moves_on(minutes=21)
    lead.goes_to("/staff/recovery-codes")
    yield "the password again"
    lead.goes_to("/staff/nowhere")
    yield "404"
    lead.goes_to("/staff/account")
    lead.presses('form[action$="/sign-out"] .button')
    yield "signed out"
    lead.gives_password()
    yield "code"
    lead.presses("text=Use one of your recovery codes")
    yield "recovery code"
    lead.fills(code="four wrong words here")
    yield "recovery code, a wrong one"
    lead.gives_password()
    lead.gives_code()
    lead.site.clock.moves_on(minutes=31)
    lead.goes_to("/staff/account")
    yield "sign in, after half an hour without a click"


def the_consultation(lead: BrowserStaff, most: int = 99) -> Iterator[str]:
    """Each page about the answers, of at most so many statements."""
    lead.goes_to(HOME + "/")
    yield "overview"
    links = lead.page.locator("a.review-link").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for address in links[:most]:
        lead.goes_to(address)
        yield address
    lead.goes_to(f"{links[2]}?page=2")
    yield "a second page of comments"
    lead.goes_to(f"{links[2]}?role=child&reading=easy")
    yield "comments that were chosen"
    lead.goes_to(HOME + "/answers")
    yield "answers"
    lead.goes_to(HOME + "/answers?role=parent")
    yield "answers of parents"


def the_years(lead: BrowserStaff) -> Iterator[str]:
    """Each page about surveys, their editions, counts by year and good news, with its mistakes."""
    for address in ("surveys/", "surveys/child-survey/", "counts", "stories", "consultations/child-survey/answers?by=voice", "consultations/poet-parent/answers?by=year"):
        lead.goes_to(f"/staff/{address}")
        yield address
    lead.goes_to("/staff/surveys/child-survey/")
    lead.page.locator("summary").first.click()
    lead.page.locator('[name="closes_on"]').first.fill("2025-10-01")
    lead.presses("details .button")
    yield "an extension without a reason"
    lead.goes_to("/staff/counts")
    lead.presses("main form .button")
    yield "a count that is none"
    lead.goes_to("/staff/stories")
    lead.presses("article a")
    yield "good news"
    lead.page.fill("#title", "")
    lead.presses('main [value="release"]')
    yield "a story without a title"
    lead.page.fill("#title", "A friend at the club")
    lead.presses('main [value="release"]')
    yield "a story, released"


def no_faults(found):
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)


def faults(page):
    """What axe finds and what does not fit, with the folds open."""
    found = violations(page)
    for width in (HALF, NARROW):
        found += [f"{width} px wide: {line}" for line in looks.sideways(page, width) + looks.cut(page)]
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return found + looks.small_targets(page) + looks.on_each_other(page)


def test_the_way_in_has_no_faults_and_leads_in(lead):
    found = {name: faults(lead.page) for name in the_way_in(lead)}
    assert len(found) == 21
    no_faults(found)


def test_the_lead_reads_what_people_said_on_pages_without_faults(lead, site):
    people_answer(site)
    lead.is_signed_in()
    said, found = "", {}
    for name in the_consultation(lead):
        found[name] = faults(lead.page)
        said += lead.page.inner_text("main")
    assert "The bus is scary" in said
    assert "<b>marks</b> & signs" in said
    assert "A safeguarding lead should see this" in said
    assert len(found) >= 12
    no_faults(found)


def test_pages_without_an_answer_have_no_faults(lead):
    lead.is_signed_in()
    no_faults({name: faults(lead.page) for name in the_consultation(lead, most=1)})


def test_the_pages_of_every_year_have_no_faults(lead, site):
    with site.app.app_context():
        for n in range(6):
            sent("child-survey", age="from_11_to_15", helper=("nobody", "read")[n % 2], safe_feel="always")
        sent("good-news", role="child", story="I went to the climbing club with Amina.", may_share="yes")
    lead.is_signed_in()
    found = {name: faults(lead.page) for name in the_years(lead)}
    assert len(found) == 11
    no_faults(found)


def test_the_preview_shows_its_frames_and_keeps_to_the_policy(lead):
    lead.is_signed_in()
    lead.goes_to("/staff/preview/child-survey/en/easy/safe_feel")
    frames = lead.page.frames[1:]
    assert [frame.inner_text("h1") for frame in frames] == ["I feel safe.", "I feel safe."]
    assert not faults(lead.page)


def test_the_keyboard_alone_leads_in_and_the_focus_is_seen(lead):
    lead.chooses_password(lead.gets_a_link())
    page = lead.page
    for words in (lead.email, PASSWORD):
        while not page.evaluate("document.activeElement.matches('.field__line')") or page.evaluate("document.activeElement.value"):
            page.keyboard.press("Tab")
            assert looks.focus(page)["isShown"]
        page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Set up your authenticator app"
