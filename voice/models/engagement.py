"""In-person sessions: what is planned, the tablets that take part, what they sent, and where each answer was collected."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voice.models.database import Base, UTCDateTime

KINDS = ("guiding_voices", "rpcf_group", "training", "one_to_one", "school_visit", "workshop")
"""What sort of session it is; some feed an indicator (see `voice.engagement`)."""
STATES = ("planned", "open", "closed")
GROUPS = ("child", "young_person", "parent", "practitioner")
"""Who is expected, and who came."""
OUTCOMES = ("received", "differs", "deleted", "rehearsal", "kept_apart")
"""What became of an item: stored; kept beside another content of the same id; taken back before; practice, not stored; kept apart for staff."""
HOW = ("tablet", "own_phone", "paper", "scribe", "notes")
"""Scribe: an adult wrote it down while the person spoke or signed."""
SCRIBES = ("parent", "assistant", "advocate", "interpreter", "facilitator", "other")
"""Who writes for somebody."""


class InPersonSession(Base):
    """A session in a room. Its key pair seals what waits on tablets; the private half is itself sealed with the secret of the server."""

    __tablename__ = "in_person_session"
    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind_is_known"), CheckConstraint(f"state IN {STATES}", name="state_is_known"),
                      Index("uq_in_person_session_join_hash", "join_hash", unique=True))

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    name: Mapped[str]
    kind: Mapped[str]
    held_on: Mapped[date]
    venue: Mapped[str] = mapped_column(default="")
    led_by: Mapped[str] = mapped_column(default="")
    surveys: Mapped[list[Any]] = mapped_column(JSON)
    readings: Mapped[list[Any]] = mapped_column(JSON)
    expected: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    """Practice: nothing of it can ever be counted, for nothing of it is stored as an answer."""
    state: Mapped[str] = mapped_column(default="planned")
    public_key: Mapped[str]
    """SPKI, base64: what tablets seal to."""
    private_key: Mapped[str]
    """PKCS 8, sealed with the server's secret."""
    pin: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Salt, rounds and hash (PBKDF2, SHA-256), so that a tablet can check the facilitator's PIN without a network."""
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    came: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Who came, by group, once it is written up."""
    support: Mapped[str] = mapped_column(default="")
    consent: Mapped[str] = mapped_column(default="")
    write_up: Mapped[str] = mapped_column(default="")
    join_hash: Mapped[str | None]
    join_sealed: Mapped[str | None]
    """Four words with which people join from their own phones: to find the session by, and sealed with the server's secret to show again."""

    tablets: Mapped[list[Tablet]] = relationship(back_populates="session", order_by="Tablet.label")


class Tablet(Base):
    """A device in one session. Its credential can only add, and outlives every sign-in (R18). Counts are what it last said of itself."""

    __tablename__ = "tablet"
    __table_args__ = (CheckConstraint("length(credential_hash) = 64", name="credential_is_hashed"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    session_id: Mapped[str] = mapped_column(ForeignKey("in_person_session.id", ondelete="RESTRICT"), index=True)
    label: Mapped[str]
    credential_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    paired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """finished, waiting, refused (numbers), discarded (ids, each with its reason), free_mb, version, is_ready: the tablet's own word."""

    session: Mapped[InPersonSession] = relationship(back_populates="tablets")


class SealedItem(Base):
    """One finished answer as a tablet sent it: its id is the answer's, so that however often it comes it is one (R7).

    The sealed bytes stay only where it could not be stored as an answer.
    """

    __tablename__ = "sealed_item"
    __table_args__ = (CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome_is_known"), CheckConstraint("length(id) = 32", name="id_is_128_bits"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    tablet_id: Mapped[str] = mapped_column(ForeignKey("tablet.id", ondelete="RESTRICT"), index=True)
    digest: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was finished by the tablet's own clock, which may be years off: nothing goes by it alone (R28)."""
    clock_off_s: Mapped[int | None] = mapped_column(BigInteger)
    """Seconds by which that clock was behind the server's when it sent; below zero where it was ahead."""


class Collected(Base):
    """Where an answer was collected, and how. It goes with the answer."""

    __tablename__ = "collected"
    __table_args__ = (CheckConstraint(f"how IN {HOW}", name="how_is_known"),
                      CheckConstraint(f"(how <> 'scribe' AND scribe IS NULL) OR (how = 'scribe' AND scribe IS NOT NULL AND scribe IN {SCRIBES})",
                                      name="a_scribe_is_known"))

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("in_person_session.id", ondelete="RESTRICT"), index=True)
    how: Mapped[str]
    by: Mapped[str] = mapped_column(default="")
    """Who typed it in, where somebody did."""
    scribe: Mapped[str | None]
    """Who wrote the words down, where somebody did for a person who was there."""


class Joined(Base):
    """An answer begun on somebody's own phone after they joined a session. It stays with that session when this one has closed."""

    __tablename__ = "joined"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("in_person_session.id", ondelete="RESTRICT"), index=True)


class Epoch(Base):
    """The age of this database. A restore begins a new one, and tablets that see it send again all they keep (R21)."""

    __tablename__ = "epoch"

    id: Mapped[str] = mapped_column(primary_key=True)
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
