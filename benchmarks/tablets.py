"""Thirty tablets that come back into the wifi in the same second, each with twenty finished answers: all stored once, within five minutes.

    .venv/bin/python -m benchmarks.tablets
"""

from __future__ import annotations

import base64
import http.client
import json
import secrets
import sqlite3
import threading
import time
from datetime import date

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.server import Server, row, running
from benchmarks.walk import answer_to
from surveys.library import all_surveys
from voice import clock, create_app
from voice.config import Settings
from voice.engagement import sessions, tablets
from voice.engagement.keys import OAEP

TABLETS, ANSWERS = 30, 20
LIMIT_S = 300
SURVEY = all_surveys()["child-survey"]


def prepared(server: Server) -> tuple[str, list[str]]:
    """Plan a session with its tablets in the server's own database, and return the public key and the credentials."""
    app = create_app(Settings(data_folder=server.folder))
    with app.app_context():
        plan = sessions.Plan("Benchmark", "workshop", date.today(), (SURVEY.slug,), ("standard",), "4711")
        made = sessions.plan(plan, "benchmark", app.config["SECRET_KEY"], clock.now())
        return made.public_key, [tablets.add_tablet(made.id, str(n), clock.now())[1] for n in range(TABLETS)]


def an_item(public_key: str, number: int) -> tuple[str, str]:
    """Return the id of a finished answer and what a tablet sends of it."""
    id = secrets.token_hex(16)
    answers = {q.id: {"v": answer_to(q, number), "s": False} for q in SURVEY.questions}
    plain = json.dumps({"v": 1, "id": id, "slug": SURVEY.slug, "edition": "", "reading": "standard", "locale": "en", "answers": answers}).encode()
    key, iv = secrets.token_bytes(32), secrets.token_bytes(12)
    theirs = serialization.load_der_public_key(base64.b64decode(public_key))
    assert isinstance(theirs, rsa.RSAPublicKey)
    sealed = {"key": theirs.encrypt(key, OAEP), "iv": iv, "data": AESGCM(key).encrypt(iv, plain, None)}
    return id, json.dumps({name: base64.b64encode(value).decode() for name, value in sealed.items()})


def sends(server: Server, credential: str, items: list[tuple[str, str]], statuses: list[int]) -> None:
    """Be one tablet: send each item until the server has it, as the tablet's script does."""
    for id, body in items:
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            try:
                connection.request("PUT", f"/room/api/items/{id}", body, {"Authorization": f"Bearer {credential}", "Content-Type": "application/json"})
                status = connection.getresponse().status
            except OSError:
                status = 0
            finally:
                connection.close()
            statuses.append(status)
            if status == 200:
                break
            time.sleep(1)


def main() -> bool:
    """Print how long it took and how many were lost, doubled or refused, and return whether the limits hold."""
    with running() as server:
        public_key, credentials = prepared(server)
        work = [[an_item(public_key, number) for number in range(ANSWERS)] for _ in credentials]
        statuses: list[int] = []
        threads = [threading.Thread(target=sends, args=(server, credential, items, statuses)) for credential, items in zip(credentials, work, strict=True)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent = time.perf_counter() - begun
        with sqlite3.connect(server.folder / "voice.sqlite3") as database:
            stored = database.execute("SELECT count(*), count(DISTINCT id) FROM submission WHERE channel = 'tablet'").fetchone()
    wanted = TABLETS * ANSWERS
    return all([row(f"{TABLETS} tablets, {ANSWERS} answers each, at once", spent, LIMIT_S, "s"), row("of those not stored", wanted - stored[1], 0, ""),
                row("stored twice", stored[0] - stored[1], 0, ""), row("told to come later (429)", statuses.count(429), 0, "")])


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
