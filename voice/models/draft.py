"""An answer that is not sent yet, and the keys that open it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import READINGS
from voice.models.database import Base, UTCDateTime


class Draft(Base):
    """What one person has answered so far. Its id becomes the submission's id, so that sending twice stores once.

    `answers`: question id -> {"v": value or null, "s": skipped, "k": id of the key it was written with}.
    """

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint(f"reading IN {READINGS}", name="reading_is_known"),
                      CheckConstraint("length(id) = 32", name="id_is_128_bits"))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="RESTRICT"), index=True)
    locale: Mapped[str]
    reading: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """Grows with each write, so that a page read without a lock never writes over what came in between."""
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
    kept_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    resume_hash: Mapped[str | None] = mapped_column(unique=True)


class DraftKey(Base):
    """A device's own secret, kept as a hash. A device that came with a save code does not see words written elsewhere."""

    __tablename__ = "draft_key"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_hex(8))
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    sees_words: Mapped[bool]
    resume_sealed: Mapped[str | None]
    receipt_sealed: Mapped[str | None]
    """Codes shown to this device, sealed with its own secret: a reload shows them again, the database alone cannot."""
