"""A lead who is signed in and opens pages, and checks on each what is true of every page."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from surveys.library import all_surveys
from tests.conftest import CLOSES, OPENS, SECRET
from tests.review.builders import SLUG
from voice import create_app
from voice.config import Settings
from voice.extensions import datastore
from voice.models import AuditEntry, User, db, writing
from voice.models.definition import remember_definition
from voice.models.edition import set_up_once, set_up_years

HOME = f"/staff/consultations/{SLUG}"


@dataclass
class Page:
    """A page as it came."""

    status: int
    html: str
    soup: BeautifulSoup

    @property
    def text(self) -> str:
        main = self.soup.find("main")
        return " ".join(main.get_text(" ").split()) if main else ""

    def table(self, caption: str) -> dict[str, list[str]]:
        """Return a table by the beginning of its caption: its rows, by their headings."""
        found = next(t for t in self.soup.find_all("table") if t.caption.get_text(" ", strip=True).startswith(caption))
        rows = found.select("tbody tr, tfoot tr")
        return {_words(row.th): [_words(cell) for cell in row.select("td.n")] for row in rows if row.th}

    @property
    def comments(self) -> list[str]:
        """Return the words of each comment, in order."""
        return [article.select_one(".said").get_text() for article in self.soup.select("article.comment")]


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


@dataclass
class Reader:
    """Somebody of the staff, with a browser."""

    client: FlaskClient

    def opens(self, path: str = "/", **choices: str) -> Page:
        apart()
        return self._arrive(self.client.get(path if path.startswith("/staff") else HOME + path, query_string=choices or None))

    def posts(self, path: str, **form: str) -> Page:
        """Send a form of the page at hand, with the page's own token, and follow where it leads."""
        apart()
        token = BeautifulSoup(self.client.get("/staff/account").text, "html.parser").select_one('input[name="csrf_token"]')["value"]
        answer = self.client.post(path, data={"csrf_token": token, **form})
        return self._arrive(self.client.get(answer.headers["Location"]) if answer.status_code in (302, 303) else answer)

    def _arrive(self, answer: TestResponse) -> Page:
        page = Page(answer.status_code, answer.text, BeautifulSoup(answer.text, "html.parser"))
        if answer.status_code in (200, 422):
            assert "no-store" in answer.headers["Cache-Control"]
            check(page)
        return page


def apart() -> None:
    """Forget what a request of somebody else left behind: in the tests' own context all requests share one memory."""
    for name in list(g) if has_app_context() else []:
        g.pop(name)


def check(page: Page) -> None:
    """What is true of every page."""
    soup = page.soup
    headings = soup.find_all("h1")
    assert len(headings) == 1
    assert soup.title.get_text().removeprefix("Error: ").startswith(headings[0].get_text(" ", strip=True))
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert "style=" not in page.html
    assert not soup.select("script:not([src])")
    for table in soup.find_all("table"):
        assert table.caption
        assert all(th.get("scope") for th in table.find_all("th"))
        box = table.parent
        assert (box["role"], box["tabindex"]) == ("region", "0")
        assert box["aria-label"]
    for select in soup.find_all("select"):
        assert soup.find("label", attrs={"for": select["id"]})
    for tag in soup.find_all(attrs={"aria-labelledby": True}):
        assert tag["aria-labelledby"] in ids


@pytest.fixture
def app(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Flask]:
    """The application on an empty SQLite database with the consultation's edition, and five comments a page."""
    made = create_app(Settings(data_folder=tmp_path, secret_key=SECRET, comments_a_page=5), clock=clock)
    made.testing = True
    with made.app_context():
        db.create_all()
        set_up_once(SLUG, "2024-09", OPENS, OPENS, CLOSES)
        for survey in all_surveys().values():
            remember_definition(survey, OPENS)
            if survey.yearly:
                set_up_years(survey.slug, OPENS, (9, 1))
        db.session.remove()
    yield made
    with made.app_context():
        db.engine.dispose()


def signed_in(app: Flask, role: str, email: str = "") -> FlaskClient:
    """Add a member of staff and return a client that signed in with both factors a moment ago. Without an address, one by the role."""
    name = secrets.token_hex(16)
    with app.app_context(), writing() as session:
        n = session.query(User).filter(User.email.startswith(role)).count()
        session.add(User(email=email or f"{role}{n or ''}@example.org", password="", active=True, fs_uniquifier=name, roles=[datastore.find_or_create_role(role)]))
        now = int(app.extensions["clock"]().timestamp())
    client = app.test_client()
    with client.session_transaction("/staff/") as signed:
        signed.update(_user_id=name, _fresh=True, second_factor=True, seen_at=now, signed_in_at=now)
    return client


@pytest.fixture
def a_reader(app: Flask) -> Callable[[str], Reader]:
    """Return a builder of members of staff who are signed in with both factors."""
    return lambda role: Reader(signed_in(app, role))


@pytest.fixture
def lead(a_reader: Callable[[str], Reader], app: Flask) -> Iterator[Reader]:
    """A workstream lead. The test's own lines see the same database."""
    reader = a_reader("lead")
    with app.app_context():
        yield reader
        db.session.remove()


@pytest.fixture
def trail() -> Callable[[], list[tuple[str, str, str]]]:
    """Return what the audit trail says of reading comments: (action, subject, details)."""
    def read() -> list[tuple[str, str, str]]:
        db.session.rollback()
        return [(e.action, e.subject, e.details) for e in db.session.query(AuditEntry).order_by(AuditEntry.id)]

    return read
