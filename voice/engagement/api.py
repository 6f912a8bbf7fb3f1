"""What tablets ask of the server. A tablet shows its credential; it may add and be told, and nothing else (R18). No cookie, no sign-in."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, cast

from flask import Flask, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from voice import assets, clock, jobs
from voice.engagement import tablets
from voice.engagement.documents import addresses, bp
from voice.engagement.receiving import moment, receive
from voice.extensions import csrf
from voice.models import InPersonSession, Tablet, db
from voice.models.edition import edition_now
from voice.running import secrets_in_use

SHEETS = ("respondent.css", "room.js", "listen.js", "fresh.js", "mark.svg")
"""What the pages of a tablet load."""


def _tablet() -> Tablet | None:
    kind, _, credential = request.headers.get("Authorization", "").partition(" ")
    return tablets.tablet_of(credential) if kind == "Bearer" else None


def _stranger() -> ResponseReturnValue:
    return jsonify(error="unknown tablet"), 401


@bp.post("/api/pair")
@csrf.exempt
def pairing() -> ResponseReturnValue:
    """Give a tablet what it needs to take answers."""
    tablet = _tablet()
    if tablet is None or tablet.revoked_at is not None:
        return _stranger()
    return jsonify(tablets.pair(tablet, clock.now()))


@bp.put("/api/items/<item_id>")
@csrf.exempt
def item(item_id: str) -> ResponseReturnValue:
    """Take one sealed answer. The reply names the id and the digest of what was sealed; only then may the tablet let it go (R6)."""
    tablet = _tablet()
    if tablet is None:
        return _stranger()
    if not tablets.ID.fullmatch(item_id):
        return jsonify(error="no id"), 400
    receipt = receive(tablet, item_id, request.get_json(force=True, silent=True), secrets_in_use(), clock.now(), clock_there=moment(request.headers.get("Voice-Clock")))
    if receipt.outcome == "received":
        jobs.ask_to_read(current_app, item_id)
    return jsonify(id=receipt.id, digest=receipt.digest, outcome=receipt.outcome, reason=receipt.reason), receipt.status


@bp.post("/api/state")
@csrf.exempt
def state() -> ResponseReturnValue:
    """Hear how a tablet stands, and tell it the age of this database and the time here, in milliseconds: by its own clock it forgets nothing (R28)."""
    tablet = _tablet()
    if tablet is None:
        return _stranger()
    now = clock.now()
    tablets.tell(tablet, request.get_json(force=True, silent=True), now)
    return jsonify(epoch=tablets.epoch(now), now=int(now.timestamp() * 1000))


@bp.get("/api/kit")
def kit() -> ResponseReturnValue:
    """List every file that the tablet's session needs, each with its SHA-256."""
    tablet = _tablet()
    if tablet is None:
        return _stranger()
    session = db.session.get_one(InPersonSession, tablet.session_id)
    editions = [edition_now(slug, clock.now()) for slug in session.surveys]
    files = digests(tuple(session.surveys), (clock.today(), *((one.name, one.closes_on, one.reason) for one in editions if one)))
    version = hashlib.sha256("".join(f"{address} {digest}\n" for address, digest in files.items()).encode()).hexdigest()[:16]
    return jsonify(version=version, files=files)


@lru_cache(maxsize=16)
def digests(slugs: tuple[str, ...], _said: tuple[Any, ...]) -> dict[str, str]:
    """Return the digest of every file of a kit, by its address. Made again whenever what pages say of days changes: today, and each survey's edition."""
    with ThreadPoolExecutor(1) as aside:  # a request inside a request would share its language
        found = aside.submit(_pages, cast(Any, current_app)._get_current_object(), addresses(list(slugs))).result()
    for name in SHEETS:
        address = assets.asset(name)
        found[address] = hashlib.sha256((assets.BUILD / address.rsplit("/", 1)[-1]).read_bytes()).hexdigest()
    return found


def _pages(app: Flask, wanted: list[str]) -> dict[str, str]:
    client, found = app.test_client(), {}
    for address in wanted:
        reply = client.get(address)
        if reply.status_code != 200:
            raise RuntimeError(f"{address} answered {reply.status_code}")
        found[address] = hashlib.sha256(reply.data).hexdigest()
    return found
