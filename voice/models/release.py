"""Models that were learnt from people's decisions, and what a named administrator decided about each. The shipped model has no row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, UTCDateTime

STATES = ("candidate", "in use", "refused", "retired")
"""Measured and waiting for a person; reading comments now; turned down; read comments once."""
IN_USE = text("state = 'in use'")


class ModelRelease(Base):
    """One model learnt here. Its numbers lie in the data folder under its name; `sha256` says which file that must be."""

    __tablename__ = "model_release"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state_is_known"),
                      CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),
                      CheckConstraint("state = 'candidate' OR (decided_by IS NOT NULL AND reason <> '')", name="somebody_says_why"),
                      Index("uq_model_release_in_use", "state", unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE))

    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    state: Mapped[str] = mapped_column(default="candidate")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Old and new side by side, measured before anybody decides."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(default="", server_default="")
