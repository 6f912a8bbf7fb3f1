"""What people say of a comment's language, and its words in English. The comment itself is never changed.

Rows are only added: a correction is another row with the next revision, and the newest counts.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, UTCDateTime


class Translation(Base):
    """What one person says. `language` is what the comment is in; `text` is English, None where only the language was said.

    English without a text says that the comment can be read as it stands.
    """

    __tablename__ = "translation"
    __table_args__ = (CheckConstraint("revision > 0", name="revision_counts"), CheckConstraint("text IS NULL OR text <> ''", name="text_says_something"),
                      CheckConstraint("text IS NULL OR language <> 'en'", name="english_is_not_translated"))

    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str]
    text: Mapped[str | None]
    translated_by: Mapped[str]
    translated_at: Mapped[datetime] = mapped_column(UTCDateTime)
