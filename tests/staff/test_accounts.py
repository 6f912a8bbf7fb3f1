"""Accounts are made by a command and handed over by a link; the trail remembers who did what, and no secret."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, update

from tests.staff.people import BASE, PASSWORD, Person
from voice.models import AuditEntry, User, db, writing
from voice.staff import accounts
from voice.staff.accounts import AccountMistake
from voice.staff.audit import TrailIsKept, record


def test_a_set_up_link_works_once(app, a_person):
    lead = a_person(ready=False)
    with app.app_context():
        link = accounts.add(lead.email, "lead", BASE, again=True)
    assert link.startswith(f"{BASE}/staff/set-up/")
    assert lead.opens(link.removeprefix(BASE)).status_code == 200
    assert lead.chooses_password(link).headers["Location"] == "/staff/sign-in"
    assert "This link does not work any more" in lead.opens(link.removeprefix(BASE)).text
    other = "another password of theirs"
    assert (
        lead.sends("/staff/sign-in", to=link.removeprefix(BASE), password=other, password_confirm=other).status_code
        == 410
    )
    assert lead.gives_password().status_code == 302


def test_of_two_who_use_a_link_at_the_same_moment_one_is_too_late(app, a_person):
    lead = a_person(ready=False)
    with app.app_context():
        link = accounts.add(lead.email, "lead", BASE, again=True).removeprefix(BASE)
    two = [Person(app.test_client(), lead.clock, lead.email, password=f"the words of number {n}") for n in range(2)]
    tokens = [re.search(r'name="csrf_token"[^>]*value="([^"]+)"', one.client.get(link).text)[1] for one in two]

    def chooses(one: Person, token: str) -> int:
        data = {"csrf_token": token, "password": one.password, "password_confirm": one.password}
        return one.client.post(link, data=data).status_code

    with ThreadPoolExecutor(2) as together:
        assert sorted(together.map(chooses, two, tokens)) == [302, 410]


def test_a_set_up_link_is_over_after_three_days(app, a_person, clock):
    lead = a_person(ready=False)
    with app.app_context():
        link = accounts.add(lead.email, "lead", BASE, again=True)
    clock.moves_on(days=3)
    assert lead.opens(link.removeprefix(BASE)).status_code == 200
    clock.moves_on(seconds=1)
    assert lead.opens(link.removeprefix(BASE)).status_code == 410


def test_a_newer_link_ends_the_older_one(app, a_person):
    lead = a_person(ready=False)
    with app.app_context():
        older, newer = (accounts.add(lead.email, "lead", BASE, again=True) for _ in range(2))
    assert lead.opens(older.removeprefix(BASE)).status_code == 410
    assert lead.opens(newer.removeprefix(BASE)).status_code == 200


def test_a_link_that_was_made_up_does_not_work(a_person):
    assert a_person(ready=False).opens("/staff/set-up/WyJhIiwxXQ.made-up").status_code == 410


def test_a_password_is_long_and_nothing_else(app, a_person):
    lead = a_person(ready=False)
    with app.app_context():
        link = accounts.add(lead.email, "lead", BASE, again=True)
    assert 'href="#password">Use between 12 and 128' in lead.chooses_password(link, "Sh0rt!").text
    assert lead.chooses_password(link, "onlysmallletters").status_code == 302


def test_password_hashes_are_argon2id_and_outlive_a_new_secret(a_person, app, an_app, settings, clock):
    lead = a_person()
    with app.app_context():
        assert db.session.query(User).one().password.startswith("$argon2id$")
    newer = settings.model_copy(
        update={
            "secret_key": "a-newer-secret-for-tests-0123456789-abcdef",
            "secret_key_fallbacks": [settings.secret_key],
        }
    )
    again = Person(an_app(newer).test_client(), clock, lead.email, key=lead.key, recovery_codes=lead.recovery_codes)
    again.signs_in()
    assert again.reads()
    again.signs_out()
    again.gives_password()
    assert again.sends("/staff/recovery", code=lead.recovery_codes[0]).status_code == 302


@pytest.mark.parametrize(
    ("email", "role", "says"),
    [
        ("no address", "lead", "is not an e-mail address"),
        ("new@example.org", "queen", "no role “queen”"),
        ("LEAD@example.org", "lead", "has an account already"),
    ],
)
def test_a_mistake_says_what_to_do(app, a_person, email, role, says):
    a_person(ready=False)
    with app.app_context(), pytest.raises(AccountMistake, match=says):
        accounts.add(email, role, BASE)


def test_accounts_are_listed_with_what_is_missing(app, a_person):
    a_person()
    a_person("board@example.org", "board", ready=False)
    with app.app_context():
        accounts.disable("board@example.org")
        assert accounts.listed() == ["board@example.org  board  (disabled)", "lead@example.org  lead"]
        accounts.enable("board@example.org")
        assert accounts.listed()[0] == "board@example.org  board  (no second factor yet)"


def test_demo_accounts_are_made_in_the_demo_only(app):
    with app.app_context(), pytest.raises(AccountMistake, match="in the demo only"):
        accounts.demo_accounts(PASSWORD)


def test_the_trail_says_who_did_what(a_person, trail):
    lead = a_person()
    lead.gives_password("wrong")
    lead.signs_in()
    lead.signs_out()
    with lead.client.application.app_context():
        accounts.set_role(lead.email, "board")
        accounts.disable(lead.email)
    assert trail() == [
        ("command", "account made", "account 1"),
        ("account 1", "password chosen by link", "account 1"),
        ("account 1", "second factor set up", "account 1"),
        ("account 1", "signed in", "account 1"),
        ("account 1", "recovery codes made", "account 1"),
        ("account 1", "signed out", "account 1"),
        ("nobody", "wrong password", "account 1"),
        ("account 1", "signed in", "account 1"),
        ("account 1", "signed out", "account 1"),
        ("command", "role changed", "account 1"),
        ("command", "account disabled", "account 1"),
    ]


def test_the_trail_is_only_ever_added_to(app):
    with app.app_context():
        with writing():
            record("tried", "nothing")
        entry = db.session.query(AuditEntry).one()
        entry.action = "something else"
        with pytest.raises(TrailIsKept):
            db.session.commit()
        db.session.rollback()
        for statement in (update(AuditEntry).values(action="else"), delete(AuditEntry)):
            with pytest.raises(TrailIsKept):
                db.session.execute(statement)
        db.session.delete(db.session.query(AuditEntry).one())
        with pytest.raises(TrailIsKept):
            db.session.commit()
        db.session.rollback()
        assert db.session.query(AuditEntry).one().action == "tried"


def test_nothing_secret_is_in_the_log(a_person, app, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    lead = a_person(ready=False)
    with app.app_context():
        link = accounts.add(lead.email, "lead", BASE, again=True)
    lead.chooses_password(link)
    lead.gives_password("a wrong password")
    lead.gives_password()
    lead.sets_up_app()
    lead.makes_recovery_codes()
    lead.signs_out()
    lead.gives_password()
    lead.sends("/staff/recovery", code=lead.recovery_codes[0])
    logged = caplog.text + capsys.readouterr().err
    assert "signed in" in logged
    token = link.rsplit("/", 1)[1]
    for secret in (lead.email, lead.password, "a wrong password", token, lead.key, *lead.recovery_codes, "127.0.0.1"):
        assert secret not in logged
