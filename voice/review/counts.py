"""How many answered, and how many comments say what: few sums in the database, none of them over words.

Real and example rows are asked for apart and never added. What was taken back is gone with its submission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from surveys.schema import STATEMENTS
from voice.models import Comment, Finding, Standing, Submission, db
from voice.models.standing import BESIDE as BESIDE_THE_SEVEN
from voice.review import strands
from voice.small_numbers import Cell, suppress

BESIDE = (*BESIDE_THE_SEVEN, "language", "waiting")
"""Where comments stand that are under no statement: about something else, without a view, in another language and not translated, not read yet."""
UNREAD = ("language", "waiting")
"""Of those, the ones that go no way yet."""
CODES = (*STATEMENTS, *BESIDE)

Who = tuple[str, str]
"""A role and a voice."""
Key = tuple[Who, str, str, str]
"""Who, which way, what backs it (see `models.standing.BACKINGS`), and where it is on the desk."""
Counted = Mapping[Key, int]
STANDS_NOWHERE = ~exists().where(Standing.comment_id == Comment.id)


@dataclass(frozen=True)
class Filter:
    """What a list of comments is narrowed to; empty means all."""

    role: str = ""
    reading: str = ""
    question: str = ""
    strand: str = ""
    """A strand of the statement whose list it is, or `other`: none of them."""

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


def comments_by_code(edition_id: str, is_example: bool) -> Mapping[str, Counted]:
    """Return for each code of `CODES` how many comments stand there. A comment under two statements counts under both."""
    keys = (Standing.code, Standing.role, Standing.voice, Standing.stance, Standing.backing, Standing.desk)
    found: dict[str, dict[Key, int]] = {code: {} for code in CODES}
    for code, role, voice, stance, backing, desk, n in db.session.execute(select(*keys, func.count()).where(*_of(edition_id, is_example)).group_by(*keys)):
        found[code][(role, voice), stance, backing, desk] = n
    return {**found, **{code: _nowhere(edition_id, is_example, code) for code in UNREAD}}


def comments_under(edition_id: str, is_example: bool, code: str) -> Counted:
    """Return how many comments stand under one code."""
    if code in UNREAD:
        return _nowhere(edition_id, is_example, code)
    keys = (Standing.role, Standing.voice, Standing.stance, Standing.backing, Standing.desk)
    rows = db.session.execute(select(*keys, func.count()).where(*_of(edition_id, is_example, code)).group_by(*keys))
    return {((role, voice), stance, backing, desk): n for role, voice, stance, backing, desk, n in rows}


def _nowhere(edition_id: str, is_example: bool, code: str) -> Counted:
    """Return how many comments stand nowhere yet: they wait to be read, or to be translated. They go no way.

    What is too long to be read whole waits for a person, unless a statement was found in what was read of it.
    """
    keys = (Comment.role, Comment.voice, Comment.desk)
    rows = db.session.execute(select(*keys, func.count()).where(
        Comment.edition_id == edition_id, Comment.is_example == is_example, STANDS_NOWHERE, _waits_for(code)).group_by(*keys))
    return {((role, voice), "", "unscored", desk): n for role, voice, desk, n in rows}


def _waits_for(code: str) -> ColumnElement[bool]:
    return Comment.desk == "translation" if code == "language" else Comment.desk != "translation"


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
    query = select(func.count(Comment.submission_id.distinct()))
    return db.session.scalar(_narrowed(query, edition_id, is_example, code, Filter())) or 0


def how_many(edition_id: str, is_example: bool, code: str, by: Filter, with_safeguarding: bool) -> int:
    """Return how many comments a list holds, with or without what a safeguarding lead has."""
    query = _narrowed(select(func.count()), edition_id, is_example, code, by)
    return db.session.scalar(query if with_safeguarding else query.where(Comment.desk != "safeguarding")) or 0


def newest(edition_id: str, is_example: bool, code: str, by: Filter, start: int, most: int, with_safeguarding: bool) -> list[str]:
    """Return ids of the comments of a list, newest first, from place `start`."""
    if by.is_set or code in UNREAD:
        query = _narrowed(select(Comment.id), edition_id, is_example, code, by).order_by(Comment.received_on.desc(), Comment.id.desc())
        query = query if with_safeguarding else query.where(Comment.desk != "safeguarding")
    else:
        query = select(Standing.comment_id).where(*_of(edition_id, is_example, code)).order_by(Standing.received_on.desc(), Standing.comment_id.desc())
        query = query if with_safeguarding else query.where(Standing.desk != "safeguarding")
    return list(db.session.scalars(query.offset(start).limit(most)))


def one_side(edition_id: str, is_example: bool, code: str, stance: str, most: int) -> list[str]:
    """Return ids of some comments that go one way: first what people found good to quote, then the newest. Not what a safeguarding lead has."""
    return list(db.session.scalars(
        select(Standing.comment_id).where(*_of(edition_id, is_example, code), Standing.stance == stance, Standing.desk != "safeguarding")
        .order_by(Standing.is_quotable.desc(), Standing.received_on.desc(), Standing.comment_id.desc()).limit(most)))


def _narrowed(query: Select[Any], edition_id: str, is_example: bool, code: str, by: Filter) -> Select[Any]:
    """Narrow a query on comments to those that stand under a code and that a filter leaves."""
    chosen = [column == value for column, value in ((Comment.role, by.role), (Comment.reading, by.reading), (Comment.question_id, by.question)) if value]
    if by.strand:
        chosen.append(strands.has(by.strand, code))
    if code in UNREAD:
        return query.select_from(Comment).where(Comment.edition_id == edition_id, Comment.is_example == is_example, STANDS_NOWHERE, _waits_for(code), *chosen)
    return query.select_from(Standing).join(Comment, Comment.id == Standing.comment_id).where(*_of(edition_id, is_example, code), *chosen)


def _of(edition_id: str, is_example: bool, code: str = "") -> list[ColumnElement[bool]]:
    return [Standing.edition_id == edition_id, Standing.is_example == is_example, *([Standing.code == code] if code else [])]
