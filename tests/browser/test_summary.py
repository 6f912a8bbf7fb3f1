"""A statement's themed summary in a real browser: no faults on a phone and a desk, to the review desk and back, and on paper."""

import pytest

from tests.browser import looks
from tests.browser.axe import violations
from tests.browser.staff import HOME, BrowserStaff
from tests.browser.test_staff import DESK, faults, no_faults
from tests.conftest import TUESDAY
from tests.review.builders import a_comment, a_submission
from voice.review.deciding import Wanted, decide

SAFE = HOME + "/statements/safe"
PHONE = (390, 844)


@pytest.fixture
def some_decided(site):
    """Thirty comments about being safe, of which people decided ten, five of them good to quote."""
    with site.app.app_context():
        for n in range(30):
            id = a_comment(f"Words number {n}.", about={"safe": [[0, 5]]}, stance=("change", "working")[n % 2], submission=a_submission(
                role=("child", "parent")[n % 2], may_quote=True))
            if n < 10:
                decide(id, Wanted("decided", ("safe",), ("change", "working")[n % 2], n % 4 < 2), 0, "account 1", TUESDAY)


@pytest.fixture
def lead(a_browser, site):
    """A lead at the summary."""
    person = BrowserStaff(a_browser(size=DESK, is_phone=False), site)
    person.is_signed_in()
    person.goes_to(SAFE)
    return person


def test_the_summary_has_no_faults_on_a_phone_and_a_desk(some_decided, lead):
    page = lead.page
    found = {"a desk": faults(page)}
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found["a phone"] = violations(page) + looks.sideways(page, *PHONE) + looks.cut(page) + looks.small_targets(page) + looks.on_each_other(page)
    no_faults(found)
    assert "People decided 10 of these comments." in page.inner_text("main")


def test_a_lead_goes_from_a_comment_to_the_desk_decides_and_is_back_at_its_place(some_decided, lead):
    page = lead.page
    with page.expect_navigation():
        page.locator(".comment a", has_text="See it at the desk").nth(14).click()
    for _ in range(2):
        lead.presses('[value="keep"]')
    with page.expect_navigation():
        page.locator("text=Back to the summary").click()
    assert page.url.endswith("/statements/safe#comment-15")
    assert page.locator("#comment-15").evaluate("one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }")


def test_paper_shows_the_summary_without_ways_to_go_and_only_what_may_be_quoted(some_decided, lead):
    page = lead.page
    page.emulate_media(media="print")
    shown = page.locator(".said__words:visible").all_inner_texts()
    assert shown
    assert set(shown) <= {f"Words number {n}." for n in range(10) if n % 4 < 2}
    assert page.locator("a:visible").all_inner_texts() == []
    assert page.locator(".statement--large").is_visible()
    assert "for staff. Nothing here has been released." in page.inner_text("main")
    assert looks.sideways(page, 680) == []
