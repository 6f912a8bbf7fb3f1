"""Waiting comments meet the pipeline. A comment is shown whether or not it was read (R24)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from voice import themes
from voice.capture.shown import STATEMENT_WORDS
from voice.known_surveys import survey_for
from voice.learning.releases import Running, running
from voice.models import Comment, Finding, FindingStatement, FindingStrand, Translation, db, writing
from voice.models.edition import slug_of
from voice.standing import stand_anew
from voice.translating import Words, words_read

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
    """Put comments that another release of the pipeline read back to waiting, and return how many."""
    now = running().version
    with writing() as session:
        old = list(session.scalars(select(Finding.comment_id).join(Finding.comment).where(
            Finding.pipeline != now, Comment.state == "read").limit(most)))
        session.execute(update(Comment).where(Comment.id.in_(old)).values(state="waiting", tries=0))
    return len(old)


def question_of(comment: Comment) -> str | None:
    """Return the question in the words that were asked, with the statement it asks about: part of what an answer means. None where no survey knows it."""
    survey = survey_for(slug_of(comment.edition_id))
    question = survey.by_id.get(comment.question_id) if survey else None
    return " ".join(filter(None, (question.text, STATEMENT_WORDS.get(question.statement or "")))) if question else None


def _read(query: Any) -> int:
    with db.session() as session:
        by = running()
        comments = list(session.scalars(query))
        words = words_read(comments)
        waiting = [as_read(one, words[one.id]) for one in comments]
        revisions = {id: one.revision for id, one in words.items()}
        session.rollback()  # no transaction is open while the pipeline works
    return sum(_read_batch(waiting[start:start + BATCH], by, revisions) for start in range(0, len(waiting), BATCH))


def as_read(comment: Comment, words: Words) -> themes.Comment:
    """Return a comment as the pipeline reads it, and as a model learns from it: in the words that are read."""
    return themes.Comment(id=comment.id, text=words.text, who=comment.role, prompt=question_of(comment), asked=comment.asked, hint=comment.locale,
                          language=words.language, original=comment.text if words.is_translation else None)


def _read_batch(batch: Sequence[themes.Comment], by: Running, revisions: Mapping[str, int]) -> int:
    """Read some comments and return how many. Where the pipeline fails each is read alone, so that one spoils no other."""
    try:
        found = list(themes.read(batch, themes.load(folder=by.folder)))
    except Exception:
        log.exception("the pipeline failed on a batch of %d comments", len(batch))
        if len(batch) > 1:
            return sum(_read_batch([comment], by, revisions) for comment in batch)
        _mark_tried(batch)
        return 0
    _store(found, by.version, revisions)
    return len(found)


def _mark_tried(batch: Sequence[themes.Comment]) -> None:
    with writing() as session:
        tried = Comment.id.in_([c.id for c in batch])
        session.execute(update(Comment).where(tried).values(tries=Comment.tries + 1))
        session.execute(update(Comment).where(tried, Comment.tries >= TRIES).values(state="failed"))


def _store(found: Iterable[themes.Finding], version: str, revisions: Mapping[Any, int] | None = None) -> None:
    """Store findings in place of older ones. `revisions`: which translation of each comment was read, where one was.

    A comment that was taken back in the meantime is left gone, and one that was translated in the meantime goes on waiting.
    """
    revisions = revisions or {}
    with writing() as session:
        by_id = {finding.id: finding for finding in found}
        still = set(session.scalars(select(Comment.id).where(Comment.id.in_(by_id)).with_for_update()))
        newest = dict(session.execute(select(Translation.comment_id, func.max(Translation.revision)).where(
            Translation.comment_id.in_(still)).group_by(Translation.comment_id)).all())
        still = {id for id in still if newest.get(id, 0) == revisions.get(id, 0)}
        session.execute(delete(Finding).where(Finding.comment_id.in_(still)))
        rows = [finding for comment_id, finding in by_id.items() if comment_id in still]
        if rows:
            session.execute(insert(Finding), [_row(finding, version, revisions.get(finding.id, 0)) for finding in rows])
        statements = [{"comment_id": f.id, "code": s.code, "score": s.score, "evidence": [list(e) for e in s.evidence]}
                      for f in rows for s in f.statements]
        if statements:
            session.execute(insert(FindingStatement), statements)
        strands = [{"comment_id": f.id, "strand": s.id, "evidence": [list(e) for e in s.evidence]} for f in rows for s in f.strands]
        if strands:
            session.execute(insert(FindingStrand), strands)
        if rows:
            session.execute(update(Comment), [{"id": f.id, "state": "read", "certainty": f.certainty} for f in rows])
            _place(session, rows)
        stand_anew(session, still)


def _place(session: Any, rows: Iterable[themes.Finding]) -> None:
    """Let what is not in English wait for its translation, and what can be read now for a decision. What people decided stays where it is."""
    foreign = [f.id for f in rows if f.status == "language"]
    read = [f.id for f in rows if f.status != "language"]
    for ids, before, after in ((foreign, "open", "translation"), (read, "translation", "open")):
        if ids:
            session.execute(update(Comment).where(Comment.id.in_(ids), Comment.desk == before).values(desk=after))


def _row(finding: themes.Finding, version: str, revision: int) -> dict[str, Any]:
    return {"comment_id": finding.id, "pipeline": version, "status": finding.status, "stance": finding.stance,
            "is_concern": finding.concern, "reasons": list(finding.reasons), "personal": [list(s) for s in finding.personal],
            "place": [list(s) for s in finding.place], "language": finding.language, "translation": revision,
            "personal_in_original": [list(s) for s in finding.personal_in_original]}
