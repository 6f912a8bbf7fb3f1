"""What came from a tablet, or was typed in, and could not be stored as an answer: listed with its reason, and tried again by staff (R9)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from voice.engagement.receiving import Receipt, receive
from voice.engagement.words import REVOKED
from voice.models import KeptApart, PaperBatch, PaperEntry, SealedItem, Tablet, db


@dataclass(frozen=True)
class Apart:
    """One item that was kept apart. `may_try`: its bytes are here and can be opened again; `is_revoked`: only staff may let it in."""

    id: str
    label: str
    reason: str
    received_at: datetime
    may_try: bool = False
    is_revoked: bool = False


def kept_apart(session_id: str) -> list[Apart]:
    """Return what was kept apart of a session, the newest first: what did not open, and other content under an id in use."""
    of_session = select(SealedItem, Tablet.label).join(Tablet, Tablet.id == SealedItem.tablet_id).where(Tablet.session_id == session_id)
    unopened = [Apart(item.id, label, item.reason, item.received_at, item.sealed is not None, item.reason == REVOKED)
                for item, label in db.session.execute(of_session.where(SealedItem.outcome == "kept_apart"))]
    others = select(KeptApart, Tablet.label).join(SealedItem, SealedItem.id == KeptApart.submission_id).join(
        Tablet, Tablet.id == SealedItem.tablet_id).where(Tablet.session_id == session_id)
    differing = [Apart(one.submission_id, label, one.reason, one.received_at) for one, label in db.session.execute(others)]
    forms = select(KeptApart, PaperEntry).join(PaperEntry, PaperEntry.id == KeptApart.submission_id).join(
        PaperBatch, PaperBatch.id == PaperEntry.batch_id).where(PaperBatch.session_id == session_id)
    differing += [Apart(entry.id, _("Form %(name)s", name=entry.number or entry.place), one.reason, one.received_at) for one, entry in db.session.execute(forms)]
    return sorted([*unopened, *differing], key=lambda one: (one.received_at, one.id), reverse=True)


def try_again(session_id: str, item_id: str, takes_revoked: bool, secrets_in_use: list[str], now: datetime) -> Receipt:
    """Open an item again with its session's key. `takes_revoked`: staff have the tablet in their hands and let in what it brought.

    Raises LookupError where there is nothing to try.
    """
    item = db.session.get(SealedItem, item_id)
    tablet = db.session.get(Tablet, item.tablet_id) if item is not None else None
    if item is None or tablet is None or tablet.session_id != session_id or item.outcome != "kept_apart" or item.sealed is None:
        raise LookupError(item_id)
    return receive(tablet, item.id, json.loads(item.sealed), secrets_in_use, now, takes_revoked)
