"""Where each comment stands, kept so that counts and lists read one table. Derived: see `voice.standing`, which alone writes it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import STATEMENTS
from voice.models.comment import STANCES
from voice.models.database import Base

BESIDE = ("other", "no_view")
"""Where a comment stands that is under none of the seven."""
BACKINGS = ("decided", "not_sure", "safeguarding", "strong", "middle", "weak", "unscored")
"""What backs it: people; or the machine, where somebody looked and did not decide, else by how sure the machine is."""


class Standing(Base):
    """A comment under one code. What waits to be read has none. Who, when and of what edition are copied from the comment."""

    __tablename__ = "standing"
    __table_args__ = (CheckConstraint(f"code IN {(*STATEMENTS, *BESIDE)}", name="code_is_known"),
                      CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"),
                      CheckConstraint(f"backing IN {BACKINGS}", name="backing_is_known"),
                      Index("ix_standing_counted", "edition_id", "is_example", "code", "role", "voice", "stance", "backing"),
                      Index("ix_standing_newest", "edition_id", "is_example", "code", "received_on", "comment_id"),
                      Index("ix_standing_side", "edition_id", "is_example", "code", "stance", "is_quotable", "received_on", "comment_id"))

    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    stance: Mapped[str]
    backing: Mapped[str]
    is_quotable: Mapped[bool]
    """Somebody decided, and marked it as good to quote, which the person had allowed."""
    edition_id: Mapped[str]
    is_example: Mapped[bool]
    role: Mapped[str]
    voice: Mapped[str]
    received_on: Mapped[date]
