"""Paper is typed in fast, a sample of it twice; a scribe's words are the child's; each is stored once, with where and by whom it was collected."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from surveys.library import all_surveys
from tests.engagement.halls import a_session
from tests.engagement.sheets import Typist, entries, the_last
from voice.capture.intake import voice_of, withdraw
from voice.engagement import paper
from voice.engagement.paper_forms import NoSuchChoice, chosen, on_sheet
from voice.models import Answer, AuditEntry, Collected, Comment, KeptApart, PaperKeying, Submission, Withdrawn, db
from voice.models.edition import change_window, find_edition

FIVE = ["a1", "b2", "c3", "d4", "e5"]


@pytest.fixture
def session(facilitator):
    return a_session(facilitator, surveys=["child-survey", "poet-child"])


@pytest.fixture
def typist(facilitator, session):
    return Typist(facilitator, session)


@pytest.fixture
def never_twice(monkeypatch):
    """Let no form be drawn, so that each is stored at once."""
    monkeypatch.setattr(paper, "AT_LEAST", 0)
    monkeypatch.setattr(paper, "ONE_IN", 10**9)


def stored() -> list[Submission]:
    db.session.rollback()
    return list(db.session.scalars(select(Submission).order_by(Submission.received_at, Submission.id)))


def answers(submission_id: str) -> dict[str, object]:
    return {one.question_id: one.value for one in db.session.scalars(select(Answer).where(Answer.submission_id == submission_id))}


def everything() -> str:
    """Return every cell of every table as text."""
    found = [str(row) for table in db.metadata.sorted_tables for row in db.session.execute(select(table))]
    db.session.rollback()
    return "\n".join(found)


CHOICES = [
    ("", []), ("  ", []), ("2", ["b2"]), ("b", ["b2"]), ("B", ["b2"]), ("3 1", ["a1", "c3"]), ("1,3", ["a1", "c3"]), ("a; e", ["a1", "e5"]), ("2 2 b", ["b2"]), ("٢", ["b2"])]
NO_CHOICES = ["0", "6", "f", "13", "yes", "x", "-1", "²", "9" * 5000, "[?]"]
VOICES = [
    ("child", {}, "self", "supported"), ("child", {"helper": "nobody"}, "self", "supported"), ("child", {"helper": "read"}, "supported", "supported"),
    ("child", {"helper": "chose"}, "proxy", "proxy"), ("parent", {}, "adult", "adult"), ("parent", {"for_whom": "child"}, "proxy", "proxy"),
    ("health", {"on_behalf": "organisation"}, "organisation", "organisation")]


def test_choices_are_typed_by_number_or_letter():
    assert [chosen(typed, FIVE) for typed, _values in CHOICES] == [values for _typed, values in CHOICES]


def test_what_is_no_number_or_letter_of_a_choice_is_said():
    for typed in NO_CHOICES:
        with pytest.raises(NoSuchChoice):
            chosen(typed, FIVE)


def test_a_whole_form_is_typed_on_one_page_in_the_surveys_order(typist):
    page = typist.begins()
    survey = all_surveys()["child-survey"]
    boxes = [one["name"] for one in page.soup.select('[name^="q_"]')]
    assert boxes == [f"q_{question.id}" for question in on_sheet(survey, "easy")]
    assert page.soup.find(attrs={"autofocus": True})["name"] == "number"
    assert page.soup.select_one("#q_voice_heard-choices").get_text(" ", strip=True) == "1 Yes 2 Sometimes 3 No 4 I do not know"
    assert "type [?]" in page.text


def test_a_form_is_stored_as_paper_with_where_and_by_whom_it_was_collected(typist, session, never_twice, trail):
    typist.begins()
    page = typist.types(number="K-7", age="3", voice_heard="1", belong_where="1 2", good="The marmelade [?] cat", good_about="1")
    assert "Form K-7 is kept." in page.text
    assert "1 form typed in." in page.text
    [one] = stored()
    assert (one.channel, one.reading, one.role, one.edition_id, one.is_complete) == ("paper", "easy", "child", "child-survey/2024/25", True)
    said = answers(one.id)
    assert said["voice_heard"] == "easy_yes" and said["good"] == "The marmelade [?] cat"
    assert sorted(said) == ["age", "belong_where", "good", "good_about", "voice_heard"]
    [where] = db.session.scalars(select(Collected))
    assert (where.submission_id, where.session_id, where.how, where.by, where.scribe) == (one.id, session.id, "paper", session.made_by, None)
    assert ("form typed in", one.id, "stored") in trail()
    assert [one.text for one in db.session.scalars(select(Comment))] == ["The marmelade [?] cat"]


def test_a_form_sent_twice_is_stored_once_and_other_answers_under_it_are_kept_apart(typist, never_twice):
    typist.begins()
    entry = the_last().id
    for _ in range(2):
        typist.posts(entry, age="3", good="The swing")
    assert len(stored()) == 1
    assert "Both are kept, and the first one counts" in typist.posts(entry, age="3", good="The slide").text
    assert len(stored()) == 1
    assert db.session.scalar(select(KeptApart.content))["good"] == ["The slide", False]
    assert "Form 1" in typist.opens("apart").text


def test_a_mistake_is_said_beside_its_box_and_nothing_typed_is_lost(typist, never_twice):
    typist.begins()
    page = typist.types(number="12", age="9", voice_heard="1 2", good="The <b>swing</b>")
    assert page.status == 422
    assert [one.get_text() for one in page.soup.select(".mend li a")] == [
        "There is no choice “9” here. Type numbers from 1 to 6, with a space between them, or leave it empty.", "Only one choice is asked for here. You typed 2."]
    assert page.soup.select_one("#q_age-error")
    assert [page.soup.find(id=name)["value"] for name in ("number", "q_age", "q_voice_heard")] == ["12", "9", "1 2"]
    assert page.soup.find(id="q_good").get_text().strip() == "The <b>swing</b>"
    assert not page.soup.find_all(attrs={"autofocus": True})
    assert stored() == []


def test_two_ticks_on_the_sheet_are_kept_and_marked_when_a_person_says_so(typist, never_twice):
    typist.begins()
    boxes = {"age": "3", "helper": "1 3", "good": "The swing"}
    assert typist.types(**boxes).status == 422
    assert typist.types(**boxes, as_on_paper="y").status == 200
    [one] = stored()
    marks = {a.question_id: (a.value, a.mark) for a in db.session.scalars(select(Answer).where(Answer.mark.is_not(None)))}
    assert marks == {"helper": (["nobody", "wrote"], "does_not_fit")}
    assert one.voice == "self"


def test_an_empty_form_is_not_kept(typist, never_twice):
    typist.begins()
    page = typist.types(number="12")
    assert page.status == 422 and "Nothing is typed yet" in page.text
    assert [one.state for one in entries()] == ["open"]


def test_what_hangs_on_another_answer_is_kept_and_marked(typist, never_twice):
    typist.begins(reading="standard")
    typist.types(age="3", ethnic_white="1", good="The swing")
    stored()
    assert db.session.scalar(select(Answer.mark).where(Answer.question_id == "ethnic_white")) == "off_path"


def test_what_was_written_while_the_survey_was_open_is_not_late_when_it_is_typed_in_later(session, never_twice):
    edition = find_edition("child-survey", "2024/25")
    change_window(edition.id, edition.opens_on, session.held_on, "")
    later = session.made_at + timedelta(days=30)
    for given_late in (False, True):
        session.held_on += timedelta(days=given_late)
        db.session.commit()
        entry = paper.open_form(paper.begin(session, "child-survey", "easy", "paper", "account 1", later).id)
        assert paper.keep(entry.id, {"good": "The swing"}, "account 1", later) == "stored"
    assert sorted((one.edition_id, one.is_late) for one in stored()) == [(edition.id, False), (edition.id, True)]


def test_forms_are_typed_in_after_the_session_was_closed(typist, facilitator, session, never_twice):
    facilitator.posts(f"/staff/sessions/{session.id}/close")
    typist.begins()
    typist.types(age="3", good="The swing")
    assert len(stored()) == 1


def test_a_rehearsal_takes_no_paper(facilitator):
    practice = a_session(facilitator, is_rehearsal="y")
    assert facilitator.opens(f"/staff/sessions/{practice.id}/paper").status == 404
    assert "Type in a paper form" not in facilitator.opens(f"/staff/sessions/{practice.id}/").text


def test_survey_reading_and_source_are_chosen_once_before(typist):
    page = typist.begins(survey="good-news", reading="large print", how="else")
    assert page.status == 422
    assert [one["href"] for one in page.soup.select(".mend li a")] == ["#survey", "#reading", "#how"]
    assert entries() == []


# Keyed twice


def test_the_first_two_of_a_batch_are_drawn_and_then_one_in_five(session):
    begun = paper.begin(session, "child-survey", "easy", "paper", "account 1", db.session.get_one(type(session), session.id).made_at)
    drawn = []
    for draw in (4, 4, 4, 0, 1):
        entry = paper.open_form(begun.id, lambda below, n=draw: n % below)
        drawn.append(entry.is_twice)
        paper.keep(entry.id, {"good": "The swing"}, "account 1", session.made_at)
    assert drawn == [True, True, False, True, False]
    assert [one.place for one in entries()] == [1, 2, 3, 4, 5]


def test_nobody_learns_before_a_form_is_kept_whether_it_was_drawn(typist, monkeypatch):
    first = typist.begins().text
    monkeypatch.setattr(paper, "AT_LEAST", 0)
    monkeypatch.setattr(paper, "ONE_IN", 10**9)
    second = typist.begins().text
    assert [one.is_twice for one in entries()] == [True, False]
    assert first.replace("Form 1", "Form 2") == second


def test_a_drawn_form_waits_in_sight_and_is_no_answer_yet(typist, session, facilitator):
    typist.begins()
    page = typist.types(number="K-7", age="3", good="The marmalade cat")
    assert "write 1 on the sheet" in page.text
    assert stored() == []
    listed = typist.opens()
    assert "Waiting to be typed a second time" in listed.text and "K-7 our number: 1" in listed.text and "by you" in listed.text
    assert "1 form was typed in. 1 waits to be typed a second time, and is not counted yet." in facilitator.opens(f"/staff/sessions/{session.id}/").text
    again = typist.opens(f"paper/{entries()[0].id}/again")
    assert "You typed it the first time." in again.text
    assert "marmalade" not in again.html + listed.html


def test_typed_twice_the_same_is_stored_and_said_in_figures(typist, session):
    typist.begins()
    typist.types(age="3", voice_heard="1", good="The marmalade  cat\r\n")
    entry = entries()[0].id
    assert "both times the same" in typist.types_again(entry, age="c", voice_heard="1", good="The marmalade cat").text
    assert [one.id for one in stored()] == [entry]
    assert (entries()[0].n_compared, entries()[0].n_differing) == (3, 0)
    assert "Of 3 answers typed twice 3 were the same." in typist.opens("").text
    assert db.session.scalar(select(PaperKeying)) is None


def test_differences_stand_side_by_side_and_a_person_settles_each(typist, facilitator, trail):
    typist.begins()
    typist.types(age="3", voice_heard="1", good="The marmelade cat", change="More <b>books</b>")
    entry = entries()[0].id
    page = typist.types_again(entry, age="3", voice_heard="2", good="The marmalade cat", change="")
    assert "Of 4 answers typed twice 3 differ." in page.text
    assert [row.legend.get_text() for row in page.soup.select(".settle")] == ["Grown-ups listen to me.", "What is good?", "If you could change 1 thing, what would it be?"]
    assert [one.get_text() for one in page.soup.select(".settle__words")] == ["Yes", "Sometimes", "The marmelade cat", "The marmalade cat", "More <b>books</b>", "Not answered"]
    assert "<b>books" not in page.html
    assert ("differences of a form read", entry, "") in trail()
    assert stored() == []
    again = typist.settles(entry, take_voice_heard="second", take_good="anew", q_good="The marmelaid cat")
    assert again.status == 422 and "Choose which one is right, or type it anew." in again.text
    assert again.soup.find(id="q_good").get_text().strip() == "The marmelaid cat"
    assert stored() == []
    done = typist.settles(entry, take_voice_heard="second", take_good="anew", q_good="The marmelaid cat", take_change="second", q_change="left alone")
    assert "Form 1 is settled and stored." in done.text
    assert answers(stored()[0].id) == {"age": "from_11_to_15", "voice_heard": "easy_sometimes", "good": "The marmelaid cat"}
    assert "Of 4 answers typed twice 1 was" not in done.text and "Of 4 answers typed twice 1 were the same." in done.text
    assert db.session.scalar(select(PaperKeying)) is None
    assert "marmalade cat" not in everything()


def test_a_box_that_is_not_taken_is_not_looked_at(typist):
    typist.begins()
    typist.types(age="3", voice_heard="1")
    entry = entries()[0].id
    typist.types_again(entry, age="3", voice_heard="2")
    assert typist.settles(entry, take_voice_heard="anew", q_voice_heard="9").status == 422
    assert typist.settles(entry, take_voice_heard="first", q_voice_heard="9").status == 200
    assert answers(stored()[0].id)["voice_heard"] == "easy_yes"


def test_a_step_that_was_taken_already_changes_nothing(typist):
    typist.begins()
    typist.types(age="3", voice_heard="1")
    entry = entries()[0].id
    for _ in range(2):
        assert "Differences in form 1" in typist.types_again(entry, age="3", voice_heard="2").text
    assert "is not open any more" in typist.posts(entry, age="3", voice_heard="4").text
    for which in ("first", "second"):
        typist.settles(entry, take_voice_heard=which)
    assert [answers(one.id)["voice_heard"] for one in stored()] == ["easy_yes"]
    typist.types_again(entry, age="1")
    with pytest.raises(paper.NotNow):
        paper.settle(entry, {"voice_heard": "easy_no"}, stored()[0].received_at)
    assert [answers(one.id)["voice_heard"] for one in stored()] == ["easy_yes"]


def test_nothing_but_every_difference_can_be_settled(typist, session):
    typist.begins()
    typist.types(age="3", voice_heard="1")
    entry = entries()[0].id
    typist.types_again(entry, age="3", voice_heard="2")
    for settled in ({}, {"voice_heard": "easy_yes", "age": "under_5"}):
        with pytest.raises(ValueError, match="each difference"):
            paper.settle(entry, settled, session.made_at)
    assert stored() == []


def test_a_form_whose_sheet_is_gone_is_stored_as_it_was_typed_and_says_nothing_of_agreement(typist, facilitator, session):
    typist.begins()
    typist.types(age="3", good="The swing")
    entry = entries()[0].id
    page = facilitator.posts(f"/staff/sessions/{session.id}/paper/{entry}/as-it-is")
    assert "stored as it was typed" in page.text
    assert "typed twice" not in page.text
    assert [one.id for one in stored()] == [entry]


@pytest.mark.parametrize("state", ["waiting", "differs", "stored"])
def test_what_is_taken_back_leaves_no_word_and_no_number_behind(typist, state):
    typist.begins()
    typist.types(number="K-7", age="3", good="The marmalade cat")
    entry = entries()[0].id
    if state != "waiting":
        typist.types_again(entry, age="3", good="The marmalade cat" if state == "stored" else "The marmalade dog")
    assert entries()[0].state == state
    assert "marmalade" in everything() and "K-7" in everything()
    withdraw(entry, date(2024, 9, 11))
    withdraw(entry, date(2024, 9, 11))
    assert "marmalade" not in everything() and "K-7" not in everything()
    assert [one.submission_id for one in db.session.scalars(select(Withdrawn))] == [entry]
    typist.types_again(entry, age="3", good="The marmalade cat")
    typist.posts(entry, age="3", good="The marmalade cat")
    assert stored() == []
    assert "marmalade" not in everything()


def test_a_form_typed_wrongly_is_taken_back_with_the_reason_and_typed_again(typist, session, never_twice):
    typist.begins()
    typist.types(number="K-7", age="3", good="The marmalade cat")
    entry = entries()[0].id
    assert len(stored()) == 1
    where = f"paper/{entry}/take-back"
    assert "marmalade" not in typist.opens().text + typist.opens(where).text
    assert typist.reader.posts(f"{typist.here}/{where}").status == 422
    assert len(stored()) == 1
    page = typist.reader.posts(f"{typist.here}/{where}", why="wrong")
    assert "Form K-7 is taken back." in page.text and page.soup.find(attrs={"name": "q_good"})
    assert stored() == [] and "marmalade" not in everything() and "K-7" not in everything()
    assert [(one.subject, one.details) for one in db.session.scalars(select(AuditEntry)) if one.action == "form taken back"] == [(entry, "wrong")]
    typist.types(number="K-7", age="3", good="The ginger cat")
    assert [answers(one.id)["good"] for one in stored()] == ["The ginger cat"]


def test_after_the_stated_day_no_form_is_taken_back(typist, never_twice):
    typist.begins()
    typist.types(age="3", good="The swing")
    change_window("child-survey/2024/25", date(2024, 8, 1), date(2024, 8, 20), "")
    page = typist.reader.posts(f"{typist.here}/paper/{entries()[0].id}/take-back", why="asked")
    assert "It is too late to take this form back" in page.text
    assert len(stored()) == 1


def test_a_form_that_is_open_or_was_taken_back_says_that_there_is_nothing_to_take_back(typist, never_twice):
    typist.begins()
    typist.types(age="3", good="The swing")
    stored_one, open_one = entries()[0].id, the_last().id
    typist.reader.posts(f"{typist.here}/paper/{stored_one}/take-back", why="asked")
    for entry in (stored_one, open_one):
        assert "There is nothing to take back" in typist.reader.posts(f"{typist.here}/paper/{entry}/take-back", why="asked").text
    assert [one.id for one in entries("open")] == [open_one]


# A scribe


def test_a_scribes_words_are_the_childs_with_support_and_say_who_wrote(typist, session):
    page = typist.begins(how="scribe")
    assert "Write the child’s words as they say them. Do not tidy them." in page.text
    assert page.soup.find(attrs={"autofocus": True})["name"] == "scribe"
    assert not page.soup.find(id="number")
    without = typist.types(age="3", good="I like da swing")
    assert without.status == 422 and "Choose who writes." in without.text
    typist.types(scribe="assistant", age="3", good="I like da swing")
    [one] = stored()
    assert (one.channel, one.voice) == ("scribe", "supported")
    assert [(c.text, c.voice) for c in db.session.scalars(select(Comment))] == [("I like da swing", "supported")]
    assert [(c.how, c.by, c.scribe) for c in db.session.scalars(select(Collected))] == [("scribe", session.made_by, "assistant")]


def test_whose_voice_it_is_with_and_without_a_scribe():
    assert [(role, values, voice_of(role, values), voice_of(role, values, has_scribe=True)) for role, values, _alone, _written in VOICES] == VOICES


# Whose, and what is told of it


def test_nobody_reaches_the_paper_of_another_session(facilitator, typist):
    typist.begins()
    typist.types(age="3", good="The swing")
    entry, other = entries()[0].id, a_session(facilitator, name="Another")
    for path in (entry, f"{entry}/again", f"{entry}/differences", f"{entry}/take-back"):
        assert facilitator.opens(f"/staff/sessions/{other.id}/paper/{path}").status == 404
    assert facilitator.posts(f"/staff/sessions/{other.id}/paper/{entry}/as-it-is").status == 404
    assert stored() == []


def test_the_record_counts_what_came_on_paper(typist, facilitator, session, never_twice):
    from voice.engagement.record import document

    typist.begins()
    for n in range(6):
        typist.types(age="3", good=f"The marmalade cat {n}")
    said = document(db.session.get_one(type(session), session.id), date(2024, 9, 10))
    table = next(part for part in said["parts"] if part["heading"] == "Answers received")
    assert table["columns"] == ("Survey", "On paper", "All") and table["rows"][0][1:] == ("6", "6")
    assert "marmalade" not in json.dumps(said)


def test_no_word_of_a_form_reaches_a_log(typist, caplog):
    caplog.set_level("DEBUG")
    typist.begins()
    typist.types(number="K-7", age="3", good="The marmalade cat")
    typist.types_again(entries()[0].id, age="3", good="The marmalade dog")
    assert "form typed a second time" in caplog.text
    assert "marmalade" not in caplog.text and "K-7" not in caplog.text


def test_a_printed_sheet_numbers_its_choices_as_they_are_typed_in(typist, session):
    """The words and numbers on paper are those beside the boxes, question by question, in each way of reading; in another language the same choices have the same numbers."""
    for reading in ("standard", "easy", "pictures"):
        sheet, other = (typist.opens(f"paper/print/child-survey/{reading}/{lang}").soup for lang in ("en", "ur"))
        assert [len(one.select("li")) for one in other.select(".printed__choices")] == [len(one.select("li")) for one in sheet.select(".printed__choices")]
        assert (other.html["lang"], other.html["dir"]) == ("ur", "rtl")
        typist.begins(reading=reading)
        boxes = typist.opens(f"paper/{the_last().id}").soup
        on_paper = [[" ".join(one.stripped_strings) for one in choices.select("li")] for choices in sheet.select(".printed__choices")]
        beside = [[" ".join(one.stripped_strings) for one in choices.select("span:has(> b)")] for choices in boxes.select(".sheet__choices")]
        assert len(beside) > 10
        assert on_paper == beside


def test_only_what_the_session_asks_is_printed(typist):
    for path in ("paper/print/poet-parent/easy/en", "paper/print/child-survey/nonsense/en", "paper/print/nothing/easy/en", "paper/print/child-survey/easy/xx"):
        assert typist.opens(path).status == 404
