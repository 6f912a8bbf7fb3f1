"""A shared tablet: a real Chromium with a profile on a real disk, which can be killed and begun again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests import ready
from tests.browser.conftest import FLAGS, WAIT_MS
from tests.browser.site import Site
from voice.engagement import sessions, tablets
from voice.models import SealedItem, db

TABLET = (820, 1180)
PIN = "4711"


def a_session(site: Site, surveys: tuple[str, ...] = ("child-survey",), **more: Any) -> str:
    """Plan a session and return its id."""
    with site.app.app_context():
        given = sessions.Plan("Guiding Voices", "guiding_voices", site.clock().date(), surveys, ("standard", "easy", "pictures"), PIN, **more)
        made = sessions.plan(given, "account 1", site.app.config["SECRET_KEY"], site.clock())
        db.session.remove()
        return made.id


def a_tablet(site: Site, session_id: str, label: str = "1") -> str:
    """Add a tablet to a session and return its credential."""
    with site.app.app_context():
        _tablet, credential = tablets.add_tablet(session_id, label, site.clock())
        db.session.remove()
        return credential


def outcomes(site: Site) -> list[str]:
    return site._all(db.select(SealedItem.outcome))


class BrowserTablet:
    """A tablet in somebody's hands."""

    def __init__(self, chromium: BrowserType, site: Site, profile: Path) -> None:
        self.chromium, self.site, self.profile = chromium, site, profile
        self.wakes()

    def wakes(self) -> None:
        self.context: BrowserContext = self.chromium.launch_persistent_context(
            str(self.profile), executable_path=str(ready.browser()), args=FLAGS, chromium_sandbox=False, viewport={"width": TABLET[0], "height": TABLET[1]},
            has_touch=True, locale="en-GB", base_url=self.site.origin, reduced_motion="reduce")
        self.context.set_default_timeout(WAIT_MS)
        self.page: Page = self.context.pages[0]

    def pairs(self, credential: str) -> None:
        """Scan the code, and wait until the tablet says that it is ready."""
        self.page.goto(f"/room/pair#{credential}")
        self.page.get_by_text("Ready without a network").wait_for(timeout=30_000)

    def begins(self, slug: str = "child-survey", reading: str = "easy") -> None:
        self.page.goto("/room/")
        self.page.locator(f'a[href="/room/en/{slug}/{reading}/start"]').click()
        self.page.get_by_role("button", name="Yes, start").click() if reading != "standard" else self._chooses(reading)
        self.page.wait_for_url("**/room/en/**")
        self.page.locator("#page").wait_for()

    def _chooses(self, reading: str) -> None:
        self.page.locator('.forward a[href$="/how"]').click()
        self.page.locator(f'input[name="reading"][value="{reading}"]').check()
        self.page.locator("main .forward .button").click()

    @property
    def question(self) -> str:
        return self.page.url.split("?")[0].rsplit("/", 1)[-1]

    def answers(self, value: str | None = None) -> None:
        """Answer the question in hand (or skip it) and wait for the next page."""
        here = self.page.url
        box = self.page.locator("textarea, .write__box--number")
        if value is not None and box.count():
            box.fill(value)
        elif value is not None:
            self.page.locator(f'.option__input[value="{value}"]').check()
        self.page.locator(f'main .forward button[value="{"on" if value is not None else "skip"}"]').click()
        self.page.wait_for_url(lambda url: url != here)
        self.page.locator("main .forward").first.wait_for()  # below all that is answered

    def walks(self, **given: str) -> None:
        """Go to the end: answer what is given, skip the rest."""
        for _ in range(80):
            if self.question == "check":
                return
            self.answers(given.get(self.question) or (self._first() if self._must() else None))
        raise AssertionError("the end never came")

    def walks_to(self, question: str) -> None:
        """Go to a question, skipping what comes before."""
        for _ in range(80):
            if self.question == question:
                return
            self.answers(self._first() if self._must() else None)
        raise AssertionError(f"{question} never came")

    def dies(self) -> None:
        """Be killed with SIGKILL, and begun again on the same disk."""
        mine = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if str(self.profile) in _command(pid)]
        for pid in mine:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(Exception):
            self.context.close()
        for lock in self.profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.wakes()

    def _must(self) -> bool:
        return not self.page.locator('main .forward button[value="skip"]').count()

    def _first(self) -> str:
        return str(self.page.locator(".option__input").first.get_attribute("value"))

    def sends(self) -> None:
        self.page.locator("[data-send] .button").click()
        self.page.get_by_role("heading", name="Thank you. Your answers are kept on this tablet.").wait_for()

    def waiting(self) -> dict[str, int]:
        """Return how many items stand in each state, from the tablet's own store."""
        states = self.page.evaluate("""() => new Promise((done) => { const asking = indexedDB.open('voice-room'); asking.onsuccess = () => {
            const all = asking.result.transaction('outbox').objectStore('outbox').getAll(); all.onsuccess = () => done(all.result.map((one) => one.state)) } })""")
        return {state: states.count(state) for state in set(states)}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return ""


@contextmanager
def tablet(chromium: BrowserType, site: Site, profile: Path) -> Iterator[BrowserTablet]:
    made = BrowserTablet(chromium, site, profile)
    try:
        yield made
    finally:
        made.context.close()
