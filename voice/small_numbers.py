"""Protects people behind small counts, in a table and from subtraction (R37).

A count of 1 to `below - 1` is shown as few. So that nobody can work it out again from a total, other cells are hidden
with it. Whether a cell can be worked out is not guessed but decided: a table with its totals is a network in which
counts flow from the grand total through rows and columns, and a withheld cell is safe exactly when some other flow with
the same shown numbers gives it another value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import TypeVar

ALL = "*"
"""The row and the column of totals. No option and no role is called so: their names begin with a letter."""
PERCENT_FROM = 30
"""Fewest people of whom a percentage is said; Sport England's Active Lives survey hides below it too."""


class Withheld(Enum):
    """Why a cell has no number: it counts few people, or it would give away one that does."""

    FEW = "few"
    HIDDEN = "hidden"


FEW, HIDDEN = Withheld.FEW, Withheld.HIDDEN
Cell = int | Withheld
Place = tuple[str, str]
"""A row and a column."""


@dataclass(frozen=True)
class Protected:
    """A table that may be shown. Totals stand under `ALL`, the sum of a group of rows under the group's name."""

    cells: Mapping[Place, Cell]

    def cell(self, row: str = ALL, column: str = ALL) -> Cell:
        return self.cells[row, column]


def protect(counts: Mapping[str, Mapping[str, int]], below: int, inside: Mapping[str, str] | None = None,
            all_same: bool = False, hidden: Iterable[Place] = (), beside: Mapping[str, Mapping[str, int]] | None = None) -> Protected:
    """Return a table of people (row -> column -> count), with totals, of which no withheld cell can be worked out.

    `inside` names the group of a row; groups are summed and shown as well. With `all_same` a row of people who all gave
    one answer is hidden: "100 % of the 6" tells about each of them. `hidden` names cells that another table hides.
    `beside` splits the same people into other rows; its columns and totals are those of the table, and all are protected as one.
    A true 0 stays, unless nothing else is left to hide.
    Raises ValueError if below is less than 3: "fewer than 2" could only mean 1; and if `beside` does not add up to the same.
    """
    if below < 3:
        raise ValueError("counts can only be hidden below 3 or more: fewer than 2, and not 0, would be 1")
    table = _Table(counts, inside or {}, beside or {})
    withheld: dict[Place, Withheld] = {place: FEW for place, n in table.values.items() if 0 < n < below}
    if all_same:
        for row in table.rows_that_agree():
            withheld |= dict.fromkeys(((row, column) for column in table.columns), HIDDEN)
    for place in hidden:
        withheld.setdefault(place, HIDDEN)
    while exposed := next(table.exposed(withheld, below), None):
        withheld |= dict.fromkeys(table.to_hide_with(exposed, withheld, below), HIDDEN)
    return Protected({place: withheld.get(place, n) for place, n in table.values.items()})


Way = TypeVar("Way")


def protect_together(tables: Mapping[Way, Mapping[str, Mapping[str, int]]], below: int, inside: Mapping[str, str] | None = None) -> dict[Way, Protected]:
    """Return tables that split the same rows in different ways. A total that one of them hides, all hide: it is the same number."""
    hidden: set[Place] = set()
    while True:
        safe = {way: protect(table, below, inside, hidden=hidden) for way, table in tables.items()}
        now_hidden = {place for table in safe.values() for place, cell in table.cells.items() if place[1] == ALL and isinstance(cell, Withheld)}
        if now_hidden <= hidden:
            return safe
        hidden |= now_hidden


def suppress_together(lists: Mapping[Way, Mapping[str, int]], below: int) -> dict[Way, dict[str, Cell]]:
    """Return lists that split the same people in different ways, with their one sum under `ALL`, shown in all or in none."""
    safe = {way: protect({name: {"n": n} for name, n in counts.items()}, below) for way, counts in lists.items()}
    if any(isinstance(table.cell(), Withheld) for table in safe.values()):
        safe = {way: protect({name: {"n": n} for name, n in counts.items()}, below, hidden=[(ALL, ALL)]) for way, counts in lists.items()}
    return {way: {name: safe[way].cell(name) for name in (*counts, ALL)} for way, counts in lists.items()}


def suppress(counts: Mapping[str, int], below: int) -> dict[str, Cell]:
    """Return a list of counts, and their sum under `ALL`, of which no withheld one can be worked out."""
    safe = protect({name: {"n": n} for name, n in counts.items()}, below)
    return {name: safe.cell(name) for name in (*counts, ALL)}


def percentage(part: Cell, base: Cell, below: int) -> int | None:
    """Return the share in whole percent, or None where it would say too much about too few."""
    if not isinstance(part, int) or not isinstance(base, int) or base < PERCENT_FROM:
        return None
    if 0 < part < below or 0 < base - part < below:
        return None
    return round(100 * part / base)


Sum = Place | None
"""A place where counts are added up: what flows in flows out. None is the world outside the table."""
Cost = tuple[int, int, int]
"""Zeros and labels given up, then totals, then people hidden: the less the better, in this order."""
FREE: Cost = (0, 0, 0)


@dataclass(frozen=True)
class _Pipe:
    """A direction in which a count may change: more of it flows from one sum to another."""

    place: Place
    start: Sum
    end: Sum
    cost: Cost


OTHER = "**"
"""Where the rows of a table beside add up, before they meet the totals."""


class _Table:
    """A table with its totals as a network: each cell is a pipe from one sum to another.

    A table beside it is the same network the other way round, so that what flows out of the one flows through the other: a ring.
    """

    def __init__(self, counts: Mapping[str, Mapping[str, int]], inside: Mapping[str, str], beside: Mapping[str, Mapping[str, int]]) -> None:
        self.counts = {**counts, **beside}
        self.columns = tuple(dict.fromkeys(column for row in self.counts.values() for column in row))
        self.group_of = {row: inside[row] for row in self.counts if row in inside}
        self.groups = tuple(dict.fromkeys(self.group_of.values()))
        self.beside = {*beside, *(group for row, group in self.group_of.items() if row in beside)}
        if len(self.counts) < len(counts) + len(beside) or (beside and self._sums(counts) != self._sums(beside)):
            raise ValueError("two tables beside each other have other rows, and the same sums")

    def _sums(self, rows: Iterable[str]) -> list[int]:
        names = list(rows)
        return [sum(self.counts[row].get(column, 0) for row in names) for column in self.columns]

    @cached_property
    def values(self) -> dict[Place, int]:
        """Return every cell: first the inner ones, then groups and totals."""
        values: dict[Place, int] = {}
        sums: dict[Place, int] = {(r, c): 0 for r in (*self.counts, *self.groups, ALL) for c in (*self.columns, ALL)}
        for row, given in self.counts.items():
            above = {self.group_of.get(row, row), row if row in self.beside else ALL} - {row}
            for column in self.columns:
                n = values[row, column] = given.get(column, 0)
                for place in {(row, ALL), *((each, c) for each in above for c in (column, ALL))}:
                    sums[place] += n
        return values | {place: n for place, n in sums.items() if place not in values}

    def is_innermost(self, place: Place) -> bool:
        return place[0] in self.counts and place[1] != ALL

    def rows_that_agree(self) -> list[str]:
        """Return the rows of people who all gave the same answer."""
        return [row for row in (*self.counts, *self.groups)
                if len(self.columns) > 1 and sum(self.values[row, column] > 0 for column in self.columns) == 1]

    def ends(self, place: Place) -> tuple[Sum, Sum]:
        """Return the sums between which a cell stands, in the direction of flow; None is the world outside.

        A row of its own is one sum (its cells make its total); in groups and totals each column is a sum.
        """
        row, column = place
        inner = (row, "") if row in self.counts else (row, column)
        is_beside = row in self.beside
        outer: Sum = (self.group_of.get(row, OTHER if is_beside else ALL), column)
        if row == ALL:
            outer = (OTHER, column) if self.beside else None
        return (outer, inner) if (column == ALL) != is_beside else (inner, outer)

    def exposed(self, withheld: Mapping[Place, Withheld], below: int) -> Iterator[Place]:
        """Yield each withheld cell that can have one value only, given what is shown."""
        pipes = [pipe for place in withheld for pipe in self._pipes(place, withheld, below) if pipe.cost == FREE]
        onward = _by_start(pipes)
        free: set[Place] = set()
        for pipe in pipes:
            if pipe.place not in free and _way(onward, pipe) is not None:
                free.add(pipe.place)
        return (place for place in self.values if place in withheld and place not in free)

    def to_hide_with(self, exposed: Place, withheld: Mapping[Place, Withheld], below: int) -> set[Place]:
        """Return the cells to hide with an exposed one: the cheapest ring in which counts could be moved round."""
        pipes = [pipe for place in self.values for pipe in self._pipes(place, withheld, below)]
        onward = _by_start(pipes)
        here = [pipe for pipe in pipes if pipe.place == exposed and pipe.cost == FREE]
        rings = [way for pipe in here if (way := _way(onward, pipe)) is not None]
        if not rings:
            return {exposed}
        return {pipe.place for pipe in min(rings, key=_total) if pipe.cost != FREE}

    def _pipes(self, place: Place, withheld: Mapping[Place, Withheld], below: int) -> Iterator[_Pipe]:
        """Yield the ways in which a cell may change, as far as a reader knows, and what it costs to let it.

        Of a hidden cell a reader may guess that it is no small one, where it is not.
        """
        (start, end), n, why = self.ends(place), self.values[place], withheld.get(place)
        least, most = (1.0, below - 1.0) if why is FEW else (below if n >= below else 0.0, inf)
        is_total = not self.is_innermost(place)
        cost = FREE if why else (int(n == 0), int(is_total), n)
        unlabelled = (int(not is_total), int(is_total), n)
        """What it costs to say “hidden” where “fewer than 5” would say too much: 4 that are 4 together are 1 each."""
        if n < most or why is FEW:
            yield _Pipe(place, start, end, cost if n < most else unlabelled)
        if n > least or (why is FEW and n):
            yield _Pipe(place, end, start, cost if n > least else unlabelled)


def _by_start(pipes: Iterable[_Pipe]) -> dict[Sum, list[_Pipe]]:
    onward: dict[Sum, list[_Pipe]] = defaultdict(list)
    for pipe in pipes:
        onward[pipe.start].append(pipe)
    return onward


def _total(pipes: Iterable[_Pipe]) -> Cost:
    costs = [pipe.cost for pipe in pipes]
    return sum(c[0] for c in costs), sum(c[1] for c in costs), sum(c[2] for c in costs)


def _way(onward: Mapping[Sum, list[_Pipe]], through: _Pipe) -> list[_Pipe] | None:
    """Return the cheapest way back from the end of a pipe to its start, or None (Dijkstra)."""
    tick = count()
    waiting: list[tuple[Cost, int, Sum, tuple[_Pipe, ...]]] = [(FREE, next(tick), through.end, ())]
    done: set[Sum] = set()
    while waiting:
        cost, _, here, way = heappop(waiting)
        if here == through.start:
            return list(way)
        if here in done:
            continue
        done.add(here)
        for pipe in onward.get(here, ()):
            if pipe.end not in done and pipe.place != through.place:
                further = (cost[0] + pipe.cost[0], cost[1] + pipe.cost[1], cost[2] + pipe.cost[2])
                heappush(waiting, (further, next(tick), pipe.end, (*way, pipe)))
    return None
