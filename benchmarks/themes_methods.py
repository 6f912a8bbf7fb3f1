"""Measures by hand other ways to learn the statements, beside the one that is shipped, all from the same training text and on the same file:

    python -m benchmarks.themes_methods FILE

Each learns from nine tenths of the training text; the last tenth chooses the score from which a statement is shown, never FILE.
“At most” is what the best such score for FILE would give: a bound, so that no way loses by its threshold alone. Rules take no part.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from voice.themes import CODES
from voice.themes.classifier import Plain, asked
from voice.themes.learning.build import write
from voice.themes.learning.data import Labelled, read_labelled, training
from voice.themes.learning.measures import mean, sample_f1

SEED = 2024
THRESHOLDS = [n / 20 for n in range(4, 15)]
EPOCHS = 8
TOK2VEC = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1,
           "maxout_pieces": 3, "subword_features": True}
BOW = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": False, "ngram_size": 2, "no_output_layer": False}
WAYS: dict[str, dict[str, Any]] = {
    "spaCy textcat_multilabel, bag of words": BOW,
    "spaCy textcat_multilabel, CNN": {"@architectures": "spacy.TextCatCNN.v2", "exclusive_classes": False, "tok2vec": TOK2VEC},
    "spaCy textcat_multilabel, ensemble": {"@architectures": "spacy.TextCatEnsemble.v2", "tok2vec": TOK2VEC, "linear_model": BOW},
}
Scores = Callable[[Sequence[Labelled]], Any]
"""Scores of the seven statements for comments in their order: n x 7."""


def plain(texts: Sequence[Labelled], folder: Path) -> tuple[Scores, int]:
    """Fit what is shipped, and return how it scores and its bytes."""
    write(folder, texts)
    made = Plain(folder)
    return lambda rows: made([one.comment for one in rows]).statements, (folder / "plain.npz").stat().st_size


def textcat(texts: Sequence[Labelled], model: dict[str, Any]) -> tuple[Scores, int]:
    """Fit spaCy's own classifier, and return how it scores and its bytes."""
    fix_random_seed(SEED)
    nlp = spacy.blank("en")
    part = nlp.add_pipe("textcat_multilabel", config={"model": model, "threshold": 0.5})
    for code in CODES:
        part.add_label(code)  # type: ignore[attr-defined]
    examples = [Example.from_dict(nlp.make_doc(asked(one.comment)), {"cats": {code: float(code in one.statements) for code in CODES}}) for one in texts]
    optimizer = nlp.initialize(lambda: examples[:200])
    choose = random.Random(SEED)
    for _ in range(EPOCHS):
        choose.shuffle(examples)
        for batch in minibatch(examples, 32):
            nlp.update(batch, sgd=optimizer, drop=0.2)
    return lambda rows: np.array([[doc.cats[code] for code in CODES] for doc in nlp.pipe(asked(one.comment) for one in rows)]), len(nlp.to_bytes())


def f1(scores: Any, rows: Sequence[Labelled], least: float) -> float:
    """Return samples-averaged F1, the mean of both coders where there are two."""
    shown = [[code for code, score in zip(CODES, row, strict=True) if score >= least] for row in scores]
    return mean((sample_f1(codes, one.statements) + sample_f1(codes, (one.second or one).statements)) / 2 for codes, one in zip(shown, rows, strict=True)) or 0.0


def best(scores: Any, rows: Sequence[Labelled]) -> float:
    """Return the score from which showing statements does best on these comments."""
    return max(THRESHOLDS, key=lambda least: f1(scores, rows, least))


def main(path: Path) -> None:
    texts, measured = training(), read_labelled(path)
    random.Random(SEED).shuffle(texts)
    chosen_by, learnt = texts[:len(texts) // 10], texts[len(texts) // 10:]
    print(f"{'':46}{'F1':>7}{'from':>7}{'at most':>9}{'a second':>10}{'MB':>7}{'fit, s':>8}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Callable[[], tuple[Scores, int]]] = {"words and runs of letters, logistic (shipped)": lambda: plain(learnt, Path(folder))}
        ways |= {name: (lambda model=model: textcat(learnt, model)) for name, model in WAYS.items()}  # type: ignore[misc]
        for name, fit in ways.items():
            began = time.perf_counter()
            scores, size = fit()
            took = time.perf_counter() - began
            least = best(scores(chosen_by), chosen_by)
            began = time.perf_counter()
            found = scores(measured)
            speed = len(measured) / (time.perf_counter() - began)
            most = f1(found, measured, best(found, measured))
            print(f"{name:46}{f1(found, measured, least):>7.3f}{least:>7.2f}{most:>9.3f}{speed:>10,.0f}{size / 2**20:>7.1f}{took:>8.0f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
