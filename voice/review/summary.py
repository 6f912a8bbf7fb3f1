"""The themed summary of a statement: what stands above its comments."""

from __future__ import annotations

from typing import Any

from voice.capture.shown import WITHOUT_MEASURE
from voice.models.comment import STANCES
from voice.review import counts, strands, tables
from voice.review.counts import Counted
from voice.small_numbers import Cell

Which = tuple[str, bool, str]
"""An edition, whether its examples are meant, and a code."""
SIDES = ("working", "change")
A_FEW = 3
"""Comments of each side that stand beside each other."""


LOOKED_AT = ("not_sure", "safeguarding")
"""Places on the desk of what somebody looked at and did not decide."""


def summary(under: Counted, which: Which, below: int) -> dict[str, Any]:
    """Return what the sections show: whose comments they are, which way they go, what backs them, and what waits.

    Of what waits on the desk no exact part is said: from the machine's alone it would give away the few that somebody looked at.
    """
    stances = stances_of(which[2])
    table = tables.comments(under, below, stances)
    return {"table": table, "stances": stances, "rows": tables.rows_of(table), "bars": tables.bars(table, stances), "backed": tables.backed_rows(table),
            "strands": strands.rows(*which, table, below), "confirmed": tables.confirmed(table, below),
            "responses": tables.responses(counts.submissions_under(*which), table, below),
            "looked_at": tables.length(on_the_desk(under, *LOOKED_AT), below),
            "not_read": table.cell() if which[2] in counts.UNREAD else not_read(which[0], which[1], below), "without_measure": which[2] in WITHOUT_MEASURE}


def on_the_desk(under: Counted, *places: str) -> int:
    """Return how many comments are at some places of the desk (see `decision.STATES`)."""
    return sum(n for (*_, desk), n in under.items() if desk in places)


def sides(which: Which) -> dict[str, list[str]]:
    """Return ids of a few comments that say something works well, and of a few that say something needs to change."""
    return {stance: counts.one_side(*which, stance, A_FEW) for stance in SIDES} if which[2] not in counts.UNREAD else {}


def not_read(edition_id: str, is_example: bool, below: int) -> Cell:
    """Return how many comments stand nowhere yet, as the overview says it."""
    return tables.comments(counts.comments_under(edition_id, is_example, "waiting"), below, stances_of("waiting")).cell()


def stances_of(code: str) -> tuple[str, ...]:
    """Return the columns of a code's table. What waits to be read or translated goes no way yet."""
    return ("",) if code in counts.UNREAD else STANCES
