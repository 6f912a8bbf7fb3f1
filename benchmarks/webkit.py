"""A shared tablet on WebKit, the nearest to Safari that runs here: over https, without a network, and sending by itself afterwards.

Needs Debian's webkit2gtk-driver and xvfb.

    .venv/bin/python -m benchmarks.webkit
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.server import row
from tests.browser.site import Site, lasting_port
from tests.browser.tablet import a_session, a_tablet, soon
from tests.conftest import Clock
from tests.ready import answers
from voice import create_app
from voice.config import Settings
from voice.setting_up import set_up

DISPLAY = ":97"
WORDS = "The lift is always broken"
BACK_WITHIN_S = 60
HAS = ("isSecureContext", "Boolean(navigator.serviceWorker)", "Boolean(navigator.locks)", "Boolean(crypto.randomUUID)", "Boolean(navigator.storage?.persist)",
       "'SyncManager' in window")


class WebKit:
    """WebKit's small browser, driven over the WebDriver protocol."""

    def __init__(self, port: int, browser: Path) -> None:
        self.base = f"http://127.0.0.1:{port}"
        options = {"binary": str(browser), "args": ["--automation"]}
        made = self._asks("POST", "/session", capabilities={"alwaysMatch": {"acceptInsecureCerts": True, "webkitgtk:browserOptions": options}})
        self.session, self.version = f"/session/{made['sessionId']}", made["capabilities"]["browserVersion"]

    def _asks(self, method: str, path: str, **body: Any) -> Any:
        request = urllib.request.Request(self.base + path, json.dumps(body).encode() if method == "POST" else None, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as refusal:
            raise RuntimeError(f"{method} {path}: {refusal.read().decode()}") from refusal

    def opens(self, url: str) -> None:
        self._asks("POST", f"{self.session}/url", url=url)

    def says(self, script: str) -> Any:
        """Return what a JavaScript expression gives; null while the page has no such thing yet."""
        return self._asks("POST", f"{self.session}/execute/sync", script=f"try {{ return {script} }} catch {{ return null }}", args=[])

    def waits_for(self, script: str, seconds: float = 30) -> Any:
        found = soon(lambda: self.says(script), seconds)
        if not found:
            raise TimeoutError(f"{script} never held; the page said: {self.says('document.body.innerText')}")
        return found

    def presses(self, selector: str) -> None:
        """Press what a selector finds, as soon as it is there, and wait until another page is in its place."""
        self.waits_for(f"document.querySelector({selector!r})")
        self.says(f"(window.wasAt = location.href, document.querySelector({selector!r}).click())")
        self.waits_for("window.wasAt !== location.href && document.readyState === 'complete'")

    def waiting(self) -> list[str]:
        """Return the state of every finished answer, from the tablet's own store."""
        return list(self._asks("POST", f"{self.session}/execute/async", args=[], script="""const done = arguments[0]; const asking = indexedDB.open('voice-room')
            asking.onsuccess = () => { const all = asking.result.transaction('outbox').objectStore('outbox').getAll()
            all.onsuccess = () => { asking.result.close(); done(all.result.map((one) => one.state)) } }"""))

    def ends(self) -> None:
        self._asks("DELETE", self.session)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Run a screen that nobody sees, the driver and the browser, until the block ends."""
    port = lasting_port()
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))
    env = {**os.environ, "DISPLAY": DISPLAY, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
    screen = subprocess.Popen(["Xvfb", DISPLAY], stderr=subprocess.DEVNULL)
    driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=env)
    try:
        assert soon(lambda: answers(f"http://127.0.0.1:{port}")), "the driver never listened"
        made = WebKit(port, browser)
        try:
            yield made
        finally:
            made.ends()
    finally:
        for process in (driver, screen):
            process.terminate()
            process.wait(10)


def answers_offline(tablet: WebKit, origin: str) -> None:
    """Answer two questions of the child survey and send, with the server gone."""
    tablet.opens(f"{origin}/room/")
    tablet.waits_for("!document.querySelector('[data-next]').hidden")
    tablet.presses('a[href="/room/en/child-survey/easy/start"]')
    tablet.presses("main form .button")
    tablet.says("document.querySelector('.option__input').click()")
    tablet.presses('main .forward button[value="on"]')
    tablet.says("location.replace('/room/en/child-survey/easy/good')")
    tablet.waits_for("document.querySelector('textarea')")
    tablet.says(f"(document.querySelector('textarea').value = {WORDS!r}, document.querySelector('textarea').dispatchEvent(new Event('input', {{ bubbles: true }})))")
    tablet.presses('main .forward button[value="on"]')
    tablet.says("location.replace('/room/en/child-survey/easy/check')")
    tablet.waits_for(f"document.querySelector('[data-answers]').innerText.includes({WORDS!r})")
    tablet.says("document.querySelector('[data-send] .button').click()")
    tablet.waits_for("document.querySelector('h1').innerText.startsWith('Thank you')")


def main() -> bool:
    """Print what WebKit has, what it did and how long it took; return whether all holds. True, with a word, where WebKit is not installed."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        print("WebKit is not here: apt-get install webkit2gtk-driver xvfb", file=sys.stderr)
        return True
    clock = Clock(datetime(2024, 9, 10, 9, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder, webkit() as tablet:
        app = create_app(Settings(data_folder=Path(folder)), clock=clock)
        set_up(app)
        credential = a_tablet(site := Site(app, clock, lasting_port()), a_session(site))
        site.is_secure = True
        site.starts()
        tablet.opens(f"{site.origin}/room/pair#{credential}")
        print(f"WebKitGTK {tablet.version}, https:", {name: tablet.says(name) for name in HAS})
        begun = time.monotonic()
        tablet.waits_for("document.querySelector('[data-status]').innerText.startsWith('Ready without a network')", 120)
        held = [row("ready without a network after", time.monotonic() - begun, 120, "s")]
        site.stops()
        answers_offline(tablet, site.origin)
        held.append(row("finished offline and waiting", tablet.waiting().count("waiting"), 1, "", at_least=True))
        begun = time.monotonic()
        site.starts()
        soon(lambda: site.comments(), 2 * BACK_WITHIN_S)  # asked of the server: the page is left alone
        held += [row("sent by itself after the server's return", time.monotonic() - begun, BACK_WITHIN_S, "s"),
                 row("known as received on the tablet", float(soon(lambda: tablet.waiting() == ["sent"])), 1, "", at_least=True),
                 row("stored once, unchanged", site.comments() == [WORDS], 1, "", at_least=True)]
        site.stops()
    return all(held)


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
