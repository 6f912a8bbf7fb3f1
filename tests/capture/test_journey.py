"""From the start page to the receipt, without JavaScript."""

import pytest
from sqlalchemy import select

from tests.people import Respondent
from voice.models import Answer, Comment, Draft, Submission, db

READINGS = ["standard", "easy", "pictures"]


def stored(app):
    with app.app_context():
        return list(db.session.scalars(select(Submission)))


@pytest.mark.parametrize("reading", READINGS)
def test_a_child_answers_from_start_to_receipt(app, respondent, reading):
    receipt = respondent.begins_and_sends(reading, role="child", helper="nobody", outcomes_matter=["safe"], help_safe="The bus is scary.")

    assert receipt.heading == "Thank you. We have your answers."
    assert len(receipt.code.split()) == 4
    submission, = stored(app)
    assert (submission.role, submission.voice, submission.reading) == ("child", "self", reading)
    with app.app_context():
        comment, = db.session.scalars(select(Comment))
        assert (comment.text, comment.asked, comment.state) == ("The bus is scary.", "safe", "waiting")


@pytest.mark.parametrize("role", ["child", "parent", "family", "education", "health", "social_care", "voluntary", "other"])
def test_every_role_reaches_the_receipt(app, respondent, role):
    assert respondent.begins_and_sends(role=role).code
    assert stored(app)[0].role == role


def test_only_who_is_answering_must_be_said(respondent):
    respondent.begins()
    page = respondent.gives(None)
    assert page.error == "Choose who you are answering as"
    assert page.soup.title.get_text().startswith("Error: ")
    assert page.soup.select_one(".mend a")["href"] == "#" + page.soup.select_one(".option__input")["id"]


def test_a_question_may_be_left_unanswered(respondent):
    respondent.begins()
    respondent.gives("child")
    assert respondent.skips().question_id != "helper"
    assert respondent.goes_to("standard/check").says("Skipped")


def test_too_many_choices_are_kept_and_kindly_refused(respondent):
    respondent.begins()
    respondent.gives("child")
    chosen = ["voice", "safe", "support", "belong"]
    page = respondent.answers("outcomes_matter", chosen)
    assert page.error == "Choose up to 3. You have chosen 4"
    assert page.chosen == set(chosen)
    respondent.reading = "easy"
    assert respondent.answers("outcomes_matter", chosen).error == "You chose 4. Please choose 3."


def test_words_that_are_too_long_are_kept_whole(respondent):
    respondent.begins()
    respondent.gives("child")
    long = "word " * 500 + "end"
    page = respondent.answers("missing", long)
    assert "2,000 characters or fewer. It is 503 characters too long" in page.error
    assert page.written == long
    assert respondent.opens("missing").written == long


def test_the_way_back_keeps_what_is_on_the_page(respondent):
    respondent.begins()
    respondent.gives("child")
    respondent.opens("missing")
    back = respondent.gives("Half a thought", go="back")
    assert back.question_id != "missing"
    assert respondent.opens("missing").written == "Half a thought"


@pytest.mark.parametrize(("first", "then"), [("standard", "easy"), ("easy", "pictures"), ("pictures", "standard")])
def test_changing_the_format_keeps_every_answer(respondent, first, then):
    respondent.begins(first)
    respondent.gives("child")
    respondent.opens("change_first")
    page = respondent.gives("More clubs", go=f"read:{then}")
    assert page.url.endswith(f"/{then}/change_first")
    assert page.written == "More clubs"


def test_words_given_to_a_page_that_the_new_format_leaves_out_are_still_sent(app, respondent):
    respondent.begins()
    respondent.gives("child")
    respondent.answers("vision_agree", "agree")
    respondent.answers("vision_why", "Because it is fair")
    respondent.opens("equity_agree")
    respondent.gives(None, go="read:pictures")
    respondent.reading = "pictures"
    assert respondent.goes_to("pictures/check").says("Because it is fair")
    respondent.sends()
    with app.app_context():
        assert db.session.scalar(select(Comment.text)) == "Because it is fair"


def test_agreement_is_not_made_coarser_by_looking_at_it_in_easy_read(app, respondent):
    respondent.begins()
    respondent.gives("child")
    respondent.answers("vision_agree", "strongly_agree")
    respondent.reading = "easy"
    assert respondent.opens("vision_agree").chosen == {"yes"}
    respondent.gives("yes")
    respondent.reading = "standard"
    assert respondent.opens("vision_agree").chosen == {"strongly_agree"}


def test_an_easy_answer_stays_when_the_standard_page_is_left_alone(respondent):
    respondent.begins("easy")
    respondent.gives("child")
    respondent.answers("vision_agree", "no")
    respondent.reading = "standard"
    assert respondent.opens("vision_agree").chosen == set()
    respondent.gives(None)
    respondent.reading = "easy"
    assert respondent.opens("vision_agree").chosen == {"no"}


def test_an_answer_is_changed_from_the_check_page_and_comes_back_to_it(respondent):
    respondent.begins()
    respondent.walks(role="child", missing="Lifts")
    change = next(link for link in respondent.page.links() if "/missing?" in link)
    respondent.goes_to(change)
    assert respondent.gives("Lifts and ramps").heading == "Check your answers"
    assert respondent.page.says("Lifts and ramps")


def test_sent_twice_is_stored_once(app, respondent):
    respondent.begins_and_sends(role="parent", missing="Shorter waits")
    first = respondent.page.code
    assert respondent.sends().code == first
    assert len(stored(app)) == 1


def test_back_then_send_again_is_stored_once_and_shows_the_receipt(app, respondent):
    respondent.begins_and_sends(role="parent", missing="Shorter waits")
    page = respondent.posts("standard/missing", go="on", q_missing="Something else")
    assert page.heading == "Thank you. We have your answers."
    respondent.sends()
    assert len(stored(app)) == 1


def test_a_reload_of_the_receipt_shows_the_code_again(respondent):
    code = respondent.begins_and_sends().code
    assert code
    assert respondent.goes_to("standard/receipt").code == code


def test_two_starts_from_one_tap_make_one_submission(app, respondent):
    respondent.begins()
    respondent.begins()
    respondent.walks(role="child")
    respondent.sends()
    assert len(stored(app)) == 1


def test_after_finish_the_phone_is_clean_for_the_next_person(respondent):
    code = respondent.begins_and_sends(role="child", missing="A secret").code
    respondent.posts("standard/finish")
    assert respondent.goes_to("standard/receipt").code != code
    assert not respondent.page.says("A secret")
    assert respondent.goes_to("standard/missing").heading == "We cannot find your earlier answers on this phone"


def test_an_expired_cookie_loses_nothing_of_what_was_just_written(app, respondent):
    respondent.begins()
    respondent.gives("child")
    respondent.opens("missing")
    respondent.client.delete_cookie("journey-strategy-2024")
    page = respondent.gives("Typed after a long tea")
    assert page.heading == "We cannot find your earlier answers on this phone"
    assert page.says("What you just wrote is kept.")
    assert respondent.opens("missing").written == "Typed after a long tea"


def test_no_thank_you_stores_nothing(app, respondent):
    page = respondent.goes_to("easy/no")
    assert page.heading == "That is fine. Thank you for looking."
    with app.app_context():
        assert db.session.scalar(select(Draft.id)) is None


def test_a_post_from_another_website_is_refused(respondent):
    respondent.begins()
    response = respondent.client.post("/en/strategy-2024/standard/role", data={"q_role": "child", "go": "on"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert respondent.opens("role").chosen == set()


def test_our_own_pages_may_post_though_their_origin_is_null(respondent):
    respondent.begins()
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    assert respondent.client.post("/en/strategy-2024/standard/role", data={"q_role": "child", "go": "on"}, headers=headers).status_code == 303


def test_an_adult_in_a_childs_place_is_never_counted_as_the_child(app, respondent):
    respondent.begins_and_sends(role="child", helper="chose")
    Respondent(app).begins_and_sends(role="parent", for_whom="child")
    Respondent(app).begins_and_sends(role="parent", for_whom="own")
    Respondent(app).begins_and_sends(role="child", helper="wrote")
    assert sorted(s.voice for s in stored(app)) == ["adult", "proxy", "proxy", "supported"]


def test_an_organisations_name_is_not_a_comment(app, respondent):
    respondent.begins_and_sends(role="health", on_behalf="organisation", organisation_name="The Example Trust")
    with app.app_context():
        assert db.session.scalar(select(Answer.value).where(Answer.question_id == "organisation_name")) == "The Example Trust"
        assert db.session.scalar(select(Comment.id)) is None


def test_a_child_has_no_session_and_one_cookie_that_is_the_journeys(respondent):
    respondent.begins()
    assert [cookie.key for cookie in respondent.client._cookies.values()] == ["journey-strategy-2024"]


def test_a_torn_body_does_not_pass_for_an_empty_answer(respondent):
    respondent.begins()
    respondent.gives("child")
    respondent.answers("missing", "Lifts")
    response = respondent.client.post("/en/strategy-2024/standard/missing", data=b"\xff\xfe", content_type="text/plain")
    assert response.status_code == 400
    assert respondent.opens("missing").written == "Lifts"
