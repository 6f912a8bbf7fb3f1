"""Signing in takes a password and a code, each as secret as it should be."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.staff.people import BASE, PASSWORD, SECRET, Person
from voice.config import Settings
from voice.models import User, db
from voice.staff import accounts


def test_sign_in_needs_the_second_factor(a_person):
    lead = a_person()
    assert lead.gives_password().headers["Location"].startswith("/staff/code")
    assert not lead.reads()
    assert lead.gives_code().headers["Location"] == "/staff/"
    assert lead.reads()


def test_a_new_account_sets_up_its_second_factor_before_it_sees_anything(app, a_person):
    lead = a_person(ready=False)
    with app.app_context():
        lead.chooses_password(accounts.add(lead.email, "lead", BASE, again=True))
    assert lead.gives_password().headers["Location"] == "/staff/second-factor"
    assert not lead.reads()
    assert lead.sets_up_app().headers["Location"] == "/staff/"
    assert lead.opens("/staff/").headers["Location"] == "/staff/recovery-codes"
    assert lead.reads()


def test_half_a_sign_in_cannot_replace_the_second_factor_of_an_account(app, a_person):
    lead = a_person(ready=False)
    thief = Person(app.test_client(), lead.clock, lead.email)
    with app.app_context():
        lead.chooses_password(accounts.add(lead.email, "lead", BASE, again=True))
    thief.gives_password()
    thief.opens("/staff/second-factor")
    lead.gives_password()
    lead.sets_up_app()
    assert thief.opens("/staff/second-factor").status_code == 302
    thief.key = lead.key
    assert 'class="scan__key"' not in thief.sends("/staff/second-factor", setup="authenticator").text


def test_in_the_demo_a_password_is_enough(tmp_path, an_app, clock):
    app = an_app(Settings(environment="demo", data_folder=tmp_path))
    with app.app_context():
        emails = accounts.demo_accounts(PASSWORD)
    lead = Person(app.test_client(), clock, "lead@example.org")
    assert lead.email in emails
    assert lead.gives_password().headers["Location"] == "/staff/"
    assert "Example data" in lead.opens("/staff/account").text


def test_wrong_password_and_unknown_account_look_alike(a_person, app):
    lead = a_person()
    stranger = Person(app.test_client(), lead.clock, "nobody@example.org")
    known, unknown = lead.gives_password("not the password"), stranger.gives_password("not the password")
    assert known.status_code == unknown.status_code == 200
    assert "is not right" in known.text

    def plain(page: str, email: str) -> str:
        return page.replace(email, "").split("<main")[1].split("csrf_token")[0] + page.split("</form>")[-2][-200:]

    assert plain(known.text, lead.email) == plain(unknown.text, stranger.email)


@pytest.mark.parametrize("state", ["disabled", "without password"])
def test_a_shut_or_unfinished_account_looks_like_an_unknown_one(a_person, app, state):
    lead = a_person(ready=state == "disabled")
    if state == "disabled":
        with app.app_context():
            accounts.disable(lead.email)
    assert "is not right" in lead.gives_password().text


def test_an_unknown_account_takes_as_long_as_a_wrong_password(a_person, app):
    """Both must do the slow work once: compared by what is called, since a clock in a test lies."""
    from voice.extensions import security

    lead, slow = a_person(), []
    context = security.pwd_context
    stranger = Person(app.test_client(), lead.clock, "nobody@example.org")
    real_hash, real_verify = context.hash, context.verify
    try:
        context.hash = lambda *a, **k: slow.append("hash") or real_hash(*a, **k)
        context.verify = lambda *a, **k: slow.append("verify") or real_verify(*a, **k)
        lead.gives_password("wrong")
        stranger.gives_password("wrong")
    finally:
        del context.hash, context.verify
    assert slow == ["verify", "hash"]


def test_a_slow_password_check_holds_up_nobody_who_answers(a_person, app, settings, monkeypatch):
    from voice.extensions import security

    lead = a_person()
    real, others = (
        security.pwd_context.verify,
        sqlite3.connect(settings.data_folder / "voice.sqlite3", timeout=0, isolation_level=None),
    )
    written: list[str] = []

    def slow(*args, **kwargs):
        others.execute("BEGIN IMMEDIATE")
        others.execute("ROLLBACK")
        written.append("an answer")
        return real(*args, **kwargs)

    monkeypatch.setattr(security.pwd_context, "verify", slow)
    lead.gives_password("wrong")
    assert lead.gives_password().status_code == 302
    others.close()
    assert len(written) == 2


def test_a_code_from_the_app_works_once(a_person):
    lead = a_person()
    lead.gives_password()
    lead.clock.moves_on(seconds=30)
    code = lead.code()
    assert lead.sends("/staff/code", code=code).status_code == 302
    lead.signs_out()
    lead.gives_password()
    answer = lead.sends("/staff/code", code=code)
    assert "This code is not right" in answer.text
    assert not lead.reads()


def test_a_code_of_two_minutes_ago_is_too_old(a_person):
    lead = a_person()
    lead.gives_password()
    code = lead.code()
    lead.clock.moves_on(minutes=2)
    assert lead.sends("/staff/code", code=code).status_code == 200


def test_a_recovery_code_works_once(a_person):
    lead = a_person()
    lead.gives_password()
    first = lead.recovery_codes[0]
    assert len(lead.recovery_codes) == 8
    assert lead.sends("/staff/recovery", code=first.upper().replace(" ", "-")).headers["Location"] == "/staff/"
    assert "7 codes left." in lead.opens("/staff/account").text
    lead.signs_out()
    lead.gives_password()
    assert "not one of your recovery codes" in lead.sends("/staff/recovery", code=first).text
    assert lead.sends("/staff/recovery", code=lead.recovery_codes[1]).status_code == 302


@pytest.mark.parametrize("kind", ["code", "recovery"])
def test_one_code_opens_one_of_two_doors_at_the_same_moment(a_person, app, kind):
    lead = a_person()
    lead.clock.moves_on(seconds=30)
    code = lead.code() if kind == "code" else lead.recovery_codes[0]
    doors = [Person(app.test_client(), lead.clock, lead.email) for _ in range(4)]
    tokens = []
    for door in doors:
        door.gives_password()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', door.client.get(f"/staff/{kind}").text)
        tokens.append(found[1] if found else "")

    def tries(door: Person, token: str) -> int:
        return door.client.post(f"/staff/{kind}", data={"csrf_token": token, "code": code}).status_code

    with ThreadPoolExecutor(len(doors)) as together:
        assert sorted(together.map(tries, doors, tokens)) == [200, 200, 200, 302]


def test_recovery_codes_are_kept_as_hashes_only(a_person, app):
    lead = a_person()
    with app.app_context():
        kept = db.session.query(User).one().mf_recovery_codes
        assert len(kept) == 8
        assert not set(kept) & set(lead.recovery_codes)
        assert all(len(one) == 64 for one in kept)


def test_a_wrong_first_code_shows_the_picture_again(app, a_person):
    lead = a_person(ready=False)
    with app.app_context():
        lead.chooses_password(accounts.add(lead.email, "lead", BASE, again=True))
    lead.gives_password()
    lead.sends("/staff/second-factor", setup="authenticator")
    page = lead.sends("/staff/code", code="000000").text
    assert "data:image/svg+xml" in page
    assert "Error:" in page


def test_another_phone_takes_the_place_of_the_first(a_person):
    lead = a_person()
    lead.signs_in()
    old = lead.key
    assert lead.sets_up_app().headers["Location"] == "/staff/"
    assert lead.key != old
    lead.signs_out()
    lead.signs_in()
    assert lead.reads()


def test_the_second_factor_changes_only_just_after_a_password(a_person, monkeypatch):
    lead = a_person()
    lead.signs_in()
    later = datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=16)
    monkeypatch.setattr("flask_security.utils.naive_utcnow", lambda: later)
    assert (
        lead.opens("/staff/recovery-codes")
        .headers["Location"]
        .startswith("/staff/password-again?next=/staff/recovery-codes")
    )
    assert lead.opens("/staff/second-factor").headers["Location"].startswith("/staff/password-again")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example/staff/",
        "/\\evil.example",
        "/staff/\\x",
        "/elsewhere",
        "javascript:alert(1)",
    ],
)
def test_signing_in_leads_to_no_other_place(a_person, elsewhere):
    lead = a_person()
    assert lead.client.get("/staff/sign-in", query_string={"next": elsewhere}).status_code == 404
    assert lead.client.post("/staff/sign-in", data={"next": elsewhere}).status_code == 404


def test_signing_in_leads_back_to_the_page_that_was_asked_for(a_person):
    lead = a_person()
    assert lead.opens("/staff/account").headers["Location"] == "/staff/sign-in?next=/staff/account"
    lead.gives_password(next="/staff/account")
    lead.clock.moves_on(seconds=30)
    assert lead.sends("/staff/code?next=/staff/account", code=lead.code()).headers["Location"] == "/staff/account"


def test_every_form_of_staff_pages_needs_its_token(a_person):
    lead = a_person()
    lead.signs_in()
    for path in ("/staff/sign-out", "/staff/password", "/staff/recovery-codes", "/staff/second-factor"):
        assert lead.client.post(path, data={}).status_code == 400
    assert lead.reads()


def test_signing_in_works_over_https_with_cookies_that_no_other_site_can_set(tmp_path, an_app):
    app = an_app(Settings(environment="production", data_folder=tmp_path, secret_key=SECRET))
    with app.app_context():
        link = accounts.add("lead@example.org", "lead", "https://voice.example")
    assert link.startswith("https://voice.example/staff/set-up/")
    client = app.test_client()
    page = client.get("/staff/sign-in", base_url="https://voice.example")
    assert page.headers["Set-Cookie"].startswith("__Host-staff=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(page.headers["Set-Cookie"].split("; "))
    assert page.headers["Cache-Control"] == "no-store"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    answer = client.post(
        "/staff/sign-in",
        data={"csrf_token": token[1], "email": "lead@example.org", "password": "wrong"},
        base_url="https://voice.example",
    )
    assert "is not right" in answer.text


@pytest.mark.parametrize("email", ["no address", "\x00@example.org", "a" * 5000, "lead@example.org\r\nINFO forged"])
def test_what_is_no_email_is_refused_kindly(app, clock, email):
    stranger = Person(app.test_client(), clock, email)
    assert "is not right" in stranger.gives_password("x").text


def test_an_empty_field_is_named(a_person):
    lead = a_person()
    assert 'href="#email">Enter your email address.' in lead.sends("/staff/sign-in", email="", password="x").text
    assert 'href="#password">Enter your password.' in lead.sends("/staff/sign-in", email=lead.email, password="").text
