"""Counts that another body made: they stand beside ours, and are never added to them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base


class CountedElsewhere(Base):
    """How many completed surveys the holder of the POET licence counted for one survey and academic year, and who noted it."""

    __tablename__ = "counted_elsewhere"
    __table_args__ = (CheckConstraint("n >= 0", name="n_is_a_count"), CheckConstraint("source <> ''", name="a_count_has_a_source"))

    slug: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
    source: Mapped[str]
    noted_on: Mapped[date]
    noted_by: Mapped[str]
