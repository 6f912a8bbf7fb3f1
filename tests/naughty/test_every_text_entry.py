"""Whatever is typed wherever something may be typed: kept exactly, shown as text, and no page fails (R5, R43, R44)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from markupsafe import escape
from sqlalchemy import func, select

from surveys.library import all_surveys
from tests.naughty.strings import LIST, OURS, RAW, published
from tests.people import SLUG
from voice.extensions import limiter
from voice.models import Answer, AuditEntry, Comment, Draft, DraftKey, db
from voice.plain_text import keepable
from voice.seal import hash_token

BASE = f"/en/{SLUG}/standard"
ENTRIES = {q.id: q for q in all_surveys()[SLUG].questions if q.kind == "comment"}
CHOICES = {
    "role": "health", "on_behalf": "organisation", "vision_agree": "agree", "about_you": "yes", "language": "other",
    "outcomes_matter": ["voice", "healthy", "safe"],
}
"""What opens as many written questions as one person can see. An organisation is not asked about itself, and three of the
seven statements may be chosen, so the rest are tried by other people.
"""
ANOTHER = {**CHOICES, "on_behalf": "myself", "outcomes_matter": ["support", "adults", "independent"]}
THIRD = {**CHOICES, "on_behalf": "myself", "outcomes_matter": ["belong"]}
OPENS = {
    **dict.fromkeys(ENTRIES, CHOICES), "language_other": ANOTHER, "help_support": ANOTHER, "help_adults": ANOTHER, "help_independent": ANOTHER, "help_belong": THIRD}


WRITTEN = ["missing", "works_well", "change_first", "principles_comment", "commitments_comment", "commitment_add", "vision_why", "help_voice"]


def texts() -> list[str]:
    return published() + OURS


class Writer:
    """Somebody who types into one question after another, and looks at what stands there."""

    def __init__(self, app: Flask, choices: dict[str, Any]) -> None:
        self.client = app.test_client()
        self.client.post(f"/en/{SLUG}/how", data={"reading": "standard"})
        for question, value in choices.items():
            assert self.sends_form(question, {"go": "on", f"q_{question}": value}) == 303

    def sends_form(self, question: str, form: Any) -> int:
        return self.client.post(f"{BASE}/{question}", data=form).status_code

    def types(self, question: str, text: str) -> int:
        return self.sends_form(question, {"go": "on", f"q_{question}": text})

    def sees(self, page: str) -> str:
        answer = self.client.get(f"{BASE}/{page}")
        assert answer.status_code == 200, page
        return answer.text

    @property
    def id(self) -> str:
        """The id of the draft, which the submission will have."""
        token = self.client.get_cookie(f"journey-{SLUG}")
        assert token
        return str(db.session.scalar(select(DraftKey.draft_id).where(DraftKey.token_hash == hash_token(token.value))))

    def drafted(self, question: str) -> Any:
        db.session.rollback()
        return db.session.scalar(select(Draft.answers).where(Draft.id == self.id))[question]["v"]


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    limiter.reset()
    with app.app_context():
        yield app
        db.session.remove()
    limiter.reset()


def test_the_list_is_there():
    if not LIST.exists():
        pytest.skip("shared/data/naughty-strings.json is not here: only our own texts are tried")
    assert len(published()) == 515


def test_every_written_question_is_tried():
    assert {"organisation_name", "language_other", "missing", "help_belong"} <= set(ENTRIES)
    assert len(ENTRIES) >= 16


@pytest.mark.parametrize("question", ENTRIES)
def test_every_text_is_kept_exactly_in_every_question(context, question):
    """R5, R43: as it was typed, but for the written list; over the limit it is kept whole and the page says so.

    On PostgreSQL the published list is tried in one question: what a database does to a text, it does in each.
    """
    writer, room, wrong = Writer(context, OPENS[question]), ENTRIES[question].max_length, []
    tries_all = db.engine.dialect.name == "sqlite" or question == WRITTEN[0]
    for text in texts() if tries_all else OURS:
        expected = keepable(text) if text.strip() else None
        status = writer.types(question, text)
        if status != (422 if expected and len(expected) > room else 303) or writer.drafted(question) != expected:
            wrong.append((text[:60], status))
    assert not wrong


def test_every_text_is_shown_as_text_and_sent_as_it_was_typed(context):
    """R5, R6, R43, R44: question page, check page, answer and comment all hold it; on the pages it is escaped."""
    fitting = [text for text in texts() if text.strip() and len(text) <= 2000]
    assert len(fitting) >= len(OURS) - 3
    for start in range(0, len(fitting), len(WRITTEN)):
        typed = dict(zip(WRITTEN, fitting[start:start + len(WRITTEN)], strict=False))
        writer = Writer(context, {"role": "child", "vision_agree": "agree", "outcomes_matter": ["voice"]})
        for question, text in typed.items():
            assert writer.types(question, text) == 303, text[:60]
        check = writer.sees("check")
        for question, text in typed.items():
            for page in (writer.sees(question), check):
                assert str(escape(keepable(text))) in page, (question, text[:60])
        assert not BeautifulSoup(check, "html.parser").select("main script, main img[onerror], main [onclick], main [onload], main iframe")
        id = writer.id
        assert writer.client.post(f"{BASE}/send").headers["Location"].endswith("/receipt")
        stored = dict(db.session.execute(select(Answer.question_id, Answer.value).where(Answer.submission_id == id)).all())
        comments = dict(db.session.execute(select(Comment.question_id, Comment.text).where(Comment.submission_id == id)).all())
        db.session.rollback()
        for question, text in typed.items():
            assert stored[question] == comments[question] == keepable(text)


def test_a_text_in_the_box_reads_back_as_it_was_typed(context):
    """R5: what a browser shows in the box, and would post again, is the same text."""
    writer = Writer(context, {"role": "child"})
    for text in ("\n\nbegins with lines", "  two spaces  ", "<b>&amp;</b>", "a\x00b", "</textarea>"):
        writer.types("missing", text)
        box = BeautifulSoup(writer.sees("missing"), "html.parser").find("textarea")
        assert box.get_text().removeprefix("\n") == keepable(text)
        assert writer.types("missing", box.get_text().removeprefix("\n")) == 303
        assert writer.drafted("missing") == keepable(text)


def test_words_are_shown_in_their_own_direction(context):
    """R44: an override in one answer turns no other text on the page."""
    writer = Writer(context, {"role": "child"})
    writer.types("missing", OURS[3])
    assert BeautifulSoup(writer.sees("missing"), "html.parser").find("textarea")["dir"] == "auto"
    rows = BeautifulSoup(writer.sees("check"), "html.parser").select("dd[dir=auto]")
    assert any(OURS[3] in row.get_text() for row in rows)


@pytest.mark.parametrize("kind", RAW)
def test_bytes_that_no_browser_sends_fail_no_page(context, kind):
    """R43: one written rule, the same on both databases; the person goes on."""
    writer = Writer(context, {"role": "child"})
    answer = writer.client.post(f"{BASE}/missing", data=b"go=on&q_missing=" + RAW[kind], content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303
    kept = writer.drafted("missing")
    assert kept == {"a lone surrogate": "before%ED%A0%80after", "half a character": "before%C3", "bytes that are no UTF-8": "%FF%FE%80",
                    "an overlong NUL": "before%C0%80after", "broken percent signs": "100%% %zz %", "a NUL": "before\ufffdafter",
                    "beyond Unicode": "%F5%80%80%80"}[kind]
    assert str(escape(kept)) in writer.sees("check")


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80", b"\xff\xfe", b"a\x00b", b"\xc0\x80"], ids=repr)
def test_bytes_in_a_form_of_parts_fail_no_page(context, raw):
    writer = Writer(context, {"role": "child"})
    go = b'--X\r\nContent-Disposition: form-data; name="go"\r\n\r\non\r\n'
    body = go + b'--X\r\nContent-Disposition: form-data; name="q_missing"\r\n\r\nbefore' + raw + b"after\r\n--X--\r\n"
    answer = writer.client.post(f"{BASE}/missing", data=body, content_type="multipart/form-data; boundary=X")
    assert answer.status_code == 303
    kept = writer.drafted("missing")
    assert kept.startswith("before")
    assert kept.endswith("after")
    kept.encode()
    assert "\x00" not in kept


@pytest.mark.parametrize("page", ["resume", "withdraw"])
def test_every_text_is_an_unknown_code_and_no_failure(context, page):
    """R35, R43: it stands in the box again, as text."""
    client = context.test_client()
    for number, text in enumerate(texts()):
        if number % 20 == 0:
            limiter.reset()
        answer = client.post(f"{BASE}/{page}", data={"code": text})
        assert answer.status_code == 422, text[:60]
        assert f'value="{escape(text[:200])}"' in answer.text, text[:60]


def test_every_text_is_an_unknown_email_and_no_failure(context):
    """R34, R43: the sign-in says the same of all of them, and its trail holds none."""
    client = context.test_client()
    token = BeautifulSoup(client.get("/staff/sign-in").text, "html.parser").find("input", attrs={"name": "csrf_token"})["value"]
    said = set()
    some = texts() if db.engine.dialect.name == "sqlite" else ["", *OURS]
    for number, text in enumerate([*some, *(f"{text}@example.org" for text in OURS)]):
        if number % 4 == 0:
            limiter.reset()
        answer = client.post("/staff/sign-in", data={"csrf_token": token, "email": text, "password": "four kind words together"})
        assert answer.status_code == 200, text[:60]
        assert "<script>alert" not in answer.text
        said.add(BeautifulSoup(answer.text, "html.parser").select_one(".mend li").get_text(strip=True))
    assert said == {"Enter your email address.", "The email address or the password is not right."}
    trail = set(db.session.execute(select(AuditEntry.who, AuditEntry.subject, AuditEntry.details)).all())
    assert db.session.scalar(select(func.count(AuditEntry.id))) > len(some) - 20
    assert len(trail) == 1


def test_every_text_is_a_wrong_password_and_no_failure(context):
    client = context.test_client()
    token = BeautifulSoup(client.get("/staff/sign-in").text, "html.parser").find("input", attrs={"name": "csrf_token"})["value"]
    for text in [*OURS, *published()[::5]]:
        limiter.reset()
        answer = client.post("/staff/sign-in", data={"csrf_token": token, "email": "nobody@example.org", "password": text})
        assert answer.status_code == 200, text[:60]
        assert str(escape(text)) not in answer.text or len(text) < 20
