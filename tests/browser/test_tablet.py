"""A session in a hall without wifi: nothing said is lost, nothing is seen by the next child."""

import time

import pytest

from tests.browser.tablet import a_session, a_tablet, outcomes, tablet
from voice.models import Collected, db

WORDS = "The marmalade cat sits with me when it is loud"


@pytest.fixture
def one(chromium, site, tmp_path):
    """A tablet that is paired and prepared."""

    with tablet(chromium.browser_type, site, tmp_path / "profile") as made:
        made.pairs(a_tablet(site, a_session(site)))
        yield made


def soon(claim, seconds=20):
    end = time.monotonic() + seconds
    while not (found := claim()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("reading", ["standard", "easy", "pictures"])
def test_a_child_answers_while_the_server_is_gone_and_all_is_stored_once_when_it_is_back(one, site, reading):
    site.stops()
    one.begins(reading=reading)
    one.walks(good=WORDS)
    one.page.get_by_text(WORDS).wait_for()
    one.sends()
    assert one.waiting() == {"waiting": 1}
    site.starts()
    assert soon(lambda: site.comments()) == [WORDS]
    assert soon(lambda: one.waiting() == {"sent": 1})
    assert (len(site.submissions()), outcomes(site)) == (1, ["received"])
    assert len(site._all(db.select(Collected.how))) == 1
