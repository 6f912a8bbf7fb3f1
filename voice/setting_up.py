"""What must stand before the first page: the database at its newest shape, and the surveys' editions."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask_migrate import upgrade

from surveys import easy_read
from surveys.library import all_surveys, mistakes
from surveys.schema import Survey
from voice import clock
from voice.config import Settings
from voice.models import Edition
from voice.models.definition import remember_definition
from voice.models.edition import editions_of, set_up_once, set_up_years
from voice.pictures import descriptions

CHECK = ".venv/bin/voice surveys check"


class NotReady(RuntimeError):
    """A survey cannot open. The message says what to mend."""


def set_up(app: Flask) -> list[str]:
    """Bring the database up to date and give each survey its edition; return what there is, a line each.

    A survey without a whole easy-read twin does not open: disabled people must not get a shorter time. It waits, and the others run.
    Raises NotReady when one that was open already is no longer whole.
    """
    settings: Settings = app.extensions["settings"]
    said = []
    with app.app_context():
        upgrade(directory=app.extensions["migrate"].directory)
        for survey in all_surveys().values():
            problems = easy_read.problems(survey, descriptions())
            if problems and editions_of(survey.slug):
                raise NotReady(f"“{survey.slug}” has been open, and its easy read is no longer whole:\n" + "\n".join(problems))
            if problems:
                said.append(f"{survey.slug}: NOT OPEN, {len(problems)} to mend. See them with: {CHECK} {survey.slug}")
                continue
            remember_definition(survey, clock.today())
            edition = edition_of(survey, clock.today(), settings)
            said.append(f"{survey.slug}: open from {edition.opens_on} to 11:59pm on {edition.closes_on}.")
        for slug, wrong in mistakes().items():
            if editions_of(slug):
                raise NotReady(f"“{slug}” has been open, and its file can no longer be used:\n" + "\n".join(wrong))
            said.append(f"{slug}: NOT OPEN, its file cannot be used yet. See why with: {CHECK} {slug}")
    return said


def edition_of(survey: Survey, today: date, settings: Settings) -> Edition:
    """Return the edition in which a survey is asked today, made when it is missing."""
    if survey.edition:
        return set_up_once(survey.slug, survey.edition, today, settings.opens_on, settings.closes_on)
    return set_up_years(survey.slug, today, settings.year_begins_on)
