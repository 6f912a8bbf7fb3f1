"""Waiting comments meet the pipeline. A comment is shown whether or not it was read (R24)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from voice.models import Comment, Finding, FindingStatement, FindingStrand, db, writing

if TYPE_CHECKING:
    from voice import themes

BATCH = 25
"""Comments written in one transaction: well below 50 ms, so that nobody who sends waits (R22)."""
AT_ONCE = 500
TRIES = 3

log = logging.getLogger(__name__)


def read_submission(submission_id: str) -> int:
    """Read the waiting comments of one submission, and others that wait beside it, and return how many.

    Many at once cost little more than few, so a crowd's jobs are done by the first of them. Safe to run twice, or for one that is gone.
    """
    waits = Comment.state == "waiting"
    if db.session.scalar(select(Comment.id).where(Comment.submission_id == submission_id, waits).limit(1)) is None:
        db.session.rollback()
        return 0
    its_own = Comment.submission_id == submission_id
    return _read(select(Comment).where(waits, or_(its_own, Comment.tries < TRIES)).order_by(its_own.desc()).limit(AT_ONCE))


def read_waiting(most: int = AT_ONCE) -> int:
    """Read comments that a lost job left behind, and return how many."""
    return _read(select(Comment).where(Comment.state == "waiting", Comment.tries < TRIES).order_by(Comment.id).limit(most))


def read_again(most: int = 500) -> int:
    """Put comments that an older release of the pipeline read back to waiting, and return how many."""
    from voice import themes

    with writing() as session:
        old = list(session.scalars(select(Finding.comment_id).join(Finding.comment).where(
            Finding.pipeline != themes.VERSION, Comment.state == "read").limit(most)))
        session.execute(update(Comment).where(Comment.id.in_(old)).values(state="waiting", tries=0))
    return len(old)


def _read(query: Any) -> int:
    from voice import themes  # here, so that web processes never load the pipeline

    with db.session() as session:
        waiting = [themes.Comment(id=c.id, text=c.text, who=c.role, prompt=c.question_id, asked=c.asked) for c in session.scalars(query)]
        session.rollback()  # no transaction is open while the pipeline works
    return sum(_read_batch(waiting[start:start + BATCH]) for start in range(0, len(waiting), BATCH))


def _read_batch(batch: Sequence[themes.Comment]) -> int:
    """Read some comments and return how many. Where the pipeline fails each is read alone, so that one spoils no other."""
    from voice import themes

    try:
        found = list(themes.read(batch, themes.load()))
    except Exception:
        log.exception("the pipeline failed on a batch of %d comments", len(batch))
        if len(batch) > 1:
            return sum(_read_batch([comment]) for comment in batch)
        _mark_tried(batch)
        return 0
    _store(found)
    return len(found)


def _mark_tried(batch: Sequence[themes.Comment]) -> None:
    with writing() as session:
        tried = Comment.id.in_([c.id for c in batch])
        session.execute(update(Comment).where(tried).values(tries=Comment.tries + 1))
        session.execute(update(Comment).where(tried, Comment.tries >= TRIES).values(state="failed"))


def _store(found: Iterable[themes.Finding]) -> None:
    """Store findings in place of older ones. A comment that was taken back in the meantime is left gone."""
    with writing() as session:
        by_id = {finding.id: finding for finding in found}
        still = set(session.scalars(select(Comment.id).where(Comment.id.in_(by_id)).with_for_update()))
        session.execute(delete(Finding).where(Finding.comment_id.in_(still)))
        rows = [finding for comment_id, finding in by_id.items() if comment_id in still]
        if rows:
            session.execute(insert(Finding), [_row(finding) for finding in rows])
        statements = [{"comment_id": f.id, "code": s.code, "score": s.score, "evidence": [list(e) for e in s.evidence]}
                      for f in rows for s in f.statements]
        if statements:
            session.execute(insert(FindingStatement), statements)
        strands = [{"comment_id": f.id, "strand": s.id, "evidence": [list(e) for e in s.evidence]} for f in rows for s in f.strands]
        if strands:
            session.execute(insert(FindingStrand), strands)
        if rows:
            session.execute(update(Comment), [{"id": f.id, "state": "read", "certainty": f.certainty} for f in rows])


def _row(finding: themes.Finding) -> dict[str, Any]:
    from voice import themes

    return {"comment_id": finding.id, "pipeline": themes.VERSION, "status": finding.status, "stance": finding.stance,
            "is_concern": finding.concern, "reasons": list(finding.reasons), "personal": [list(s) for s in finding.personal],
            "place": [list(s) for s in finding.place]}
