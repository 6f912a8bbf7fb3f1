"""Where each comment stands, kept so that counts and lists read one table. Derived: see `voice.standing`, which alone writes it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import STATEMENTS
from voice.models.comment import STANCES
from voice.models.database import Base
from voice.models.decision import STATES

BESIDE = ("other", "no_view")
"""Where a comment stands that is under none of the seven."""
BACKINGS = ("decided", "strong", "middle", "weak", "unscored")
"""What backs it: people; or the machine alone, by how sure it is (`unscored` under none of the seven)."""


class Standing(Base):
    """A comment under one code. What waits to be read has none. Who, when, of what edition and where on the desk are copied from the comment."""

    __tablename__ = "standing"
    __table_args__ = (CheckConstraint(f"code IN {(*STATEMENTS, *BESIDE)}", name="code_is_known"),
                      CheckConstraint(f"stance IN {STANCES}", name="stance_is_known"),
                      CheckConstraint(f"desk IN {STATES}", name="desk_is_known"),
                      CheckConstraint(f"backing IN {BACKINGS}", name="backing_is_known"),
                      Index("ix_standing_counted", "edition_id", "is_example", "code", "role", "voice", "stance", "backing", "desk"),
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
    desk: Mapped[str]
    role: Mapped[str]
    voice: Mapped[str]
    received_on: Mapped[date]
