"""People join a session from their own phones: by four words, today, until it is closed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.engagement.halls import a_session
from tests.people import Respondent
from voice.extensions import limiter
from voice.models import Collected, InPersonSession, db
from voice.models.edition import change_window, find_edition

JOIN = "/en/join/"


@pytest.fixture
def session(facilitator):
    return a_session(facilitator, surveys=["child-survey", "poet-child"])


@pytest.fixture
def words(facilitator, session):
    page = facilitator.posts(f"/staff/sessions/{session.id}/phones")
    return " ".join(one.get_text(strip=True) for one in page.soup.select(".code__words li"))


def collected() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(one.session_id, one.how) for one in db.session.scalars(db.select(Collected))]


def test_the_words_lead_to_the_sessions_surveys_and_what_is_sent_is_collected_there(session, words, phone):
    phone.posts(JOIN, code=words.upper())
    assert phone.page.heading == "Choose your questions"
    assert [link for link in phone.page.links() if "child" in link] == ["/en/child-survey/", "/en/poet-child/"]
    phone.begins_and_sends(age="from_11_to_15", good="The swing")
    assert collected() == [(session.id, "own_phone")]


def test_the_words_are_kept_as_a_hash_and_shown_again_to_staff(facilitator, session, words):
    db.session.expire_all()
    assert not any(word in f"{session.join_hash} {session.join_sealed}" for word in words.split())
    page = facilitator.opens(f"/staff/sessions/{session.id}/phones")
    assert all(word in page.text for word in words.split())
    assert page.soup.select(".qr svg")


def test_new_words_stop_the_old_ones_from_working(facilitator, session, words, phone):
    facilitator.posts(f"/staff/sessions/{session.id}/phones")
    assert phone.posts(JOIN, code=words).status == 422


@pytest.mark.parametrize("why", ["closed", "another day", "rehearsal"])
def test_a_session_that_cannot_be_joined_is_answered_as_wrong_words(facilitator, session, words, phone, clock, why):
    wrong = phone.posts(JOIN, code="four wrong words here").error
    if why == "closed":
        facilitator.posts(f"/staff/sessions/{session.id}/close")
    elif why == "another day":
        clock.moves_on(days=1)
    else:
        db.session.get(InPersonSession, session.id).is_rehearsal = True
        db.session.commit()
    page = phone.posts(JOIN, code=words)
    assert (page.status, page.error) == (422, wrong)


def test_what_was_begun_before_the_end_stays_with_the_session_and_what_is_begun_after_does_not(facilitator, session, words, app, phone):
    late = Respondent(app, slug="child-survey")
    phone.posts(JOIN, code=words)
    late.posts(JOIN, code=words)
    phone.begins()
    facilitator.posts(f"/staff/sessions/{session.id}/close")
    phone.walks(age="from_11_to_15", good="The swing")
    phone.sends()
    late.begins_and_sends(age="from_11_to_15", good="The slide")
    assert collected() == [(session.id, "own_phone")]
    assert late.goes_to("/en/join/surveys").heading == "Type the four words"


def test_a_survey_that_the_session_does_not_ask_is_not_collected_there(session, words, app):
    someone = Respondent(app)
    someone.posts(JOIN, code=words)
    someone.begins_and_sends(role="parent", change_first="Buses")
    assert collected() == []


def test_an_answer_without_joining_is_collected_nowhere(session, words, phone):
    phone.begins_and_sends(age="from_11_to_15", good="The swing")
    assert collected() == []


def test_a_mark_that_somebody_made_up_is_none(session, phone):
    phone.client.set_cookie("at-session", session.id)
    phone.begins_and_sends(age="from_11_to_15", good="The swing")
    assert collected() == []


def test_wrong_words_are_slowed_for_all_and_sending_never_is(session, words, phone, app):
    limiter.reset()
    phone.begins()
    statuses = [app.test_client().post(JOIN, data={"code": "four wrong words here"}).status_code for _ in range(40)]
    assert statuses[0] == 422 and statuses[-1] == 429
    phone.walks(age="from_11_to_15", good="The swing")
    assert phone.sends().heading.startswith("Thank you")
    limiter.reset()


def test_a_form_of_another_site_joins_nobody(words, app):
    answer = app.test_client().post(JOIN, data={"code": words}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_the_short_address_speaks_the_browsers_language(app):
    assert app.test_client().get("/join", headers={"Accept-Language": "ur"}).headers["Location"] == "/ur/join/"
    assert re.search(r'lang="ur"', app.test_client().get("/ur/join/").text)


def test_a_survey_that_has_closed_is_not_offered(session, words, phone):
    phone.posts(JOIN, code=words)
    edition = find_edition("poet-child", "2024/25")
    change_window(edition.id, edition.opens_on, date(2024, 9, 9), "")
    assert [link for link in phone.goes_to("/en/join/surveys").links() if "poet" in link] == []
