"""A comment as staff see it: the words that led to a suggestion marked, personal details hidden, nothing invisible.

Pure. Offsets are characters of the comment as it is stored, end excluded; what is shown may be longer or shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

Span = tuple[int, int]

CAP = 700
"""Characters shown before “show all”: about ten lines, which most comments never reach."""
LEEWAY = 200
"""A text that is only this much longer is shown whole: a fold for one line helps nobody."""

EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
JOINING = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0dff"
"""Scripts whose letters join or part by a zero-width character, as Urdu and Hindi are properly written."""
BELONGS = re.compile(
    f"(?<=[{EMOJI}])\u200d(?=[{EMOJI}])|(?<=[{JOINING}])[\u200c\u200d](?=[{JOINING}])|\U0001f3f4[\U000e0061-\U000e007a]+\U000e007f")
"""Invisible characters that do their work: inside a family of emoji, inside a word, inside the flag of England."""
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffd\ud800-\udfff\U000e0000-\U000e0fff]")
"""Controls, zero-width characters, overrides of direction, tags, and what stands for a character that was not kept."""


@dataclass(frozen=True)
class Piece:
    """A run of a comment that is shown in one way."""

    text: str
    is_evidence: bool
    is_hidden: bool


@dataclass(frozen=True)
class Shown:
    """A comment ready for its page. `rest` is what “show all” opens; empty for most."""

    first: Markup
    rest: Markup


def merged(spans: Iterable[Sequence[int]], length: int) -> list[Span]:
    """Return spans in order, those that touch as one, cut to the text. What lies outside it is left out."""
    found: list[Span] = []
    for start, end in sorted((max(0, span[0]), min(length, span[1])) for span in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def pieces(text: str, evidence: Iterable[Sequence[int]], hidden: Iterable[Sequence[int]]) -> list[Piece]:
    """Return a text in runs, in order. Evidence gives way to what is hidden; a hidden run stays whole."""
    hide = merged(hidden, len(text))
    mark = _without(merged(evidence, len(text)), hide)
    edges = sorted({0, len(text), *(edge for span in (*hide, *mark) for edge in span)})
    marks, hides = {start for start, _ in mark}, {start for start, _ in hide}
    return [Piece(text[a:b], a in marks, a in hides) for a, b in pairwise(edges)]


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """Return spans less what lies in the holes. Both are in order and do not overlap."""
    left = []
    for start, end in spans:
        for hole_start, hole_end in holes:
            if hole_start < end and hole_end > start:
                if start < hole_start:
                    left.append((start, hole_start))
                start = min(hole_end, end)
        if start < end:
            left.append((start, end))
    return left


def visible(text: str) -> Markup:
    """Return text with what nobody can see written out (U+202E) and everything else escaped."""
    belongs = {i for found in BELONGS.finditer(text) for i in range(*found.span())}
    shown, done = [], 0
    for found in UNSEEN.finditer(text):
        if found.start() in belongs:
            continue
        shown.append(escape(text[done:found.start()]))
        shown.append(Markup('<span class="unseen">U+{}</span>').format(f"{ord(found[0]):04X}"))
        done = found.end()
    return Markup("").join([*shown, escape(text[done:])])


def marked(text: str, evidence: Iterable[Sequence[int]], hidden: Iterable[Sequence[int]], instead: str) -> Markup:
    """Return a comment as markup. `instead` stands for each hidden run ("name or contact hidden")."""
    return Markup("").join(_markup(piece, instead) for piece in pieces(text, evidence, hidden))


def _markup(piece: Piece, instead: str) -> Markup:
    if piece.is_hidden:
        return Markup('<span class="hidden-word"><span>[{}]</span></span>').format(instead)
    if piece.is_evidence:
        return Markup('<mark class="evidence">{}</mark>').format(visible(piece.text))
    return visible(piece.text)


def capped(text: str, evidence: Sequence[Sequence[int]], hidden: Sequence[Sequence[int]], instead: str,
           cap: int = CAP) -> Shown:
    """Return a comment whose end is folded away where it is long."""
    cut = _cut(text, merged(hidden, len(text)), cap)
    return Shown(marked(text[:cut], evidence, hidden, instead),
                 marked(text[cut:], _moved(evidence, cut), _moved(hidden, cut), instead))


def _cut(text: str, hidden: list[Span], cap: int) -> int:
    """Return where the first part ends: between words where there are any, and never inside something hidden."""
    if len(text) <= cap + LEEWAY:
        return len(text)
    space = max(text.rfind(" ", cap // 2, cap), text.rfind("\n", cap // 2, cap))
    cut = space + 1 if space >= 0 else cap
    return next((end for start, end in hidden if start < cut < end), cut)


def _moved(spans: Iterable[Sequence[int]], by: int) -> list[Span]:
    return [(span[0] - by, span[1] - by) for span in spans]
