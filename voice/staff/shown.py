"""What every staff page shows around its own words: who is signed in, and where they can go."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.exc import SQLAlchemyError

from voice.models import User
from voice.staff.access import may, signed_in


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    address: str
    is_here: bool


def staff_person() -> User | None:
    """Return who is signed in. None too where the database is away, so that the page about that can be shown."""
    try:
        person = signed_in()
        return person if person and person.email else None
    except SQLAlchemyError:
        return None


def role_in_words(person: User) -> str:
    """Return a person's role as it is said."""
    words = {
        "facilitator": _("Facilitator"),
        "lead": _("Workstream lead"),
        "safeguarding": _("Safeguarding lead"),
        "admin": _("Administrator"),
        "board": _("Board member"),
    }
    return ", ".join(words[role.name] for role in person.roles if role.name in words)


def entries(person: User) -> list[Entry]:
    """Return the places that a person's role may go to."""
    places = [("editions", "read", _("Surveys"), "editions.surveys", ("editions", "review", "preview", "coding", "bringing")),
              ("indicators", "read", _("Counts"), "outcomes.counts", ()),
              ("stories", "read", _("Stories"), "outcomes.stories", ()),
              ("sessions", "read", _("Sessions"), "sessions.listed", ("sessions",)),
              ("own account", "read", _("Account"), "staff.account", ("staff", "security"))]
    return [Entry(label, url_for(endpoint), request.endpoint == endpoint or request.blueprint in blueprints)
            for resource, action, label, endpoint, blueprints in places if may(person, resource, action)]


def has_second_factor() -> bool:
    return bool(current_user.is_authenticated and current_user.tf_totp_secret)
