"""How each tablet of a session stands: finished there, received here, and what is missing in between (R15)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from voice.engagement.apart import Apart, kept_apart
from voice.engagement.paper import Standing, standing
from voice.engagement.tablets import received_from
from voice.models import Collected, Comment, InPersonSession, SealedItem, Tablet, db

LITTLE_ROOM_MB = 200
"""Below it a tablet may not hold an evening's answers with its kit."""


@dataclass(frozen=True)
class Row:
    """One tablet. `finished` is its own word, None before it said anything; `missing`: finished there, neither received here nor discarded there."""

    tablet: Tablet
    finished: int | None
    received: int
    discarded: Counter[str]
    """How many the facilitator discarded there that never came in, by reason."""

    @property
    def missing(self) -> int:
        return max(0, (self.finished or 0) - self.received - sum(self.discarded.values()))

    @property
    def is_ready(self) -> bool:
        return self.tablet.told.get("is_ready") is True

    @property
    def free_mb(self) -> int | None:
        free = self.tablet.told.get("free_mb")
        return free if isinstance(free, int) else None

    @property
    def version(self) -> str:
        """Return which kit it holds, as it says."""
        return str(self.tablet.told.get("version", ""))

    @property
    def has_little_room(self) -> bool:
        return self.free_mb is not None and self.free_mb < LITTLE_ROOM_MB

    @property
    def seen_at(self) -> datetime | None:
        return self.tablet.seen_at


@dataclass(frozen=True)
class Board:
    """All tablets of a session, what came by which way (see `HOW`), what was kept apart, and how paper forms stand."""

    rows: tuple[Row, ...]
    came: Counter[str]
    apart: tuple[Apart, ...]
    paper: Standing

    @property
    def finished(self) -> int:
        return sum(row.finished or 0 for row in self.rows)

    @property
    def received(self) -> int:
        return sum(row.received for row in self.rows)

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)

    @property
    def gaps(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.missing)


def board(session: InPersonSession) -> Board:
    """Return how a session stands now."""
    received = received_from(session.id)
    gone = _discarded(session)
    tablets = sorted(session.tablets, key=lambda one: _place(one.label))
    rows = [Row(tablet, _number(tablet, "finished"), received.get(tablet.id, 0), gone[tablet.id]) for tablet in tablets]
    came = Counter({how: n for how, n in db.session.execute(select(Collected.how, func.count()).where(Collected.session_id == session.id).group_by(Collected.how))})
    return Board(tuple(rows), came, tuple(kept_apart(session.id)), standing(session.id))


def _discarded(session: InPersonSession) -> dict[str, Counter[str]]:
    """Return what was discarded on each tablet, by reason. What came in all the same, by the network or in a file, was not lost."""
    told: dict[str, dict[str, str]] = {tablet.id: dict(tablet.told.get("discarded") or {}) for tablet in session.tablets}
    ids = {id for some in told.values() for id in some}
    came = set(db.session.scalars(select(SealedItem.id).where(SealedItem.id.in_(ids)))) if ids else set()
    return {tablet: Counter(why for id, why in some.items() if id not in came) for tablet, some in told.items()}


def next_label(session: InPersonSession) -> int:
    """Return the number of the next tablet."""
    return max((_place(tablet.label)[0] for tablet in session.tablets), default=0) + 1


def still_read(session_id: str) -> int:
    """Return how many comments of a session the pipeline has not read yet."""
    return db.session.scalar(select(func.count()).select_from(Comment).join(Collected, Collected.submission_id == Comment.submission_id)
                             .where(Collected.session_id == session_id, Comment.state == "waiting")) or 0


def _number(tablet: Tablet, name: str) -> int | None:
    n = tablet.told.get(name)
    return n if isinstance(n, int) else None


def _place(label: str) -> tuple[int, str]:
    return (int(label) if label.isdecimal() else 0, label)
