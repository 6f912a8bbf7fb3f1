"""A lead and a safeguarding lead who code the same comments, as tests speak of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.desk import HOME, Page, Reader
from tests.review.builders import a_comment
from voice.extensions import datastore
from voice.models import CodingItem, CodingSample, User, db, writing

CODING = HOME + "/coding/"


def some_comments(n: int, about: tuple[str, ...] = ("safe",), **more: Any) -> list[str]:
    return [a_comment(f"Comment number {number}.", about=about, **more) for number in range(n)]


def an_account(role: str, email: str, active: bool = True) -> str:
    """Make another account and return how the trail names it."""
    with writing() as session:
        person = User(email=email, password="", active=active, fs_uniquifier=secrets.token_hex(16), roles=[datastore.find_or_create_role(role)])
        session.add(person)
        session.flush()
        return f"account {person.id}"


def account(email: str) -> str:
    return f"account {db.session.scalar(select(User.id).where(User.email == email))}"


def stranger(app: Flask, account: str) -> Reader:
    """Return somebody who is signed in as an account."""
    client = app.test_client()
    with app.app_context():
        name, now = db.session.get(User, int(account.split()[1])).fs_uniquifier, int(app.extensions["clock"]().timestamp())
    with client.session_transaction("/staff/") as signed:
        signed.update(_user_id=name, _fresh=True, second_factor=True, seen_at=now, signed_in_at=now)
    return Reader(client)


@dataclass
class Team:
    """Two people who code."""

    app: Flask
    lead: Reader
    other: Reader

    @contextmanager
    def inside(self) -> Iterator[None]:
        with self.app.app_context():
            yield
            db.session.remove()

    @property
    def accounts(self) -> list[str]:
        with self.inside():
            return [account("lead@example.org"), account("safeguarding@example.org")]

    @property
    def sample(self) -> CodingSample:
        """The newest sample, as it is stored now."""
        with self.inside():
            return db.session.scalars(select(CodingSample).order_by(CodingSample.drawn_at.desc())).first()

    @property
    def at(self) -> str:
        return f"{CODING}{self.sample.id}"

    @property
    def ids(self) -> list[str]:
        """The comments of the sample, in their order."""
        with self.inside():
            return list(db.session.scalars(select(CodingItem.comment_id).where(CodingItem.sample_id == self.sample.id).order_by(CodingItem.place)))

    def draws(self, coders: list[str] | None = None, **form: Any) -> Page:
        return self.lead.posts(CODING, coders=self.accounts if coders is None else coders, **form)

    def codes(self, reader: Reader, comment_id: str, statements: list[str] | str = "safe", stance: str = "change", **form: Any) -> Page:
        return reader.posts(f"{self.at}/mine/{comment_id}", statement=statements, stance=stance, do="keep", **form)

    def done(self, reader: Reader) -> Page:
        return reader.posts(f"{self.at}/mine/done")

    def all_code(self, **by_other: dict[str, Any]) -> None:
        """Let both code everything as safe and changing, but what the other gives otherwise: comment id -> fields. Both are done."""
        for reader in (self.lead, self.other):
            for id in self.ids:
                self.codes(reader, id, **(by_other.get(id, {}) if reader is self.other else {}))
            self.done(reader)

    def settles(self, reader: Reader, comment_id: str, statements: list[str] | str = "safe", stance: str = "change", revision: int = 0) -> Page:
        return reader.posts(f"{self.at}/differences/{comment_id}", statement=statements, stance=stance, revision=str(revision))

    def measures(self, reader: Reader | None = None) -> Page:
        return (reader or self.lead).posts(f"{self.at}/measure")
