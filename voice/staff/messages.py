"""What the sign-in library says, in our words. They are translated with the rest of the interface."""

from __future__ import annotations


def N_(words: str) -> str:
    return words


SHORTEST_PASSWORD = 12
"""Characters. Length is what counts; no rule asks for digits or signs."""

MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": (N_("That did not work. Please try again."), "error"),
    "GENERIC_AUTHN_FAILED": (N_("The email address or the password is not right."), "error"),
    "UNAUTHENTICATED": (N_("Sign in to see this page."), "info"),
    "REAUTHENTICATION_REQUIRED": (
        N_("Enter your password again first: you are about to change how you sign in."),
        "info",
    ),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. You can go on now."), "info"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already."), "info"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your email address."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter your password."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords are not the same. Type the new one again."), "error"),
    "PASSWORD_INVALID_LENGTH": (
        N_("Use between %(length)s and 128 characters. Four words that belong to you alone are easy to keep."),
        "error",
    ),
    "INVALID_PASSWORD": (N_("This is not your password."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("Choose a password that is different from the one you have."), "error"),
    "PASSWORD_CHANGE": (N_("Your password is changed. Everywhere else you are signed out."), "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        N_("This code is not right, or it was used. Wait for the next one in your app."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("You are signed in."), "info"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (N_("Your new authenticator app is set up."), "info"),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Please sign in from the start."), "info"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("Choose the authenticator app."), "error"),
    "TWO_FACTOR_DISABLED": (N_("The second step is switched off."), "info"),
    "INVALID_RECOVERY_CODE": (N_("This is not one of your recovery codes, or it was used."), "error"),
    "INVALID_REDIRECT": (N_("Please sign in from the start."), "info"),
}
