"""Measures the second level on comments whose strands were given by hand: `voice themes strands`."""

from __future__ import annotations

import json
from dataclasses import dataclass

from voice.themes.learning.data import FOLDER, training
from voice.themes.learning.measures import Share, share
from voice.themes.pipeline import load, read
from voice.themes.release import VERSION
from voice.themes.strands import strands

TUNED_ON = 110
"""The first of the labelled comments: rules and thresholds were tuned on them. Only the rest says how well it works."""


@dataclass(frozen=True)
class Figures:
    """How well strands are found in comments that nothing was tuned on: for all together, for each, and for having none at all."""

    comments: int
    together: Share
    each: dict[str, Share]
    none: Share


def labelled() -> dict[str, frozenset[str]]:
    """Return the strands that were given by hand to each comment, by its id, in the order in which they were drawn."""
    rows = (json.loads(line) for line in (FOLDER / "strands.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["id"]: frozenset(row["strands"]) for row in rows}


def evaluate(tuned_on: bool = False) -> Figures:
    """Return the figures of the shipped pipeline on the held-out part, or on the part that it was tuned on."""
    wanted = dict(list(labelled().items())[:TUNED_ON] if tuned_on else list(labelled().items())[TUNED_ON:])
    comments = [one.comment for one in training() if one.comment.id in wanted]
    ids = [id for id, strand in strands().items() if strand.statement]
    found = {finding.id: {one.id for one in finding.strands} & set(ids) for finding in read(comments, load())}
    pairs = [(found[id], labels) for id, labels in wanted.items()]
    return Figures(len(pairs), share((id in got, id in labels) for got, labels in pairs for id in ids),
                   {id: share((id in got, id in labels) for got, labels in pairs) for id in ids},
                   share((not got, not labels) for got, labels in pairs))


def lines(figures: Figures) -> list[str]:
    """Return figures as lines to read in a terminal."""
    rows = [("all together", figures.together), ("no strand", figures.none), *figures.each.items()]
    return [f"{VERSION} on {figures.comments} comments labelled by hand, none of them tuned on",
            f"{'':28}{'precision':>10}{'recall':>10}{'F1':>8}{'n':>6}",
            *(f"{name:28}{_said(row.precision):>10}{_said(row.recall):>10}{_said(row.f1):>8}{row.n:>6}" for name, row in rows)]


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
