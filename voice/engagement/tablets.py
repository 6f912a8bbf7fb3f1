"""Tablets of a session: paired with a credential that can only add, seen when they send, revoked when one is lost."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from voice.codes import new_code
from voice.engagement.words import DISCARDED
from voice.models import Epoch, InPersonSession, SealedItem, Tablet, db, writing
from voice.seal import hash_token, new_id, new_token

CODES_AT_ONCE = 40
"""Receipt codes that a tablet takes along: more than a session has people."""
MOST_DISCARDED = 500
ID = re.compile(r"[0-9a-f]{32}")
"""Of an item: 128 random bits."""
NUMBERS = ("finished", "waiting", "refused", "free_mb")


def add_tablet(session_id: str, label: str, now: datetime) -> tuple[Tablet, str]:
    """Make room for one more tablet, and return it with its credential, which is shown once, in a QR code."""
    credential = new_token()
    with writing() as session:
        tablet = Tablet(session_id=session_id, label=label, credential_hash=hash_token(credential), made_at=now, told={})
        session.add(tablet)
    return tablet, credential


def tablet_of(credential: str) -> Tablet | None:
    """Return the tablet that a credential belongs to, revoked or not: what it brings is never lost."""
    return db.session.scalar(select(Tablet).where(Tablet.credential_hash == hash_token(credential))) if credential else None


def pair(tablet: Tablet, now: datetime) -> dict[str, Any]:
    """Return all that a tablet needs to take answers without a network."""
    session = db.session.get_one(InPersonSession, tablet.session_id)
    with writing() as write:
        kept = write.get(Tablet, tablet.id)
        kept.paired_at, kept.seen_at = kept.paired_at or now, now
    return {"tablet": tablet.id, "label": tablet.label, "session": session.id, "name": session.name, "public_key": session.public_key, "pin": session.pin,
            "surveys": session.surveys, "readings": session.readings, "is_rehearsal": session.is_rehearsal, "epoch": epoch(now),
            "codes": [new_code() for _ in range(CODES_AT_ONCE)]}


def tell(tablet: Tablet, told: Any, now: datetime) -> None:
    """Keep what a tablet says of itself. Anything but known, small numbers is left out."""
    said = told if isinstance(told, dict) else {}
    kept: dict[str, Any] = {name: said[name] for name in NUMBERS if isinstance(said.get(name), int) and 0 <= said[name] < 10**7}
    kept["discarded"] = _discarded(said.get("discarded"))
    kept["is_ready"], kept["version"] = said.get("is_ready") is True, str(said.get("version", ""))[:40]
    with writing() as session:
        one = session.get(Tablet, tablet.id)
        one.told, one.seen_at = kept, now


def _discarded(told: Any) -> dict[str, str]:
    """Return what a tablet says was discarded there: the id of each item, with one of the known reasons."""
    some = list(told.items())[:MOST_DISCARDED] if isinstance(told, dict) else []
    return {id: why for id, why in some if ID.fullmatch(id) and why in DISCARDED}


def revoke(tablet_id: str, now: datetime) -> None:
    """Stop believing a tablet: what it brings from now on is kept apart. Raises LookupError."""
    with writing() as session:
        tablet = session.get(Tablet, tablet_id)
        if tablet is None:
            raise LookupError(tablet_id)
        tablet.revoked_at = tablet.revoked_at or now


def received_from(session_id: str) -> dict[str, int]:
    """Return how many finished answers came in from each tablet of a session, by its id."""
    rows = db.session.execute(select(SealedItem.tablet_id, func.count()).join(Tablet, Tablet.id == SealedItem.tablet_id)
                              .where(Tablet.session_id == session_id).group_by(SealedItem.tablet_id))
    return {tablet: n for tablet, n in rows}


def epoch(now: datetime) -> str:
    """Return the age of this database, beginning one where there is none."""
    found = db.session.scalar(select(Epoch.id).order_by(Epoch.began_at.desc()).limit(1))
    if found:
        return found
    with writing() as session:
        began = Epoch(id=new_id(), began_at=now)
        session.add(began)
    return began.id
