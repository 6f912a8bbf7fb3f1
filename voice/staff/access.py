"""Who may do what: a table of role, resource and action, and the decorator before every staff page (R31)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from voice.models.staff import ROLES, User
from voice.running import settings

View = TypeVar("View", bound=Callable[..., Any])

EVERYBODY = frozenset(ROLES)
READERS = frozenset({"lead", "safeguarding"})
"""Who may read free text. All of them have a second factor, as every member of staff has."""

TABLE: dict[tuple[str, str], frozenset[str]] = {
    ("counts", "read"): READERS | {"admin"},
    ("comments", "read"): READERS,
    ("comments", "decide"): READERS,
    ("comments", "translate"): READERS,
    ("coding", "draw"): frozenset({"lead"}),
    ("concerns", "read"): frozenset({"safeguarding"}),
    ("answers", "read"): READERS,
    ("editions", "read"): READERS | {"admin"},
    ("editions", "change"): frozenset({"lead", "admin"}),
    ("brought", "change"): frozenset({"lead"}),
    ("indicators", "read"): READERS | {"admin"},
    ("indicators", "change"): frozenset({"lead", "admin"}),
    ("stories", "read"): READERS,
    ("stories", "change"): frozenset({"lead"}),
    ("sessions", "read"): frozenset({"facilitator", "lead", "admin"}),
    ("sessions", "change"): frozenset({"facilitator", "lead", "admin"}),
    ("sessions of others", "read"): frozenset({"lead", "admin"}),
    ("what was heard", "read"): frozenset({"facilitator", "lead"}),
    ("surveys", "preview"): READERS | {"admin", "facilitator"},
    ("models", "read"): frozenset({"admin"}),
    ("models", "change"): frozenset({"admin"}),
    ("accounts", "read"): frozenset({"admin"}),
    ("accounts", "change"): frozenset({"admin"}),
    ("audit trail", "read"): frozenset({"admin", "safeguarding"}),
    ("own account", "read"): EVERYBODY,
    ("own account", "change"): EVERYBODY,
}
"""What is not written here is nobody's. The board has no counts: it reads what is released, and nothing is yet."""

PUBLIC_BLUEPRINTS = ("capture.", "public.", "kinds.", "finder.", "stories.", "room.", "join.")
PUBLIC = frozenset(
    {
        "security.login",
        "security.logout",
        "security.two_factor_setup",  # also half-way through the first sign-in, when the session says whose it is
        "security.two_factor_token_validation",
        "security.mf_recovery",
        "staff.choose_password",  # whoever holds the one-time link
    }
)
RETIRED = frozenset(
    {
        "security.two_factor_rescue",  # would send e-mail
        "security.two_factor_setup_validate",  # one way to finish the set-up is enough
        "security.tf_select",  # there is one kind of second factor
    }
)
"""Pages of the sign-in library that are not used. They answer 404: see `voice.staff.set_up`."""


def may(person: User, resource: str, action: str) -> bool:
    """Return whether a person's role allows an action. Raises KeyError for what the table does not know."""
    return person.active and any(role.name in TABLE[resource, action] for role in person.roles)


def signed_in() -> User | None:
    """Return who is signed in with all that it takes, or None. Half a sign-in is none."""
    if not current_user.is_authenticated:
        return None
    if settings().needs_second_factor and not session.get("second_factor"):
        return None
    return cast(User, current_user)


def needs(resource: str, action: str) -> Callable[[View], View]:
    """Let a view be reached only by the roles that the table names. Strangers are led to the sign-in page.

    Those who are signed in and may not come here get a 404, as for a page that does not exist.
    Raises KeyError, when the module loads, for a resource or action that the table does not know.
    """
    TABLE[resource, action]

    def stand_before(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            person = signed_in()
            if person is None:
                return to_sign_in()
            if not may(person, resource, action):
                abort(404)
            answer: ResponseReturnValue = view(*args, **kwargs)
            return answer

        guarded.needs = (resource, action)  # type: ignore[attr-defined]
        return cast(View, guarded)

    return stand_before


def to_sign_in() -> ResponseReturnValue:
    """Lead to the sign-in page, and from there back to the page that was asked for."""
    if current_user.is_authenticated:
        session.clear()  # half a sign-in: the library would take it for a whole one and lead straight back
    if "ended" not in session:
        flash(_("Sign in to see this page."))
    asked = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=asked if asked and is_ours(asked) else None))


def is_ours(address: str) -> bool:
    """Return whether an address to go on to is a staff page of this server, however a browser may read it."""
    return address.startswith("/staff/") and address.isprintable() and not {"\\", " "} & set(address)


def unregistered_routes(app: Flask) -> list[str]:
    """Return the endpoints that neither stand behind `needs` nor in the lists of public pages."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(
        endpoint
        for endpoint in endpoints
        if not hasattr(app.view_functions[endpoint], "needs")
        and endpoint not in PUBLIC | RETIRED
        and not endpoint.startswith(PUBLIC_BLUEPRINTS)
    )
