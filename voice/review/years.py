"""Years side by side: only where the wording and the scale of a question stayed the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from surveys.schema import Question, Section
from voice.models import Edition, Submission, db
from voice.models.definition import asked_alike
from voice.models.edition import editions_of
from voice.review.answers import Result, chosen, result
from voice.review.choosing import Asked

MOST_YEARS = 3


@dataclass(frozen=True)
class Years:
    """The years before, newest first. `results`: question id -> a year's name -> what people said, where it may be compared."""

    names: tuple[str, ...]
    results: Mapping[str, Mapping[str, Result]]


def beside(asked: Asked, shown: Iterable[tuple[Section, list[Question]]], below: int) -> Years:
    """Return what people said in the years before, to the questions that were asked in the same words and on the same scale.

    Each year is protected by itself, exactly as on its own page, so that two pages say the same; no sum over years is shown.
    """
    questions = [q for _, questions in shown for q in questions]
    earlier = [edition for edition in editions_of(asked.survey.slug) if edition.opens_on < asked.edition.opens_on][:MOST_YEARS]
    results: dict[str, dict[str, Result]] = {q.id: {} for q in questions}
    now = _digests(asked.edition, asked.is_example) or {asked.survey.digest}
    for edition in earlier:
        then = _digests(edition, asked.is_example)
        alike = asked_alike(now | then) if then else frozenset()
        found = chosen(edition.id, asked.is_example, alike)
        for question in questions:
            if question.id in alike:
                results[question.id][edition.name] = result(question, found.get(question.id, {}), below)
    return Years(tuple(edition.name for edition in earlier), results)


def _digests(edition: Edition, is_example: bool) -> set[str]:
    """Return the definitions that were answered in an edition."""
    return set(db.session.scalars(select(Submission.survey_digest).where(
        Submission.edition_id == edition.id, Submission.is_example == is_example).distinct()))
