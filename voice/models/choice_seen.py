"""What a safeguarding lead did about a choice that raises a concern. Rows are only added; the newest counts. Nothing that was said is in it."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, UTCDateTime

DONE = ("passed_on", "looked_at")
"""Passed on to those who can act; looked at, and nothing more to do."""


class ChoiceSeen(Base):
    """One look at one person's choices."""

    __tablename__ = "choice_seen"
    __table_args__ = (CheckConstraint(f"done IN {DONE}", name="done_is_known"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    done: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
