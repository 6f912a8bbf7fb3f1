"""How many answered, and how many comments say what: few sums in the database, none of them over words.

Real and example rows are asked for apart and never added. What was taken back is gone with its submission.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from surveys.schema import STATEMENTS
from voice.models import Comment, Finding, FindingStatement, Submission, db
from voice.review import strands
from voice.small_numbers import Cell, suppress

BESIDE = ("other", "no_view", "waiting")
"""Where comments stand that are under no statement: about something else, without a view, not read yet."""
CODES = (*STATEMENTS, *BESIDE)

Who = tuple[str, str]
"""A role and a voice."""


@dataclass(frozen=True)
class Filter:
    """What a list of comments is narrowed to; empty means all."""

    role: str = ""
    reading: str = ""
    question: str = ""
    strand: str = ""
    """A strand of the statement whose list it is, or `other`: none of them."""
    code: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.role or self.reading or self.question or self.strand)


def people(edition_id: str) -> dict[bool, dict[tuple[str, str, str], int]]:
    """Return how many answered by role, voice and way of reading: for real answers (False) and for examples (True)."""
    keys = (Submission.is_example, Submission.role, Submission.voice, Submission.reading)
    rows = db.session.execute(select(*keys, func.count()).where(Submission.edition_id == edition_id).group_by(*keys))
    found: dict[bool, dict[tuple[str, str, str], int]] = {False: {}, True: {}}
    for is_example, role, voice, reading, n in rows:
        found[is_example][role, voice, reading] = n
    return found


def real_and_example(edition_id: str) -> dict[bool, int]:
    """Return how many answered: for real answers (False) and for examples (True)."""
    rows = db.session.execute(select(Submission.is_example, func.count()).where(Submission.edition_id == edition_id).group_by(Submission.is_example))
    return {False: 0, True: 0} | {is_example: n for is_example, n in rows}


def straight(edition_id: str, is_example: bool, below: int) -> Cell:
    """Return how many gave the same face to every statement, protected with the rest. They are kept and counted like all others."""
    rows = {is_straight: n for is_straight, n in db.session.execute(select(Submission.is_straight, func.count()).where(
        Submission.edition_id == edition_id, Submission.is_example == is_example).group_by(Submission.is_straight))}
    return suppress({"straight": rows.get(True, 0), "other": rows.get(False, 0)}, below)["straight"]


def comments_by_code(edition_id: str, is_example: bool) -> Mapping[str, Mapping[tuple[Who, str], int]]:
    """Return for each code of `CODES` how many comments there are, by who ((role, voice)) and stance.

    A comment under two statements counts under both. Those not read yet have the stance "". One pass over all comments.
    """
    keys = (FindingStatement.code, Finding.status, Comment.role, Comment.voice, Finding.stance)
    query = (select(*keys, func.count()).select_from(Comment).outerjoin(Finding)
             .outerjoin(FindingStatement, FindingStatement.comment_id == Finding.comment_id)
             .where(*_of(edition_id, is_example, Filter())).group_by(*keys))
    found: dict[str, dict[tuple[Who, str], int]] = {code: defaultdict(int) for code in CODES}
    for statement, status, role, voice, stance, n in db.session.execute(query):
        code = statement or (status if status in BESIDE else "waiting")
        found[code][(role, voice), stance if code != "waiting" else ""] += n
    return found


def comments_under(edition_id: str, is_example: bool, code: str) -> Mapping[tuple[Who, str], int]:
    """Return how many comments stand under one code, by who and stance."""
    keys: list[Any] = [Comment.role, Comment.voice, Finding.stance]
    query = _standing(select(*keys, func.count()), code).where(*_of(edition_id, is_example, Filter())).group_by(*keys)
    counts = {((role, voice), stance): n for role, voice, stance, n in db.session.execute(query)}
    return summed(counts, lambda key: (key[0], "")) if code == "waiting" else counts


def _standing(query: Select[Any], code: str) -> Select[Any]:
    """Narrow a query on comments to those that stand under a code.

    What is too long to be read whole waits for a person, unless a statement was found in what was read of it.
    """
    if code == "waiting":
        no_statement = ~exists().where(FindingStatement.comment_id == Comment.id)
        return query.select_from(Comment).outerjoin(Finding).where(or_(
            Finding.comment_id.is_(None), and_(Finding.status == "unread", no_statement)))
    query = query.select_from(Comment).join(Finding)
    if code in BESIDE:
        return query.where(Finding.status == code)
    return query.join(FindingStatement, FindingStatement.comment_id == Comment.id).where(FindingStatement.code == code)


def concerns(edition_id: str, is_example: bool) -> int:
    """Return how many comments a safeguarding lead should see.

    They are few among many: all editions are counted, so that the database begins with the few.
    """
    keys = (Comment.edition_id, Comment.is_example)
    rows = db.session.execute(select(*keys, func.count()).select_from(Finding).join(Comment)
                              .where(Finding.is_concern.is_(True)).group_by(*keys))
    return next((n for edition, example, n in rows if (edition, example) == (edition_id, is_example)), 0)


def submissions_under(edition_id: str, is_example: bool, code: str) -> int:
    """Return how many people's answers hold a comment that stands under a code."""
    query = _standing(select(func.count(Comment.submission_id.distinct())), code)
    return db.session.scalar(query.where(*_of(edition_id, is_example, Filter()))) or 0


def how_many(edition_id: str, is_example: bool, code: str, by: Filter) -> int:
    """Return how many comments a list holds."""
    return db.session.scalar(_standing(select(func.count()), code).where(*_of(edition_id, is_example, by))) or 0


def newest(edition_id: str, is_example: bool, code: str, by: Filter, start: int, most: int) -> list[str]:
    """Return ids of the comments of a list, newest first, from place `start`. What a safeguarding lead has is counted and not listed."""
    query = _standing(select(Comment.id), code).where(*_of(edition_id, is_example, by), Comment.desk != "safeguarding")
    return list(db.session.scalars(
        query.order_by(Comment.received_on.desc(), Comment.id.desc()).offset(start).limit(most)))


def _of(edition_id: str, is_example: bool, by: Filter) -> list[ColumnElement[bool]]:
    wanted = [(Comment.role, by.role), (Comment.reading, by.reading), (Comment.question_id, by.question)]
    return [Comment.edition_id == edition_id, Comment.is_example == is_example,
            *(column == value for column, value in wanted if value), *([strands.has(by.strand, by.code)] if by.strand else [])]


def summed(counts: Mapping[Any, int], key: Any) -> dict[Any, int]:
    """Return counts added up by what `key` says of each."""
    sums: dict[Any, int] = defaultdict(int)
    for each, n in counts.items():
        sums[key(each)] += n
    return dict(sums)
