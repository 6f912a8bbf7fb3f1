"""What commands share: the settings, the application, and mistakes in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

    from voice.config import Settings


def application() -> Flask:
    """Return the application, made only by commands that need it."""
    from voice import create_app

    return create_app(given_settings())


def given_settings() -> Settings:
    """Return the settings, or stop and say which variable to mend, without a word of its value."""
    from pydantic import ValidationError

    from voice.config import Settings

    try:
        return Settings()
    except ValidationError as mistake:
        raise click.ClickException("\n".join(_in_words(found["loc"], found["msg"]) for found in mistake.errors())) from None


def _in_words(place: tuple[int | str, ...], what: str) -> str:
    name = str(place[0]) if place else ""
    variable = name if name.isupper() else f"VOICE_{name}".upper()
    return f"{variable}: {what}" if place else what.removeprefix("Value error, ")


@contextmanager
def said_plainly() -> Iterator[None]:
    """Say what keeps a survey from opening, instead of where in the program that was found."""
    from surveys.library import SurveyMistake
    from voice.setting_up import NotReady

    try:
        yield
    except (SurveyMistake, NotReady) as mistake:
        raise click.ClickException(str(mistake)) from mistake
