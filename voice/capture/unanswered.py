"""Pages of questions that have no answer yet. They hold nothing of anybody, so each is made once and given to all."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import brotli
from flask import Response, current_app, request

MOST_PAGES = 4000
"""About 9 kB each with its compressed twin: 36 MB at most, and a survey in two languages makes some 600."""


class UnansweredPages:
    """Keeps made pages by all that they depend on. Nobody's words ever come in here: a page with an answer is made afresh."""

    def __init__(self) -> None:
        self._pages: dict[Hashable, tuple[bytes, bytes]] = {}

    def get(self, key: Hashable, make: Callable[[], str]) -> Response:
        """Return the page for a key, made and compressed at first need."""
        found = self._pages.get(key)
        if found is None:
            if len(self._pages) >= MOST_PAGES:
                self._pages.clear()
            plain = make().encode()
            found = self._pages[key] = plain, brotli.compress(plain)
        if "br" not in request.headers.get("Accept-Encoding", ""):
            return Response(found[0], mimetype="text/html")
        return Response(found[1], mimetype="text/html", headers={"Content-Encoding": "br", "Vary": "Accept-Encoding"})


def unanswered_pages() -> UnansweredPages:
    """Return the pages of the running application."""
    pages: UnansweredPages = current_app.extensions.setdefault("unanswered_pages", UnansweredPages())
    return pages
