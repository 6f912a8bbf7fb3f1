"""Tables of people and of comments, protected before a template sees them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voice.models.comment import STANCES
from voice.models.standing import BACKINGS
from voice.models.submission import VOICES
from voice.review.counts import Counted
from voice.review.words import GROUP_OF, ROLES, WHO, who_of
from voice.small_numbers import ALL, FEW, HIDDEN, Cell, Protected, percentage, protect


@dataclass(frozen=True)
class People:
    """Who answered: role by voice, and by way of reading. Both have the same total, shown in both or in neither."""

    by_who: Protected
    by_reading: Protected
    roles: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """One row drawn: for each stance its count, and where it begins and how long it is, in percent of the longest."""

    who: str
    total: int
    parts: tuple[tuple[str, int, float, float], ...]


def people(counts: Mapping[tuple[str, str, str], int], below: int) -> People:
    """Return who answered, from counts by (role, voice, reading)."""
    roles = tuple(role for role in ROLES if any(key[0] == role for key in counts))
    voices = tuple(voice for voice in VOICES if any(key[1] == voice for key in counts))
    by_who = {role: {voice: 0 for voice in voices} for role in roles}
    by_reading = {key[2]: {"n": 0} for key in counts}
    for (role, voice, reading), n in counts.items():
        by_who[role][voice] += n
        by_reading[reading]["n"] += n
    whole = [(ALL, ALL)]
    who, read = protect(by_who, below), protect(by_reading, below)
    if not isinstance(read.cell(), int):
        who = protect(by_who, below, hidden=whole)
    if not isinstance(who.cell(), int):
        read = protect(by_reading, below, hidden=whole)
    return People(who, read, roles, voices)


BACKED_BY = dict.fromkeys(("strong", "middle", "weak", "unscored"), "machine")
"""Groups of what backs comments: people stand alone."""


def comments(counts: Counted, below: int, stances: tuple[str, ...] = STANCES) -> Protected:
    """Return comments by which way they go: in rows by whose voice it is, and in rows by what backs them. Both are protected as one."""
    who_says = {who: dict.fromkeys(stances, 0) for who in WHO if who not in GROUP_OF.values()}
    backed = {row: dict.fromkeys(stances, 0) for row in BACKINGS}
    for (who, stance, backing, _desk), n in counts.items():
        who_says[who_of(*who)][stance] += n
        backed[backing][stance] += n
    return protect(who_says, below, GROUP_OF | BACKED_BY, beside=backed)


def confirmed(table: Protected, below: int) -> int | None:
    """Return what share of comments stands where people decided, in percent, where that may be said."""
    return percentage(table.cell("decided"), table.cell(), below)


def rows_of(table: Protected) -> list[str]:
    """Return the rows to show: every voice, but those without any comment."""
    return [who for who in WHO if table.cell(who) != 0]


def backed_rows(table: Protected) -> list[str]:
    """Return the rows of what backs comments that are to be shown: people and the machine always, of its bands what is there."""
    return ["decided", "machine", *(row for row in ("strong", "middle", "weak") if table.cell(row) != 0)]


def bars(table: Protected, stances: tuple[str, ...]) -> list[Bar]:
    """Return the rows that can be drawn: all their numbers are shown. The rows of a group are drawn as one."""
    if stances != STANCES:
        return []
    drawn = {}
    for who in rows_of(table):
        numbers = [table.cell(who, stance) for stance in STANCES]
        if who not in GROUP_OF and all(isinstance(n, int) for n in (*numbers, table.cell(who))):
            drawn[who] = [n for n in numbers if isinstance(n, int)]
    longest = max((sum(numbers) for numbers in drawn.values()), default=0)
    return [Bar(who, sum(numbers), _parts(numbers, longest)) for who, numbers in drawn.items()]


def _parts(numbers: list[int], longest: int) -> tuple[tuple[str, int, float, float], ...]:
    parts, begin = [], 0
    for stance, n in zip(STANCES, numbers, strict=True):
        if n:
            parts.append((stance, n, round(100 * begin / longest, 2), round(100 * n / longest, 2)))
        begin += n
    return tuple(parts)


def length(n: int, below: int) -> Cell:
    """Return how long a list is that somebody narrowed down: few, or to the nearest 5.

    Exact lengths of two lists that differ by one choice would give away the few between them.
    """
    return FEW if 0 < n < below else 5 * round(n / 5)


def responses(n: int, table: Protected, below: int) -> Cell:
    """Return from how many people's answers the comments of a table come."""
    if not isinstance(table.cell(), int):
        return HIDDEN
    return FEW if 0 < n < below else n
