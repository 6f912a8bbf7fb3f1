"""Comments that were collected elsewhere and brought here: a consultation of their own, and the rows that could not come in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, UTCDateTime

STATES = ("mapping", "coming_in", "done")


class Brought(Base):
    """A file and what is done with it. Its bytes wait in the data folder under its slug until it is done."""

    __tablename__ = "brought"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state_is_known"), CheckConstraint("length(file_digest) = 64", name="file_digest_is_sha256"),
                      CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"))

    slug: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    file_digest: Mapped[str] = mapped_column(index=True)
    columns: Mapped[list[Any]] = mapped_column(JSON)
    """What each column of the file is: [{heading, use, statement}]."""
    roles: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Who answered, by what the file says of them."""
    state: Mapped[str] = mapped_column(default="mapping")
    done: Mapped[int] = mapped_column(default=0)
    """Rows that were taken up so far: those in, and those kept out."""
    of: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class RowKeptOut(Base):
    """A row that could not come in, whole, with the reason. None is lost: it goes only with what it was brought with."""

    __tablename__ = "row_kept_out"

    slug: Mapped[str] = mapped_column(ForeignKey("brought.slug", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str]
    cells: Mapped[list[Any]] = mapped_column(JSON)
