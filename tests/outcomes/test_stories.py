"""Good news: told with permission, a file for staff alone, a story that a named lead releases, and gone when it is taken back."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base
from sqlalchemy import select

from tests.people import Respondent
from tests.sent import sent
from voice.capture.files import LIMIT_MB, remove_orphans
from voice.capture.intake import withdraw
from voice.models import Draft, KeptFile, Story, db, writing

WORDS = "I went to the climbing club. Now I have a friend."
STORY = {"title": "A friend at the club", "words": WORDS, "statement": "belong"}


def a_photo(size=(640, 480)):
    """A phone's picture: it lies on its side, and says where it was made."""
    exif = Image.Exif()
    exif[Base.Orientation.value], exif[Base.Make.value] = 6, "Phone of Sam"
    exif.get_ifd(IFD.GPSInfo)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", size, "tomato").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def teller(app):
    """Somebody who tells good news, at the page that takes a file."""
    someone = Respondent(app, slug="good-news")
    someone.begins()
    someone.gives("child")
    someone.answers("story", WORDS)
    someone.opens("picture")
    return someone


def adds(someone, content, name="holiday of Sam.jpg", go="on"):
    body = (f'--torn\r\nContent-Disposition: form-data; name="go"\r\n\r\n{go}\r\n'
            f'--torn\r\nContent-Disposition: form-data; name="q_picture"; filename="{name}"\r\n\r\n').encode() + content + b"\r\n--torn--\r\n"
    return someone.posts_body("standard/picture", body, "multipart/form-data; boundary=torn")


def files():
    db.session.rollback()
    return db.session.scalars(select(KeptFile)).all()


def test_a_picture_is_kept_turned_without_its_name_place_or_camera(teller, app):
    assert adds(teller, a_photo()).question_id != "picture"
    with app.app_context():
        (kept,) = files()
    picture = Image.open(io.BytesIO(kept.content))
    assert (kept.media_type, picture.size) == ("image/jpeg", (480, 640))
    assert not dict(picture.getexif())
    assert b"Sam" not in kept.content


def test_another_picture_takes_the_place_of_the_first_and_it_can_be_taken_away(teller, app):
    adds(teller, a_photo())
    assert teller.opens("picture").says("You added a file. It is kept.")
    adds(teller, a_photo((100, 100)))
    with app.app_context():
        assert len(files()) == 1
    teller.posts("standard/picture", go="on", remove="1")
    with app.app_context():
        assert files() == []
    assert not teller.opens("picture").says("You added a file. It is kept.")


@pytest.mark.parametrize(("content", "words"), [
    (b"MZ this is a program", "Choose a JPEG or PNG picture, or a PDF"), (b"\xff\xd8\xff torn", "We could not open this picture. Choose another one"),
    (b"", "Choose a JPEG or PNG picture, or a PDF"), (b"%PDF-" + b"x" * (LIMIT_MB * 1024 * 1024), f"This file is larger than {LIMIT_MB} MB. Choose a smaller one")])
def test_what_is_no_picture_is_told_and_the_story_stays(teller, app, content, words):
    page = adds(teller, content)
    assert page.status == 422
    assert page.error == words
    with app.app_context():
        assert files() == []
        assert db.session.scalar(select(Draft.answers))["story"]["v"] == WORDS


def test_a_picture_that_would_fill_the_memory_is_refused(teller):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert adds(teller, out.getvalue(), "small.png").error == "We could not open this picture. Choose another one"


def test_a_pdf_is_kept_as_it_came(teller, app):
    adds(teller, b"%PDF-1.7 hello")
    with app.app_context():
        (kept,) = files()
        assert (kept.media_type, kept.content) == ("application/pdf", b"%PDF-1.7 hello")


def test_only_pages_that_take_files_are_that_large(teller):
    page = teller.posts("standard/story", go="on", q_story="x" * 2_000_000)
    assert page.status == 413


def test_a_file_of_a_draft_that_was_never_sent_goes_with_it(teller, app):
    adds(teller, a_photo())
    with app.app_context():
        with writing() as session:
            assert remove_orphans(session) == 0
        with writing() as session:
            session.query(Draft).delete()
        with writing() as session:
            assert remove_orphans(session) == 1
        assert files() == []


def test_good_news_with_permission_becomes_a_story_that_a_named_lead_releases(lead, respondent, trail):
    id = sent("good-news", role="child", story=WORDS, story_about="belong", may_share="yes")
    page = lead.opens(f"/staff/stories/{id}")
    assert page.soup.select_one("#words").get_text().strip() == WORDS
    assert page.soup.select_one("#statement option[selected]")["value"] == "belong"
    lead.posts(f"/staff/stories/{id}", do="keep", **STORY)
    assert respondent.goes_to("/en/stories/").says("There is no story here yet.")
    lead.posts(f"/staff/stories/{id}", do="release", **STORY)
    assert respondent.goes_to("/en/stories/").says("A friend at the club")
    assert respondent.page.says(WORDS)
    db.session.rollback()
    assert db.session.get(Story, id).released_by.startswith("account ")
    assert ("story released", id, "") in trail()
    lead.posts(f"/staff/stories/{id}", do="take_back", **STORY)
    assert not respondent.goes_to("/en/stories/").says("A friend at the club")


@pytest.mark.parametrize("permission", [{"may_share": "no"}, {}])
def test_without_a_yes_nothing_can_be_told(lead, permission):
    id = sent("good-news", role="child", story=WORDS, **permission)
    assert "This person did not say that we may tell their story." in lead.opens(f"/staff/stories/{id}").text
    assert lead.posts(f"/staff/stories/{id}", do="release", **STORY).status == 404
    assert db.session.query(Story).count() == 0


def test_a_story_needs_a_title_and_words_and_loses_neither(lead):
    id = sent("good-news", role="child", story=WORDS, may_share="yes")
    page = lead.posts(f"/staff/stories/{id}", do="release", title=" ", words="Some words", statement="")
    assert page.status == 422
    assert "Write a title." in page.text
    assert page.soup.select_one("#words").get_text().strip() == "Some words"


def test_a_story_is_escaped_for_everybody(lead, respondent):
    id = sent("good-news", role="child", story=WORDS, may_share="yes")
    lead.posts(f"/staff/stories/{id}", do="release", **{**STORY, "words": "<script>alert(1)</script> & more"})
    respondent.goes_to("/en/stories/")
    assert respondent.page.says("<script>alert(1)</script> & more")


def test_a_story_goes_when_it_is_taken_back_by_who_told_it(lead, respondent, clock):
    id = sent("good-news", role="child", story=WORDS, may_share="yes")
    lead.posts(f"/staff/stories/{id}", do="release", **STORY)
    assert respondent.goes_to("/en/stories/").says(WORDS)
    withdraw(id, date(2024, 9, 12))
    assert not respondent.goes_to("/en/stories/").says(WORDS)
    assert lead.opens(f"/staff/stories/{id}").status == 404


def test_a_file_is_handed_to_staff_as_a_download_that_runs_nothing(a_reader, app, teller, trail):
    adds(teller, a_photo())
    teller.answers("may_share", "yes")
    teller.sends()
    lead = a_reader("lead")
    with app.app_context():
        (kept,) = files()
    answer = lead.client.get(f"/staff/stories/{kept.submission_id}/file/{kept.id}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="good-news.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    with app.app_context():
        assert ("read_file", kept.submission_id, kept.id) in trail()
        other = sent("good-news", role="child", story="Another")
    assert lead.client.get(f"/staff/stories/{other}/file/{kept.id}").status_code == 404


@pytest.mark.parametrize(("role", "may_read"), [("lead", True), ("safeguarding", True), ("admin", False), ("facilitator", False), ("board", False)])
def test_stories_are_read_by_those_who_read_comments(a_reader, app, role, may_read):
    with app.app_context():
        id = sent("good-news", role="child", story=WORDS, may_share="yes")
        reader = a_reader(role)
        assert (reader.opens("/staff/stories").status == 200) == may_read
        assert (reader.opens(f"/staff/stories/{id}").status == 200) == may_read
        assert (reader.posts(f"/staff/stories/{id}", do="release", **STORY).status == 200) == (role == "lead")


def test_a_story_of_another_survey_is_none(lead):
    assert lead.opens(f"/staff/stories/{sent('child-survey', safe_feel='always')}").status == 404
