"""axe on the page in hand, in light and in dark, with every fold open."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEPT_SHORT = {"resultTypes": ["violations"], "preload": False}
"""Only a rule about turned screens, which is not among these, reads style sheets anew."""
BY_TAG = {"runOnly": {"type": "tag", "values": TAGS}, **KEPT_SHORT}
BY_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **KEPT_SHORT}
"""What a change of colours can change. All else is the same page."""

RUN = """options => axe.run(document, options).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => ({ id, target, html }))))"""
"""All else that axe says is long, and would be carried from the browser page by page."""
AT = "/axe.js"
"""Where the site of the tests gives axe, so that the browser keeps it ready: half a megabyte is long to hand over page by page."""
OPEN_FOLDS = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def violations(page: Page) -> list[str]:
    """Return what axe finds, a line for each element."""
    page.evaluate(OPEN_FOLDS)
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}\n;undefined") if "/room/" in page.url else page.add_script_tag(url=AT)  # a tablet's server may be gone
    found = _run(page, BY_TAG, "light")
    page.emulate_media(color_scheme="dark")
    found += _run(page, BY_COLOUR, "dark")
    page.emulate_media(color_scheme="light")
    return found


def _run(page: Page, options: dict[str, Any], scheme: str) -> list[str]:
    return [f"{one['id']} ({scheme}): {' '.join(map(str, one['target']))} {one['html'][:120]}" for one in page.evaluate(RUN, options)]
