"""From a survey that does not fit to one that does: no dead end, and nothing is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import render_template
from flask.typing import ResponseReturnValue

from surveys.answers import Answer, problem_with
from surveys.journey import after, leads_to, pages
from surveys.schema import Survey
from voice.capture.asking import Asking, asking
from voice.capture.drafts import Journey, keep
from voice.capture.views import bp, journey_here, not_open, page_context, to


def known(survey: Survey, given: Mapping[str, str]) -> dict[str, str]:
    """Return what is known already of who answers: choices (never words) that fit questions of the survey on who that is."""
    questions = [survey.by_id[question_id] for question_id in survey.says_who]
    return {q.id: given[q.id] for q in questions if q.kind in ("choose_one", "age_band") and q.id in given and not problem_with(q, given[q.id])}


def fits_better(asked: Asking, here: Journey) -> tuple[str, Asking] | None:
    """Return the question whose answer leads on, and the survey that it leads to, while that one is open."""
    for question in pages(asked.survey, here.answers, asked.reading):
        slug = leads_to(question, here.answers.get(question.id))
        if slug:
            target = replace(asking(slug), reading=asked.reading)
            return (question.id, target) if target.state == "open" else None
    return None


@bp.get("/<reading>/onward")
def onward(slug: str, reading: str) -> ResponseReturnValue:
    """Say that another survey fits better, and lead there with what both of them ask already answered."""
    asked = asking(slug, reading)
    here = journey_here(slug)
    if here is None:
        return not_open(asked) or to("lost", asked)
    found = fits_better(asked, here)
    if found is None:
        return to("check", asked)
    question_id, target = found
    following = after(asked.survey, here.answers, reading, asked.survey.by_id[question_id])
    said = {q: a.value for q, a in here.answers.items() if isinstance(a.value, str)}
    return render_template("pages/capture/onward.html", **page_context(asked), target=target, known=known(target.survey, said), question_id=question_id,
                           following=following.id if following else None)


def begin_knowing(survey: Survey, journey: Journey, given: Mapping[str, str]) -> None:
    """Put what is known already into a journey, where nothing was said yet."""
    for question_id, value in known(survey, given).items():
        if question_id not in journey.kept:
            keep(journey, survey.by_id[question_id], Answer(value))
