"""When something fails, the page says so kindly, keeps what was typed, and works again by itself (R1, R23, R25)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import create_engine, event, select

from tests import ready
from tests.conftest import SECRET, Clock
from tests.people import SLUG, Page, Respondent, check_every_page
from voice import create_app
from voice.config import Settings
from voice.extensions import limiter
from voice.models import Comment, Draft, Submission, database, db

TYPED = "Typed just before it failed: </textarea> & “quotes”\n\nsecond line"
LANGUAGES = ["en", "ur"]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer gives up after 30 ms here, so that the tests need not wait ten seconds."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 30)


@pytest.fixture
def as_served(app: Flask) -> Flask:
    """The application as people meet it: failures become pages."""
    app.testing = False
    return app


def at_the_last_question(app: Flask, lang: str = "en") -> Respondent:
    person = Respondent(app, lang)
    person.begins()
    person.gives("child")
    person.answers("works_well", "Kept from before")
    person.opens("missing")
    return person


def is_a_kind_page(page: Page, status: int) -> None:
    """One h1, what to do, no blame, no words of machines, a way on."""
    assert page.status == status
    check_every_page(page)
    assert page.soup.find("main").find(["a", "form"])
    assert page.soup.select_one(".lead").get_text(strip=True)
    for word in ("Traceback", "Error", "sqlite", "psycopg", "Exception", "SELECT", str(status)):
        assert word not in page.text


def tries_again(person: Respondent) -> Page:
    """Press the button on the page, which sends what stands in its form."""
    form = person.page.soup.find("main").find("form")
    assert form
    assert form.get("action") is None
    data = {field["name"]: field.get_text().removeprefix("\n") for field in form.find_all("textarea")}
    return person._arrive(person.client.post(person.page.url, data=data))


def busy(page: Page, lang: str = "en") -> None:
    is_a_kind_page(page, 503)
    assert 1 <= int(page.headers["Retry-After"]) <= 60
    if lang == "en":
        assert page.heading == "We are very busy."
        assert page.says("Your answer is on this page. Wait a few seconds. Then try again.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_while_the_database_is_locked_what_was_typed_stays_and_can_be_sent_again(patient, as_served, lang):
    """R1, R23."""
    person = at_the_last_question(as_served, lang)
    other = sqlite3.connect(Path(as_served.extensions["settings"].data_folder) / "voice.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    busy(person.gives(TYPED), lang)
    box = next(field for field in person.page.soup.find_all("textarea") if field["name"] == "q_missing")
    assert box.get_text().removeprefix("\n") == TYPED
    busy(tries_again(person), lang)
    other.execute("ROLLBACK")
    other.close()
    assert tries_again(person).status == 200
    assert person.opens("missing").written == TYPED
    assert person.opens("works_well").written == "Kept from before"


def test_while_the_database_is_locked_pages_can_be_read(patient, as_served):
    """R23."""
    person = at_the_last_question(as_served)
    other = sqlite3.connect(Path(as_served.extensions["settings"].data_folder) / "voice.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    busy(person.gives(TYPED))
    assert person.opens("works_well").written == "Kept from before"
    assert person.goes_to("standard/check").status == 200
    assert person.goes_to("/en/help").status == 200
    other.execute("ROLLBACK")
    other.close()


def test_nothing_is_said_to_be_sent_that_is_not(patient, as_served):
    """R1, R6: no receipt, and the answers are there to be sent again."""
    person = at_the_last_question(as_served)
    person.gives("Lifts")
    other = sqlite3.connect(Path(as_served.extensions["settings"].data_folder) / "voice.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    busy(person.sends())
    other.execute("ROLLBACK")
    other.close()
    with as_served.app_context():
        assert db.session.scalar(select(Submission.id)) is None
    assert tries_again(person).heading == "Thank you. We have your answers."
    with as_served.app_context():
        assert set(db.session.scalars(select(Comment.text))) == {"Lifts", "Kept from before"}


def test_a_code_is_not_shown_on_the_page_of_a_failure(patient, as_served):
    """R35: it is typed again."""
    person = Respondent(as_served)
    code = person.begins_and_sends().code
    other = sqlite3.connect(Path(as_served.extensions["settings"].data_folder) / "voice.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    page = person.posts("standard/withdraw", code=code)
    other.execute("ROLLBACK")
    other.close()
    assert page.status == 503
    assert code not in str(page.soup)
    assert person.posts("standard/withdraw", code=code).heading == "Your answers are gone"


@pytest.fixture
def read_only(settings: Settings, tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Flask]]:
    """Return a builder of the same application on the same file, opened to be read only."""
    made: list[Flask] = []

    def build() -> Flask:
        url = f"sqlite:///file:{tmp_path / 'voice.sqlite3'}?mode=ro&uri=true"
        made.append(create_app(Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL=url), clock=clock))
        return made[-1]

    yield build
    for app in made:
        with app.app_context():
            db.engine.dispose()


def test_while_the_database_can_only_be_read_pages_are_shown_and_nothing_is_lost(as_served, read_only):
    """R23."""
    person = at_the_last_question(as_served)
    reader = Respondent(read_only())
    cookie = person.client.get_cookie(f"journey-{SLUG}")
    reader.client.set_cookie(f"journey-{SLUG}", cookie.value)
    assert reader.opens("works_well").written == "Kept from before"
    assert reader.goes_to("standard/check").status == 200
    assert reader.goes_to("standard/").status == 200
    reader.opens("missing")
    busy(reader.gives(TYPED))
    box = next(field for field in reader.page.soup.find_all("textarea") if field["name"] == "q_missing")
    assert box.get_text().removeprefix("\n") == TYPED
    reader.app = as_served
    reader.client = person.client
    assert tries_again(reader).status == 200
    assert reader.opens("missing").written == TYPED


def test_a_full_disk_keeps_what_was_there_and_takes_answers_again_when_there_is_room(as_served):
    """R23: it recovers by itself."""
    room: dict[str, int | None] = {"pages": None}
    with as_served.app_context():
        engine = db.engine

    @event.listens_for(engine, "checkout")
    def _so_many_pages(connection: Any, *_: Any) -> None:
        had = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={had if room['pages'] is None else room['pages']}")

    room["pages"] = 1_000_000
    person = at_the_last_question(as_served)
    room["pages"] = None
    long = TYPED + "x" * 100_000
    for _ in range(3):
        busy(person.posts(f"/en/{SLUG}/standard/missing", go="on", q_missing=long))
    box = next(field for field in person.page.soup.find_all("textarea") if field["name"] == "q_missing")
    assert box.get_text().removeprefix("\n") == long
    room["pages"] = 1_000_000
    assert tries_again(person).status == 422  # too long, and kept whole
    assert person.opens("missing").written == long
    assert person.opens("works_well").written == "Kept from before"
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def boom() -> None:
    raise RuntimeError("something nobody thought of")


FAILURES: dict[int, Callable[[Respondent], Page]] = {
    404: lambda person: person.goes_to(f"/{person.lang}/{SLUG}/standard/no_such_question"),
    405: lambda person: person.posts(f"/{person.lang}/help"),
    413: lambda person: person.posts("standard/missing", q_missing="x" * 1_100_000),
    429: lambda person: [person.posts("standard/resume", code="one two three four") for _ in range(61)][-1],
    500: lambda person: person.goes_to(f"/{person.lang}/{SLUG}/standard/"),
    403: lambda person: person._arrive(person.client.post(f"/{person.lang}/{SLUG}/standard/missing", headers={"Sec-Fetch-Site": "cross-site"})),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", FAILURES)
def test_every_failure_has_a_kind_page_in_every_language(as_served, status, lang):
    if status == 500:
        as_served.view_functions["capture.start"] = lambda **_: boom()
    limiter.reset()
    page = FAILURES[status](Respondent(as_served, lang))
    limiter.reset()
    is_a_kind_page(page, status)
    assert page.soup.find("html")["lang"] == {"en": "en-GB", "ur": "ur"}[lang]
    assert page.soup.find("html")["dir"] == {"en": "ltr", "ur": "rtl"}[lang]
    is_latin = sum(letter.isascii() for letter in page.heading if letter.isalpha()) / max(1, sum(map(str.isalpha, page.heading)))
    assert (is_latin > 0.5) == (lang == "en"), page.heading


def test_an_unknown_failure_keeps_what_was_typed_too(as_served):
    person = at_the_last_question(as_served)
    real = as_served.view_functions["capture.answer"]
    as_served.view_functions["capture.answer"] = lambda **_: boom()
    page = person.gives(TYPED)
    is_a_kind_page(page, 500)
    assert page.heading == "Something went wrong. It is not your fault."
    as_served.view_functions["capture.answer"] = real
    assert tries_again(person).status == 200
    assert person.opens("missing").written == TYPED


def test_staff_pages_fail_kindly_too(as_served):
    answer = as_served.test_client().get("/staff/no-such-page/")
    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 404
    assert [one.get_text(strip=True) for one in soup.find_all("h1")] == ["We cannot find this page."]


def test_staff_pages_say_that_it_is_busy_while_the_database_is_away(tmp_path, clock):
    """R23: also where the page's own frame would ask the database who reads it."""
    app = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"), clock=clock)
    client = app.test_client()
    token = BeautifulSoup(client.get("/staff/sign-in").text, "html.parser").find("input", attrs={"name": "csrf_token"})["value"]
    answer = client.post("/staff/sign-in", data={"csrf_token": token, "email": "lead@example.org", "password": "four kind words together"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert len(BeautifulSoup(answer.text, "html.parser").find_all("h1")) == 1


def test_health_says_that_all_is_well(app):
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json) == (200, {"database": "ok"})


@pytest.mark.parametrize("how", ["nobody listens", "no file", "an empty file", "not a database"])
def test_health_says_that_the_database_is_away(tmp_path, clock, how):
    """R23: 503, never 200."""
    url = "postgresql://nobody@127.0.0.1:1/none" if how == "nobody listens" else ""
    file = tmp_path / "voice.sqlite3"
    if how == "no file":
        file.mkdir()
    elif how == "not a database":
        file.write_bytes(b"This is no database. " * 1000)
    app = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL=url), clock=clock)
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json) == (503, {"database": "away"})
    page = app.test_client().get(f"/en/{SLUG}/")
    assert page.status_code == (500 if how == "not a database" else 503)  # waiting mends no broken file
    assert len(BeautifulSoup(page.text, "html.parser").find_all("h1")) == 1
    with app.app_context():
        db.engine.dispose()


def test_a_database_that_comes_back_is_used_at_once(settings, tmp_path, clock):
    """R23: no restart is needed."""
    file, apart = tmp_path / "voice.sqlite3", tmp_path / "apart.sqlite3"
    shutil.move(file, apart)
    file.mkdir()
    app = create_app(settings, clock=clock)
    assert app.test_client().get(f"/en/{SLUG}/").status_code == 503
    file.rmdir()
    shutil.move(apart, file)
    assert app.test_client().get("/health").status_code == 200
    assert Respondent(app).begins().status == 200
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def on_postgresql(tmp_path: Path, empty_postgresql: str, clock: Clock) -> Iterator[Flask]:
    app = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, DATABASE_URL=empty_postgresql), clock=clock)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def cuts_all_connections(url: str) -> int:
    """What a restart of PostgreSQL does to those who are connected."""
    name = url.rsplit("/", 1)[-1]
    with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
        return len(server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", (name,)).fetchall())


def test_after_a_restart_of_postgresql_the_next_page_works(on_postgresql, empty_postgresql):
    """R25: the first one, not the second."""
    person = at_the_last_question(on_postgresql)
    assert cuts_all_connections(empty_postgresql) >= 1
    assert person.gives(TYPED).status == 200
    assert cuts_all_connections(empty_postgresql) >= 1
    assert person.opens("missing").written == TYPED
    assert cuts_all_connections(empty_postgresql) >= 1
    assert on_postgresql.test_client().get("/health").status_code == 200


@pytest.mark.parametrize("moment", ["UPDATE draft", "INSERT INTO submission"])
def test_a_restart_in_the_middle_of_a_page_is_answered_busy_and_the_same_page_works_again(on_postgresql, empty_postgresql, moment):
    """R25, R7: nothing is said to be stored, and trying again stores it once."""
    person = at_the_last_question(on_postgresql)
    with on_postgresql.app_context():
        engine = db.engine
        before = len(db.session.scalars(select(Submission.id)).all())
    cut: list[int] = []

    @event.listens_for(engine, "before_cursor_execute")
    def _cut(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(moment) and not cut:
            cut.append(cuts_all_connections(empty_postgresql))

    busy(person.gives(TYPED) if moment == "UPDATE draft" else person.sends())
    assert cut
    assert tries_again(person).status == 200
    if moment == "UPDATE draft":
        assert person.opens("missing").written == TYPED
    with on_postgresql.app_context():
        after = len(db.session.scalars(select(Submission.id)).all())
        assert after - before == (0 if moment == "UPDATE draft" else 1)


def test_while_postgresql_can_only_be_read_pages_are_shown_and_nothing_is_lost(on_postgresql, empty_postgresql):
    """R23: a standby, or a database that its keeper has made read-only."""
    person = at_the_last_question(on_postgresql)
    name = empty_postgresql.rsplit("/", 1)[-1]
    with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        try:
            cuts_all_connections(empty_postgresql)
            assert person.opens("works_well").written == "Kept from before"
            person.opens("missing")
            busy(person.gives(TYPED))
        finally:
            server.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
            cuts_all_connections(empty_postgresql)
    assert tries_again(person).status == 200
    assert person.opens("missing").written == TYPED


def test_too_many_connections_are_answered_busy(on_postgresql, empty_postgresql):
    """R23: over capacity."""
    person = at_the_last_question(on_postgresql)
    name = empty_postgresql.rsplit("/", 1)[-1]
    with psycopg.connect(ready.POSTGRESQL, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            cuts_all_connections(empty_postgresql)
            busy(person.gives(TYPED))
            assert on_postgresql.test_client().get("/health").status_code == 503
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert tries_again(person).status == 200
    engine = create_engine(empty_postgresql.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        assert any(kept.get("missing", {}).get("v") == TYPED for kept in connection.scalars(select(Draft.answers)))
    engine.dispose()
