"""Not yet open, open, closed, extended: days are London days, and nobody is turned away in the middle."""

from datetime import date

import pytest

from voice.models import Submission, db
from voice.models.edition import change_window


@pytest.mark.parametrize("reading", ["standard", "easy", "pictures"])
def test_before_the_first_day_it_says_when_to_come(respondent, clock, reading):
    clock.is_set_to(2024, 9, 1, 22, 59)
    page = respondent.goes_to(f"{reading}/")
    assert page.heading == "We have not started yet"
    assert page.says("Monday 2 September 2024")


def test_it_opens_at_midnight_in_london_while_it_is_still_summer_there(respondent, clock):
    clock.is_set_to(2024, 9, 1, 23, 0)
    assert respondent.begins().heading == "Who are you answering as?"


@pytest.mark.parametrize("reading", ["standard", "easy", "pictures"])
def test_after_the_last_day_it_says_that_it_has_closed(respondent, clock, reading):
    clock.is_set_to(2024, 9, 30, 23, 0)
    page = respondent.goes_to(f"{reading}/")
    assert page.heading == "This has closed"
    assert page.says("Monday 30 September 2024")


def test_one_minute_before_midnight_it_is_open(respondent, clock):
    clock.is_set_to(2024, 9, 30, 22, 58)
    assert respondent.begins().heading == "Who are you answering as?"


def test_an_answer_begun_in_time_is_kept_and_marked_late_not_refused(app, respondent, clock):
    clock.is_set_to(2024, 9, 30, 22, 50)
    respondent.begins()
    clock.moves_on(minutes=30)
    respondent.walks(role="child")
    assert respondent.sends().code
    with app.app_context():
        assert db.session.query(Submission).one().is_late


def test_an_extension_shows_its_reason_and_only_plain_emphasis_of_it(app, respondent, clock):
    with app.app_context():
        change_window("strategy-2024/2024-09", None, date(2024, 10, 18), "The <strong>inspection</strong> took 3 weeks.<script>x</script>")
    clock.is_set_to(2024, 10, 10, 12, 0)
    page = respondent.goes_to("")
    assert page.says("We made this longer.")
    assert page.says("It now closes on Friday 18 October 2024.")
    assert page.soup.find("strong", string="inspection")
    assert not page.soup.find("script", src=False)
    assert respondent.begins().heading == "Who are you answering as?"


def test_an_extension_needs_a_reason(app):
    with app.app_context(), pytest.raises(ValueError, match="needs a reason"):
        change_window("strategy-2024/2024-09", None, date(2024, 10, 18), " ")


def test_a_new_database_is_open_today_for_28_days(tmp_path, clock):
    from voice import create_app
    from voice.config import Settings
    from voice.models.edition import find_edition
    from voice.setting_up import set_up

    app = create_app(Settings(data_folder=tmp_path), clock=clock)
    set_up(app)
    with app.app_context():
        edition = find_edition("strategy-2024", "2024-09")
        assert (edition.opens_on, edition.closes_on) == (date(2024, 9, 10), date(2024, 10, 7))
        assert (edition.closes_at() - edition.opens_at()).days == 28
        db.engine.dispose()


def test_the_clock_change_in_october_makes_the_last_day_an_hour_longer(app):
    from voice.models import Edition

    edition = Edition(opens_on=date(2024, 10, 27), closes_on=date(2024, 10, 27))
    assert (edition.closes_at() - edition.opens_at()).total_seconds() == 25 * 3600
