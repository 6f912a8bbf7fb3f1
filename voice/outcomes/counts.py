"""Completed surveys by academic year: what the Outcomes Framework counts as its indicators.

Responses are counted, never children: nobody gives a name, so one person may answer twice. A completed survey was sent and says more than
who answers; what was taken back is gone, and examples are never counted. The year is the edition's, also for an answer that came late.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from surveys.schema import Survey
from voice.models import CountedElsewhere, Edition, Submission, db
from voice.models.submission import VOICES


@dataclass(frozen=True)
class Row:
    """One survey in one academic year: completed responses by whose voice it is, those that came late, and a count made elsewhere."""

    survey: Survey
    year: str
    by_voice: Mapping[str, int]
    late: int
    elsewhere: CountedElsewhere | None = None

    @property
    def n(self) -> int:
        return sum(self.by_voice.values())


@dataclass(frozen=True)
class Indicator:
    """One indicator: a row for each survey that feeds it, newest year first. `outcomes`: the statements it stands under, counted once."""

    code: str
    rows: tuple[Row, ...]

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.year for row in self.rows))

    @property
    def voices(self) -> tuple[str, ...]:
        """Whose voices there are: columns that are 0 in every year say nothing."""
        return tuple(voice for voice in VOICES if any(row.by_voice[voice] for row in self.rows))

    def of_year(self, year: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.year == year)

    def total(self, year: str) -> int:
        return sum(row.n for row in self.of_year(year))


OUTCOMES = {"poet": ("voice", "belong"), "child_survey": ("voice", "belong")}
"""Statements under which the draft strategy lists an indicator. It is stored once and linked twice, and never added up."""


def indicators(surveys: Mapping[str, Survey], is_example: bool) -> list[Indicator]:
    """Return both indicators with every year that has an edition."""
    counted = completed([survey.slug for survey in surveys.values() if survey.indicator], is_example)
    elsewhere = {(one.slug, one.year): one for one in db.session.scalars(select(CountedElsewhere))}
    found: dict[str, list[Row]] = defaultdict(list)
    for slug, year in sorted(counted, key=lambda key: key[1], reverse=True):
        survey, (by_voice, late) = surveys[slug], counted[slug, year]
        found[str(survey.indicator)].append(Row(survey, year, by_voice, late, elsewhere.get((slug, year))))
    return [Indicator(code, tuple(found.get(code, ()))) for code in OUTCOMES]


def completed(slugs: list[str], is_example: bool) -> dict[tuple[str, str], tuple[dict[str, int], int]]:
    """Return for each (survey, year) its completed responses by voice, and how many of them came late."""
    keys = (Edition.slug, Edition.name, Submission.voice)
    rows = db.session.execute(select(*keys, func.count(Submission.id), func.sum(Submission.is_late.cast(db.Integer))).select_from(Edition).outerjoin(
        Submission, (Submission.edition_id == Edition.id) & (Submission.is_example == is_example) & Submission.is_complete.is_(True)).where(
        Edition.slug.in_(slugs)).group_by(*keys))
    found: dict[tuple[str, str], tuple[dict[str, int], int]] = {}
    for slug, year, voice, n, late in rows:
        by_voice, already = found.get((slug, year), (dict.fromkeys(VOICES, 0), 0))
        if voice:
            by_voice[voice] += n
        found[slug, year] = by_voice, already + (late or 0)
    return found
