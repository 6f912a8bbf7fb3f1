"""Whether more text would still help: the same classifier learnt from less of it. `voice themes curve FILE`."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from voice.themes.classifier import Plain
from voice.themes.findings import CODES, STANCES, Finding, StatementFinding
from voice.themes.learning.build import write
from voice.themes.learning.data import Labelled, read_labelled, training
from voice.themes.learning.measures import Pairs, both, mean
from voice.themes.mixing import NO_MORE_THAN, Mix
from voice.themes.pipeline import load, read
from voice.themes.release import VERSION

SIZES = (500, 1000, 2000, 4000)
DRAWS = 3
"""Times that each smaller size is drawn: one draw may be lucky."""
SEED = 2024
FOLDS = 5
FIGURES = ("f1", "stance", "concern_precision", "concern_recall")


def curve(path: Path, texts: Sequence[Labelled] | None = None, sizes: Sequence[int] = SIZES, draws: int = DRAWS, today: date | None = None,
          folds: int = FOLDS) -> dict[str, Any]:
    """Return how well the classifier reads a labelled file, alone and with the rules, by how many comments it learnt from."""
    texts, measured = texts or training(), read_labelled(path)
    rows = []
    for size in sizes:
        found = [_measured(few, measured) for few in _drawn(texts, size, draws if size < max(sizes) else 1)]
        rows.append({"n": size, "draws": len(found), **{way: {name: mean(one[way][name] for one in found) for name in FIGURES} for way in ("alone", "mixed")}})
    return {"pipeline": VERSION, "measured_on": str(today or date.today()), "rows": rows, "crossed": crossed(texts, folds)}


def crossed(texts: Sequence[Labelled], folds: int) -> dict[str, Any]:
    """Return the figures on the written text itself, each comment read by a model that did not learn from it.

    The rules were mended with the mistakes of the measured file before one's eyes, so what comes next may be read more like this.
    """
    mixed = random.Random(SEED).sample(texts, len(texts))  # noqa: S311
    pairs: list[tuple[Finding, Labelled]] = []
    for fold in range(folds):
        with tempfile.TemporaryDirectory() as name:
            folder, held_out = Path(name), mixed[fold::folds]
            write(folder, [one for number, one in enumerate(mixed) if number % folds != fold])
            pairs += zip(read([one.comment for one in held_out], load(folder=folder)), held_out, strict=True)
    return {"n": len(pairs), "folds": folds, "concerns": sum(one.concern for _, one in pairs), **_figures(pairs)}


def _drawn(texts: Sequence[Labelled], size: int, draws: int) -> Iterator[list[Labelled]]:
    for number in range(draws):
        yield random.Random(SEED + number).sample(texts, min(size, len(texts)))  # noqa: S311


def _measured(few: Sequence[Labelled], measured: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    comments = [one.comment for one in measured]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, few)
        return {"alone": _figures(list(zip(alone(Plain(folder), measured), measured, strict=True))),
                "mixed": _figures(list(zip(read(comments, load(folder=folder)), measured, strict=True)))}


def alone(model: Plain, measured: Sequence[Labelled]) -> Iterator[Finding]:
    """Yield what the classifier says without the rules: what it would show where no rule speaks."""
    mix, chances = Mix.of(model.card["mix"]), model([one.comment for one in measured])
    least = mix.shown_from / (1 - mix.rules_in_statements)
    for one, scores, stances, concern in zip(measured, chances.statements, chances.stances, chances.concern, strict=True):
        likely = sorted((place for place in range(len(CODES)) if scores[place] >= least), key=lambda place, of=scores: -of[place])[:NO_MORE_THAN]  # type: ignore[misc]
        yield Finding(one.comment.id, tuple(StatementFinding(CODES[place], float(scores[place]), ()) for place in likely), STANCES[int(stances.argmax())],
                      bool(concern >= mix.concern_from), (), (), (), "themed" if likely else "other")


def _figures(pairs: Pairs) -> dict[str, float]:
    found = both(pairs)
    return {"f1": found["f1"], "stance": found["stance"], "concern_precision": found["concern"]["precision"] or 0.0, "concern_recall": found["concern"]["recall"] or 0.0}


def lines(found: dict[str, Any]) -> list[str]:
    """Return the curve as lines to read in a terminal."""
    head = f"{'comments':>8}{'draws':>7}" + "".join(f"{way + ' ' + name.replace('concern_', 'c. '):>20}" for way in ("alone", "mixed") for name in FIGURES)
    rows = [f"{row['n']:>8,}{row['draws']:>7}" + "".join(f"{row[way][name]:>20.3f}" for way in ("alone", "mixed") for name in FIGURES) for row in found["rows"]]
    of = found["crossed"]
    said = ", ".join(f"{name.replace('_', ' ')} {of[name]:.3f}" for name in FIGURES)
    return [head, *rows, f"each of {of['n']:,} written comments read by a model that did not learn from it: {said}"]
