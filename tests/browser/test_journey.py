"""From the first page to the receipt in a real browser, in each format, with and without JavaScript."""

import pytest

WAYS = [pytest.param(True, id="with JavaScript"), pytest.param(False, id="without JavaScript")]
READINGS = ["standard", "easy", "pictures"]
THANKS = "Thank you. We have your answers."


@pytest.mark.parametrize("javascript", WAYS)
@pytest.mark.parametrize("reading", READINGS)
def test_a_child_with_a_phone_answers_from_start_to_receipt(a_respondent, site, reading, javascript):
    child = a_respondent(javascript=javascript)

    child.begins_and_sends(reading, role="child", helper="nobody", outcomes_matter=["safe", "belong"], help_safe="The bus is scary.")

    assert child.heading == THANKS
    assert len(child.code.split()) == 4
    submission, = site.submissions()
    assert (submission.role, submission.voice, submission.reading) == ("child", "self", reading)
    assert site.comments() == ["The bus is scary."]
    assert child.watch.requests > 30
