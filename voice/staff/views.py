"""Pages of a member of staff's own account. Signing in itself is done by the library's views."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import ResetPasswordForm, current_user, hash_password

from voice.extensions import datastore
from voice.models import writing
from voice.running import settings
from voice.staff import audit
from voice.staff.access import may, needs
from voice.staff.forms import problems_of
from voice.staff.links import account_of

bp = Blueprint("staff", __name__, url_prefix="/staff")

GONE = 410


@bp.get("/")
@needs("own account", "read")
def home() -> ResponseReturnValue:
    """Lead to where the day begins: recovery codes while there are none, then the surveys, the sessions of a facilitator, or the own account."""
    if current_user.tf_totp_secret and not current_user.mf_recovery_codes:
        return redirect(url_for("security.mf_recovery_codes"))
    begins = (("editions", "editions.surveys"), ("sessions", "sessions.listed"), ("own account", "staff.account"))
    return redirect(url_for(next(page for resource, page in begins if may(current_user, resource, "read"))))


@bp.get("/account")
@needs("own account", "read")
def account() -> ResponseReturnValue:
    """Show how a person signs in, and what they can change about it."""
    return render_template(
        "pages/staff/account.html",
        person=current_user,
        codes_left=len(current_user.mf_recovery_codes or []),
        idle_minutes=settings().staff_idle_minutes,
    )


@bp.route("/set-up/<token>", methods=["GET", "POST"])
def choose_password(token: str) -> ResponseReturnValue:
    """Let whoever holds a one-time link choose the password of its account, once."""
    person = account_of(token)
    if person is None:
        return render_template("pages/staff/link_is_over.html"), GONE
    form = ResetPasswordForm()
    form.user = person
    if not form.validate_on_submit():
        return render_template("security/reset_password.html", form=form, problems=problems_of(form))
    hashed = hash_password(form.password.data)
    with writing():
        person = account_of(token, lock=True)
        if person is None:
            return render_template("pages/staff/link_is_over.html"), GONE
        person.password = hashed
        datastore.set_uniquifier(person)
        audit.record("password chosen by link", audit.account(person), who=audit.account(person))
    session.clear()
    flash(_("Your password is kept. Sign in with it now."))
    return redirect(url_for("security.login"))
