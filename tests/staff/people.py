"""Members of staff with browsers, who read pages and fill in what they see, and an application that is quick to try."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import Clock
from voice import create_app
from voice.config import Settings
from voice.extensions import limiter, security
from voice.models import db

PASSWORD = "four kind words together"
BASE = "http://localhost"
SECRET = "a-secret-for-tests-that-is-long-enough-0123456789"


@dataclass
class Person:
    """A member of staff with one browser, who reads pages and fills in what they see."""

    client: FlaskClient
    clock: Clock
    email: str = "lead@example.org"
    password: str = PASSWORD
    key: str = ""
    recovery_codes: list[str] = field(default_factory=list)

    def opens(self, path: str) -> TestResponse:
        answer = self.client.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            check_page(answer.text)
        return answer

    def sends(self, path: str, to: str | None = None, **data: str) -> TestResponse:
        """Open a page, fill in its form and send it."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.client.get(path).text)
        answer = self.client.post(to or path, data={"csrf_token": token[1] if token else "", **data})
        if answer.status_code == 200:
            check_page(answer.text)
        return answer

    def gives_password(self, password: str | None = None, next: str = "") -> TestResponse:
        return self.sends(
            f"/staff/sign-in?next={next}" if next else "/staff/sign-in",
            to="/staff/sign-in",
            email=self.email,
            password=password or self.password,
            **({"next": next} if next else {}),
        )

    def code(self) -> str:
        return pyotp.TOTP(self.key).at(self.clock())

    def gives_code(self, code: str | None = None) -> TestResponse:
        self.clock.moves_on(seconds=30)
        return self.sends("/staff/code", code=code or self.code())

    def signs_in(self) -> TestResponse:
        self.gives_password()
        return self.gives_code()

    def signs_out(self) -> TestResponse:
        return self.sends("/staff/account", to="/staff/sign-out")

    def chooses_password(self, link: str, password: str | None = None) -> TestResponse:
        return self.sends(
            link.removeprefix(BASE), password=password or self.password, password_confirm=password or self.password
        )

    def sets_up_app(self) -> TestResponse:
        page = self.sends("/staff/second-factor", setup="authenticator").text
        self.key = "".join(re.findall(r"<span>([A-Z2-7]+)</span>", page.split('class="scan__key"')[1].split("</p>")[0]))
        self.clock.moves_on(seconds=30)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token
        return self.client.post("/staff/code", data={"csrf_token": token[1], "code": self.code()})

    def makes_recovery_codes(self) -> None:
        page = self.sends("/staff/recovery-codes", generate_new_codes="1").text
        self.recovery_codes = re.findall(r"<li>([a-z ]+)</li>", page.split('class="recovery"')[1])

    def reads(self, path: str = "/staff/account") -> bool:
        return self.client.get(path).status_code == 200


def check_page(text: str) -> None:
    """What is true of every staff page."""
    heading, title = re.findall(r"<h1[^>]*>(.*?)</h1>", text), re.findall(r"<title>(.*?)</title>", text)
    assert (len(heading), len(title)) == (1, 1)
    assert title[0].removeprefix("Error: ").strip().startswith(heading[0])
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for part in ('href="#main"', 'id="main"', 'lang="en-GB"', 'dir="ltr"'):
        assert part in text
    labelled = re.findall(r'<label[^>]* for="([^"]+)"', text)
    assert set(labelled + re.findall(r'<li><a href="#([^"]+)"', text)) <= set(ids)
    assert set(labelled) == set(re.findall(r'<input class="field__line[^>]* id="([^"]+)"', text))
    for described in re.findall(r'aria-describedby="([^"]+)"', text):
        assert set(described.split()) <= set(ids)
    assert not re.findall(r"<script(?![^>]* src=)|<style| style=| on\w+=", text)
    assert text.count("<form") == text.count('name="csrf_token"') == text.count("novalidate")


def made(settings: Settings, clock: Clock) -> Flask:
    """Return the application with its tables, quick password hashes and fresh throttles."""
    app = create_app(settings, clock=clock)
    app.testing = True
    security.pwd_context.update(argon2__time_cost=1, argon2__memory_cost=1024, argon2__parallelism=1)
    limiter.reset()
    with app.app_context():
        db.create_all()
    return app
