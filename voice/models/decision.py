"""What people decided about comments. Findings say what the pipeline saw, decisions what a person says: two rows, for ever.

Rows are only added: a change of mind, or an undo, is another decision with the next revision. The newest counts.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.comment import STANCES
from voice.models.database import Base, UTCDateTime

STATES = ("open", "decided", "not_sure", "safeguarding")
"""Where a comment stands on the desk: nobody decided; somebody did; somebody was not sure; a safeguarding lead has it."""


class Decision(Base):
    """One decision of one person. `statements` are the codes it stands under from now on; empty for other and no view."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("comment_id", "revision"), CheckConstraint(f"state IN {STATES}", name="state_is_known"),
                      CheckConstraint(f"stance IS NULL OR stance IN {STANCES}", name="stance_is_known"), CheckConstraint("revision > 0", name="revision_counts"))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    revision: Mapped[int]
    state: Mapped[str]
    statements: Mapped[list[Any]] = mapped_column(JSON)
    stance: Mapped[str | None]
    is_as_suggested: Mapped[bool]
    may_be_quoted: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    is_undo: Mapped[bool] = mapped_column(default=False)
    pipeline: Mapped[str]
    """The release of the pipeline whose suggestion was on the screen."""
    decided_by: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime)
