"""Makes the model that is shipped, from the training text alone: `voice themes build`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from voice.themes.classifier import FEATURES, FOLDER, asked, classifier, hash_of
from voice.themes.findings import CODES, STANCES
from voice.themes.learning.data import Labelled, training

SEEN_AT_LEAST = {"words": 2, "letters": 3}
"""Comments in which a word, or a run of letters, must stand to count."""
STRENGTH = {"statements": 12.0, "stances": 3.0, "concern": 6.0}
"""Inverse of regularisation (C)."""
MIX = {"rules_in_statements": 0.3, "rules_in_stances": 0.25, "shown_from": 0.3, "concern_from": 0.5}
"""How rules and classifier are weighed, chosen on the 300 development comments, which are for tuning and were never learnt from. See docs/decisions/0017."""


def fit(labelled: Sequence[Labelled]) -> dict[str, Any]:
    """Return a fitted classifier as plain arrays: words, weights of words, one line a label."""
    texts = [asked(one.comment) for one in labelled]
    kept: dict[str, Any] = {}
    found = []
    for name, settings in FEATURES.items():
        made = TfidfVectorizer(**settings, min_df=SEEN_AT_LEAST[name])
        found.append(made.fit_transform(texts))
        kept[f"{name}_words"] = np.frombuffer("\x00".join(made.get_feature_names_out()).encode("utf-8"), dtype=np.uint8)
        kept[f"{name}_idf"] = made.idf_.astype(np.float32)
    x = hstack(found).tocsr()
    lines = [_line(x, [code in one.statements for one in labelled], STRENGTH["statements"]) for code in CODES]
    stances = LogisticRegression(C=STRENGTH["stances"], max_iter=600).fit(x, [STANCES.index(one.stance) for one in labelled])
    lines += [(stances.coef_[place], stances.intercept_[place]) for place in range(len(STANCES))]
    lines.append(_line(x, [one.concern for one in labelled], STRENGTH["concern"], balanced=True))
    kept["weights"] = np.stack([weights for weights, _ in lines], axis=1).astype(np.float16)
    kept["offsets"] = np.array([offset for _, offset in lines], dtype=np.float32)
    return kept


def _line(x: Any, y: list[bool], strength: float, balanced: bool = False) -> tuple[Any, float]:
    made = LogisticRegression(C=strength, max_iter=400, class_weight="balanced" if balanced else None).fit(x, y)
    return made.coef_[0], float(made.intercept_[0])


def build(folder: Path = FOLDER, today: date | None = None) -> dict[str, Any]:
    """Write the model and its card, and return the card. The figures come with `voice themes evaluate`."""
    labelled = training()
    folder.mkdir(exist_ok=True)
    np.savez_compressed(folder / "plain.npz", **fit(labelled))
    digest = hash_of(folder / "plain.npz")
    card: dict[str, Any] = {"name": f"plain-{digest[:8]}", "sha256": digest, "made_on": str(today or date.today()), "learnt_from": len(labelled),
                            "licence": "the project's own", "mix": MIX}
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    classifier.cache_clear()
    return card
