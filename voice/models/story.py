"""Good news stories: the file that came with one, kept for staff, and what staff made of one for everybody to read."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import STATEMENTS
from voice.models.database import Base, UTCDateTime

MEDIA_TYPES = ("image/jpeg", "image/png", "application/pdf")


class KeptFile(Base):
    """A picture or file that came with an answer. Its name is not kept: names say who somebody is.

    It belongs to the draft it was added to, whose id becomes the submission's; it goes when they go.
    """

    __tablename__ = "kept_file"
    __table_args__ = (CheckConstraint(f"media_type IN {MEDIA_TYPES}", name="media_type_is_known"),
                      CheckConstraint("length(digest) = 64", name="digest_is_sha256"))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    submission_id: Mapped[str] = mapped_column(index=True)
    question_id: Mapped[str]
    media_type: Mapped[str]
    digest: Mapped[str]
    content: Mapped[bytes]
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class Story(Base):
    """What a named member of staff made of somebody's good news, with that person's permission. It goes when they take it back."""

    __tablename__ = "story"
    __table_args__ = (CheckConstraint(f"statement IS NULL OR statement IN {STATEMENTS}", name="statement_is_known"),
                      CheckConstraint("(released_on IS NULL) = (released_by IS NULL)", name="a_release_has_a_name"))

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str]
    words: Mapped[str]
    statement: Mapped[str | None]
    written_by: Mapped[str]
    released_on: Mapped[date | None]
    released_by: Mapped[str | None]
