"""Double coding: a random sample of comments that people code apart from each other, then settle, then hold the machine's grouping against.

What the machine had found, what each person gave and what was settled are separate rows. Figures are kept as they were worked out.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import STATEMENTS
from voice.models.comment import STANCES
from voice.models.database import Base, UTCDateTime

STATES = ("coding", "resolving", "measured", "set_aside")
"""Where a sample stands: people code it, settle where they differ, the machine is measured; or a lead set it aside."""
MEASURED_CODES = (*STATEMENTS, "stance")
"""What agreement and the machine are measured on: the seven statements, each yes or no, and which way a comment goes."""
_IS_OPEN = text("state IN ('coding', 'resolving')")


class CodingSample(Base):
    """One drawing. With its seed and the comments of that day it can be drawn again. One at a time is open for an edition's real or example comments."""

    __tablename__ = "coding_sample"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state_is_known"),
                      CheckConstraint("n_drawn > 0 AND n_drawn <= n_of", name="no_more_than_there_are"),
                      CheckConstraint("state NOT IN ('resolving', 'measured') OR agreed_at IS NOT NULL", name="agreement_comes_before_discussion"),
                      CheckConstraint("(state = 'measured') = (measured_at IS NOT NULL)", name="a_measure_has_a_moment"),
                      Index("uq_coding_sample_open", "edition_id", "is_example", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    is_example: Mapped[bool]
    seed: Mapped[str]
    n_drawn: Mapped[int]
    n_of: Mapped[int]
    """How many comments it was drawn from."""
    state: Mapped[str] = mapped_column(default="coding")
    drawn_by: Mapped[str]
    drawn_at: Mapped[datetime] = mapped_column(UTCDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    measured_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CodingCoder(Base):
    """Who codes a sample: two or three, in their places. Once somebody is done, their codes stay as they are."""

    __tablename__ = "coding_coder"
    __table_args__ = (UniqueConstraint("sample_id", "place"), CheckConstraint("place BETWEEN 1 AND 3", name="three_at_most"))

    sample_id: Mapped[str] = mapped_column(ForeignKey("coding_sample.id", ondelete="CASCADE"), primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CodingItem(Base):
    """One comment of a sample, with what the machine had found in it on the day of the drawing. It goes when its comment is taken back."""

    __tablename__ = "coding_item"
    __table_args__ = (UniqueConstraint("sample_id", "place"), CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"),
                      Index("ix_coding_item_comment_id", "comment_id"))

    sample_id: Mapped[str] = mapped_column(ForeignKey("coding_sample.id", ondelete="CASCADE"), primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]
    statements: Mapped[list[Any]] = mapped_column(JSON)
    stance: Mapped[str]
    pipeline: Mapped[str]


def _of_an_item(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["sample_id", "comment_id"], ["coding_item.sample_id", "coding_item.comment_id"], name=name, ondelete="CASCADE")


class Coding(Base):
    """What one coder gave one comment of the sample. The key lets there be one; only a coder of the sample has any."""

    __tablename__ = "coding"
    __table_args__ = (CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"), _of_an_item("fk_coding_item"),
                      ForeignKeyConstraint(["sample_id", "coder"], ["coding_coder.sample_id", "coding_coder.coder"], name="fk_coding_coder",
                                           ondelete="CASCADE"))

    sample_id: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    statements: Mapped[list[Any]] = mapped_column(JSON)
    stance: Mapped[str]
    coded_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CodingResolution(Base):
    """What people settled on where they had differed, who wrote it down and when. Where all agreed there is no row."""

    __tablename__ = "coding_resolution"
    __table_args__ = (CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"), CheckConstraint("revision > 0", name="revision_counts"),
                      _of_an_item("fk_coding_resolution_item"))

    sample_id: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    statements: Mapped[list[Any]] = mapped_column(JSON)
    stance: Mapped[str]
    settled_by: Mapped[str]
    settled_at: Mapped[datetime] = mapped_column(UTCDateTime)


class CodingAgreement(Base):
    """How far people agreed on one code before they talked. Neither number is there where it cannot be said: all gave the same everywhere."""

    __tablename__ = "coding_agreement"
    __table_args__ = (CheckConstraint(f"code IN {MEASURED_CODES}", name="code_is_known"),
                      CheckConstraint("(kappa IS NULL) = (alpha IS NULL)", name="both_or_neither"),
                      CheckConstraint("kappa BETWEEN -1 AND 1 AND alpha BETWEEN -1 AND 1", name="figures_are_in_range"),
                      CheckConstraint("n_given >= 0 AND n_given <= n", name="no_more_than_were_coded"))

    sample_id: Mapped[str] = mapped_column(ForeignKey("coding_sample.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    kappa: Mapped[float | None]
    alpha: Mapped[float | None]
    n: Mapped[int]
    """Comments that all coders coded."""
    n_given: Mapped[int]
    """Of these, comments to which anybody gave the code."""


class CodingMeasure(Base):
    """How right the machine was on one code, against what people settled. Bounds are shares, of a 95 % Wilson interval."""

    __tablename__ = "coding_measure"
    __table_args__ = (CheckConstraint(f"code IN {MEASURED_CODES}", name="code_is_known"),
                      CheckConstraint("n_right >= 0 AND n_right <= n_grouped AND n_right <= n_meant", name="no_more_right_than_there_are"),
                      CheckConstraint("0 <= right_low AND right_low <= right_high AND right_high <= 1", name="right_is_a_share"),
                      CheckConstraint("0 <= found_low AND found_low <= found_high AND found_high <= 1", name="found_is_a_share"))

    sample_id: Mapped[str] = mapped_column(ForeignKey("coding_sample.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    n_grouped: Mapped[int]
    """Comments that the machine put under the code."""
    n_meant: Mapped[int]
    """Comments that belong there, as people settled it."""
    n_right: Mapped[int]
    """Comments that are both."""
    right_low: Mapped[float]
    right_high: Mapped[float]
    found_low: Mapped[float]
    found_high: Mapped[float]
