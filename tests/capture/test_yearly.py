"""The yearly surveys: who is led where, what is asked of whom, and in which year an answer counts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.people import Respondent
from voice.models import Answer, Comment, Draft, Submission, db
from voice.models.edition import edition_now, find_edition, set_up_years

YEARLY = ("child-survey", "good-news", "poet-child", "poet-parent", "poet-practitioner")


@pytest.fixture
def answers(app):
    """Return a builder of people who answer a yearly survey."""
    return lambda slug: Respondent(app, slug=slug)


def stored(app):
    with app.app_context():
        found = db.session.scalars(select(Submission).order_by(Submission.received_at)).all()
        db.session.remove()
    return found


@pytest.mark.parametrize(("doors", "slug", "first"), [
    (("I am a child or young person", "Yes", "11 to 15"), "poet-child", "helper"),
    (("I am a child or young person", "It is being made", "16 to 18"), "poet-child", "helper"),
    (("I am a child or young person", "No", "11 to 15"), "child-survey", "helper"),
    (("I am a child or young person", "I’m not sure", "11 to 15"), "child-survey", "helper"),
    (("I am a parent or carer", "No"), "poet-parent", "child_age"),
    (("I work with children or young people", "Health"), "poet-practitioner", "work_with_plans"),
])
def test_three_taps_lead_to_the_right_survey_and_are_not_asked_again(respondent, doors, slug, first):
    page = respondent.finds(*doors)
    assert len(doors) <= 3
    assert page.url.startswith(f"/en/{slug}/?")
    page = respondent.goes_to(next(link for link in page.links() if "/how" in link))
    hidden = {one["name"]: one["value"] for one in page.soup.select('input[type="hidden"]')}
    page = respondent.posts(f"/en/{slug}/how", reading="standard", **hidden)
    assert page.question_id == first


def test_the_way_is_there_in_easy_read(respondent):
    respondent.goes_to("/en/surveys/easy/")
    assert respondent.page.heading == "Who are you?"
    respondent.goes_to("/en/surveys/easy/child")
    assert respondent.page.says("An EHC plan says what help a child must get.")


def test_what_the_way_does_not_know_is_left_out(respondent, app):
    respondent.goes_to("/en/child-survey/easy/?age=a%20dragon&good=words&voice_heard=easy_yes")
    assert not respondent.page.soup.select('input[name="age"], input[name="good"], input[name="voice_heard"]')
    assert respondent.goes_to("/en/surveys/easy/nowhere").status == 404


def test_an_open_survey_stands_on_the_first_page_and_a_closed_one_does_not(respondent, clock):
    respondent.goes_to("/")
    assert respondent.page.says("Tell us what you think of Rotherham’s draft SEND strategy")
    clock.is_set_to(2024, 10, 2, 9)
    respondent.goes_to("/")
    assert not respondent.page.says("Tell us what you think of Rotherham’s draft SEND strategy")


@pytest.mark.parametrize("reading", ["standard", "easy", "pictures"])
def test_a_child_of_5_to_10_meets_10_pages_after_age_and_always_faces(answers, app, reading):
    child = answers("child-survey")
    child.begins(reading)
    page = child.gives("from_5_to_10")
    assert "/standard/" not in page.url
    seen = []
    while "/check" not in page.url:
        seen.append(page.question_id)
        if page.soup.select_one(".faces"):
            assert [one.get_text(" ", strip=True) for one in page.soup.select(".faces label")] == ["Yes", "Sometimes", "No", "I do not know"]
            assert not page.soup.select('[value="read:standard"]')
        page = child.gives("easy_sometimes") if page.soup.select_one(".faces") else child.skips()
    assert len(seen) == 10
    child.reading = page.url.split("/")[3]
    child.sends()
    (submission,) = stored(app)
    assert submission.is_complete
    assert submission.is_straight
    assert (submission.role, submission.voice) == ("child", "self")


def test_a_young_person_of_11_or_more_reads_five_words_in_full_words(answers):
    someone = answers("child-survey")
    someone.begins()
    someone.gives("from_11_to_15")
    page = someone.opens("safe_feel")
    assert page.heading == "I feel safe in the places I go."
    assert page.options == ["always", "mostly", "sometimes", "rarely", "never", "dont_know"]
    assert page.chosen == set()


def test_pictures_beside_a_box_are_an_answer_of_their_own(answers, app):
    child = answers("child-survey")
    child.begins("easy")
    child.gives("from_5_to_10")
    child.opens("good")
    beside = child.page.soup.select_one(".beside input")["name"]
    child.posts(child.page.url, go="on", **{beside: ["friends", "school"]})
    assert child.opens("good").chosen == {"friends", "school"}
    child.goes_to(f"easy/{beside.removeprefix('q_')}")
    assert child.page.question_id == "good"
    child.goes_to("easy/check")
    child.reading = "easy"
    child.sends()
    with app.app_context():
        answers_kept = {a.question_id: a.value for a in db.session.scalars(select(Answer))}
        assert answers_kept[beside.removeprefix("q_")] == ["friends", "school"]
        assert db.session.scalar(select(Comment)) is None


@pytest.mark.parametrize(("helper", "voice"), [("nobody", "self"), ("read", "supported"), ("wrote", "supported"), ("chose", "proxy")])
def test_who_helped_is_kept_and_never_merged(answers, app, helper, voice):
    child = answers("poet-child")
    child.begins_and_sends("easy", plan="yes", age="from_11_to_15", helper=helper, plan_heard="yes")
    (submission,) = stored(app)
    assert (submission.role, submission.voice) == ("child", voice)


def test_a_parents_view_is_a_parents_view(answers, app):
    answers("poet-parent").begins_and_sends(plan="yes", support_amount="good")
    (submission,) = stored(app)
    assert (submission.role, submission.voice, submission.is_complete) == ("parent", "adult", True)


@pytest.mark.parametrize("plan", ["no", "not_sure"])
def test_no_plan_leads_a_child_on_and_asks_nothing_twice(answers, app, plan):
    child = answers("poet-child")
    child.begins("easy")
    page = child.gives(plan)
    assert page.heading == "We have a better survey for you"
    form = page.soup.select_one('form[action$="/child-survey/how"]')
    page = child.posts(form["action"], **{one["name"]: one["value"] for one in form.select('input[type="hidden"]')})
    assert page.url == "/en/child-survey/easy/age"
    assert stored(app) == []


def test_what_both_surveys_ask_goes_along(answers):
    child = answers("poet-child")
    child.begins("easy")
    child.answers("age", "from_11_to_15")
    child.answers("helper", "read")
    page = child.answers("plan", "no")
    form = page.soup.select_one('form[action$="/child-survey/how"]')
    page = child.posts(form["action"], **{one["name"]: one["value"] for one in form.select('input[type="hidden"]')})
    assert page.question_id == "helper_who"


@pytest.mark.parametrize("plan", ["no", "not_sure"])
def test_no_plan_leads_a_parent_to_questions_on_sen_support(answers, app, plan):
    parent = answers("poet-parent")
    parent.begins()
    seen, page = [], parent.gives(plan)
    while "/check" not in page.url:
        seen.append(page.question_id)
        page = parent.skips()
    assert any(one.startswith("sen_") for one in seen)
    assert not any(one.startswith("plan_") for one in seen)
    parent.sends()
    (submission,) = stored(app)
    assert not submission.is_complete


def test_who_only_says_who_they_are_has_not_completed_a_survey(answers, app):
    answers("child-survey").begins_and_sends(age="from_11_to_15", helper="nobody")
    (submission,) = stored(app)
    assert not submission.is_complete


def test_a_number_may_be_written_in_any_script_and_is_kept_as_digits(answers, app):
    someone = answers("poet-practitioner")
    someone.begins()
    for typed, kept in (("۱۲", "12"), ("1 ", "1"), ("007", "7")):
        someone.answers("role", "health")
        someone.answers("work_with_plans", "yes_often")
        someone.answers("plans_count", typed)
        with app.app_context():
            assert db.session.scalar(select(Draft.answers))["plans_count"]["v"] == kept


@pytest.mark.parametrize(("typed", "words"), [("many", "Write a whole number in digits, such as 7"), ("501", "Your number must be 500 or fewer"),
                                              ("-3", "Write a whole number in digits, such as 7"), ("9" * 40, "Write a whole number in digits, such as 7")])
def test_a_number_that_does_not_fit_is_told_and_kept_on_the_page(answers, typed, words):
    someone = answers("poet-practitioner")
    someone.begins()
    someone.answers("role", "health")
    someone.answers("work_with_plans", "yes_often")
    page = someone.answers("plans_count", typed)
    assert page.status == 422
    assert page.error == words
    assert page.soup.select_one(".write__box--number")["value"] == typed


@pytest.mark.parametrize("slug", ["child-survey", "poet-child"])
def test_a_child_says_yes_or_no_first_and_no_stores_nothing(answers, app, slug):
    child = answers(slug)
    for start in ("", "easy/"):
        page = child.goes_to(start)
        assert "Do you want to tell us what you think?" in page.text
        page = child.goes_to(next(link for link in page.links() if link.endswith("/no")))
        assert page.heading == "That is fine. Thank you for looking."
        assert page.says("We have kept nothing.")
    with app.app_context():
        assert db.session.scalar(select(Draft)) is None
        assert db.session.scalar(select(Submission)) is None


# ── Years ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_academic_year_has_an_edition_of_its_own(app, clock):
    with app.app_context():
        assert edition_now("child-survey", clock()).name == "2024/25"
        clock.is_set_to(2025, 8, 31, 22, 58)  # 11:58pm in Rotherham: summer time
        assert edition_now("child-survey", clock()).state(clock()) == "open"
        set_up_years("child-survey", edition_now("child-survey", clock()).closes_on, (9, 1))
        clock.is_set_to(2025, 8, 31, 23, 0)  # midnight there
        now = edition_now("child-survey", clock())
        assert (now.name, now.state(clock())) == ("2025/26", "open")
        assert find_edition("child-survey", "2024/25").state(clock()) == "closed"


def test_the_next_year_is_made_ahead_by_the_queue(app, clock):
    from voice.jobs import begin_years
    clock.is_set_to(2025, 8, 10, 3)
    with app.app_context():
        begin_years(app.extensions["settings"])
        begin_years(app.extensions["settings"])
        assert all(find_edition(slug, "2025/26") for slug in YEARLY)
        assert find_edition("strategy-2024", "2025/26") is None


def test_what_was_begun_in_one_year_and_sent_in_the_next_counts_for_its_own_and_is_marked_late(answers, app, clock):
    child = answers("child-survey")
    clock.is_set_to(2025, 8, 31, 20)
    child.begins()
    child.walks(age="from_11_to_15", safe_feel="always")
    with app.app_context():
        set_up_years("child-survey", edition_now("child-survey", clock()).closes_on, (9, 1))
    clock.is_set_to(2025, 9, 1, 7)
    child.sends()
    assert child.page.heading == "Thank you. We have your answers."
    (submission,) = stored(app)
    assert submission.edition_id == "child-survey/2024/25"
    assert submission.is_late


def test_where_editions_overlap_a_newcomer_is_asked_in_the_newer(app, clock):
    from datetime import date

    from voice.models.edition import change_window
    with app.app_context():
        set_up_years("child-survey", date(2025, 8, 20), (9, 1))
        change_window("child-survey/2024/25", None, date(2025, 9, 14), "Many schools were on strike.")
        clock.is_set_to(2025, 9, 3, 9)
        assert edition_now("child-survey", clock()).name == "2025/26"
        assert find_edition("child-survey", "2024/25").state(clock()) == "open"


def sent_before_the_new_year(child, app, clock):
    """Send answers, let the next year be set up, and return the receipt code."""
    child.begins_and_sends(age="from_11_to_15", safe_feel="always")
    with app.app_context():
        set_up_years("child-survey", edition_now("child-survey", clock()).closes_on, (9, 1))
    return child.page.code


def test_a_receipt_code_takes_back_an_answer_of_an_earlier_year_while_its_days_last(answers, app, clock):
    clock.is_set_to(2025, 8, 30, 9)
    code = sent_before_the_new_year(answers("child-survey"), app, clock)
    clock.is_set_to(2025, 9, 10, 9)
    answers("child-survey").posts("standard/withdraw", code=code)
    assert stored(app) == []


def test_a_receipt_code_of_an_earlier_year_is_told_kindly_that_it_is_too_late(answers, app, clock):
    code = sent_before_the_new_year(answers("child-survey"), app, clock)
    clock.is_set_to(2025, 10, 10, 9)
    page = answers("child-survey").posts("standard/withdraw", code=code)
    assert page.heading == "It is too late to take answers back"
    assert len(stored(app)) == 1
