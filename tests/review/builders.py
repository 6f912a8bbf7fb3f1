"""People who answered, and what they said: stored as the way in and the pipeline store them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from surveys.library import all_surveys
from voice.models import Answer, Comment, Edition, Finding, FindingStatement, FindingStrand, Submission, db, writing
from voice.standing import stand_anew

SLUG = "strategy-2024"
DAY = date(2024, 9, 10)
Spans = Sequence[Sequence[int]]


def the_edition() -> Edition:
    return db.session.query(Edition).filter_by(slug=SLUG, name=all_surveys()[SLUG].edition).one()


def a_submission(role: str = "parent", voice: str | None = None, reading: str = "standard", on: date = DAY,
                 answers: dict[str, Any] | None = None, skips: tuple[str, ...] = (), **more: Any) -> str:
    """Store what one person answered and return its id."""
    id = secrets.token_hex(16)
    given = [Answer(question_id=q, value=value) for q, value in (answers or {}).items()]
    given += [Answer(question_id=q, skipped=True) for q in skips]
    with writing() as session:
        edition = the_edition().id
        session.add(Submission(
            id=id, edition_id=edition, survey_digest="0" * 64, digest="0" * 64, locale="en", reading=reading, role=role,
            voice=voice or ("self" if role == "child" else "adult"), received_on=on,
            received_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC), answers=given, **more))
    return id


def a_comment(text: str = "The bus is late.", about: dict[str, Spans] | tuple[str, ...] = (), stance: str = "change",
              submission: str | None = None, question: str = "change_first", status: str = "", is_read: bool = True,
              reasons: tuple[str, ...] = (), personal: Spans = (), place: Spans = (), strands: tuple[str, ...] = (), **who: Any) -> str:
    """Store a comment, with what was found in it unless it waits, and return its id. `about`: statement -> evidence."""
    submission = submission or a_submission(**who)
    evidence = about if isinstance(about, dict) else {code: [] for code in about}
    with writing() as session:
        of = session.get(Submission, submission)
        comment = Comment(
            submission_id=submission, edition_id=of.edition_id, question_id=question, asked=None, text=text,
            role=of.role, voice=of.voice, reading=of.reading, locale=of.locale, received_on=of.received_on,
            is_example=of.is_example, state="read" if is_read else "waiting")
        if is_read:
            comment.finding = Finding(
                pipeline="test-1", status=status or ("themed" if evidence else "other"), stance=stance,
                is_concern=bool(reasons), reasons=list(reasons), personal=[list(s) for s in personal],
                place=[list(s) for s in place],
                statements=[FindingStatement(code=code, score=0.8, evidence=spans) for code, spans in evidence.items()])
        session.add(comment)
        session.flush()
        session.add_all(FindingStrand(comment_id=comment.id, strand=strand, evidence=[]) for strand in strands)
        id: str = comment.id
        stand_anew(session, [id])
    return id
