"""Measures what is shipped on labelled comments, and keeps the figures beside the model: `voice themes evaluate`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from voice.themes.findings import BANDS, CODES, band
from voice.themes.learning.data import FOLDER as TEXTS
from voice.themes.learning.data import Labelled, read_labelled
from voice.themes.learning.measures import Pairs, both, group_sizes, groups_of, mean, sample_f1, share
from voice.themes.pipeline import load, read
from voice.themes.release import FIGURES, FOLDER, version_of

BINS = ((0.3, 0.45), (0.45, 0.6), (0.6, 0.75), (0.75, 1.01))
UNFAIR = 0.10
"""How far below all a group's F1 may lie before it is named."""


def evaluate(path: Path, today: date | None = None, folder: Path = FOLDER) -> dict[str, Any]:
    """Return every figure of the pipeline on a labelled file, with the shipped model or another's folder. The file is never learnt from."""
    return figures_on(read_labelled(path), folder, today)


def figures_on(labelled: Sequence[Labelled], folder: Path = FOLDER, today: date | None = None) -> dict[str, Any]:
    """Return every figure of the pipeline on labelled comments."""
    pairs = list(zip(read([one.comment for one in labelled], load(folder=folder)), labelled, strict=True))
    figures = {"pipeline": version_of(folder), "measured_on": str(today or date.today()), "comments": len(labelled),
               "two_coders": all(one.second for one in labelled), **both(pairs)}
    groups = groups_of(pairs)
    return {**figures, "groups": groups, "group_sizes": group_sizes(pairs), "unfair": read_worse(groups, figures["f1"]),
            "reliability": reliability(pairs), "bands": bands(pairs), "agreement": agreement()}


def read_worse(groups: Mapping[str, float | None], whole: float) -> list[str]:
    """Return the groups whose F1 lies far below that of all comments."""
    return [name for name, f1 in groups.items() if f1 is not None and f1 < whole - UNFAIR]


def reliability(pairs: Pairs) -> list[dict[str, Any]]:
    """Return, for each band of scores, how many suggestions there are, their mean score, and what share of them people confirm."""
    said = [(one.score, one.code in labelled.statements) for finding, labelled in pairs for one in finding.statements]
    rows = []
    for least, most in BINS:
        inside = [(score, right) for score, right in said if least <= score < most]
        rows.append({"from": least, "to": min(most, 1.0), "n": len(inside), "score": mean(score for score, _ in inside), "right": mean(right for _, right in inside)})
    return rows


def bands(pairs: Pairs) -> dict[str, dict[str, Any]]:
    """Return, for each of the words that the desk says of a suggestion (strong, middle, weak), how many there are and what share is right."""
    found: dict[str, list[bool]] = {name: [] for _least, name in BANDS}
    for finding, labelled in pairs:
        for one in finding.statements:
            found[band(one.score)].append(one.code in labelled.statements)
    return {name: {"n": len(right), "right": sum(right) / len(right) if right else None} for name, right in found.items()}


def write_figures(figures: dict[str, Any], path: Path = FIGURES) -> None:
    """Write figures beside the model. A learning curve that was measured before stays, with its own release and day."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if "curve" in before and "curve" not in figures:
        figures = {**figures, "curve": before["curve"]}
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def add_curve(curve: dict[str, Any], path: Path = FIGURES) -> None:
    """Write a learning curve beside the figures that are kept already."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**before, "curve": curve}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def agreement() -> dict[str, Any]:
    """Return how far the two coders of the training text agree, before anything was settled."""
    rows = [json.loads(line) for line in (TEXTS / "second.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [(row["first"], row["second"]) for row in rows]
    same: Sequence[bool] = [one["stance"] == other["stance"] for one, other in pairs]
    return {"comments": len(pairs), "f1": sum(sample_f1(one["statements"], other["statements"]) for one, other in pairs) / len(pairs),
            "codes": {code: share((code in one["statements"], code in other["statements"]) for one, other in pairs).kappa for code in CODES},
            "concern": share((one["concern"], other["concern"]) for one, other in pairs).kappa, "stance": sum(same) / len(same)}


def lines(figures: dict[str, Any]) -> list[str]:
    """Return figures as lines to read in a terminal."""
    found = [f"{figures['pipeline']} on {figures['comments']} comments: F1 {figures['f1']:.3f}, stance {figures['stance']:.3f}",
             f"{'':14}{'precision':>10}{'recall':>10}{'F1':>8}{'kappa':>8}{'n':>8}"]
    for name, row in [*figures["codes"].items(), ("concern", figures["concern"]), ("personal", figures["personal"]), ("place", figures["place"])]:
        found.append(f"{name:14}" + "".join(f"{row[key]:>{width}.2f}" if row[key] is not None else " " * width
                                            for key, width in (("precision", 10), ("recall", 10), ("f1", 8), ("kappa", 8))) + f"{row['n']:>8.1f}")
    return [*found, *(f"{name:28} F1 {f1:.3f}{'   MORE THAN 0.10 BELOW THE WHOLE' if name in figures['unfair'] else ''}"
                      for name, f1 in figures["groups"].items() if f1 is not None)]
