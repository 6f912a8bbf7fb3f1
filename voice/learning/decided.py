"""What people decided at the desk, as text to learn from and as text to measure on. The two never meet.

Left out: examples; what is not decided; whatever a safeguarding lead has or ever had; what was never read, for then nobody knows the names in it;
and answers that their writer may still take back: what a model has learnt cannot be taken out of it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from voice import clock
from voice.models import Comment, Decision, Edition, Finding, db
from voice.reading import as_read
from voice.running import settings
from voice.themes import findings
from voice.themes.learning.data import Labelled
from voice.translating import Words, words_read

HELD_OUT = 5
"""One submission in so many is never learnt from: a model is measured on it."""
ENOUGH = 50
"""Comments to measure on, at least. Of fewer, one comment more or less would turn the answer."""


class TooFew(RuntimeError):
    """There are too few decisions to learn from and to measure on."""

    def __init__(self, more: int) -> None:
        super().__init__(f"too few decisions yet: about {more} more are needed")
        self.more = more


@dataclass(frozen=True)
class Learnable:
    """Decided comments: to learn from, each with its submission, and held out to measure on."""

    learnt: Sequence[Labelled]
    by: Sequence[str]
    held_out: Sequence[Labelled]


def is_held_out(submission_id: str) -> bool:
    """Say whether what one person sent is only measured on. By its id alone, so that it stays so for ever, for every model.

    Whole submissions, because one person says the same thing twice in the same words.
    """
    return int(hashlib.sha256(submission_id.encode()).hexdigest(), 16) % HELD_OUT == 0


def counted(today: date) -> tuple[int, int, int]:
    """Return how many decided comments there are to learn from, how many held out, and how many may still be taken back."""
    sure, unsure = _final(today)
    ids = list(db.session.scalars(_query().with_only_columns(Comment.submission_id).where(Comment.edition_id.in_(sure))))
    held = sum(is_held_out(id) for id in ids)
    waiting = db.session.scalar(_query().with_only_columns(func.count()).where(Comment.edition_id.in_(unsure))) or 0
    return len(ids) - held, held, waiting


def missing(held: int) -> int:
    """Return about how many decisions are needed still, for enough of them to be held out."""
    return max(0, ENOUGH - held) * HELD_OUT


def learnable() -> Learnable:
    """Return what may be learnt from and what is held out. Raises TooFew."""
    sure, _unsure = _final(clock.today())
    rows = db.session.execute(_query().where(Comment.edition_id.in_(sure)).order_by(Comment.id)).all()
    words = words_read(comment for comment, _, _ in rows)
    rows = [row for row in rows if words[row[0].id].are_of(row[2])]  # translated since it was read: its spans are of other words
    held = [_labelled(comment, words[comment.id], decision) for comment, decision, _ in rows if is_held_out(comment.submission_id)]
    ours = [(comment, decision, finding) for comment, decision, finding in rows if not is_held_out(comment.submission_id)]
    if len(held) < ENOUGH:
        raise TooFew(missing(len(held)))
    return Learnable([_labelled(comment, words[comment.id], decision, finding) for comment, decision, finding in ours],
                     [comment.submission_id for comment, _, _ in ours], held)


def _final(today: date) -> tuple[list[str], list[str]]:
    """Return the editions whose answers can no longer be taken back, and the others."""
    editions = list(db.session.scalars(select(Edition)))
    sure = [one.id for one in editions if today > one.withdraw_until(settings().withdraw_days)]
    return sure, [one.id for one in editions if one.id not in sure]


def _query():  # type: ignore[no-untyped-def]
    newest = select(Decision.comment_id, func.max(Decision.revision).label("revision")).group_by(Decision.comment_id).subquery()
    concern = select(Decision.comment_id).where(Decision.state == "safeguarding")
    return (select(Comment, Decision, Finding).join(newest, newest.c.comment_id == Comment.id)
            .join(Decision, (Decision.comment_id == newest.c.comment_id) & (Decision.revision == newest.c.revision))
            .join(Finding, Finding.comment_id == Comment.id)
            .where(Decision.state == "decided", Comment.is_example.is_(False), Comment.id.not_in(concern)))


def _labelled(comment: Comment, words: Words, decision: Decision, cut: Finding | None = None) -> Labelled:
    """Return a decided comment with its label. `cut`: take the names and places that were found in it out of its words."""
    read = as_read(comment, words)
    text = without(read.text, [*cut.personal, *cut.place]) if cut else read.text
    return Labelled(findings.Comment(read.id, text, read.who, read.prompt, read.asked), tuple(decision.statements), decision.stance or "", False)


def without(text: str, spans: Sequence[Sequence[int]]) -> str:
    """Return a text with spans of characters cut out, a space in place of each."""
    for start, end in sorted(((int(start), int(end)) for start, end in spans), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
