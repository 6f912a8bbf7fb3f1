"""A shared tablet: a real Chromium with a profile on a real disk, which can be killed and begun again."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests import ready
from tests.browser.site import Site
from voice.engagement import sessions, tablets
from voice.models import SealedItem, db

FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
TABLET = (820, 1180)
PIN = "4711"
WAIT_MS = 10_000
"""Far more than a page takes, and short enough that a page which never comes is told soon."""
STORE = """() => new Promise((done, failed) => { const asking = indexedDB.open('voice-room'); asking.onerror = () => failed(asking.error)
    asking.onsuccess = () => { const transaction = asking.result.transaction(['box', 'outbox'], 'readwrite')
    const [box, outbox] = [transaction.objectStore('box'), transaction.objectStore('outbox')]
    const found = WORK; transaction.oncomplete = () => { asking.result.close(); done(found.result) } } })"""


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


def asks_again(tablet: BrowserTablet) -> None:
    """Let a tablet send at once, as when its network comes back."""
    tablet.page.evaluate("dispatchEvent(new Event('online'))")


def outcomes(site: Site) -> list[str]:
    return site._all(db.select(SealedItem.outcome))


def soon(claim: Callable[[], Any], seconds: float = 20) -> Any:
    """Return what a claim says, as soon as that is true; after so many seconds whatever it says then."""
    end = time.monotonic() + seconds
    while not (found := claim()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@dataclass(frozen=True)
class Paired:
    """A tablet that was paired and prepared once: `folder` holds the database that knows it and its browser's profile, which knows one port."""

    folder: Path
    port: int

    def copied_to(self, folder: Path) -> Path:
        """Copy both, so that a test may do with them what it likes, and return the profile."""
        shutil.copy(self.folder / "voice.sqlite3", folder / "voice.sqlite3")
        return Path(shutil.copytree(self.folder / "profile", folder / "profile", ignore=shutil.ignore_patterns("Singleton*")))


class BrowserTablet:
    """A tablet in somebody's hands."""

    def __init__(self, chromium: BrowserType, site: Site, profile: Path) -> None:
        self.chromium, self.site, self.profile = chromium, site, profile
        self.wakes()

    def wakes(self, *more: str) -> None:
        """Begin the browser again on the same disk. `more`: flags beside the usual ones."""
        self.context: BrowserContext = self.chromium.launch_persistent_context(
            str(self.profile), executable_path=str(ready.browser()), args=[*FLAGS, *more], chromium_sandbox=False, viewport={"width": TABLET[0], "height": TABLET[1]},
            has_touch=True, locale="en-GB", base_url=self.site.origin, reduced_motion="reduce",
            ignore_default_args=["--disable-back-forward-cache"])  # as on a real tablet: a page left is kept, and comes back by Back
        self.context.set_default_timeout(WAIT_MS)
        self.page: Page = self.context.pages[0]

    def pairs(self, credential: str) -> None:
        """Scan the code, and wait until the tablet says that it is ready."""
        self.page.goto(f"/room/pair#{credential}")
        self.page.get_by_text("Ready without a network").wait_for(timeout=90_000)

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
        box = self.page.locator("textarea, .write__box--number")
        if value is not None and box.count():
            box.fill(value)
        elif value is not None:
            self.page.locator(f'.option__input[value="{value}"]').check()
        self.turns("on" if value is not None else "skip")

    def turns(self, go: str) -> None:
        """Press a button below the question and wait for the next page."""
        here = self.page.url
        self.page.locator(f'main .forward button[value="{go}"]').click()
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

    def jumps_to(self, place: str, reading: str = "easy", slug: str = "child-survey") -> None:
        """Go to another page of a survey as the tablet does, leaving nothing in the history."""
        with self.page.expect_navigation():
            self.page.evaluate("(where) => location.replace(where)", f"/room/en/{slug}/{reading}/{place}")

    def writes(self, words: str, reading: str = "easy") -> None:
        """Begin the child survey and type a comment, without turning its page, and wait until the tablet keeps it."""
        self.begins(reading=reading)
        self.answers(self._first())
        self.jumps_to("good", reading)
        self.types(words)

    def types(self, words: str) -> None:
        """Type into the box at hand, and wait until the tablet keeps it."""
        before = self.stored("box.get('draft')")
        self.page.locator("textarea").fill(words)
        assert soon(lambda: self.stored("box.get('draft')") != before)

    def finishes(self, words: str, reading: str = "easy") -> None:
        """Write one comment in the child survey and go to its end by the shortest way, without sending."""
        self.writes(words, reading)
        self.turns("on")
        self.jumps_to("check", reading)
        self.page.get_by_text(words).wait_for()

    def dies(self) -> None:
        """Be killed with SIGKILL, and begun again on the same disk."""
        self.is_killed()
        with suppress(Exception):
            self.context.close()
        for lock in self.profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.wakes()

    def is_killed(self) -> None:
        """Be killed with SIGKILL; `dies` begins it again."""
        mine = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if str(self.profile) in _command(pid)]
        for pid in mine:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _must(self) -> bool:
        return not self.page.locator('main .forward button[value="skip"]').count()

    def _first(self) -> str:
        return str(self.page.locator(".option__input").first.get_attribute("value"))

    def sends(self) -> None:
        self.page.locator("[data-send] .button").click()
        self.page.get_by_role("heading", name="Thank you. Your answers are kept on this tablet.").wait_for()

    def waiting(self) -> dict[str, int]:
        """Return how many items stand in each state, from the tablet's own store."""
        states = [item["state"] for item in self.items()]
        return {state: states.count(state) for state in set(states)}

    def items(self) -> list[dict[str, Any]]:
        """Return all finished answers as they lie in the tablet's own store."""
        return list(self.stored("outbox.getAll()"))

    def stored(self, work: str) -> Any:
        """Do something with the tablet's own store, given as a JavaScript request on `box` or `outbox`, and return what it finds."""
        return self.page.evaluate(STORE.replace("WORK", work))


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
