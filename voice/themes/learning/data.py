"""The training text, and labelled comments of others to measure on."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice.themes.findings import Comment

FOLDER = Path(__file__).parent.parent / "training"
ALIKE_FROM = 0.8
"""Share of the shorter text's runs of five words from which two comments are the same with a word changed."""
RUN = 5
LONG_ENOUGH = 4
"""Runs of the shorter text below which anybody might say the same."""


@dataclass(frozen=True)
class Labelled:
    """A comment with what coders gave it. `second` is another coder's, where there is one."""

    comment: Comment
    statements: tuple[str, ...]
    stance: str
    concern: bool
    personal: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    second: Labelled | None = None

    @property
    def group(self) -> str:
        """Who speaks, as figures are split: children, parents or practitioners."""
        return {"parent": "parents", "practitioner": "practitioners"}.get(self.comment.who or "", "children and young people")


def read_labelled(path: Path) -> list[Labelled]:
    """Return the comments of a labelled file, JSON lines."""
    return [_labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _labelled(record: dict[str, Any]) -> Labelled:
    comment = Comment(record["id"], record["text"], record.get("who"), record.get("prompt"))
    second = record.get("second")
    return Labelled(comment, tuple(record["statements"]), record["stance"], bool(record["concern"]), tuple(record.get("personal", ())), tuple(record.get("place", ())),
                    _labelled({**record, **second, "second": None}) if second else None)


def training() -> list[Labelled]:
    """Return the training text."""
    return read_labelled(FOLDER / "comments.jsonl")


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that share most of their runs of five words: one may be the other with a word changed."""
    runs = [_runs(text) for text in texts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(runs):
        for run in found:
            holders[run].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for place, one in enumerate(numbers):
            for other in numbers[place + 1:]:
                shared[one, other] += 1
    yield from (pair for pair, n in shared.items() if n >= max(LONG_ENOUGH, ALIKE_FROM * min(len(runs[pair[0]]), len(runs[pair[1]]))))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start:start + RUN]) for start in range(len(words) - RUN + 1)}
