"""Rules and classifier together: one chance a statement, one stance, one concern. The weights lie in the model's card.

Rules know what words alone do not (negation, the question, who did what); the classifier knows words that nobody wrote a rule for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .findings import CODES, STANCES, Span

NO_MORE_THAN = 3
"""Statements shown of one comment: people rarely gave more."""
WORD = re.compile(r"\w+")
APART = 3
"""Characters between two words that were read as a pair."""


@dataclass(frozen=True)
class Seen:
    """What the classifier says of one comment: chances of the seven, of the four stances, and of a concern."""

    statements: Mapping[str, float]
    stances: Mapping[str, float]
    concern: float


@dataclass(frozen=True)
class Mix:
    """How both are weighed: the share of the rules in each score; the rest is the classifier's."""

    rules_in_statements: float
    rules_in_stances: float
    shown_from: float
    concern_from: float

    @classmethod
    def of(cls, card: Mapping[str, float]) -> Mix:
        """Return the mix that a model's card holds."""
        return cls(**card)

    def scores(self, rules: Mapping[str, float], seen: Seen) -> dict[str, float]:
        """Return the score of each statement, from 0 to 1. `rules`: the score of those that the rules would show."""
        share = self.rules_in_statements
        return {code: share * rules.get(code, 0.0) + (1 - share) * seen.statements[code] for code in CODES}

    def shown(self, scores: Mapping[str, float]) -> list[str]:
        """Return the statements to show, in their order: those over their threshold, the likeliest few."""
        over = sorted((code for code in CODES if scores[code] >= self.shown_from), key=lambda code: -scores[code])[:NO_MORE_THAN]
        return [code for code in CODES if code in over]

    def stance(self, by_rules: str, seen: Seen) -> str:
        """Return the likeliest stance."""
        share = self.rules_in_stances
        return max(STANCES, key=lambda stance: share * (stance == by_rules) + (1 - share) * seen.stances[stance])

    def raises(self, seen: Seen) -> bool:
        """Return whether the classifier alone would have a safeguarding lead look. What the rules raise it never clears."""
        return seen.concern >= self.concern_from

    def certainty(self, scores: Mapping[str, float]) -> float:
        """Return how far the closest call is from its threshold: 0 could go either way, 1 could not."""
        return min(abs(score - self.shown_from) / max(self.shown_from, 1 - self.shown_from) for score in scores.values())


def where(text: str, words: Iterable[str], most: int = 3) -> tuple[Span, ...]:
    """Return where words and pairs of words stand in a text: what a classifier went by, as evidence. In order, without overlap."""
    spoken = [(m.group().lower(), m.span()) for m in WORD.finditer(text)]
    at: dict[str, list[int]] = {}
    for place, (word, _) in enumerate(spoken):
        at.setdefault(word, []).append(place)
    found: list[Span] = []
    for said in words:
        span = next(_together(said.split(), spoken, at), None)
        if span and not any(span[0] < end and start < span[1] for start, end in found):
            found.append(span)
        if len(found) == most:
            break
    return tuple(sorted(found))


def _together(words: Sequence[str], spoken: Sequence[tuple[str, Span]], at: Mapping[str, list[int]]) -> Iterator[Span]:
    """Yield where words follow one another, with no more than `APART` between two."""
    for first in at.get(words[0], ()):
        run = spoken[first:first + len(words)]
        near = all(after[1][0] - before[1][1] <= APART for before, after in pairwise(run))
        if near and [word for word, _ in run] == list(words):
            yield run[0][1][0], run[-1][1][1]
