"""The second level on the lead's pages: the strategy's strands below a statement, and its principles and commitments, counted and protected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import ColumnElement, Select, exists, func, select

import voice
from voice.models import Comment, Finding, FindingStrand, Standing, db
from voice.models.comment import STANCES
from voice.small_numbers import ALL, HIDDEN, Cell, Protected, Withheld, protect

RULES = Path(voice.__file__).parent / "themes" / "rules" / "strands.yaml"
"""Read as a file, so that web processes never load the pipeline."""
OTHER = "other"
"""What is under the statement and under none of its strands: no strand is called so."""
ANY = "any"
Stances = Mapping[str, int]


@dataclass(frozen=True)
class Named:
    """A strand, principle or commitment in the strategy's own words."""

    id: str
    heading: str
    kind: str
    statement: str | None


@dataclass(frozen=True)
class Row:
    """A strand with its protected counts: by stance, all, and of comments that are not under its statement."""

    id: str
    heading: str
    cells: Mapping[str, Cell]
    elsewhere: Cell | None = None

    @property
    def n(self) -> Cell:
        return self.cells[ALL]


@cache
def named() -> Mapping[str, Named]:
    """Return everything of the second level by id, in the strategy's order."""
    given = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return {id: Named(id, one["heading"], one.get("kind", "strand"), one.get("statement")) for id, one in given.items()}


def under(code: str) -> tuple[Named, ...]:
    """Return the strands that the strategy names under a statement: none under "I feel safe", nor beside the seven."""
    return tuple(one for one in named().values() if one.statement == code)


def chosen(wanted: str | None, code: str) -> str:
    """Return the strand that an address asks for where the statement has it, else nothing."""
    return wanted if wanted and wanted in {OTHER, *(one.id for one in under(code))} and under(code) else ""


def has(strand: str, code: str) -> ColumnElement[bool]:
    """Narrow comments to those of one strand; `other`: to those of none of its statement's."""
    of = exists().where(FindingStrand.comment_id == Comment.id)
    if strand == OTHER:
        return ~of.where(FindingStrand.strand.in_([one.id for one in under(code)]))
    return of.where(FindingStrand.strand == strand)


def rows(edition_id: str, is_example: bool, code: str, whole: Protected, below: int) -> list[Row]:
    """Return the strands of a statement and what is other under it. `whole` is the table of its comments, whose totals stand on the same page."""
    strands = [one.id for one in under(code)]
    if not strands:
        return []
    counts, elsewhere = _under(edition_id, is_example, code, strands), _elsewhere(edition_id, is_example, code, strands)
    safe = split({id: counts[id] for id in strands}, counts[ANY], counts[OTHER], whole, below)
    shown = {id: protect({id: {"n": n}}, below).cell(id, "n") for id, n in elsewhere.items()}
    return [*(Row(id, named()[id].heading, safe[id], shown[id]) for id in strands), Row(OTHER, "", safe[OTHER])]


def split(strands: Mapping[str, Stances], of_any: Stances, other: Stances, whole: Protected, below: int) -> dict[str, dict[str, Cell]]:
    """Return protected cells by stance, and their sum under `ALL`, for each strand and for `other`. Pure.

    A comment may have several strands, so they make no sum. But those of any strand and those of none make up the statement's comments, whose
    totals are shown: these two are protected together, and what is hidden of any strand is hidden of each. Where that would need a total to be
    hidden that the page shows, nothing of the split is shown.
    """
    totals = [(ALL, column) for column in (*STANCES, ALL) if isinstance(whole.cell(column=column), Withheld)]
    two = protect({ANY: _whole(of_any), OTHER: _whole(other)}, below, hidden=totals)
    if any(isinstance(two.cell(column=column), Withheld) and (ALL, column) not in totals for column in (*STANCES, ALL)):
        return {id: dict.fromkeys((*STANCES, ALL), HIDDEN) for id in (*strands, OTHER)}
    hidden = [column for column in (*STANCES, ALL) if isinstance(two.cell(ANY, column), Withheld)]
    found = {id: _line(protect({id: _whole(n)}, below, hidden=[(id, column) for column in hidden]), id) for id, n in strands.items()}
    return found | {OTHER: _line(two, OTHER)}


def _whole(counts: Stances) -> dict[str, int]:
    return {stance: counts.get(stance, 0) for stance in STANCES}


def _line(table: Protected, row: str) -> dict[str, Cell]:
    return {column: table.cell(row, column) for column in (*STANCES, ALL)}


def _standing(edition_id: str, is_example: bool, code: str, *columns: Any) -> Select[Any]:
    """Return a query on the comments that stand under a statement: as people decided, else as suggested."""
    return (select(*columns).select_from(Standing).join(Comment, Comment.id == Standing.comment_id)
            .where(Standing.edition_id == edition_id, Standing.is_example == is_example, Standing.code == code))


def _under(edition_id: str, is_example: bool, code: str, strands: list[str]) -> Mapping[str, Stances]:
    """Return how many comments there are by stance, for each strand, for any of them and for none."""
    given = FindingStrand.strand.in_(strands)
    mine = exists().where(FindingStrand.comment_id == Comment.id, given)
    found: dict[str, dict[str, int]] = {id: dict.fromkeys(STANCES, 0) for id in (*strands, ANY, OTHER)}
    each = _standing(edition_id, is_example, code, FindingStrand.strand, Standing.stance, func.count()).join(FindingStrand, FindingStrand.comment_id == Comment.id)
    for id, stance, n in db.session.execute(each.where(given).group_by(FindingStrand.strand, Standing.stance)):
        found[id][stance] = n
    for some, stance, n in db.session.execute(_standing(edition_id, is_example, code, mine, Standing.stance, func.count()).group_by(mine, Standing.stance)):
        found[ANY if some else OTHER][stance] = n
    return found


def _elsewhere(edition_id: str, is_example: bool, code: str, strands: list[str]) -> Mapping[str, int]:
    """Return how many comments have each strand without being under its statement."""
    here = exists().where(Standing.comment_id == Comment.id, Standing.code == code)
    query = (select(FindingStrand.strand, func.count()).select_from(Comment).join(FindingStrand, FindingStrand.comment_id == Comment.id)
             .where(Comment.edition_id == edition_id, Comment.is_example == is_example, FindingStrand.strand.in_(strands), ~here).group_by(FindingStrand.strand))
    return dict.fromkeys(strands, 0) | {id: n for id, n in db.session.execute(query)}


def beside(edition_id: str, is_example: bool, below: int) -> dict[str, list[Row]]:
    """Return the principles and the commitments with how many comments speak of each, by kind. Each is protected as a list of its own."""
    wanted = [one for one in named().values() if one.statement is None]
    counts: dict[str, dict[str, int]] = {one.id: dict.fromkeys(STANCES, 0) for one in wanted}
    query = (select(FindingStrand.strand, Finding.stance, func.count()).select_from(Comment).join(Finding).join(FindingStrand, FindingStrand.comment_id == Comment.id)
             .where(Comment.edition_id == edition_id, Comment.is_example == is_example, FindingStrand.strand.in_(counts)).group_by(FindingStrand.strand, Finding.stance))
    for id, stance, n in db.session.execute(query):
        counts[id][stance] = n
    found: dict[str, list[Row]] = defaultdict(list)
    for one in wanted:
        found[one.kind].append(Row(one.id, one.heading, _line(protect({one.id: counts[one.id]}, below), one.id)))
    return dict(found)


def of_comment(comment_id: str) -> Mapping[str, tuple[str, ...]]:
    """Return the headings that were found in a comment, by statement; principles and commitments under ""."""
    ids = set(db.session.scalars(select(FindingStrand.strand).where(FindingStrand.comment_id == comment_id)))
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for id, one in named().items():
        if id in ids:
            found[one.statement or ""] += (one.heading,)
    return found
