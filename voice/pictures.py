"""Pictures, drawn for this project: each an SVG file with its own description."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from voice.config import ROOT

FOLDER = ROOT / "static" / "pictures"
PARTS = re.compile(r'<svg[^>]*viewBox="([^"]+)"[^>]*>\s*<desc>(.*?)</desc>(.*)</svg>', re.S)


NOT_DRAWN = ("0 0 96 96", "", '<path d="M10 10H86V86H10ZM10 10L86 86M86 10L10 86" class="pl"/>')
"""A crossed box, where a picture is still to be chosen."""


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
def picture(name: str, size: str = "") -> Markup:
    """Return a picture to stand beside its words. It is silent for screen readers: the words are there already."""
    box, _, drawing = _drawn(FOLDER).get(name, NOT_DRAWN)  # only a survey that cannot open yet has such a name: its preview
    css = f"pic pic--{size}" if size else "pic"
    return Markup('<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>').format(css, box, Markup(drawing))


def mark() -> Markup:
    """Return the project's mark."""
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.7"/>' for x, y in
                   ((12, 15), (20, 15), (28, 15), (9.5, 25), (16.5, 25), (23.5, 25), (30.5, 25)))
    return Markup('<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false"><path class="mark__ground" d="M11 2H29A9 9 0 '
                  '0 1 38 11V29A9 9 0 0 1 29 38H3A1 1 0 0 1 2 37V11A9 9 0 0 1 11 2Z"/><g class="mark__dot">' + dots + "</g></svg>")


