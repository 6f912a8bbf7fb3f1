"""A comment that is not in English waits for a person's translation, is read in it, and is shown beside what the person wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import current_app
from sqlalchemy import select, update

from tests.review.builders import a_comment, a_submission
from voice import reading
from voice.capture.intake import withdraw
from voice.models import Comment, Decision, Finding, Translation, db, writing
from voice.reading import read_again, read_waiting
from voice.translating import Overtaken, translate, words_read

POLISH = "Mój syn boi się chodzić do szkoły, bo inne dzieci go biją. Zofia Kowalska"
ENGLISH = "My son is scared to go to school because other children bully him."
NOW = datetime(2024, 9, 11, 10, tzinfo=UTC)


def reads_all():
    """Let the queue read what waits, in a context of its own as the queue does."""
    db.session.rollback()
    with current_app.app_context():
        while read_waiting():
            pass
    db.session.rollback()
    db.session.expire_all()


def said_of(comment_id):
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Translation).where(Translation.comment_id == comment_id).order_by(Translation.revision)))


@pytest.fixture
def polish(lead):
    """A comment in Polish that the pipeline has read."""
    id = a_comment(POLISH, is_read=False)
    reads_all()
    return id


def keeps(reader, comment_id, do="keep", revision=0, text=ENGLISH, language="pl", **more):
    return reader.posts(f"/staff/consultations/strategy-2024/translations/{comment_id}", do=do, revision=str(revision), text=text, language=language, **more)


def test_a_comment_in_another_language_waits_at_a_place_of_its_own(lead, polish):
    assert db.session.get(Comment, polish).desk == "translation"
    assert "Nothing is left here to decide." in lead.opens("/desk").text
    assert "1 waits for a translation" in lead.opens("/desk").text
    assert "1 comment is in another language and waits for a translation." in lead.opens().text
    assert "boi się" in lead.opens("/statements/language").text
    page = lead.opens("/translations")
    words = page.soup.select_one(".said__words")
    assert (words["lang"], words["dir"]) == ("pl", "ltr")
    assert "It looks like Polish." in page.text


def test_a_language_from_right_to_left_is_shown_so(lead):
    a_comment("میرا بیٹا اسکول نہیں جاتا", is_read=False)
    reads_all()
    words = lead.opens("/translations").soup.select_one(".said__words")
    assert (words["lang"], words["dir"]) == ("ur", "rtl")


def test_a_translation_is_read_in_english_and_then_waits_to_be_decided(lead, polish):
    page = keeps(lead, polish)
    assert "0 comments wait for a translation." in lead.opens("/translations").text
    assert "Nothing is left here to decide." in lead.opens("/desk").text  # not before it is read
    assert "Kept." in page.html
    reads_all()
    comment, finding = db.session.get(Comment, polish), db.session.get(Finding, polish)
    assert (comment.text, comment.desk) == (POLISH, "open")
    assert (finding.status, finding.language, finding.translation) == ("themed", "en", 1)
    assert "safe" in [one.code for one in finding.statements]
    assert all(end <= len(ENGLISH) for one in finding.statements for _, end in one.evidence)


def test_staff_see_the_translation_marked_and_the_original_beside_it_with_names_hidden(lead, polish):
    keeps(lead, polish)
    reads_all()
    for page in (lead.opens("/desk"), lead.opens("/statements/safe")):
        assert "Translated from Polish by lead@example.org" in page.text
        assert page.soup.select_one("mark.evidence")
        original = page.soup.select_one(".original .said__words")
        assert (original["lang"], original["dir"]) == ("pl", "ltr")
        assert "boi się" in original.get_text()
        assert "Kowalska" not in page.html
    assert ENGLISH[:40] in lead.opens("/desk", view="list").text


def test_until_it_is_read_again_nothing_is_marked_that_was_found_in_other_words(lead):
    id = a_comment("The bus is late and loud.", about={"safe": [[4, 7]]}, personal=[[0, 3]])
    with writing() as session:
        session.add(Translation(comment_id=id, revision=1, language="pl", text="Quite different words.", translated_by="account 1", translated_at=NOW))
    page = lead.opens("/desk", at=id)
    assert "Quite different words." in page.text
    assert not page.soup.select("mark.evidence, .hidden-word")


def test_what_is_english_after_all_is_read_as_it_stands(lead, polish):
    keeps(lead, polish, do="english", text="")
    reads_all()
    assert (db.session.get(Comment, polish).desk, db.session.get(Finding, polish).language) == ("open", "en")
    assert not lead.opens("/desk").soup.select(".original")


def test_the_language_can_be_corrected_and_the_comment_goes_on_waiting(lead, polish):
    keeps(lead, polish, do="language", language="sk", text="")
    reads_all()
    assert (db.session.get(Comment, polish).desk, db.session.get(Finding, polish).language) == ("translation", "sk")
    assert lead.opens("/translations").soup.select_one(".said__words")["lang"] == "sk"


def test_a_comment_that_was_read_as_english_can_be_sent_to_be_translated(lead):
    id = a_comment("hamesha", is_read=False)
    reads_all()
    assert "This is not in English: translate it" in lead.opens("/desk", at=id).text
    keeps(lead, id, text="Always", language="ur-Latn")
    reads_all()
    assert "Translated from Urdu or Panjabi in English letters" in lead.opens("/desk", at=id).text


def test_a_correction_is_one_more_row_and_what_people_decided_stays(lead, polish):
    keeps(lead, polish)
    reads_all()
    lead.posts(f"/staff/consultations/strategy-2024/desk/{polish}", do="keep", revision="0", statement="voice", stance="change")
    keeps(lead, polish, revision=1, text="My son has good friends at school.")
    reads_all()
    assert [one.text for one in said_of(polish)] == [ENGLISH, "My son has good friends at school."]
    assert (db.session.get(Comment, polish).desk, db.session.get(Finding, polish).translation) == ("decided", 2)
    assert db.session.scalar(select(Decision.statements)) == ["voice"]


def test_nothing_typed_is_lost_when_it_cannot_be_kept(lead, polish):
    page = keeps(lead, polish, text="  ")
    assert page.status == 422
    assert "Write the comment in English." in page.text
    page = keeps(lead, polish, text="word " * 5000)
    assert page.status == 422
    assert len(page.soup.select_one("#text").get_text()) > 20_000
    assert keeps(lead, polish, language="klingon").status == 422
    assert said_of(polish) == []


def test_who_was_overtaken_is_told_and_keeps_what_was_written(lead, polish):
    keeps(lead, polish)
    page = keeps(lead, polish, text="My own words.")
    assert page.status == 409
    assert "Somebody else was faster" in page.text
    assert ENGLISH in page.text
    assert page.soup.select_one("#text").get_text().strip() == "My own words."
    assert len(said_of(polish)) == 1
    with pytest.raises(Overtaken):
        translate(polish, "pl", "Once more", 0, "account 1", NOW)


def test_a_translation_that_comes_while_the_comment_is_read_is_read_next(lead, polish, monkeypatch):
    with writing() as session:
        session.execute(update(Comment).values(state="waiting"))
    store = reading._store

    def meanwhile(found, version, revisions):
        monkeypatch.setattr(reading, "_store", store)
        translate(polish, "pl", ENGLISH, 0, "account 1", NOW)
        store(found, version, revisions)

    monkeypatch.setattr(reading, "_store", meanwhile)
    with current_app.app_context():
        read_waiting()
    db.session.rollback()
    db.session.expire_all()
    assert db.session.get(Comment, polish).state == "waiting"
    reads_all()
    assert db.session.get(Finding, polish).translation == 1


def test_a_newer_release_reads_the_translation_again(lead, polish):
    keeps(lead, polish)
    reads_all()
    with writing() as session:
        session.execute(update(Finding).values(pipeline="older"))
    assert read_again() == 1
    reads_all()
    finding = db.session.get(Finding, polish)
    assert (finding.language, finding.translation, finding.status) == ("en", 1, "themed")


def test_a_word_of_concern_is_seen_before_and_after_the_translation(lead, polish):
    assert "a word of concern in another language" in lead.opens("/translations").text
    assert "1 comment should be seen by a safeguarding lead today." in lead.opens().text
    keeps(lead, polish, text="He likes it there.")
    reads_all()
    assert "a word of concern in another language" in lead.opens("/desk").text


def test_what_may_not_wait_is_first_and_can_be_sent_on_untranslated(lead, a_reader):
    a_comment("Lubię grać w piłkę nożną", is_read=False, on=date(2024, 9, 3))
    worse = a_comment("Syn jest bity i nie chce żyć", is_read=False, on=date(2024, 9, 5))
    reads_all()
    form = lead.opens("/translations").soup.select('form[action$="/desk/' + worse + '"]')[0]
    lead.posts(form["action"], do="safeguarding", revision="0")
    assert db.session.get(Comment, worse).desk == "safeguarding"
    assert lead.opens(f"/translations/{worse}").status == 404
    assert keeps(lead, worse).status == 404
    assert "nie chce żyć" not in lead.opens("/statements/language").text


def test_an_undo_leads_back_to_waiting_for_a_translation(lead, a_reader, app):
    with app.app_context():
        id = a_comment(POLISH, is_read=False)
        reads_all()
    safe = a_reader("safeguarding")
    safe.posts(f"/staff/consultations/strategy-2024/desk/{id}", do="safeguarding", revision="0")
    safe.posts(f"/staff/consultations/strategy-2024/desk/{id}", do="undo", revision="1")
    with app.app_context():
        assert db.session.get(Comment, id).desk == "translation"


@pytest.mark.parametrize(("role", "may"), [("lead", True), ("safeguarding", True), ("admin", False), ("facilitator", False), ("board", False)])
def test_those_who_read_comments_translate_and_nobody_else(a_reader, app, role, may):
    with app.app_context():
        id = a_comment(POLISH, is_read=False)
        reads_all()
    reader = a_reader(role)
    assert (reader.opens("/translations").status == 200) == may
    assert (keeps(reader, id).status == 200) == may


def test_a_comment_of_another_edition_is_not_translated_here(lead, polish):
    assert lead.posts(f"/staff/consultations/child-survey/translations/{polish}", do="keep", revision="0", text=ENGLISH, language="pl").status == 404
    assert lead.opens("/translations/" + "0" * 32).status == 404


def test_a_translation_goes_when_its_comment_is_taken_back(lead):
    submission = a_submission()
    id = a_comment(POLISH, is_read=False, submission=submission)
    translate(id, "pl", ENGLISH, 0, "account 1", NOW)
    withdraw(submission, date(2024, 9, 12))
    assert said_of(id) == []


def test_who_read_and_translated_is_in_the_trail_without_words(lead, polish, trail):
    lead.opens(f"/translations/{polish}")
    keeps(lead, polish)
    assert ("read_original", polish, "") in trail()
    assert ("translated", polish, "pl") in trail()
    assert not any("scared" in details for _, _, details in trail())


def test_one_function_answers_which_words_are_read(lead):
    plain, changed = a_comment("As it came."), a_comment("Po polsku.")
    translate(changed, "pl", "In Polish.", 0, "account 1", NOW)
    translate(changed, "sk", None, 1, "account 1", NOW)
    translate(changed, "sk", "In Slovak.", 2, "account 1", NOW)
    words = words_read([db.session.get(Comment, id) for id in (plain, changed)])
    assert [(one.text, one.language, one.revision) for one in words.values()] == [("As it came.", None, 0), ("In Slovak.", "en", 3)]
