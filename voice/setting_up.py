"""What must stand before the first page: the database at its newest shape, and the surveys' editions."""

from __future__ import annotations

from flask import Flask
from flask_migrate import upgrade

from surveys import easy_read
from surveys.library import all_surveys
from voice import clock
from voice.config import Settings
from voice.models.edition import set_up as set_up_edition
from voice.pictures import descriptions


class NotReady(RuntimeError):
    """A survey cannot open. The message says what to mend."""


def set_up(app: Flask) -> list[str]:
    """Bring the database up to date and give each survey its edition; return what there is, a line each.

    Raises NotReady when a survey has no whole easy-read twin: disabled people must not get a shorter time.
    """
    settings: Settings = app.extensions["settings"]
    said = []
    with app.app_context():
        upgrade(directory=app.extensions["migrate"].directory)
        for survey in all_surveys().values():
            problems = easy_read.problems(survey, descriptions())
            if problems:
                raise NotReady(f"“{survey.slug}” cannot open before its easy read is whole:\n" + "\n".join(problems))
            edition = set_up_edition(survey.slug, survey.edition, clock.today(), settings.opens_on, settings.closes_on)
            said.append(f"{survey.slug}: open from {edition.opens_on} to 11:59pm on {edition.closes_on}.")
    return said
