"""Free-text answers, and what the pipeline found in them. What a person decides will be a row of its own."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.schema import STATEMENTS
from voice.models.database import Base

STATES = ("waiting", "read", "failed")
STANCES = ("working", "change", "mixed", "neutral")


class Comment(Base):
    """One free-text answer. Who, how and when are copied from its submission, so that lists and counts read one table."""

    __tablename__ = "comment"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state_is_known"),
                      Index("uq_comment_submission_id_question_id", "submission_id", "question_id", unique=True),
                      CheckConstraint("desk IN ('open', 'decided', 'not_sure', 'safeguarding', 'translation')", name="desk_is_known"),
                      Index("ix_comment_waiting", "state", "id"),
                      Index("ix_comment_least_sure", "edition_id", "is_example", "desk", "certainty", "id"),
                      Index("ix_comment_oldest", "edition_id", "is_example", "desk", "received_on", "id"),
                      Index("ix_comment_counted", "edition_id", "is_example", "role", "voice", "id"),
                      Index("ix_comment_newest", "edition_id", "received_on", "id"))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    question_id: Mapped[str]
    asked: Mapped[str | None]
    """The statement its question was about, if any."""
    text: Mapped[str]
    role: Mapped[str]
    voice: Mapped[str]
    reading: Mapped[str]
    locale: Mapped[str]
    received_on: Mapped[date]
    is_example: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="waiting")
    desk: Mapped[str] = mapped_column(default="open", server_default="open")
    """Where it stands on the review desk: the state of the newest decision (see `decision.STATES`), or `translation` while it waits for one, undecided."""
    certainty: Mapped[float] = mapped_column(default=0.0, server_default="0")
    """How sure the pipeline is of its least sure suggestion, 0 to 1: the desk begins where people are needed most."""
    tries: Mapped[int] = mapped_column(default=0)

    finding: Mapped[Finding | None] = relationship(back_populates="comment", cascade="all, delete-orphan", passive_deletes=True)


class Finding(Base):
    """What one release of the pipeline saw in a comment. Offsets are characters of the words that were read, end excluded.

    `translation` says which: 0 for the comment's own, else the revision of its translation. `language` is what those words are in.
    """

    __tablename__ = "finding"
    __table_args__ = (CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"),)

    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    pipeline: Mapped[str]
    status: Mapped[str]
    stance: Mapped[str]
    is_concern: Mapped[bool] = mapped_column(index=True)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    personal: Mapped[list[Any]] = mapped_column(JSON)
    place: Mapped[list[Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(default="und", server_default="und")
    personal_in_original: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    translation: Mapped[int] = mapped_column(default=0, server_default="0")

    comment: Mapped[Comment] = relationship(back_populates="finding")
    statements: Mapped[list[FindingStatement]] = relationship(cascade="all, delete-orphan", passive_deletes=True,
                                                              order_by="FindingStatement.score.desc()")


class FindingStatement(Base):
    """One statement that a comment is found to be about, with the words that led there."""

    __tablename__ = "finding_statement"
    __table_args__ = (CheckConstraint(f"code IN {STATEMENTS}", name="code_is_known"),
                      CheckConstraint("score >= 0 AND score <= 1", name="score_is_a_share"),
                      Index("ix_finding_statement_code", "code", "comment_id"))

    comment_id: Mapped[str] = mapped_column(ForeignKey("finding.comment_id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[float]
    evidence: Mapped[list[Any]] = mapped_column(JSON)
