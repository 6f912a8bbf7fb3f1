"""Paper forms that are typed in, and what a scribe writes: in batches, some keyed twice. Words lie here only until they are stored as an answer."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import READINGS
from voice.models.database import Base, UTCDateTime

BATCH_HOW = ("paper", "scribe")
ENTRY_STATES = ("open", "waiting", "differs", "stored", "taken_back")
"""Nothing typed yet; typed once and waiting for the second time; typed twice with differences; gone in as an answer; taken back."""


class PaperBatch(Base):
    """Forms of one survey, in one way of reading, that one person types in at one sitting for a session."""

    __tablename__ = "paper_batch"
    __table_args__ = (CheckConstraint(f"how IN {BATCH_HOW}", name="how_is_known"), CheckConstraint(f"reading IN {READINGS}", name="reading_is_known"))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    session_id: Mapped[str] = mapped_column(ForeignKey("in_person_session.id", ondelete="RESTRICT"), index=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"))
    reading: Mapped[str]
    how: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class PaperEntry(Base):
    """One form. Its id is the answer's, so that however often it is sent it is stored once. It holds nothing that anybody said."""

    __tablename__ = "paper_entry"
    __table_args__ = (CheckConstraint(f"state IN {ENTRY_STATES}", name="state_is_known"), CheckConstraint("length(id) = 32", name="id_is_128_bits"),
                      CheckConstraint("n_differing <= n_compared", name="no_more_differ_than_were_compared"),
                      CheckConstraint("(n_compared IS NULL) = (n_differing IS NULL)", name="both_figures_or_neither"), UniqueConstraint("batch_id", "place"))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    batch_id: Mapped[str] = mapped_column(ForeignKey("paper_batch.id", ondelete="RESTRICT"))
    place: Mapped[int]
    """Its number among the forms of its session, from 1."""
    is_twice: Mapped[bool]
    """Drawn when it was opened: it is keyed a second time."""
    state: Mapped[str] = mapped_column(default="open")
    number: Mapped[str] = mapped_column(default="")
    """What is written on the sheet, so that a person can find it again."""
    n_compared: Mapped[int | None]
    n_differing: Mapped[int | None]
    """Answers that were typed twice, and those of them that were not the same."""


class PaperKeying(Base):
    """What was typed of a form that waits: the first time, and the second. It goes when the form is stored."""

    __tablename__ = "paper_keying"
    __table_args__ = (CheckConstraint("turn IN (1, 2)", name="once_or_twice"),)

    entry_id: Mapped[str] = mapped_column(ForeignKey("paper_entry.id", ondelete="CASCADE"), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Question id -> what was typed, as an answer's value."""
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
