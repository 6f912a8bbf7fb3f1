"""The second level of findings: the strategy's strands, and what people say that is new. Both are the machine's; no person's decision is here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import STATEMENTS
from voice.models.database import Base, UTCDateTime

PHRASES_OF = (*STATEMENTS, "other")
"""Under what phrases are counted: each statement, and what is about something else."""


class FindingStrand(Base):
    """One strand, principle or commitment of the strategy in a comment, with the words that led there: gone with its finding."""

    __tablename__ = "finding_strand"
    __table_args__ = (CheckConstraint("length(strand) > 0", name="strand_has_an_id"), Index("ix_finding_strand_strand", "strand", "comment_id"))

    comment_id: Mapped[str] = mapped_column(ForeignKey("finding.comment_id", ondelete="CASCADE"), primary_key=True)
    strand: Mapped[str] = mapped_column(primary_key=True)
    evidence: Mapped[list[Any]] = mapped_column(JSON)


class Phrase(Base):
    """A phrase that is said more under one statement than elsewhere, by responses: never one that fewer than the small number say.

    `quotes` are ids of comments that say it and may be quoted. `basis` tells which comments were counted: another basis, count again.
    """

    __tablename__ = "phrase"
    __table_args__ = (CheckConstraint(f"code IN {PHRASES_OF}", name="code_is_known"), CheckConstraint("here >= 3", name="never_of_one_or_two"),
                      CheckConstraint("elsewhere >= 0", name="elsewhere_counts"))

    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    is_example: Mapped[bool] = mapped_column(primary_key=True, default=False, server_default=false())
    code: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(primary_key=True)
    here: Mapped[int]
    elsewhere: Mapped[int]
    score: Mapped[float]
    is_new: Mapped[bool]
    """The strategy's strands do not speak of it."""
    quotes: Mapped[list[Any]] = mapped_column(JSON)
    basis: Mapped[str]
    computed_at: Mapped[datetime] = mapped_column(UTCDateTime)
