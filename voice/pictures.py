"""Pictures, drawn for this project: each an SVG file with its own description."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from voice.config import ROOT
from voice.i18n import survey_words

FOLDER = ROOT / "static" / "pictures"
PARTS = re.compile(r'<svg[^>]*viewBox="([^"]+)"[^>]*>\s*<desc>(.*?)</desc>(.*)</svg>', re.S)


class PictureMistake(ValueError):
    """A picture file has no description or is no SVG of ours."""


@cache
def _drawn(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Return for each picture its view box, description and drawing."""
    found = {}
    for path in sorted(folder.glob("*.svg")):
        parts = PARTS.search(path.read_text(encoding="utf-8"))
        if not parts or not parts[2].strip():
            raise PictureMistake(f"{path.name}: write <svg … viewBox=…><desc>what it shows</desc>…</svg>")
        found[path.stem] = (parts[1], parts[2].strip(), parts[3].strip())
    return found


def descriptions(folder: Path = FOLDER) -> dict[str, str]:
    """Return what each picture shows, by its name."""
    return {name: description for name, (_, description, _) in _drawn(folder).items()}


@cache
def _markup(name: str, size: str, label: str) -> Markup:
    box, _, drawing = _drawn(FOLDER)[name]
    named = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    css = f"pic pic--{size}" if size else "pic"
    return Markup('<svg class="{}" viewBox="{}" {} focusable="false">{}</svg>').format(css, box, named, Markup(drawing))


def picture(name: str, size: str = "", described: bool = False) -> Markup:
    """Return a picture to stand in a page. It is silent for screen readers unless `described`: beside its own words it
    would only say them twice.
    """
    label = survey_words(_drawn(FOLDER)[name][1]) if described else ""
    return _markup(name, size, label)


def mark() -> Markup:
    """Return the project's mark."""
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.7"/>' for x, y in
                   ((12, 15), (20, 15), (28, 15), (9.5, 25), (16.5, 25), (23.5, 25), (30.5, 25)))
    return Markup('<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false"><path class="mark__ground" d="M11 2H29A9 9 0 '
                  '0 1 38 11V29A9 9 0 0 1 29 38H3A1 1 0 0 1 2 37V11A9 9 0 0 1 11 2Z"/><g class="mark__dot">' + dots + "</g></svg>")


