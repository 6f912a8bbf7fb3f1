"""Double coding: a random sample of comments that two or three people code blind, what they settle, and what the machine had said.

The machine's codes and release are written down when the sample is drawn, and the agreement when the last coder is done: no later release or talk
changes a figure.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.comment import STANCES
from voice.models.database import Base, UTCDateTime


class Sample(Base):
    """A sample of an edition's comments. `seed` draws the same ones again from the same comments."""

    __tablename__ = "sample"

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"), index=True)
    is_example: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[str]
    drawn_from: Mapped[int]
    """How many comments there were to draw from."""
    drawn_by: Mapped[str]
    drawn_at: Mapped[datetime] = mapped_column(UTCDateTime)
    agreement: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Code -> {n, kappa, alpha}, before anybody talked."""


class SampleCoder(Base):
    """Somebody who codes a sample, and when they said that they are done."""

    __tablename__ = "sample_coder"

    sample_id: Mapped[str] = mapped_column(ForeignKey("sample.id", ondelete="CASCADE"), primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SampleItem(Base):
    """A comment of a sample, in its place, with what the machine had found. It goes with the comment."""

    __tablename__ = "sample_item"
    __table_args__ = (UniqueConstraint("sample_id", "place"),)

    sample_id: Mapped[str] = mapped_column(ForeignKey("sample.id", ondelete="CASCADE"), primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]
    found: Mapped[list[Any]] = mapped_column(JSON)
    found_stance: Mapped[str]
    pipeline: Mapped[str]


class Coding(Base):
    """What one coder gave a comment of a sample: one row, theirs alone until they are done."""

    __tablename__ = "coding"
    __table_args__ = (ForeignKeyConstraint(["sample_id", "comment_id"], ["sample_item.sample_id", "sample_item.comment_id"], ondelete="CASCADE"),
                      CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"))

    sample_id: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    statements: Mapped[list[Any]] = mapped_column(JSON)
    stance: Mapped[str]
    coded_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Resolution(Base):
    """What coders settled where they differed, and who wrote it down."""

    __tablename__ = "resolution"
    __table_args__ = (ForeignKeyConstraint(["sample_id", "comment_id"], ["sample_item.sample_id", "sample_item.comment_id"], ondelete="CASCADE"),
                      CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"))

    sample_id: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(primary_key=True)
    statements: Mapped[list[Any]] = mapped_column(JSON)
    stance: Mapped[str]
    settled_by: Mapped[str]
    settled_at: Mapped[datetime] = mapped_column(UTCDateTime)
