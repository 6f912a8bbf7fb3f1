"""A session without a network: how soon a page is there on a slow tablet, how much script it carries, and a whole evening of twelve people and two kills.

    .venv/bin/python -m benchmarks.offline
"""

from __future__ import annotations

import statistics
import time

from benchmarks.hall import a_hall
from benchmarks.server import row
from surveys.schema import READINGS
from tests.browser.site import Site
from tests.browser.tablet import PIN, BrowserTablet, soon
from voice import assets
from voice.engagement.api import SHEETS

SLOWER = 4
"""The processor of the tablet, against this machine's."""
TURNS = 10
PEOPLE, NOTES = 12, 3
KILLED_AFTER = (4, 8)
BACK_WITHIN_S = 60
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
TURNED = """() => new Promise((painted) => {
  let pressed = 0
  addEventListener('click', () => { pressed = performance.now() }, { once: true, capture: true })
  addEventListener('voice-page', () => requestAnimationFrame(() => requestAnimationFrame(() => painted(performance.now() - pressed))), { once: true })
  document.querySelector('main .forward button[value="skip"]').click()
})"""
"""Presses the button, and gives the milliseconds until a frame with the next question was painted: the second frame begins when the first is out."""


def slow(held: BrowserTablet, site: Site) -> list[bool]:
    """Measure first paint after the browser is begun anew, and page turns: from the press to the next page's paint. In seconds and milliseconds."""
    site.stops()
    devtools = held.context.new_cdp_session(held.page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    paints = []
    for _ in range(5):
        held.page.goto("/room/")
        paints.append(float(soon(lambda: held.page.evaluate(FIRST_PAINT))))
    held.begins()
    held.answers("from_11_to_15")
    turns = []
    for _ in range(TURNS):
        turns.append(float(held.page.evaluate(TURNED)))
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    print("page turns (ms):", ", ".join(f"{one:.0f}" for one in sorted(turns)))
    return [row(f"first paint offline, processor {SLOWER} times slower (median)", statistics.median(paints) / 1000, 1, "s"),
            row(f"page turn offline, processor {SLOWER} times slower (median)", statistics.median(turns), 150, "ms")]


def script() -> bool:
    """Add up what a respondent's tablet loads as scripts, compressed with brotli, in kB."""
    names = [assets.built_names()[name] for name in (*(one for one in SHEETS if one.endswith(".js")), "room-worker.js")]
    return row("all scripts of a tablet, compressed", sum((assets.BUILD / f"{name}.br").stat().st_size for name in names) / 1000, 60, "kB")


def notes(held: BrowserTablet, texts: list[str]) -> None:
    """Take group notes behind the PIN."""
    held.page.goto("/room/notes")
    held.page.fill("#pin", PIN)
    held.page.get_by_role("button", name="Open").click()
    for number, text in enumerate(texts, 1):
        held.page.fill("#text", text)
        held.page.check('[name="whose"][value="child"]')
        held.page.get_by_role("button", name="Keep this note").click()
        held.page.get_by_text(f"Note {number} is kept on this tablet, sealed.").wait_for()


def evening(held: BrowserTablet, site: Site) -> list[bool]:
    """Let twelve people answer in three ways of reading, take notes, kill the browser twice, and let the server come back with nobody touching anything."""
    site.stops()
    texts, noted = ([f"{who} {number} wants the lift to work" for number in range(n)] for who, n in (("Person", PEOPLE), ("Group", NOTES)))
    for number, text in enumerate(texts):
        held.finishes(text, READINGS[number % len(READINGS)])
        held.sends()
        if number + 1 in KILLED_AFTER:
            held.dies()
    notes(held, noted)
    texts += noted
    held.page.goto("/room/")
    begun = time.monotonic()
    site.starts()
    soon(lambda: held.waiting() == {"sent": len(texts)}, 2 * BACK_WITHIN_S)
    spent = time.monotonic() - begun
    stored = site.comments()
    return [row(f"{PEOPLE} people and {NOTES} notes offline, two kills: all sent after the server's return", spent, BACK_WITHIN_S, "s"),
            row("of those not stored", len(set(texts) - set(stored)), 0, ""), row("stored twice", len(stored) - len(set(stored)), 0, "")]


def main() -> bool:
    """Print every figure; return whether all hold."""
    with a_hall() as (held, site):
        held_up = [script(), *evening(held, site), *slow(held, site)]
    return all(held_up)


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
