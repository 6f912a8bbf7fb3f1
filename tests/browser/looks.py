"""What can be measured of how a page looks: each returns what is wrong, a line for each element."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_HELPERS = """
const hidden = one => one.closest('.visually-hidden, [hidden], [aria-hidden="true"], .skip-link')
  || (one.closest('details:not([open])') && !one.closest('summary')) || !one.getClientRects().length
const name = one => `${one.tagName.toLowerCase()}.${String(one.className.baseVal ?? one.className).replaceAll(' ', '.')} “${(one.innerText || '').slice(0, 40)}”`
const all = what => [...document.body.querySelectorAll(what)].filter(one => !hidden(one))
const speaks = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
const lines = one => [...one.childNodes].filter(node => node.nodeType === 3 && node.data.trim()).flatMap(node => {
  const range = document.createRange()
  range.selectNodeContents(node)
  return [...range.getClientRects()]
})
"""

SIDEWAYS = """
const width = document.documentElement.clientWidth
if (document.scrollingElement.scrollWidth <= width) return []
const wide = all('*').filter(one => {
  const box = one.getBoundingClientRect()
  return (box.right > width + 1 || box.left < -1) && !one.closest('.table-scroll table')
})
return [`${document.scrollingElement.scrollWidth} of ${width} px`, ...wide.slice(-3).map(name)]
"""

CUT = """
const width = document.documentElement.clientWidth
const faults = []
for (const one of all('*')) {
  if (one.closest('svg, textarea, select') || !speaks(one)) continue
  const box = one.closest('.strategy-words, .button, .option__label, .tool, .door, .code, .mend, .safe-words, .hard-word, .note, .sure, .said, td, th') || one
  const style = getComputedStyle(box)
  if (style.overflowX !== 'visible' && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)) faults.push(`cut: ${name(one)}`)
  if (style.display === 'inline' && parseFloat(style.paddingTop) > 6 && box.getClientRects().length > 1) faults.push(`a box broken over lines: ${name(one)}`)
  const inside = box.getBoundingClientRect()
  for (const line of lines(one)) {
    if (!one.closest('.table-scroll') && (line.right > width + 1 || line.left < -1)) faults.push(`off the page: ${name(one)}`)
    else if (style.display !== 'inline' && (line.right > inside.right + 2 || line.left < inside.left - 2)) faults.push(`out of its box: ${name(one)}`)
  }
}
return [...new Set(faults)]
"""

ON_EACH_OTHER = """
const parts = all('*').filter(one => !one.closest('svg, textarea, select') && speaks(one))
  .flatMap(one => lines(one).map(box => ({one, l: box.left + 2, r: box.right - 2, t: box.top + box.height * .3, b: box.bottom - box.height * .3})))
const faults = []
parts.forEach((a, i) => parts.slice(i + 1).forEach(b => {
  if (a.one !== b.one && a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b) faults.push(`${name(a.one)} on ${name(b.one)}`)
}))
return [...new Set(faults)]
"""

SMALL_TARGETS = """
const faults = []
const OWN = '.button, .option__input, .tool, .door, summary, .way__back, .link-button, select, input, textarea, .answers__row a, .foot a, .numbers a'
for (const one of all('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
  const box = one.getBoundingClientRect()
  const inSentence = one.matches('a') && getComputedStyle(one).display === 'inline'
  const least = one.matches(OWN) && !inSentence ? 44 : inSentence ? 0 : 24
  if (box.height < least - .01 || box.width < Math.min(least, 24) - .01) faults.push(`${Math.round(box.width)} × ${Math.round(box.height)}, not ${least}: ${name(one)}`)
}
return faults
"""

HAS_FOCUS = """
const one = document.activeElement
if (!one || one === document.body) return null
const seen = one.matches('.option__input') ? one.nextElementSibling : one
const style = getComputedStyle(seen), box = seen.getBoundingClientRect()
const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
return {name: name(one), id: one.id, value: one.value ?? '', href: one.getAttribute('href') || '', go: one.getAttribute('name') === 'go',
  isShown: outlined || style.boxShadow !== 'none',
  isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0}
"""

SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
"""WCAG 2.2, 1.4.12: what people may set for themselves."""


def _asks(page: Page, script: str) -> Any:
    return page.evaluate(f"() => {{ {_HELPERS} {script} }}")


def sideways(page: Page, width: int, height: int = 844) -> list[str]:
    """What makes a page scroll sideways at a width in px."""
    page.set_viewport_size({"width": width, "height": height})
    return list(_asks(page, SIDEWAYS))


def cut(page: Page) -> list[str]:
    """Text that is cut off, leaves the page or leaves its box."""
    return list(_asks(page, CUT))


def on_each_other(page: Page) -> list[str]:
    """Text that lies on other text."""
    return list(_asks(page, ON_EACH_OTHER))


def small_targets(page: Page) -> list[str]:
    """What is pressed and is smaller than 24 px, or than 44 px high where it is ours to make."""
    return list(_asks(page, SMALL_TARGETS))


def focus(page: Page) -> dict[str, Any] | None:
    """What has the focus, and whether that is seen."""
    found: dict[str, Any] | None = _asks(page, HAS_FOCUS)
    return found


def open_folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def space_out(page: Page) -> None:
    """Lay a person's own style over the page, through the browser: the page's policy lets no style in."""
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    frame = tools.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    sheet = tools.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    tools.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": SPACED})
    tools.detach()
