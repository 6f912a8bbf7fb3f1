"""Sessions in halls, their tablets, and what these send: planned by the form, sealed as a tablet seals."""

from __future__ import annotations

import base64
import io
import json
import secrets
from typing import Any

from bs4 import BeautifulSoup
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from tests.desk import Page, Reader
from voice.engagement import tablets
from voice.engagement.keys import OAEP
from voice.models import InPersonSession, Tablet, db
from voice.seal import new_id

PLAN = {"name": "Guiding Voices in September", "kind": "guiding_voices", "held_on": "2024-09-10", "venue": "Unity Centre", "led_by": "A facilitator",
        "surveys": ["child-survey"], "readings": ["standard", "easy", "pictures"], "expected_child": "12", "pin": "4711", "pin_again": "4711"}


def a_session(reader: Reader, **more: Any) -> InPersonSession:
    """Plan a session by the form, and return it."""
    before = set(db.session.scalars(db.select(InPersonSession.id)))
    page = reader.posts("/staff/sessions/new", **{**PLAN, **more})
    assert page.status == 200, page.text
    db.session.rollback()
    return db.session.scalars(db.select(InPersonSession).where(InPersonSession.id.not_in(before))).one()


def a_tablet(session: InPersonSession, label: str = "1") -> tuple[Tablet, str]:
    return tablets.add_tablet(session.id, label, now())


def now() -> Any:
    return current_app.extensions["clock"]()


def said(item_id: str, slug: str = "child-survey", **answers: Any) -> bytes:
    """Return an answer as a tablet writes it down before it is sealed."""
    given = {q: {"v": value, "s": False} for q, value in {"age": "from_11_to_15", **answers}.items()}
    return json.dumps({"id": item_id, "slug": slug, "edition": "2024/25", "reading": "easy", "locale": "en", "answers": given}).encode()


def sealed(session: InPersonSession, plain: bytes) -> dict[str, str]:
    public = serialization.load_der_public_key(base64.b64decode(session.public_key))
    key, iv = AESGCM.generate_key(256), secrets.token_bytes(12)
    parts = {"key": public.encrypt(key, OAEP), "iv": iv, "data": AESGCM(key).encrypt(iv, plain, None)}
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def an_item(session: InPersonSession, **answers: Any) -> dict[str, Any]:
    """Return one finished answer as it stands in a tablet's file."""
    item_id = new_id()
    return {"id": item_id, "sealed": sealed(session, said(item_id, **answers))}


def sends(app: Any, credential: str, item: dict[str, Any]) -> Any:
    """Let a tablet send an item, and return the reply."""
    return app.test_client().put(f"/room/api/items/{item['id']}", json=item["sealed"], headers={"Authorization": f"Bearer {credential}"})


def tells(app: Any, credential: str, **standing: Any) -> None:
    app.test_client().post("/room/api/state", json=standing, headers={"Authorization": f"Bearer {credential}"})


def brings_in(reader: Reader, session: InPersonSession, content: bytes, name: str = "tablet-1.voice.json") -> Page:
    """Choose a file on the page for a tablet's file, and send it."""
    token = BeautifulSoup(reader.client.get("/staff/account").text, "html.parser").select_one('input[name="csrf_token"]')["value"]
    answer = reader.client.post(f"/staff/sessions/{session.id}/import", data={"csrf_token": token, "file": (io.BytesIO(content), name)})
    return reader._arrive(answer)


def a_file(tablet: Tablet, *items: Any) -> bytes:
    return json.dumps({"voice": 1, "tablet": tablet.id, "items": list(items)}).encode()
