"""Staff who sign in, their roles, and the trail of what they did."""

from __future__ import annotations

from datetime import datetime

from flask_security.models import sqla
from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, UTCDateTime

ROLES = ("facilitator", "lead", "safeguarding", "admin", "board")

sqla.FsModels.set_db_info(base_model=Base)


class Role(Base, sqla.FsRoleMixin):
    """One of `ROLES`; what each may do stands in voice/staff/access.py."""

    __tablename__ = "role"


class User(Base, sqla.FsUserMixin):
    """A member of staff. Respondents have no account."""

    __tablename__ = "user"


class WebAuthn(Base, sqla.FsWebAuthnMixin):
    """Asked for by the sign-in library, not offered yet."""

    __tablename__ = "webauthn"


class SpentCode(Base):
    """A code of the authenticator app that was used. The key is the lock: no code is spent twice, not even at once."""

    __tablename__ = "spent_code"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    counter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class AuditEntry(Base):
    """Who read, changed or removed what, and when. Holds ids and counts, never words. Rows are only ever added."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
