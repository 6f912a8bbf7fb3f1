"""Staff: accounts, signing in, roles and the audit trail. Respondents have none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, abort, flash, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from flask_wtf.csrf import CSRFError

from voice.config import Settings
from voice.extensions import csrf, datastore, security
from voice.staff import codes, forms, known, library, sessions, shown, throttle, views
from voice.staff.access import RETIRED, is_ours, needs

SAFE = {"GET", "HEAD", "OPTIONS"}
OWN_PAGES = {"security.change_password": "change", "security.mf_recovery_codes": "change", "security.verify": "read"}
"""The library's pages for those who are signed in. They stand behind the table as ours do."""


def set_up(app: Flask, settings: Settings) -> None:
    """Give an application its staff: sessions, throttles, sign-in pages and accounts."""
    library.configure(app, settings)
    with _hooks_only_where_staff_are(app):
        sessions.follow(app, settings)
        known.remember(app)
        app.before_request(_take_only_our_own_forms)
        throttle.guard(app)
        app.before_request(_keep_second_factors)
        _set_up_library(app)
    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(
        staff_person=shown.staff_person,
        staff_entries=shown.entries,
        role_in_words=shown.role_in_words,
        problems_of=forms.problems_of,
    )


@contextmanager
def _hooks_only_where_staff_are(app: Flask) -> Iterator[None]:
    """Keep what is hooked on every request in here away from respondents: they have no account, and their pages must be quick."""
    hooks: tuple[list[Any], list[Any]] = (app.before_request_funcs[None], app.after_request_funcs[None])
    before = [len(found) for found in hooks]
    yield
    for found, count in zip(hooks, before, strict=True):
        found[count:] = [_where_staff_are(hook) for hook in found[count:]]


def _where_staff_are(hook: Callable[..., Any]) -> Callable[..., Any]:
    def only_there(*response: Any) -> Any:
        if request.path.startswith(sessions.STAFF):
            return hook(*response)
        return response[0] if response else None

    return only_there


def _set_up_library(app: Flask) -> None:
    # The library takes these two when it is made, before there is an application to make them for.
    security._totp_cls, security._mf_recovery_codes_util_cls = codes.OneUseCodes, codes.RecoveryCodes
    security.init_app(
        app,
        datastore,
        login_form=forms.SignInForm,
        change_password_form=forms.NewPasswordForm,
        two_factor_setup_form=forms.SetUpForm,
        two_factor_rescue_form=forms.RescueForm,
    )
    security.want_json(lambda _: False)
    security.login_manager.request_loader(lambda _: None)  # no tokens beside the session
    security.login_manager.session_protection = None  # would hash the address into the cookie
    security.login_context_processor(_why_it_ended)
    security.tf_token_validation_context_processor(_authenticator)
    for endpoint, action in OWN_PAGES.items():
        app.view_functions[endpoint] = needs("own account", action)(app.view_functions[endpoint])
    for endpoint in RETIRED:
        app.view_functions[endpoint] = _gone


def _gone(**_: str) -> ResponseReturnValue:
    abort(404)


def _take_only_our_own_forms() -> ResponseReturnValue | None:
    """Ask every form of staff pages for its token, and refuse addresses to go on to that are not ours."""
    if not request.path.startswith(sessions.STAFF):
        return None
    if not all(is_ours(address) for address in request.values.getlist("next") if address):
        abort(404)
    if request.method in SAFE:
        return None
    try:
        csrf.protect()
    except CSRFError:
        if current_user.is_authenticated:
            raise
        flash(_("That page was open for a long time. Please sign in from the start."))
        return redirect(library.ADDRESSES["LOGIN_URL"])
    if request.is_json and request.blueprint == "security":
        abort(415)
    return None


def _keep_second_factors() -> None:
    """Refuse half a sign-in that would set up a second factor where there is one, as an old copied cookie could."""
    if session.get("tf_state") in ("setup_from_login", "validating_profile") and not current_user.is_authenticated:
        person = datastore.find_user(fs_uniquifier=session.get("tf_user_id", ""))
        if person is None or person.tf_totp_secret:
            session.clear()


def _why_it_ended() -> dict[str, object]:
    """Return why the last session ended, to say it once."""
    return {"ended": session.pop("ended", None)}


def _authenticator() -> dict[str, object]:
    """Return what to scan or type, while a new authenticator app is being set up and its first code was wrong."""
    secret = session.get("tf_totp_secret")
    if session.get("tf_state") != "validating_profile" or not secret:
        return {"to_scan": None}
    person = throttle.account_signed_in()
    return {"to_scan": security.totp_factory.fetch_setup_values(secret, person) if person else None}
