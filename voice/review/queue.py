"""The queue of the review desk: which comment is next, and how many wait. Few rows are read, however many comments there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, tuple_

from voice.models import Comment, Finding, Standing, db
from voice.models.decision import STATES

ORDERS = ("least_sure", "oldest")
SHOWN = 9
"""Comments of the queue that stand beside the one in hand."""
AT_MOST = 25


@dataclass(frozen=True)
class Queue:
    """What a desk works through: comments of an edition on one place (`open`, …), under one code or all (as suggested, once decided as decided), in one order."""

    edition_id: str
    is_example: bool
    code: str = ""
    order: str = "least_sure"
    desk: str = "open"

    def where(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [Comment.edition_id == self.edition_id, Comment.is_example == self.is_example, Comment.desk == self.desk,
                                            Comment.state != "waiting"]
        if self.code:
            found.append(exists().where(Standing.comment_id == Comment.id, Standing.code == self.code))
        return found

    def key(self) -> Any:
        return Comment.certainty if self.order == "least_sure" else Comment.received_on


def waiting(queue: Queue, after: str = "", most: int = SHOWN) -> list[str]:
    """Return ids of the next comments of a queue, from the one after `after` on; from its beginning where that is empty or gone."""
    query = select(Comment.id).where(*queue.where())
    place = db.session.execute(select(queue.key(), Comment.id).where(Comment.id == after)).one_or_none() if after else None
    if place is not None:
        query = query.where(tuple_(queue.key(), Comment.id) > tuple_(*place))
    return list(db.session.scalars(query.order_by(queue.key(), Comment.id).limit(most)))


def before(queue: Queue, this: str) -> str | None:
    """Return the comment of the queue before one, or None at its beginning."""
    place = db.session.execute(select(queue.key(), Comment.id).where(Comment.id == this)).one_or_none()
    if place is None:
        return None
    key = queue.key()
    return db.session.scalar(select(Comment.id).where(*queue.where(), tuple_(key, Comment.id) < tuple_(*place))
                             .order_by(key.desc(), Comment.id.desc()).limit(1))


def tally(edition_id: str, is_example: bool) -> dict[str, int]:
    """Return how many comments stand at each place of the desk."""
    rows = db.session.execute(select(Comment.desk, func.count()).where(
        Comment.edition_id == edition_id, Comment.is_example == is_example).group_by(Comment.desk))
    return dict.fromkeys((*STATES, "translation"), 0) | {desk: n for desk, n in rows}


def to_translate(edition_id: str, is_example: bool, most: int = SHOWN) -> list[str]:
    """Return ids of comments that wait for a translation: what may not wait first, then the oldest."""
    query = select(Comment.id).join(Finding).where(Comment.edition_id == edition_id, Comment.is_example == is_example, Comment.desk == "translation")
    return list(db.session.scalars(query.order_by(Finding.is_concern.desc(), Comment.received_on, Comment.id).limit(most)))
