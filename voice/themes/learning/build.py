"""Makes a model: the shipped one from the training text alone (`voice themes build`), others from what people decided as well."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from voice.themes.classifier import FEATURES, asked, classifier
from voice.themes.findings import CODES, STANCES
from voice.themes.learning.data import Labelled, training
from voice.themes.release import FOLDER, hash_of

SEEN_AT_LEAST = {"words": 2, "letters": 3}
"""Comments in which a word, or a run of letters, must stand to count."""
STRENGTH = {"statements": 12.0, "stances": 3.0, "concern": 6.0}
"""Inverse of regularisation (C)."""
MIX = {"rules_in_statements": 0.3, "rules_in_stances": 0.25, "shown_from": 0.3, "concern_from": 0.5}
"""How rules and classifier are weighed, chosen on the 300 development comments, which are for tuning and were never learnt from. See docs/decisions/0017."""


@dataclass(frozen=True)
class Decided:
    """What people decided, to learn from beside the written text. `by`: for each comment the submission it came with.

    A word of theirs counts only where the written text has it or so many different submissions do: a model keeps its words.
    """

    labelled: Sequence[Labelled] = ()
    by: Sequence[str] = ()
    said_by_at_least: int = 5


def fit(written: Sequence[Labelled], decided: Decided | None = None) -> dict[str, Any]:
    """Return a fitted classifier as plain arrays: words, weights of words, one line a label.

    A concern is learnt from the written text alone: what people sent to safeguarding is never learnt from, so decisions hold only comments without one.
    """
    decided = decided or Decided()
    labelled = [*written, *decided.labelled]
    texts = [asked(one.comment) for one in labelled]
    kept: dict[str, Any] = {}
    found = []
    for name, settings in FEATURES.items():
        words = vocabulary(settings, texts[:len(written)], SEEN_AT_LEAST[name]) | _said_by_many(settings, texts[len(written):], decided)
        made = TfidfVectorizer(**settings, vocabulary=sorted(words))
        found.append(made.fit_transform(texts))
        kept[f"{name}_words"] = np.frombuffer("\x00".join(made.get_feature_names_out()).encode("utf-8"), dtype=np.uint8)
        kept[f"{name}_idf"] = made.idf_.astype(np.float32)
    x = hstack(found).tocsr()
    lines = [_line(x, [code in one.statements for one in labelled], STRENGTH["statements"]) for code in CODES]
    ways = [number for number, one in enumerate(labelled) if one.stance in STANCES]
    stances = LogisticRegression(C=STRENGTH["stances"], max_iter=600).fit(x[ways], [STANCES.index(labelled[number].stance) for number in ways])
    lines += [(stances.coef_[place], stances.intercept_[place]) for place in range(len(STANCES))]
    lines.append(_line(x[:len(written)], [one.concern for one in written], STRENGTH["concern"], balanced=True))
    kept["weights"] = np.stack([weights for weights, _ in lines], axis=1).astype(np.float16)
    kept["offsets"] = np.array([offset for _, offset in lines], dtype=np.float32)
    return kept


def vocabulary(settings: Mapping[str, Any], texts: Sequence[str], seen_at_least: int) -> set[str]:
    """Return the words (or pairs, or runs of letters) that stand in at least so many texts."""
    return set(TfidfVectorizer(**settings, min_df=seen_at_least).fit(texts).vocabulary_) if texts else set()


def _said_by_many(settings: Mapping[str, Any], texts: Sequence[str], decided: Decided) -> set[str]:
    """Return what stands in the words of enough different submissions, however often one of them says it."""
    words_of, said = TfidfVectorizer(**settings).build_analyzer(), dict[str, set[str]]()
    for by, text in zip(decided.by, texts, strict=True):
        said.setdefault(by, set()).update(words_of(text))
    seen = Counter(word for words in said.values() for word in words)
    return {word for word, n in seen.items() if n >= decided.said_by_at_least}


def _line(x: Any, y: list[bool], strength: float, balanced: bool = False) -> tuple[Any, float]:
    made = LogisticRegression(C=strength, max_iter=400, class_weight="balanced" if balanced else None).fit(x, y)
    return made.coef_[0], float(made.intercept_[0])


def write(folder: Path, written: Sequence[Labelled], decided: Decided | None = None, kind: str = "plain", today: date | None = None) -> dict[str, Any]:
    """Write a model and its card into a folder, made when it is missing, and return the card."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "plain.npz", **fit(written, decided))
    digest = hash_of(folder / "plain.npz")
    card: dict[str, Any] = {"name": f"{kind}-{digest[:8]}", "sha256": digest, "made_on": str(today or date.today()),
                            "learnt_from": len(written), "licence": "the project's own", "mix": MIX}
    if decided:
        card["decisions"] = len(decided.labelled)
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    classifier.cache_clear()
    return card


def build(folder: Path = FOLDER, today: date | None = None) -> dict[str, Any]:
    """Write the shipped model and its card, and return the card. The figures come with `voice themes evaluate`."""
    return write(folder, training(), today=today)
