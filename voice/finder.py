"""Which survey is for me: at most three taps from the first address to the right survey, in full words and in easy read.

Plain links, so that it works everywhere; what is tapped here is not asked again in the survey.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from surveys.library import all_surveys
from voice import clock
from voice.i18n import LANGUAGES
from voice.models.edition import edition_now

bp = Blueprint("finder", __name__, url_prefix="/<lang>/surveys")
READINGS = ("standard", "easy")


@dataclass(frozen=True)
class Door:
    """One thing to tap: what it says in full words and in easy read, and where it leads: another step, or a survey."""

    label: str
    easy: str
    picture: str
    step: str = ""
    survey: str = ""
    known: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One page of the way: a question, and its doors. `back` is the step before."""

    question: str
    easy: str
    doors: tuple[Door, ...]
    back: str = ""


def _ages(survey: str, back: str, **known: str) -> Step:
    bands = (("under_5", _l("Under 5"), _l("Under 5"), "age-small"), ("from_5_to_10", _l("5 to 10"), _l("5 to 10"), "age-child"),
             ("from_11_to_15", _l("11 to 15"), _l("11 to 15"), "age-teen"), ("from_16_to_18", _l("16 to 18"), _l("16 to 18"), "age-young-adult"),
             ("from_19_to_25", _l("19 to 25"), _l("19 to 25"), "age-adult"), ("prefer_not", _l("I do not want to say"), _l("I do not want to say"), "prefer-not"))
    return Step(_l("How old are you?"), _l("How old are you?"),
                tuple(Door(label, easy, picture, survey=survey, known={**known, "age": band}) for band, label, easy, picture in bands), back)


def _works_in(back: str) -> Step:
    roles = (("education", _l("Education"), _l("I work in a school or college"), "teacher"), ("health", _l("Health"), _l("I work in health"), "nurse"),
             ("social_care", _l("Social care or early help"), _l("I work in social care or early help"), "social-worker"),
             ("voluntary", _l("A voluntary or community group"), _l("I work in a charity or group"), "charity"),
             ("other", _l("Something else"), _l("Something else"), "someone-else"))
    return Step(_l("What do you work in?"), _l("What is your work?"),
                tuple(Door(label, easy, picture, survey="poet-practitioner", known={"role": role}) for role, label, easy, picture in roles), back)


STEPS = {
    "": Step(_l("Which survey is for you?"), _l("Who are you?"), (
        Door(_l("I am a child or young person"), _l("I am a child or young person"), "young-person", "child"),
        Door(_l("I am a parent or carer"), _l("I am a parent or carer"), "parent", "parent"),
        Door(_l("I work with children or young people"), _l("I work with children or young people"), "teacher", "work"))),
    "child": Step(_l("Do you have an Education, Health and Care plan (EHC plan)?"), _l("Do you have an EHC plan?"), (
        Door(_l("Yes"), _l("Yes"), "yes", "child-plan"), Door(_l("It is being made"), _l("People are making it now"), "not-finished", "child-making"),
        Door(_l("No"), _l("No"), "no", "child-none"), Door(_l("I’m not sure"), _l("I am not sure"), "unsure", "child-none"))),
    "child-plan": _ages("poet-child", "child", plan="yes"),
    "child-making": _ages("poet-child", "child", plan="being_made"),
    "child-none": _ages("child-survey", "child"),
    "parent": Step(_l("Does your child have an Education, Health and Care plan (EHC plan)?"), _l("Does your child have an EHC plan?"), (
        Door(_l("Yes"), _l("Yes"), "yes", survey="poet-parent", known={"plan": "yes"}),
        Door(_l("It is being made"), _l("People are making it now"), "not-finished", survey="poet-parent", known={"plan": "being_made"}),
        Door(_l("No"), _l("No"), "no", survey="poet-parent", known={"plan": "no"}),
        Door(_l("I’m not sure"), _l("I am not sure"), "unsure", survey="poet-parent", known={"plan": "not_sure"}))),
    "work": _works_in(""),
}
"""Every step by its name in the address; the first has none."""
ON_THE_WAY = frozenset(door.survey for step in STEPS.values() for door in step.doors if door.survey)
"""Surveys that the way leads to. Any other that is open stands on its first page, for anybody."""
@bp.get("/", defaults={"reading": "standard", "step": ""})
@bp.get("/<reading>/", defaults={"step": ""})
@bp.get("/<reading>/<step>")
def find(lang: str, reading: str, step: str) -> ResponseReturnValue:
    """Show one step of the way to the right survey."""
    if lang not in LANGUAGES or reading not in READINGS or step not in STEPS:
        abort(404)
    g.locale = lang
    here = STEPS[step]
    extra = [] if step else [Door(survey.title, survey.easy_title, survey.picture, survey=slug)
                             for slug, survey in all_surveys().items() if slug not in ON_THE_WAY and _is_open(slug)]
    explains = step in ("child", "parent")
    return render_template("pages/finder/step.html", step=here, name=step, reading=reading, easy=reading == "easy", extra=extra, explains=explains,
                           address=lambda door: _address(door, reading))


def _is_open(slug: str) -> bool:
    edition = edition_now(slug, clock.now())
    return edition is not None and edition.state(clock.now()) == "open"


def _address(door: Door, reading: str) -> str:
    if door.step:
        return url_for("finder.find", lang=g.locale, reading=reading, step=door.step)
    known: dict[str, Any] = dict(door.known)
    return url_for("capture.start", lang=g.locale, slug=door.survey, reading=reading, **known)
