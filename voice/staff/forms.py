"""Forms of the sign-in pages, and what is to mend in them."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_security import ChangePasswordForm, LoginForm, TwoFactorRescueForm, TwoFactorSetupForm
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

HOME = "/staff/"


class SignInForm(LoginForm):
    """E-mail and password. No “remember me”: a day is a day."""

    remember = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = self.next.data or HOME

    def problems(self) -> list[tuple[str, str]]:
        """Return what to mend: a field left empty, or that the pair is wrong, never which of the two."""
        if request.method != "POST":
            return []
        if not self.email.data:
            return [("email", _("Enter your email address."))]
        if not self.password.data:
            return [("password", _("Enter your password."))]
        return [("email", _("The email address or the password is not right."))]


class NewPasswordForm(ChangePasswordForm):
    """The password now, and a new one. Only a wrong password now counts as a try at the account."""

    def validate(self, **kwargs: Any) -> bool:
        is_right: bool = super().validate(**kwargs)
        g.not_a_try = not self.password.errors
        return is_right


class SetUpForm(TwoFactorSetupForm):
    """One kind of second factor. (The library's own field lists choices in a way that its forms library gives up.)"""

    setup = RadioField(choices=[SelectChoice("authenticator", ""), SelectChoice("disable", "")], validate_choice=False)


class RescueForm(TwoFactorRescueForm):
    """Made by the library beside the code; not shown, since our page links to the recovery codes."""

    help_setup = RadioField(choices=[])


def problems_of(form: FlaskForm) -> list[tuple[str, str]]:
    """Return (id of the field, what to do) for all that is to mend in a form that was sent, in the form's order."""
    return [(field.id, str(words)) for field in form for words in field.errors if field.id != "csrf_token"]
