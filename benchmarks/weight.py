"""What a phone must carry: bytes and requests of the first question page, of a page turn, and slow 3G until the words are there.

    .venv/bin/python -m benchmarks.weight
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.server import Server, row, running
from tests.ready import browser

FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
LARGEST_TEXT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true}))"""


@dataclass
class Carried:
    """What came over the network: bytes with headers, as compressed, by kind of file."""

    sizes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def listen(self, session: Any) -> None:
        session.on("Network.responseReceived", lambda e: self.kinds.__setitem__(e["requestId"], e["type"]))
        session.on("Network.loadingFinished", lambda e: self.sizes.__setitem__(e["requestId"], int(e["encodedDataLength"])))

    def total(self, kind: str | None = None) -> float:
        """Return kilobytes (1,000 bytes), of one kind or of all."""
        return sum(size for key, size in self.sizes.items() if kind in (None, self.kinds.get(key))) / 1000


def phone(chromium: Browser) -> tuple[BrowserContext, Page, Any, Carried]:
    """Return a new phone with an empty cache, its page, its inspector and what it carries."""
    context = chromium.new_context(**PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    carried = Carried()
    carried.listen(session)
    return context, page, session, carried


def first_question(server: Server, chromium: Browser, reading: str) -> list[bool]:
    """Measure the first question page for somebody who has nothing kept, and the page turn after it."""
    context, page, _, _ = phone(chromium)
    page.goto(f"{server.base}/en/strategy-2024/how")
    page.check(f"input[value={reading}]", force=True)
    page.click(".forward .button")
    address, cookies = page.url, context.cookies()
    context.close()
    context, page, _, carried = phone(chromium)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(address, wait_until="networkidle")
    held = [row(f"first question page, {reading}, everything", carried.total(), 60, "kB"),
            row(f"first question page, {reading}, requests", len(carried.sizes), 8, ""),
            row(f"first question page, {reading}, script", carried.total("Script"), 15, "kB")]
    turns = []
    for _ in range(4):
        carried.sizes.clear()
        page.check(".option__input >> nth=0", force=True) if page.query_selector(".option__input") else None
        page.click(".forward .button >> nth=0")
        page.wait_for_load_state("networkidle")
        turns.append(carried.total())
    context.close()
    return [*held, row(f"page turn, {reading}, the heaviest of 4", max(turns), 15, "kB")]


def slow(server: Server, chromium: Browser, reading: str, times: int = 3) -> bool:
    """Measure when the largest text is painted on slow 3G with a processor 4 times slower (median, in seconds)."""
    found = []
    for _ in range(times):
        context, page, _, _ = phone(chromium)
        page.goto(f"{server.base}/en/strategy-2024/how")
        page.check(f"input[value={reading}]", force=True)
        page.click(".forward .button")
        address, cookies = page.url, context.cookies()
        context.close()
        context, page, session, _ = phone(chromium)
        context.add_cookies(cookies)  # type: ignore[arg-type]
        session.send("Network.emulateNetworkConditions", SLOW_3G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address, wait_until="load")
        found.append(float(page.evaluate(LARGEST_TEXT)))
        context.close()
    return row(f"slow 3G, {reading}, largest text", statistics.median(found) / 1000, 3, "s")


def main() -> bool:
    """Print every figure; return whether all hold."""
    with running() as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS, chromium_sandbox=False)
        held = [holds for reading in ("standard", "easy", "pictures") for holds in first_question(server, chromium, reading)]
        held += [slow(server, chromium, reading) for reading in ("standard", "easy", "pictures")]
        chromium.close()
    return all(held)


if __name__ == "__main__":
    raise SystemExit(not main())
