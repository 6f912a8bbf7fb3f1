"""Rules and classifier together: one chance a statement, one stance, one concern. The weights lie in the model's card.

Rules know what words alone do not (negation, the question, who did what); the classifier knows words that nobody wrote a rule for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .findings import CODES, STANCES, Span

NO_MORE_THAN = 3
"""Statements shown of one comment: people rarely gave more."""


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
    found: list[Span] = []
    for word in words:
        pattern = r"\W{1,3}".join(map(re.escape, word.split()))
        spans = [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)][:1]
        found += [span for span in spans if not any(span[0] < end and start < span[1] for start, end in found)]
        if len(found) == most:
            break
    return tuple(sorted(found))
