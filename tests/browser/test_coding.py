"""Double coding in a real browser: by key and by press, on desktop and phone. axe finds nothing."""

from sqlalchemy import select

from tests.browser.staff import HOME
from tests.browser.test_desk import a_desk, checked, desk_faults, keys, three
from voice import clock
from voice.coding import samples as verbs
from voice.coding.samples import Coded
from voice.models import Sample, SampleCoder, User, db

__all__ = ["a_desk", "three"]


def presses(page, what):
    with page.expect_navigation():
        what.click()


def test_a_sample_is_drawn_coded_by_key_and_its_pages_have_no_faults(a_desk, site, three):
    a_desk("second@example.org")
    person = a_desk()
    page = person.page
    person.goes_to(HOME + "/coding/")
    assert desk_faults(page) == []
    for box in page.locator('[name="coder"]').all():
        box.check()
    presses(page, page.get_by_role("button", name="Draw the sample"))
    assert desk_faults(page) == []
    presses(page, page.get_by_role("link", name="Begin coding"))
    assert desk_faults(page) == []
    for _ in three:
        page.keyboard.press("3")
        page.keyboard.press("c")
        assert (checked(page, "statement"), checked(page, "stance")) == (["safe"], ["change"])
        keys(page, "Enter")
    person.goes_to(page.url.split("/code")[0])
    presses(page, page.get_by_role("button", name="I am done"))
    with site.app.app_context():
        sample = db.session.scalar(select(Sample))
        me = f"account {db.session.scalar(select(User.id).where(User.email == 'lead@example.org'))}"
        other = db.session.scalar(select(SampleCoder.coder).where(SampleCoder.coder != me))
        for number, item in enumerate(verbs.items_of(sample.id)):
            verbs.code(sample.id, item.comment_id, other, Coded(("safe",) if number else (), "change"), clock.now())
        verbs.finish(sample.id, other, clock.now())
        db.session.remove()
    page.reload()
    assert desk_faults(page) == []
    presses(page, page.get_by_role("link", name="Settle 1 difference"))
    assert desk_faults(page) == []
    page.keyboard.press("w")
    keys(page, "Enter")
    assert page.get_by_text("How right the machine is", exact=True).first.is_visible()
    assert desk_faults(page) == []
