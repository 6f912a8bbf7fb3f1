"""The real application behind a real port, which can be stopped and started as a network can."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.browser import axe
from tests.conftest import Clock
from voice.models import Comment, Draft, Submission, db

PORT_BACK_WITHIN_S = 60


def lasting_port() -> int:
    """Return a port that no system gives away by itself, for a site that comes back to it again and again."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


def wait_for(port: int) -> None:
    """Wait until the system lets a port be listened on again: a server that is made too early leaves its socket open. Raises OSError after a minute."""
    until = time.monotonic() + PORT_BACK_WITHIN_S
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind(("127.0.0.1", port))
            except OSError:
                if time.monotonic() > until:
                    raise
        time.sleep(0.1)


class Quiet(WSGIRequestHandler):
    """A handler that writes no line a request, and can be cut off."""

    open: ClassVar[set[socket.socket]] = set()

    def setup(self) -> None:
        super().setup()
        self.open.add(self.connection)

    def finish(self) -> None:
        self.open.discard(self.connection)
        with suppress(OSError):  # cut off meanwhile
            super().finish()

    def log(self, *_: Any) -> None:
        pass


class Site:
    """The application, what it has stored, and its switch."""

    def __init__(self, app: Flask, clock: Clock, port: int = 0) -> None:
        self.app, self.clock, self.port, self.is_secure = app, clock, port, False
        self._server: BaseWSGIServer | None = None

    def starts(self) -> None:
        """Listen, on the same port as before, as soon as the system gives it back."""
        wait_for(self.port)
        self._server = make_server("127.0.0.1", self.port, self._answers, threaded=True, request_handler=Quiet, ssl_context="adhoc" if self.is_secure else None)
        self.port = self._server.port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def _answers(self, environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] != axe.AT:
            return self.app(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "max-age=3600, immutable")])
        return [axe.AXE_SCRIPT.encode()]

    def stops(self) -> None:
        """Be gone, as when the network is: also for whoever is connected."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        for connection in list(Quiet.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def origin(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://127.0.0.1:{self.port}"

    @contextmanager
    def answering(self, endpoint: str, view: Any) -> Iterator[None]:
        """Let an address answer with something else for a while."""
        real = self.app.view_functions[endpoint]
        self.app.view_functions[endpoint] = view
        try:
            yield
        finally:
            self.app.view_functions[endpoint] = real

    def submissions(self) -> list[Submission]:
        return self._all(select(Submission))

    def comments(self) -> list[str]:
        return self._all(select(Comment.text))

    def kept(self, question_id: str) -> Any:
        """Return what the newest draft holds for a question, or None."""
        drafts = self._all(select(Draft.answers).order_by(Draft.begun_at.desc()))
        return (drafts[0].get(question_id) or {}).get("v") if drafts else None

    def _all(self, query: Any) -> list[Any]:
        with self.app.app_context():
            found = list(db.session.scalars(query))
            db.session.remove()
        return found
