"""A tablet's file: what waited on it, sealed, carried by hand where no network is. Every item goes the same way in (R16)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from voice.engagement.receiving import Receipt, receive
from voice.models import InPersonSession, Tablet, db

LIMIT_MB = 20
"""An evening of a whole class is about 1 MB."""
MOST_ITEMS = 2000
ID = re.compile(r"[0-9a-f]{32}")


class NoTabletFile(ValueError):
    """The file is none that a tablet of this session saved. `kind`: `not_a_file`, `other_session` or `too_many`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Imported:
    """What became of a file: a receipt for each item, and how many entries were no items at all."""

    tablet: Tablet
    receipts: list[Receipt] = field(default_factory=list)
    unreadable: int = 0

    def count(self, outcome: str) -> int:
        return sum(receipt.outcome == outcome for receipt in self.receipts)


def take_in_file(session: InPersonSession, content: bytes, secrets_in_use: list[str], now: datetime,
                 stored: Callable[[str], None] = lambda _id: None) -> Imported:
    """Take in a tablet's file, as often as you like. `stored` is told the id of each answer that is in. Raises NoTabletFile."""
    said = _read(content)
    items = said.get("items")
    if said.get("voice") != 1 or not isinstance(said.get("tablet"), str) or not isinstance(items, list):
        raise NoTabletFile("not_a_file")
    if len(items) > MOST_ITEMS:
        raise NoTabletFile("too_many")
    tablet = db.session.get(Tablet, said["tablet"])
    if tablet is None or tablet.session_id != session.id:
        raise NoTabletFile("other_session")
    good = [item for item in items if isinstance(item, dict) and isinstance(item.get("id"), str) and ID.fullmatch(item["id"])]
    imported = Imported(tablet, unreadable=len(items) - len(good))
    for item in good:
        receipt = receive(tablet, item["id"], item.get("sealed"), secrets_in_use, now)
        imported.receipts.append(receipt)
        if receipt.outcome == "received":
            stored(receipt.id)
    return imported


def _read(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise NoTabletFile("not_a_file") from None
    if not isinstance(said, dict):
        raise NoTabletFile("not_a_file")
    return said
