"""Accounts of staff, as the command line makes and ends them. Each verb commits once and leaves a line in the trail."""

from __future__ import annotations

import secrets
from typing import cast

from flask_security import hash_password
from sqlalchemy import select

from voice.extensions import datastore, security
from voice.models import Role, User, db, writing
from voice.models.staff import ROLES
from voice.running import settings
from voice.staff import audit
from voice.staff.links import link_for

DEMO = {role: f"{role}@example.org" for role in ROLES}


class AccountMistake(ValueError):
    """What was asked for cannot be done. The message says why, and what to do."""


def add(email: str, role: str, base_url: str, again: bool = False) -> str:
    """Make an account without a password and return the one-time link with which its owner chooses one.

    With `again`, return a new link for an account that exists and end the older one; all else stays as it is.
    Raises AccountMistake for a bad e-mail, an unknown role, or an account that exists already.
    """
    email, no_password = _tidy(email), _no_password()
    with writing() as session:
        person = _find(email)
        if person is None:
            person = User(email=email, password=no_password, active=True, fs_uniquifier=secrets.token_hex(16))
            person.roles = [_role(role)]
            session.add(person)
            session.flush()
            audit.record("account made", audit.account(person), role)
        elif not again:
            raise AccountMistake(f"{email} has an account already. For a new set-up link, add --again.")
        elif not person.active:
            raise AccountMistake(f"The account {email} is disabled. Enable it first.")
        elif role not in [held.name for held in person.roles]:
            raise AccountMistake(f"{email} is {_roles(person)}. A new link does not change that: set the role first.")
        else:
            datastore.set_uniquifier(person)
            audit.record("set-up link made again", audit.account(person))
        session.flush()
        return link_for(person, base_url)


def disable(email: str) -> None:
    """Shut an account at once: nobody can sign in, whoever is signed in is not any more, and open links are dead."""
    with writing():
        person = _must_find(email)
        person.active = False
        datastore.set_uniquifier(person)
        audit.record("account disabled", audit.account(person))


def enable(email: str) -> None:
    """Open a shut account again, with the password and second factor that it had."""
    with writing():
        person = _must_find(email)
        person.active = True
        audit.record("account enabled", audit.account(person))


def set_role(email: str, role: str) -> None:
    """Give an account another role. Its owner signs in again, so that no open page keeps the old rights."""
    with writing():
        person = _must_find(email)
        before = _roles(person)
        person.roles = [_role(role)]
        datastore.set_uniquifier(person)
        audit.record("role changed", audit.account(person), f"{before} to {role}")


def forget_second_factor(email: str) -> None:
    """Take the second factor and recovery codes away, for a lost phone. The next sign-in sets up a new one.

    Be sure who asks: until then, the password alone opens the account.
    """
    with writing():
        person = _must_find(email)
        datastore.tf_reset(person)
        person.mf_recovery_codes = []
        datastore.set_uniquifier(person)
        audit.record("second factor taken away", audit.account(person))


def listed() -> list[str]:
    """Return a line for each account: e-mail, role, and what is missing."""
    people = db.session.scalars(select(User).order_by(User.email))
    return [f"{person.email}  {_roles(person)}{_state(person)}" for person in people]


def demo_accounts(password: str) -> list[str]:
    """Make an account of every role with one password, for the demo only, and return their e-mails.

    Raises AccountMistake outside the demo, where a shared password would open real answers.
    """
    if settings().environment != "demo":
        raise AccountMistake("Demo accounts are made in the demo only (VOICE_ENVIRONMENT=demo).")
    hashed = hash_password(password)
    with writing() as session:
        for role, email in DEMO.items():
            person = _find(email)
            if person is None:
                person = User(email=email, active=True, fs_uniquifier=secrets.token_hex(16))
                session.add(person)
            person.password, person.roles = hashed, [_role(role)]
            session.flush()
            audit.record("demo account made", audit.account(person), role)
    return list(DEMO.values())


def _tidy(email: str) -> str:
    try:
        return str(security.mail_util.validate(email))
    except ValueError as error:
        raise AccountMistake(f"“{email}” is not an e-mail address. Write it like name@example.org.") from error


def _find(email: str) -> User | None:
    return cast(User | None, datastore.find_user(case_insensitive=True, email=email))


def _must_find(email: str) -> User:
    person = _find(_tidy(email))
    if person is None:
        raise AccountMistake(f"There is no account {email}. “voice staff list” shows all.")
    return person


def _role(name: str) -> Role:
    if name not in ROLES:
        raise AccountMistake(f"There is no role “{name}”. Choose one of: {', '.join(ROLES)}.")
    return cast(Role, datastore.find_or_create_role(name))


def _no_password() -> str:
    """Return the hash of a password that nobody knows, so that a new account takes as long to refuse as any other."""
    return str(hash_password(secrets.token_urlsafe(48)))


def _roles(person: User) -> str:
    return ", ".join(sorted(role.name for role in person.roles)) or "no role"


def _state(person: User) -> str:
    if not person.active:
        return "  (disabled)"
    return "" if person.tf_totp_secret else "  (no second factor yet)"
