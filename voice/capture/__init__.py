"""The respondent's journey, from the start page to the receipt, and the one way in for every answer."""

from flask import Blueprint


def journey_blueprint() -> Blueprint:
    """Return the blueprint with every page of the journey on it."""
    from voice.capture import finish, onward, questions, returning, start, views  # noqa: F401 (importing puts their pages on it)

    return views.bp
