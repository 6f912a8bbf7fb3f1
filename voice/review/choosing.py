"""What an address asks to see: which answers, which comments, which page. What is not known is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import abort, request

from surveys.schema import Survey
from voice import clock
from voice.known_surveys import survey_for
from voice.models import Edition
from voice.models.edition import edition_now, find_edition
from voice.review import strands
from voice.review.counts import Filter, real_and_example
from voice.review.counts import people as people_of
from voice.review.words import READINGS, ROLES


@dataclass(frozen=True)
class Asked:
    """A consultation, and whether its real answers or its examples are shown. They are never added together.

    `n_other` is how many answers of the other sort there are.
    """

    survey: Survey
    edition: Edition
    is_example: bool
    n_other: int
    is_another_year: bool = False

    @property
    def link(self) -> dict[str, Any]:
        """What every address of these pages says, so as to stay with these answers."""
        return {"slug": self.survey.slug, "data": self.data or None, "edition": self.edition.name if self.is_another_year else None}

    @property
    def data(self) -> str:
        """What the address says to stay with these answers; nothing where it need not be said."""
        return "example" if self.is_example and self.n_other else ""


@dataclass(frozen=True)
class Paging:
    """A page of a list: `number` of `pages`, from place `start`."""

    number: int
    pages: int
    start: int


def consultation(slug: str, name: str = "") -> tuple[Survey, Edition]:
    """Return a survey with one of its editions, by name or the present one, or answer 404."""
    survey = survey_for(slug)
    edition = find_edition(slug, name) if name else edition_now(slug, clock.now())
    if survey is None or edition is None:
        abort(404)
    return survey, edition


def is_example(args: Mapping[str, str], n_real: int, n_example: int) -> bool:
    """Say whether examples are asked for: by the address, or because there is nothing else."""
    return n_example > 0 and (args.get("data") == "example" or n_real == 0)


def narrowed(args: Mapping[str, str], survey: Survey, code: str) -> Filter:
    """Return the choices of the filter on a list of comments under a code."""
    def one_of(name: str, known: object) -> str:
        value = args.get(name, "")
        return value if value in known else ""  # type: ignore[operator]

    return Filter(one_of("role", ROLES), one_of("reading", READINGS), one_of("question", comment_questions(survey)), strands.chosen(args.get("strand"), code))


def comment_questions(survey: Survey) -> dict[str, str]:
    """Return the text of each question that takes a comment, by its id."""
    return {q.id: q.text for q in survey.questions if q.kind == "comment" and q.is_comment}


def paging(args: Mapping[str, str], n: int, a_page: int) -> Paging:
    """Return the page that is asked for, or the nearest that there is."""
    pages = max(1, ceil(n / a_page))
    asked = args.get("page", "")
    number = min(max(1, int(asked)), pages) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return Paging(number, pages, (number - 1) * a_page)


def asked_for(slug: str) -> tuple[Asked, dict[tuple[str, str, str], int]]:
    """Return what the address asks for, with who answered by role, voice and way of reading."""
    survey, edition = consultation(slug, request.values.get("edition", ""))
    people = people_of(edition.id)
    asked = _asked(survey, edition, sum(people[False].values()), sum(people[True].values()))
    return asked, people[asked.is_example]


def asked_without_people(slug: str) -> Asked:
    """Return what the address asks for. Of 100,000 answers it takes a tenth of the time that counting who answered does."""
    survey, edition = consultation(slug, request.values.get("edition", ""))
    n = real_and_example(edition.id)
    return _asked(survey, edition, n[False], n[True])


def _asked(survey: Survey, edition: Edition, n_real: int, n_example: int) -> Asked:
    example = is_example(request.values, n_real, n_example)
    return Asked(survey, edition, example, n_real if example else n_example, edition.name != _name_now(survey.slug))


def _name_now(slug: str) -> str:
    return consultation(slug)[1].name
