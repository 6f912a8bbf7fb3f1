"""Two tabs, two tablets, two workers in the same moment: nothing is lost, nothing is stored twice (R7, R22, R25)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import psycopg
import pytest
from flask import Flask, current_app
from sqlalchemy import select

from tests.conftest import SECRET
from tests.intake.builders import AN_ID, comes_in, count, finished, is_sqlite
from tests.people import SLUG, Respondent
from voice.engagement import paper, sessions
from voice.models import Answer, Collected, Comment, Draft, DraftKey, KeptApart, PaperKeying, Submission, db

A_WHILE_S = 30


def all_at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, let loose together, and return what they returned."""
    together = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        together.wait(A_WHILE_S)
        return verb()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return [done.result(A_WHILE_S) for done in [threads.submit(run, verb) for verb in verbs]]


def test_threads_that_store_the_same_answer_store_one(app_on_both: Flask):
    """R7: the key in the database decides, not the code."""
    def one() -> Any:
        with app_on_both.app_context():
            return comes_in(finished(missing="Lifts"))

    said = all_at_once(*[one] * 6)
    assert {one.outcome for one in said} == {"received"}
    assert len({one.digest for one in said}) == 1
    with app_on_both.app_context():
        assert [count(m) for m in (Submission, Answer, Comment, KeptApart)] == [1, 2, 1, 0]


def test_threads_that_store_different_words_under_one_id_keep_all_of_them(app_on_both: Flask):
    """R7: one is the answer, the others are kept apart; none is lost."""
    words = ["Lifts", "Ramps", "Stairs", "Doors"]

    def says(text: str) -> Callable[[], Any]:
        def one() -> Any:
            with app_on_both.app_context():
                return comes_in(finished(missing=text))
        return one

    said = all_at_once(*map(says, words))
    assert sorted(one.outcome for one in said) == ["differs", "differs", "differs", "received"]
    with app_on_both.app_context():
        kept = [db.session.scalar(select(Answer.value).where(Answer.question_id == "missing"))]
        kept += [content["missing"][0] for content in db.session.scalars(select(KeptApart.content))]
        assert sorted(kept) == sorted(words)


PROCESS = """
import sys
from datetime import UTC, datetime
from tests.intake.builders import comes_in, finished
from voice import create_app
from voice.config import Settings

app = create_app(Settings(), clock=lambda: datetime(2024, 9, 10, 9, tzinfo=UTC))
with app.app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    print(comes_in(finished(missing="Lifts")).outcome, flush=True)
"""


def test_processes_that_store_the_same_answer_store_one(app_on_both: Flask, tmp_path):
    """R7: web workers are processes, and share nothing but the database."""
    environment = {**os.environ, "VOICE_DATA_FOLDER": str(tmp_path), "VOICE_SECRET_KEY": SECRET}
    if not is_sqlite(app_on_both):
        environment["DATABASE_URL"] = str(app_on_both.config["SQLALCHEMY_DATABASE_URI"])
    workers = [subprocess.Popen([sys.executable, "-c", PROCESS], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
               for _ in range(2)]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    assert [worker.communicate(timeout=A_WHILE_S)[0] for worker in workers] == ["received\n", "received\n"]
    with app_on_both.app_context():
        assert [count(Submission), count(KeptApart), count(Comment)] == [1, 0, 1]


def a_tab(app: Flask, respondent: Respondent) -> Any:
    """A second tab of the same phone: the same cookie, a connection of its own."""
    client = app.test_client()
    cookie = respondent.client.get_cookie(f"journey-{SLUG}")
    assert cookie
    client.set_cookie(f"journey-{SLUG}", cookie.value)
    return client


def kept_words(app: Flask) -> dict[str, Any]:
    with app.app_context():
        return {q: kept["v"] for q, kept in db.session.scalars(select(Draft.answers)).one().items()}


def test_two_tabs_that_write_different_questions_lose_neither(app_on_both: Flask):
    """R5: the draft is read and written as one, so that the later write does not lay the earlier to rest."""
    person = Respondent(app_on_both)
    person.begins()
    person.gives("child")
    questions = ["missing", "works_well", "change_first", "principles_comment", "commitments_comment", "commitment_add"]

    def writes(question: str) -> Callable[[], int]:
        tab = a_tab(app_on_both, person)
        return lambda: tab.post(f"/en/{SLUG}/standard/{question}", data={"go": "on", f"q_{question}": f"About {question}"}).status_code

    assert all_at_once(*map(writes, questions)) == [303] * len(questions)
    assert kept_words(app_on_both) == {"role": "child"} | {question: f"About {question}" for question in questions}


def test_send_pressed_in_two_tabs_makes_one_submission_and_one_receipt(app_on_both: Flask):
    """R6, R7."""
    person = Respondent(app_on_both)
    person.begins()
    person.walks(role="child", missing="Lifts")
    tabs = [a_tab(app_on_both, person) for _ in range(4)]
    said = all_at_once(*[lambda tab=tab: tab.post(f"/en/{SLUG}/standard/send").headers["Location"] for tab in tabs])
    assert {where.rsplit("/", 1)[-1] for where in said} == {"receipt"}
    codes = {person.goes_to("standard/receipt").code}
    assert len(codes.pop().split()) == 4
    with app_on_both.app_context():
        assert [count(Submission), count(Comment), count(KeptApart)] == [1, 1, 0]
        assert count(Draft) == count(DraftKey) == 1


def test_a_write_and_a_send_at_once_lose_no_words(app_on_both: Flask):
    """R5: what was typed is in what was sent, or the tab that typed it is shown that it came after."""
    person = Respondent(app_on_both)
    person.begins()
    person.walks(role="child", missing="Before")
    one, other = a_tab(app_on_both, person), a_tab(app_on_both, person)
    _, typed = all_at_once(lambda: one.post(f"/en/{SLUG}/standard/send"),
                           lambda: other.post(f"/en/{SLUG}/standard/missing", data={"go": "on", "q_missing": "After"}))
    with app_on_both.app_context():
        sent = db.session.scalar(select(Answer.value).where(Answer.question_id == "missing"))
    assert sent == ("Before" if typed.headers["Location"].endswith("/receipt") else "After")


def test_a_page_waits_for_another_writer_and_then_keeps_what_was_typed(app_on_both: Flask):
    """R22: nobody is told to try again because somebody else is writing."""
    person = Respondent(app_on_both)
    person.begins()
    person.gives("child")
    person.opens("missing")
    arrived, let_go = Event(), Event()

    def somebody_writes() -> None:
        url = app_on_both.config["SQLALCHEMY_DATABASE_URI"]
        if is_sqlite(app_on_both):
            other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
        else:
            other = psycopg.connect(url.replace("+psycopg", ""))
            other.execute("SELECT * FROM draft FOR UPDATE")
        arrived.set()
        let_go.wait(A_WHILE_S)
        other.rollback()
        other.close()

    with ThreadPoolExecutor(2) as threads:
        holding = threads.submit(somebody_writes)
        assert arrived.wait(A_WHILE_S)
        typing = threads.submit(lambda: person.gives("Typed while another wrote"))
        with pytest.raises(TimeoutError):  # it waits
            typing.result(0.4)
        let_go.set()
        holding.result(A_WHILE_S)
        assert typing.result(A_WHILE_S).status == 200
    assert kept_words(app_on_both)["missing"] == "Typed while another wrote"


def test_a_page_can_be_read_while_another_writes(app_on_both: Flask):
    """R22, R23: reading never waits for a writer."""
    person = Respondent(app_on_both)
    person.begins()
    if is_sqlite(app_on_both):
        other = sqlite3.connect(app_on_both.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(app_on_both.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", ""))
        other.execute("LOCK TABLE draft IN EXCLUSIVE MODE")
    try:
        assert person.opens("role").status == 200
        assert person.goes_to("standard/check").status == 200
    finally:
        other.rollback()
        other.close()


def test_the_same_save_code_on_two_phones_at_once_opens_one_draft(app_on_both: Flask):
    person = Respondent(app_on_both)
    person.begins()
    person.gives("child")
    code = person.gives("nobody", go="save").code
    phones = [Respondent(app_on_both) for _ in range(3)]
    pages = all_at_once(*[lambda phone=phone: phone.posts("standard/resume", code=code) for phone in phones])
    assert {page.heading for page in pages} == {"Check your answers"}
    with app_on_both.app_context():
        assert [count(Draft), count(DraftKey)] == [1, 4]


def test_words_that_differ_only_after_storing_are_one_answer(app_on_both: Flask):
    """R43: what a form's line ends become does not make it another answer."""
    with app_on_both.app_context():
        one, other = comes_in(finished(missing="a\r\nb")), comes_in(finished(missing="a\nb"))
        assert (one.outcome, other.outcome, one.digest) == ("received", "received", other.digest)
        assert db.session.get(Submission, AN_ID).digest == one.digest


def test_a_paper_form_from_two_tabs_at_once_is_stored_once_and_numbers_are_never_shared(app_on_both: Flask):
    """R7: forms are opened and kept as often as somebody clicks; a drawn one is compared and stored once."""
    with app_on_both.app_context():
        now = current_app.extensions["clock"]()
        here = sessions.plan(sessions.Plan("Hall", "workshop", now.date(), ("child-survey",), ("easy",), "4711"), "account 1", SECRET, now)
        batch = paper.begin(here, "child-survey", "easy", "paper", "account 1", now).id
        db.session.remove()

    def inside(verb: Callable[..., Any], *given: Any) -> Callable[[], Any]:
        def one() -> Any:
            with app_on_both.app_context():
                try:
                    return verb(*given)
                except paper.NotNow as error:
                    return error.state
        return one

    opened = all_at_once(*[inside(paper.open_form, batch)] * 4)
    assert sorted(one.place for one in opened) == [1, 2, 3, 4]
    assert all(one.is_twice for one in opened)
    entry, said = opened[0].id, {"good": "The swing"}
    assert set(all_at_once(*[inside(paper.keep, entry, said, "account 1", now)] * 4)) == {"waiting"}
    assert set(all_at_once(*[inside(paper.keep_again, entry, said, "account 2", now)] * 4)) == {"stored"}
    assert set(all_at_once(*[inside(paper.keep, entry, said, "account 1", now)] * 4)) == {"stored"}
    with app_on_both.app_context():
        assert [count(m) for m in (Submission, Comment, Collected, KeptApart, PaperKeying)] == [1, 1, 1, 0, 0]
