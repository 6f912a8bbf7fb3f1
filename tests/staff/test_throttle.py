"""Wrong tries slow down one account, and nobody else."""

from __future__ import annotations

from limits import parse_many

from tests.staff.people import Person
from voice.extensions import limiter


def test_the_throttle_slows_one_account_and_nobody_else(a_person, app):
    lead, other = a_person(), a_person("safeguarding@example.org", "safeguarding")
    thief = Person(app.test_client(), lead.clock, lead.email)
    for _ in range(5):
        assert thief.gives_password("guess").status_code == 200
    answer = thief.gives_password("guess")
    assert answer.status_code == 429
    assert "Please wait a little" in answer.text
    assert thief.gives_password().status_code == 429
    assert other.gives_password().status_code == 302


def test_a_stranger_cannot_shut_out_somebody_in_their_own_browser(a_person, app):
    lead = a_person()
    thief = Person(app.test_client(), lead.clock, lead.email)
    for _ in range(6):
        thief.gives_password("guess")
    assert lead.gives_password().status_code == 302


def test_right_sign_ins_are_not_counted(a_person):
    lead = a_person()
    for _ in range(7):
        lead.signs_in()
        assert lead.signs_out().status_code == 302


def test_an_unknown_account_is_slowed_like_a_known_one(app, clock):
    stranger = Person(app.test_client(), clock, "nobody@example.org")
    assert [stranger.gives_password("guess").status_code for _ in range(6)] == [200] * 5 + [429]
    stranger.email = "NoBody@EXAMPLE.org"
    assert stranger.gives_password("guess").status_code == 429


def test_codes_are_slowed_by_account_too(a_person):
    lead = a_person()
    lead.gives_password()
    assert [lead.sends("/staff/code", code="000000").status_code for _ in range(6)] == [200] * 5 + [429]
    assert [lead.sends("/staff/recovery", code="no no no no").status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_short_new_password_is_not_a_try_at_the_account(a_person):
    lead = a_person()
    lead.signs_in()
    for _ in range(7):
        answer = lead.sends(
            "/staff/password", password=lead.password, new_password="short", new_password_confirm="short"
        )
        assert answer.status_code == 200
    assert "Use between 12 and 128 characters" in answer.text


def test_a_school_behind_one_address_does_not_notice(app, clock):
    for number in range(40):
        assert (
            Person(app.test_client(), clock, f"colleague{number}@example.org").gives_password("oops").status_code == 200
        )


def test_an_address_that_tries_everybody_is_slowed(app, clock, monkeypatch):
    monkeypatch.setattr("voice.staff.throttle.AN_ADDRESS", tuple(parse_many("10/5 minutes")))
    answers = [
        Person(app.test_client(), clock, f"colleague{number}@example.org").gives_password("oops").status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


def test_the_throttle_keeps_no_email_and_no_address(a_person):
    lead = a_person()
    lead.gives_password("guess")
    Person(lead.client.application.test_client(), lead.clock, "nobody@example.org").gives_password("guess")
    keys = list(limiter.storage.storage)
    assert keys
    assert not [key for key in keys if "example.org" in key or "127.0.0.1" in key]
