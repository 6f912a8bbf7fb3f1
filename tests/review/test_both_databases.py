"""The lead's pages say the same on SQLite and on PostgreSQL."""

import pytest

from tests.review.builders import a_comment, a_submission

VISION = "How far do you agree or disagree with this vision?"


@pytest.fixture
def app(app_on_both):
    """The application, on SQLite and then on PostgreSQL."""
    return app_on_both


def test_every_page_opens_and_counts(lead):
    said = {"vision_agree": "agree", "outcomes_matter": ["safe", "voice"]}
    for _ in range(5):
        child = a_submission(role="child", answers=said, skips=("equity_agree",))
        a_comment("scared", about=("safe",), submission=child)
    a_comment(is_read=False)
    a_comment(status="unread")
    assert lead.opens().table("Who answered")["Parent or carer"][0] == "fewer than 5"
    assert len(lead.opens("/statements/safe").comments) == 5
    assert len(lead.opens("/statements/safe", role="child", question="change_first").comments) == 5
    assert len(lead.opens("/statements/waiting").comments) == 2
    assert lead.opens("/answers").table(VISION)["Agree"][0] == "5"
    assert lead.opens("/answers", role="child").table(VISION)["Agree"][0] == "5"
