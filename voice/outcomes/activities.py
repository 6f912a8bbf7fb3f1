"""Sessions that were held, by academic year: what they feed of the Outcomes Framework. Sessions are counted, never people.

A session counts once it is closed and its write-up says that somebody came. A rehearsal never does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from voice.models import InPersonSession, db
from voice.models.edition import AcademicYear

FEEDS = {"guiding_voices": ("guiding_voices",), "rpcf": ("rpcf_group", "training", "one_to_one")}
"""Kinds of session by the indicator that they feed. School visits and workshops feed none."""
OUTCOMES = {"guiding_voices": ("voice", "belong"), "rpcf": ("adults",)}
"""Statements under which the draft strategy lists an indicator: one number, never added up."""


@dataclass(frozen=True)
class Activity:
    """One indicator: how many sessions of each kind were held, by academic year, the newest first."""

    code: str
    kinds: tuple[str, ...]
    by_year: Mapping[str, Mapping[str, int]]

    def total(self, year: str) -> int:
        return sum(self.by_year[year].values())


def activities(year_begins: tuple[int, int]) -> list[Activity]:
    """Return the indicators that sessions feed."""
    held = [(AcademicYear.of(session.held_on, year_begins).name, session.kind) for session in _held()]
    found = []
    for code, kinds in FEEDS.items():
        years = sorted({year for year, kind in held if kind in kinds}, reverse=True)
        found.append(Activity(code, kinds, {year: {kind: held.count((year, kind)) for kind in kinds} for year in years}))
    return found


def _held() -> list[InPersonSession]:
    closed = db.session.scalars(select(InPersonSession).where(InPersonSession.state == "closed", InPersonSession.is_rehearsal.is_(False)))
    return [session for session in closed if sum(n for n in session.came.values() if isinstance(n, int)) > 0]
