"""A lead brings comments from another tool, and reviews them like all others. Nothing is lost, nothing comes in twice."""

import io
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from tests.bringing import files
from tests.naughty.strings import OURS, published
from voice import clock
from voice.bringing import coming_in
from voice.bringing.consultation import EDITION
from voice.models import Brought, Comment, Edition, RowKeptOut, Submission, db, writing
from voice.plain_text import keepable
from voice.reading import read_waiting

BROUGHT = "/staff/brought/"


def brings(reader, content, title="Transport, 2024", **more):
    """Send a file, and return the page that comes and the consultation it may become."""
    given = {"title": title, "opens_on": "2024-09-01", "closes_on": "2024-09-30", "file": (io.BytesIO(content), "answers.xlsx"), **more}
    page = reader.posts(BROUGHT, **given)
    db.session.rollback()
    return page, SimpleNamespace(slug=db.session.scalar(select(Brought.slug).order_by(Brought.made_at.desc(), Brought.slug)))


def comes_in(reader, brought, **form):
    page = reader.posts(f"{BROUGHT}{brought.slug}/columns", do="bring", **form)
    coming_in.go_on(clock.now())
    return page


def count(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("make", [files.microsoft_forms, files.smart_survey, files.lime_survey, files.citizen_space, files.open_document])
def test_a_file_of_another_tool_becomes_a_consultation(lead, make):
    page, brought = brings(lead, make())
    assert page.soup.h1.get_text() == "What are the columns?"
    assert "3 responses with 3 comments. 0 rows would not come in." in page.text
    comes_in(lead, brought)
    while read_waiting():
        pass
    assert sorted(db.session.scalars(select(Comment.text))) == sorted(said for _, said, _ in files.ROWS)
    assert set(db.session.scalars(select(Submission.role))) == {"parent", "child", "education"}
    assert set(db.session.scalars(select(Submission.channel))) == {"import"}
    overview = lead.opens(f"/staff/consultations/{brought.slug}/", edition=EDITION)
    assert "Transport, 2024" in overview.text
    assert lead.opens(f"/staff/consultations/{brought.slug}/desk").status == 200
    assert lead.opens(f"/staff/consultations/{brought.slug}/statements/healthy").status == 200
    assert not coming_in.file_of(brought.slug).exists()


def test_names_and_contacts_are_never_stored(lead):
    _, brought = brings(lead, files.microsoft_forms())
    comes_in(lead, brought)
    whole = b"".join(path.read_bytes() for path in coming_in.settings().data_folder.rglob("*") if path.is_file())
    assert b"two years for a diagnosis" in whole
    for said in (b"Jo Bloggs", b"someone@example.org"):
        assert said not in whole


def test_quoting_is_allowed_only_where_the_file_says_yes(lead):
    _, brought = brings(lead, files.microsoft_forms())
    comes_in(lead, brought)
    allowed = select(Comment.text).join(Submission, Submission.id == Comment.submission_id).where(Submission.may_quote.is_(True))
    assert sorted(db.session.scalars(allowed)) == ["Share the plan with us", "We waited two years for a diagnosis"]


def test_rows_that_cannot_come_in_are_kept_listed_and_given_as_a_safe_file(lead):
    rows = [["Unique ID", "Say what you think"], ["1", "The bus is late"], ["2", ""], ["3", "=cmd()" + "x" * 20_001], ["1", "Another thing under the same number"]]
    _, brought = brings(lead, files.a_csv(rows))
    comes_in(lead, brought, **{"use-0": "key"})
    assert [(row.number, row.reason) for row in db.session.scalars(select(RowKeptOut).order_by(RowKeptOut.number))] == [(3, "no_comment"), (4, "too_long"), (5, "key_twice")]
    assert count(Submission) == 1
    page = lead.opens(f"{BROUGHT}{brought.slug}/")
    assert "4 rows: 1 responses came in, 3 rows did not." in page.text
    saved = lead.client.get(f"{BROUGHT}{brought.slug}/left-out.csv").text
    assert "'=cmd()" in saved
    assert "\n3,Nothing stands" in saved.replace("\r", "")


def test_what_was_killed_goes_on_where_it_was_and_doubles_nothing(lead, monkeypatch):
    rows = [["Say what you think"], *([f"Comment number {n} on the bus"] for n in range(65))]
    _, brought = brings(lead, files.a_csv(rows))
    lead.posts(f"{BROUGHT}{brought.slug}/columns", do="bring")
    real, calls = coming_in._take, []

    def dies(*given):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(coming_in, "_take", dies)
    with pytest.raises(KeyboardInterrupt):
        coming_in.go_on(clock.now())
    monkeypatch.setattr(coming_in, "_take", real)
    assert count(Submission) == 40
    coming_in.go_on(clock.now())
    coming_in.go_on(clock.now())
    assert (count(Submission), count(Comment)) == (65, 65)
    with writing() as session:
        session.get(Brought, brought.slug).done = 0
    assert count(Submission) == 65


def test_the_very_same_file_is_not_brought_twice(lead):
    _, brought = brings(lead, files.smart_survey())
    comes_in(lead, brought)
    page, _ = brings(lead, files.smart_survey(), title="Again")
    assert (page.status, "This very file was brought in before, as “Transport, 2024”." in page.text) == (422, True)


@pytest.mark.parametrize(("content", "words"), [(b"", "Choose a file."), (b"a picture \x00\x89PNG", "This is no table that we can read."), (b"x\n", "no row below its headings")])
def test_what_is_no_table_gets_a_kind_word_and_keeps_what_was_typed(lead, content, words):
    page, _ = brings(lead, content)
    assert page.status == 422
    assert words in page.text
    assert page.soup.select_one("#title")["value"] == "Transport, 2024"
    assert count(Brought) == 0


def test_without_a_column_of_words_nothing_comes_in(lead):
    _, brought = brings(lead, files.smart_survey())
    page = comes_in(lead, brought, **{"use-6": "leave_out"})
    assert (page.status, count(Edition) > 0, count(Submission)) == (422, True, 0)


def test_a_person_may_say_otherwise_than_was_guessed(lead):
    _, brought = brings(lead, files.smart_survey())
    comes_in(lead, brought, **{"use-6": "comment", "statement-6": "independent", "said": "Teacher", "role-0": "health"})
    assert set(db.session.scalars(select(Comment.asked))) == {"independent"}
    assert "health" in set(db.session.scalars(select(Submission.role)))


def test_no_respondent_ever_meets_a_brought_consultation(lead):
    _, brought = brings(lead, files.smart_survey())
    comes_in(lead, brought)
    for address in (f"/en/{brought.slug}/", f"/en/{brought.slug}/how", f"/en/{brought.slug}/standard/column_7"):
        assert lead.client.get(address).status_code == 404
    assert "Transport, 2024" not in lead.client.get("/en/surveys/").text


@pytest.mark.parametrize("role", ["facilitator", "safeguarding", "admin", "board"])
def test_only_a_lead_brings_comments(a_reader, role):
    assert a_reader(role).opens(BROUGHT).status == 404


def test_a_consultation_is_removed_whole_and_only_with_its_number(lead):
    _, brought = brings(lead, files.smart_survey())
    comes_in(lead, brought)
    assert lead.posts(f"{BROUGHT}{brought.slug}/remove", number="2").status == 422
    assert count(Submission) == 3
    lead.posts(f"{BROUGHT}{brought.slug}/remove", number="3")
    assert [count(model) for model in (Submission, Comment, Brought, RowKeptOut)] == [0, 0, 0, 0]


def test_a_file_that_nobody_told_about_is_gone_after_a_day(lead):
    _, brought = brings(lead, files.smart_survey())
    assert coming_in.forget_waiting(clock.now()) == 0
    assert coming_in.forget_waiting(clock.now() + coming_in.WAITS * 2) == 1
    assert not coming_in.file_of(brought.slug).exists()
    assert count(Brought) == 0


def test_every_text_that_breaks_things_comes_in_as_it_was_or_is_listed(lead):
    """R43, R47: nothing is trimmed, cut or lost; what is empty is listed as a row without an answer."""
    texts = [text for text in dict.fromkeys([*published(), *OURS]) if "\r" not in text]  # a file's own line ends are the tool's
    rows = [["Unique ID", "Say what you think"], *([f"n{number}", text] for number, text in enumerate(texts))]
    _, brought = brings(lead, files.a_csv(rows))
    comes_in(lead, brought, **{"use-0": "key", "use-1": "comment"})
    said = [keepable(text) for text in texts]
    assert sorted(db.session.scalars(select(Comment.text))) == sorted(text for text in said if text.strip())
    assert count(RowKeptOut) == len([text for text in said if not text.strip()])
