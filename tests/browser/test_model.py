"""The model card and the candidates in a real browser, on a desk and on a phone. axe finds nothing; they fit."""

import shutil

import pytest

from tests.browser import looks
from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.browser.staff import BrowserStaff
from tests.browser.test_staff import DESK, faults, no_faults
from tests.learning.conftest import made, texts, written
from voice import clock
from voice.learning.releases import folder_of
from voice.models import ModelRelease, writing

__all__ = ["made", "texts", "written"]
CARD, CANDIDATES = "/staff/model", "/staff/model/candidates"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_model_card_has_no_faults(a_browser, site, size):
    lead = BrowserStaff(a_browser(size=size, is_phone=size == PHONE), site)
    lead.is_signed_in()
    lead.goes_to(CARD)
    assert lead.page.inner_text("h1") == "How right the suggestions are"
    if size == DESK:
        no_faults({"card": faults(lead.page)})
    else:
        no_faults({"card": violations(lead.page) + looks.sideways(lead.page, size[0]) + looks.cut(lead.page) + looks.small_targets(lead.page)})


def test_candidates_have_no_faults_and_one_is_promoted(a_browser, site, made):
    folder, row = made
    admin = BrowserStaff(a_browser(size=DESK, is_phone=False), site, "admin@example.org", "admin")
    admin.is_signed_in()
    admin.goes_to(CANDIDATES)
    found = {"none yet": faults(admin.page)}
    with site.app.app_context():
        shutil.copytree(folder, folder_of(row["name"]))
        with writing() as session:
            session.add(ModelRelease(**row, made_at=clock.now()))
    admin.goes_to(CANDIDATES)
    found["a candidate"] = faults(admin.page)
    admin.presses('[value="promote"]')
    found["without a reason"] = faults(admin.page)
    admin.page.fill('[name="reason"]', "Nearer to what we decide")
    admin.presses('[value="promote"]')
    assert "reads now" in admin.page.inner_text(f"#{row['name']}")
    admin.goes_to(CARD)
    found["the card of a model learnt here"] = faults(admin.page)
    no_faults(found)
