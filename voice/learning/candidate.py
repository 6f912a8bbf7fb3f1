"""Fits a candidate from the written text and people's decisions, measures old and new on what neither learnt from, and keeps it for a person to judge."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scipy.stats import binomtest

from voice import clock
from voice.learning.decided import TooFew, learnable
from voice.learning.releases import folder_of, running
from voice.models import ModelRelease, db, writing
from voice.running import settings
from voice.staff import audit
from voice.themes import load, read
from voice.themes.learning.build import Decided, write
from voice.themes.learning.data import Labelled, training
from voice.themes.learning.evaluate import figures_on
from voice.themes.learning.measures import measure, sample_f1, shown
from voice.themes.pipeline import built
from voice.themes.release import version_of

CHANCE = 0.05
"""A difference that tossing coins would show more often than this is no difference."""

log = logging.getLogger(__name__)


def train(written: Sequence[Labelled] | None = None, others: Sequence[Labelled] = (), today: date | None = None) -> ModelRelease:
    """Fit a candidate, measure it and store it, and return its row. Nothing reads with it until somebody promotes it.

    `written`: the training text unless another is given; `others`: labelled comments from elsewhere to measure on as well.
    Raises TooFew. The same decisions give the same candidate, and a second row is not made.
    """
    decided, old, few, made_on = learnable(), running(), settings().small_number, today or clock.today()
    db.session.rollback()  # no transaction is open while it learns
    models = settings().data_folder / "models"
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models) as name:
        folder = Path(name) / "model"
        card = write(folder, written or training(), Decided(decided.learnt, decided.by, few), "learnt", made_on)
        sides = {"old": old.folder, "new": folder}
        figures: dict[str, Any] = {
            "old": old.version, "new": version_of(folder), "measured_on": str(made_on), "learnt_from": len(decided.learnt),
            "held_out": side_by_side(decided.held_out, sides, few),
            "file": {side: figures_on(others, lies, made_on) for side, lies in sides.items()} if others else None}
        (folder / "card.json").write_text(json.dumps({**card, "figures": figures}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        built.cache_clear()  # the folder it was read from goes away
        return _keep(card, figures, folder)


def side_by_side(held_out: Sequence[Labelled], sides: dict[str, Path], few: int) -> dict[str, Any]:
    """Return the figures of both models on the same comments, and on how many each is nearer to what people decided.

    A statement that fewer than `few` of them are about has none: its shares would point at single comments.
    """
    with_way = [one for one in held_out if one.stance]
    found: dict[str, Any] = {"n": len(held_out), "n_way": len(with_way)}
    near = {}
    for side, folder in sides.items():
        pairs = list(zip(read([one.comment for one in held_out], load(folder=folder)), held_out, strict=True))
        measured = measure(pairs)
        codes = {code: row if row["n"] >= few else {**dict.fromkeys(row), "n": None} for code, row in measured["codes"].items()}
        ways = measure([pair for pair in pairs if pair[1].stance])["stance"]
        found[side] = {"f1": measured["f1"], "stance": ways, "codes": codes}
        near[side] = [sample_f1(shown(finding), one.statements) for finding, one in pairs]
    better = sum(new > old for old, new in zip(near["old"], near["new"], strict=True))
    worse = sum(new < old for old, new in zip(near["old"], near["new"], strict=True))
    p = binomtest(better, better + worse).pvalue if better + worse else 1.0
    return {**found, "better": better, "worse": worse, "same": len(held_out) - better - worse, "is_chance": bool(p > CHANCE)}


def _keep(card: dict[str, Any], figures: dict[str, Any], folder: Path) -> ModelRelease:
    place = folder_of(card["name"])
    if not place.exists():
        folder.rename(place)  # whole or not at all
    with writing() as session:
        row = session.get(ModelRelease, card["name"])
        if row is None:
            row = ModelRelease(name=card["name"], sha256=card["sha256"], figures=figures, made_at=clock.now(), state="candidate")
            session.add(row)
            audit.record("model trained", row.name, f"{figures['learnt_from']} decisions, measured on {figures['held_out']['n']}")
    return row  # type: ignore[no-any-return]


def train_when_asked() -> None:
    """Do what the page's button asks the queue for. Too few decisions is no failure: the page says it too."""
    try:
        log.info("a candidate is ready: %s", train().name)
    except TooFew as few:
        log.info("no candidate: %s", few)


def lines(release: ModelRelease) -> list[str]:
    """Return a candidate beside the old model as lines to read in a terminal."""
    held = release.figures["held_out"]
    found = [f"{release.name} from {release.figures['learnt_from']} decisions, beside {release.figures['old']}, on {held['n']} decisions that neither learnt from",
             f"{'F1':14}{'old':>8}{'new':>8}{'n':>8}"]
    for code, row in held["new"]["codes"].items():
        before = held["old"]["codes"][code]["f1"]
        enough = row["f1"] is not None and before is not None
        found.append(f"{code:14}{before:>8.2f}{row['f1']:>8.2f}{row['n']:>8}" if enough else f"{code:14}{'too few':>16}")
    found.append(f"{'all':14}{held['old']['f1']:>8.2f}{held['new']['f1']:>8.2f}{held['n']:>8}")
    found.append(f"nearer {held['better']}, further {held['worse']}, same {held['same']}{' (may be chance)' if held['is_chance'] else ''}")
    return [*found, "An administrator promotes or refuses it under /staff/model/candidates; nothing reads with it before."]
