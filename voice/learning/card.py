"""What the model card shows: how often what reads now is right, by whose count, and how it was made. Reads files, never the model itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voice.learning.releases import Running, running
from voice.themes.release import FIGURES, FOLDER, card_of, figures_of

CLEARLY = 0.01
"""How much better twice the text must make the whole for us to say that more text helps."""
OF_FIGURES = ("f1", "stance", "codes")


@dataclass(frozen=True)
class Card:
    """A model card. `model` is None where rules work alone; `figures` is None where this release was not measured.

    `measured_on`: "labelled" for comments that coders labelled, "decisions" for comments that people decided here.
    """

    running: Running
    model: dict[str, Any] | None
    figures: dict[str, Any] | None
    measured_on: str

    @property
    def curve(self) -> dict[str, Any] | None:
        """Return the learning curve, if it was measured; of the shipped model only."""
        return self.figures.get("curve") if self.figures else None

    @property
    def gain(self) -> float | None:
        """Return what the last doubling of the text added to F1 of rules and classifier together."""
        rows = self.curve["rows"] if self.curve else []
        return float(rows[-1]["mixed"]["f1"] - rows[-2]["mixed"]["f1"]) if len(rows) > 1 else None


def the_card() -> Card:
    """Return the card of what reads comments now."""
    now = running()
    model = card_of(now.folder)
    if now.release is None:
        return Card(now, model, figures_of(FIGURES, now.version) if now.folder == FOLDER else None, "labelled")
    kept = now.release.figures
    if kept["new"] != now.version:
        return Card(now, model, None, "decisions")
    if kept["file"]:
        return Card(now, model, kept["file"]["new"], "labelled")
    held = kept["held_out"]
    figures = {"comments": held["n"], "measured_on": kept["measured_on"], "two_coders": False, **{name: held["new"][name] for name in OF_FIGURES}}
    return Card(now, model, figures, "decisions")


def percent(part: float) -> int:
    """Return a share as it is said: of 100."""
    return round(100 * part)


def one_in(share: float) -> int | None:
    """Return of how many one is meant by a share (0.07: one in 14), or None where it is none or more than half."""
    return round(1 / share) if 0 < share <= 0.5 else None
