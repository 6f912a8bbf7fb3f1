"""A lead draws a random sample and names who codes it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from math import ceil

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.exc import IntegrityError

from voice.coding.codes import Codes
from voice.coding.samples import OPEN
from voice.models import CodingCoder, CodingItem, CodingSample, Comment, Finding, FindingStatement, User, db, writing
from voice.staff import audit
from voice.staff.access import may

SHARE_PERCENT = 20
"""The share of a consultation's comments that is usually coded twice in such work."""
AT_LEAST = 50
"""Fewer say too little about seven statements."""
CODERS = (2, 3)


class NothingToDraw(RuntimeError):
    """No comment was read yet."""


class OneIsOpen(RuntimeError):
    """A sample of these comments is being coded or settled already."""


def how_many(n: int) -> int:
    """Return the size of a sample drawn from n comments: 20 % or 50, whichever is more, and never more than there are."""
    return min(n, max(AT_LEAST, ceil(n * SHARE_PERCENT / 100)))


def drawn(ids: Iterable[str], seed: str, most: int) -> list[str]:
    """Return comments in the order of a lottery that anybody can repeat: each draws the SHA-256 of the seed, a space and its id; the lowest are in.

    A comment's number does not hang on the others: where one was taken back, the same seed draws the same others.
    """
    return sorted(ids, key=lambda id: sha256(f"{seed} {id}".encode()).hexdigest())[:most]


def drawable(edition_id: str, is_example: bool) -> list[str]:
    """Return ids of the comments that can be drawn."""
    return list(db.session.scalars(select(Comment.id).join(Finding).where(*_may_be_drawn(edition_id, is_example))))


def possible_coders() -> list[User]:
    """Return the active accounts that may decide comments, by e-mail."""
    return [person for person in db.session.scalars(select(User).order_by(User.email)) if may(person, "comments", "decide")]


def draw(edition_id: str, is_example: bool, coders: Sequence[str], who: str, now: datetime) -> CodingSample:
    """Draw a sample, and keep with each comment what the machine finds in it today. `coders` and `who` are as the trail names accounts.

    Raises ValueError unless two or three different coders are named, NothingToDraw, and OneIsOpen.
    """
    if len(set(coders)) != len(coders) or not CODERS[0] <= len(coders) <= CODERS[1]:
        raise ValueError("two or three different people code a sample")
    ids = drawable(edition_id, is_example)
    if not ids:
        raise NothingToDraw
    seed = secrets.token_hex(16)
    chosen = drawn(ids, seed, how_many(len(ids)))
    try:
        with writing() as session:
            sample = CodingSample(edition_id=edition_id, is_example=is_example, seed=seed, n_drawn=len(chosen), n_of=len(ids), drawn_by=who, drawn_at=now)
            session.add(sample)
            session.flush()
            session.execute(insert(CodingCoder), [{"sample_id": sample.id, "coder": coder, "place": place} for place, coder in enumerate(coders, start=1)])
            rows = _items(sample, chosen)
            if rows:
                session.execute(insert(CodingItem), rows)
            audit.record("sample drawn", sample.id, f"{len(rows)} of {len(ids)} for {', '.join(coders)}")
            return sample
    except IntegrityError as error:  # the key lets one open sample be
        raise OneIsOpen from error


def set_aside(sample_id: str) -> None:
    """Close a sample that nobody will finish. What was coded is kept and counts nowhere. Raises LookupError where it is not open."""
    with writing() as session:
        sample = session.get(CodingSample, sample_id, with_for_update=True)
        if sample is None or sample.state not in OPEN:
            raise LookupError(sample_id)
        sample.state = "set_aside"
        audit.record("sample set aside", sample_id)


def _may_be_drawn(edition_id: str, is_example: bool) -> list[ColumnElement[bool]]:
    """What was read whole, in English or in somebody's English, and is not with a safeguarding lead."""
    return [Comment.edition_id == edition_id, Comment.is_example == is_example, Comment.state == "read", Comment.desk != "safeguarding",
            Finding.status.not_in(("unread", "language"))]


def _items(sample: CodingSample, chosen: Sequence[str]) -> list[dict[str, object]]:
    """Return the rows of the sample's comments. One that left since it was drawn, taken back or sent to safeguarding, is left out."""
    query = select(Finding.comment_id, Finding.stance, Finding.pipeline).join(Comment, Comment.id == Finding.comment_id)
    found = {id: (stance, pipeline) for id, stance, pipeline in db.session.execute(
        query.where(Comment.id.in_(chosen), *_may_be_drawn(sample.edition_id, sample.is_example)).with_for_update(of=Comment))}
    under: dict[str, list[str]] = {}
    for id, code in db.session.execute(select(FindingStatement.comment_id, FindingStatement.code).where(FindingStatement.comment_id.in_(chosen))):
        under.setdefault(id, []).append(code)
    return [{"sample_id": sample.id, "comment_id": id, "place": place, "statements": list(Codes.given(under.get(id, []), found[id][0]).statements),
             "stance": found[id][0], "pipeline": found[id][1]} for place, id in enumerate(chosen, start=1) if id in found]
