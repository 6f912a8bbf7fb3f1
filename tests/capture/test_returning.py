"""Save and come back, and take back."""

from sqlalchemy import func, select

from tests.people import Respondent
from voice.models import Comment, Draft, DraftKey, Submission, Withdrawn, db


def save(respondent, text="Half an answer"):
    respondent.begins()
    respondent.gives("child")
    respondent.opens("missing")
    return respondent.gives(text, go="save").code


def test_a_save_code_goes_on_where_it_was_made(app, respondent):
    code = save(respondent)
    other = Respondent(app)
    page = other.posts("standard/resume", code=code.upper().replace(" ", "-"))
    assert page.heading == "Check your answers"
    assert page.says("A child or young person")


def test_a_code_alone_does_not_show_words_written_on_another_phone(app, respondent):
    code = save(respondent, "Nobody may read this here")
    other = Respondent(app)
    assert not other.posts("standard/resume", code=code).says("Nobody may read this here")
    page = other.opens("missing")
    assert page.written == ""
    assert page.says("It is kept. We do not show it on this phone.")
    assert respondent.opens("missing").written == "Nobody may read this here"


def test_words_written_elsewhere_are_added_to_and_never_replaced(app, respondent):
    code = save(respondent, "First")
    other = Respondent(app)
    other.posts("standard/resume", code=code)
    other.answers("missing", "Second")
    other.walks()
    other.sends()
    with app.app_context():
        assert db.session.scalar(select(Comment.text)) == "First\nSecond"


def test_codes_are_kept_only_as_hashes(app, respondent):
    code = save(respondent)
    with app.app_context():
        kept = [*db.session.execute(select(Draft.resume_hash)), *db.session.execute(select(DraftKey.token_hash, DraftKey.resume_sealed))]
    assert code not in str(kept)
    assert not any(word in str(kept) for word in code.split() if len(word) > 5)


def test_an_unknown_code_says_what_to_do_and_keeps_what_was_typed(respondent):
    page = respondent.posts("standard/resume", code="four words nobody has")
    assert page.error == "We cannot find that code. Check it, or start again. Codes work for 30 days."
    assert page.soup.find(id="code")["value"] == "four words nobody has"


def test_a_save_code_stops_working_after_its_days(app, respondent, clock):
    from voice.jobs import forget_drafts

    code = save(respondent)
    clock.moves_on(days=31)
    with app.app_context():
        forget_drafts(30)
    assert Respondent(app).posts("standard/resume", code=code).error


def test_what_was_begun_without_the_code_is_laid_over_what_the_code_opens(app, respondent):
    code = save(respondent)
    other = Respondent(app)
    other.begins()
    other.gives("child")
    other.answers("change_first", "Written before the code was found")
    assert other.posts("standard/resume", code=code).says("Written before the code was found")


def test_wrong_codes_slow_the_codes_and_nobody_who_answers(app, respondent):
    stranger = Respondent(app)
    for _ in range(60):
        stranger.posts("standard/resume", code="one two three four")
    page = stranger.posts("standard/resume", code="one two three four")
    assert page.status == 429
    assert page.headers["Retry-After"]
    assert respondent.begins_and_sends().code


def test_a_receipt_code_takes_everything_back(app, respondent):
    code = respondent.begins_and_sends(missing="Take this back").code
    page = Respondent(app).posts("standard/withdraw", code=code)
    assert page.heading == "Your answers are gone"
    with app.app_context():
        assert db.session.scalar(select(func.count(Submission.id))) == 0
        assert db.session.scalar(select(func.count(Comment.id))) == 0
        assert db.session.scalar(select(func.count(Withdrawn.submission_id))) == 1


def test_a_save_code_does_not_take_back_and_a_receipt_code_does_not_resume(app, respondent):
    saved = save(respondent)
    assert Respondent(app).posts("standard/withdraw", code=saved).error
    receipt = Respondent(app).begins_and_sends().code
    assert Respondent(app).posts("standard/resume", code=receipt).error


def test_after_the_stated_day_answers_are_not_taken_back(app, respondent, clock):
    code = respondent.begins_and_sends().code
    clock.is_set_to(2024, 10, 14, 22, 59)
    assert not respondent.goes_to("standard/withdraw").says("It is too late")
    clock.is_set_to(2024, 10, 14, 23, 1)
    assert Respondent(app).posts("standard/withdraw", code=code).heading == "It is too late to take answers back"
    with app.app_context():
        assert db.session.scalar(select(func.count(Submission.id))) == 1
