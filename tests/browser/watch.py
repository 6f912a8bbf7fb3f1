"""What a browser must never do here: ask another host, break the page's policy, or stumble over a script."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

REFUSED = re.compile(r"^Failed to load resource: the server responded with a status of 4\d\d")
"""A browser says so of every page that is refused, such as one with something to mend. It is expected."""


class Watch:
    """Writes down what went wrong in a browser. `also_expects`: beginnings of console lines that a test brings about."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin, self.problems, self.requests = origin, list[str](), 0
        self.also_expects: list[str] = []
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _request(self, request: Request) -> None:
        self.requests += 1
        if not request.url.startswith((self.origin + "/", "data:image/")):
            self.problems.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if not response.headers.get("content-type", "").startswith("text/html"):
            return
        policy = response.headers.get("content-security-policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
            self.problems.append(f"weak policy at {response.url}: {policy}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSED.match(message.text):
            if not any(message.text.startswith(one) for one in self.also_expects):
                self.problems.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")
