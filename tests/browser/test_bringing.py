"""A lead brings comments from another tool, in a real browser: the file, its columns, what came in. axe finds nothing."""

from tests.bringing import files
from tests.browser.staff import BrowserStaff
from tests.browser.test_desk import desk_faults
from tests.browser.test_staff import DESK
from voice import clock
from voice.bringing import coming_in


def presses(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_spreadsheet_is_brought_in_and_its_pages_have_no_faults(a_browser, site):
    person = BrowserStaff(a_browser(size=DESK, is_phone=False), site)
    person.is_signed_in()
    page = person.page
    person.goes_to("/staff/brought/")
    assert desk_faults(page) == []
    presses(page, "Go on to its columns")
    assert desk_faults(page) == []
    page.fill("#title", "Transport, 2024")
    page.fill("#opens_on", "2024-09-01")
    page.fill("#closes_on", "2024-09-30")
    page.set_input_files("#file", {"name": "answers.xlsx", "mimeType": "application/octet-stream", "buffer": files.microsoft_forms()})
    presses(page, "Go on to its columns")
    assert page.input_value("#use-6") == "comment"
    assert desk_faults(page) == []
    presses(page, "Bring them in")
    with site.app.app_context():
        coming_in.go_on(clock.now())
    page.reload()
    assert page.get_by_text("3 rows: 3 responses came in, 0 rows did not.").is_visible()
    assert desk_faults(page) == []
    person.goes_to("/staff/consultations/" + page.url.split("/brought/")[1].strip("/") + "/?edition=as+brought")
    assert page.get_by_text("Transport, 2024").first.is_visible()
