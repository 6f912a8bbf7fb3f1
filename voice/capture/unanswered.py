"""Pages of questions that have no answer yet. They hold nothing of anybody, so each is made once and given to all."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import current_app

MOST_PAGES = 4000
"""About 7 kB each: 28 MB at most, and a survey in two languages makes some 600."""


class UnansweredPages:
    """Keeps made pages by all that they depend on. Nobody's words ever come in here: a page with an answer is made afresh."""

    def __init__(self) -> None:
        self._pages: dict[Hashable, str] = {}

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """Return the page for a key, making it at first need."""
        page = self._pages.get(key)
        if page is None:
            if len(self._pages) >= MOST_PAGES:
                self._pages.clear()
            page = self._pages[key] = make()
        return page


def unanswered_pages() -> UnansweredPages:
    """Return the pages of the running application."""
    pages: UnansweredPages = current_app.extensions.setdefault("unanswered_pages", UnansweredPages())
    return pages
