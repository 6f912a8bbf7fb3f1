"""One completed survey, its answers, and what was kept apart or taken back."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from surveys.schema import READINGS
from voice.models.database import Base, UTCDateTime
from voice.models.edition import Edition

VOICES = ("self", "supported", "proxy", "adult", "organisation")
"""Whose voice it is: a child alone, a child with help, an adult in a child's place, an adult's own, an organisation's."""
MARKS = ("does_not_fit", "off_path", "unknown_question")


class Submission(Base):
    """One completed survey. Analysts read a day, not a moment, and a random id, so that neither says who sent it."""

    __tablename__ = "submission"
    __table_args__ = (CheckConstraint(f"reading IN {READINGS}", name="reading_is_known"),
                      CheckConstraint(f"voice IN {VOICES}", name="voice_is_known"),
                      CheckConstraint("length(id) = 32", name="id_is_128_bits"),
                      CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
                      Index("ix_submission_counted", "edition_id", "is_example", "is_complete", "role", "voice", "reading"))

    id: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    survey_digest: Mapped[str]
    digest: Mapped[str]
    channel: Mapped[str] = mapped_column(default="web")
    locale: Mapped[str]
    reading: Mapped[str]
    role: Mapped[str]
    voice: Mapped[str]
    may_quote: Mapped[bool] = mapped_column(default=False)
    is_late: Mapped[bool] = mapped_column(default=False)
    is_complete: Mapped[bool] = mapped_column(default=False, server_default=false())
    """At least one answer says more than who answers: only then it counts as a completed survey."""
    is_straight: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The same face for every statement: marked, and kept."""
    is_example: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_on: Mapped[date]
    receipt_hash: Mapped[str | None] = mapped_column(unique=True)

    edition: Mapped[Edition] = relationship()
    answers: Mapped[list[Answer]] = relationship(back_populates="submission", cascade="all, delete-orphan", passive_deletes=True)


class Answer(Base):
    """What was said to one question. `mark` says why an answer does not count (R9: kept, never refused)."""

    __tablename__ = "answer"
    __table_args__ = (CheckConstraint(f"mark IS NULL OR mark IN {MARKS}", name="mark_is_known"),
                      Index("ix_answer_question_id", "question_id"))

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    question_version: Mapped[int] = mapped_column(default=1)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    skipped: Mapped[bool] = mapped_column(default=False)
    mark: Mapped[str | None]

    submission: Mapped[Submission] = relationship(back_populates="answers")


class Withdrawn(Base):
    """The ledger of what was taken back: an id and a day, nothing that was said. Nothing in it can come back (R7, R29)."""

    __tablename__ = "withdrawn"

    submission_id: Mapped[str] = mapped_column(primary_key=True)
    withdrawn_on: Mapped[date]


class KeptApart(Base):
    """What came in and could not be stored as a submission: kept whole, listed for staff (R7, R9)."""

    __tablename__ = "kept_apart"

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    submission_id: Mapped[str] = mapped_column(index=True)
    content: Mapped[Any] = mapped_column(JSON)
    reason: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
