"""A small classifier beside the rules: how likely each statement, each stance and a concern are, from words and parts of words.

It was fitted on text written for this project and lies in `model/` as plain numbers with their hash; nothing in it can run. Where it is missing the
rules work alone, and the version stored with every finding says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS

from .findings import CODES, Comment
from .reading import reading_copy
from .release import FOLDER, card_of, hash_of

LONGEST = 4000
"""Characters of a comment that are looked at: time stays linear and short (R48)."""
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters without a width: they part words only for a machine."""
Numbers = NDArray[np.float32]


class BadModel(ValueError):
    """The model's files are not the ones that its card names."""


@dataclass(frozen=True)
class Chances:
    """How likely things are, for comments in their order, each from 0 to 1. `statements`: n x 7, `stances`: n x 4, `concern`: n."""

    statements: Numbers
    stances: Numbers
    concern: Numbers


def asked(comment: Comment) -> str:
    """Return what is classified: the words, then the question, which is part of their meaning."""
    return f"{UNSEEN.sub('', reading_copy(comment.text[:LONGEST]))} || {(comment.prompt or '')[:500]}"


class Plain:
    """Words, pairs of words and runs of letters, weighed (TF-IDF), and one line a label (logistic regression)."""

    def __init__(self, folder: Path) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.card: dict[str, Any] = card_of(folder) or {}
        if hash_of(folder / "plain.npz") != self.card["sha256"]:
            raise BadModel("model/plain.npz is not the file that its card names; build it again with: voice themes build")
        kept = np.load(folder / "plain.npz", allow_pickle=False)
        self.vectorizers: list[Any] = []
        self.spoken: list[str] = []
        for name, settings in FEATURES.items():
            words = bytes(kept[f"{name}_words"]).decode("utf-8").split("\x00")
            made = TfidfVectorizer(**settings, vocabulary={word: place for place, word in enumerate(words)})
            made.idf_ = kept[f"{name}_idf"].astype(np.float64)
            self.spoken = self.spoken or words
            self.vectorizers.append(made)
        self.words_of = self.vectorizers[0].build_analyzer()
        self.weights, self.offsets = kept["weights"].astype(np.float32), kept["offsets"].astype(np.float32)

    def __call__(self, comments: Sequence[Comment]) -> Chances:
        from scipy.sparse import hstack

        texts = [asked(comment) for comment in comments]
        found = hstack([made.transform(texts) for made in self.vectorizers]).tocsr()
        return as_chances(found @ self.weights + self.offsets)

    def words_for(self, comment: Comment, code: str, most: int = 6) -> list[str]:
        """Return the words and pairs of words of a comment that speak most for a statement, the strongest first."""
        said = Counter(self.words_of(comment.text[:LONGEST]))
        places = ((self.vectorizers[0].vocabulary.get(words), n) for words, n in said.items())
        column, rarity = CODES.index(code), self.vectorizers[0].idf_
        weighed = sorted(((float(self.weights[place, column]) * (1 + log(n)) * rarity[place], place) for place, n in places if place is not None), reverse=True)
        speak = (self.spoken[place] for weight, place in weighed if weight > 0)
        return list(islice((words for words in speak if not STOP_WORDS.issuperset(words.split())), most))


def as_chances(lines: Any) -> Chances:
    """Return chances from the lines of the labels: seven statements, four stances, a concern."""
    found = np.asarray(lines, dtype=np.float32)
    return Chances(chance(found[:, :7]), shares(found[:, 7:11]), chance(found[:, 11]))


FEATURES: dict[str, dict[str, Any]] = {
    "words": {"ngram_range": (1, 2), "sublinear_tf": True, "lowercase": True},
    "letters": {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True, "lowercase": True},
}
"""What is counted. The same settings fit the model and read it."""


def chance(line: Numbers) -> Numbers:
    """Return the logistic of a number: from 0 to 1."""
    made: Numbers = (1 / (1 + np.exp(-np.clip(line, -30, 30)))).astype(np.float32)
    return made


def shares(lines: Numbers) -> Numbers:
    """Return the softmax of each row: from 0 to 1, together 1."""
    grown = np.exp(lines - lines.max(axis=1, keepdims=True))
    made: Numbers = grown / grown.sum(axis=1, keepdims=True)
    return made


@lru_cache(maxsize=4)
def classifier(folder: Path = FOLDER) -> Plain | None:
    """Return the classifier of a folder, or None where it is missing. Raises BadModel where its file is another than the card says."""
    return Plain(folder) if (folder / "card.json").exists() else None
