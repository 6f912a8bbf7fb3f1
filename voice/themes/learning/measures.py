"""How well findings agree with people's labels: figures with counts, for all and for each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voice.themes.findings import CODES, Finding, Span
from voice.themes.learning.data import Labelled

Pairs = Sequence[tuple[Finding, Labelled]]


@dataclass(frozen=True)
class Share:
    """Precision, recall and F1 of something found, with how many were labelled. A share that divides by nothing is None."""

    n: int
    precision: float | None
    recall: float | None
    f1: float | None
    kappa: float | None = None

    def as_record(self) -> dict[str, Any]:
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in self.__dict__.items()}


def shown(finding: Finding) -> frozenset[str]:
    return frozenset(statement.code for statement in finding.statements)


def sample_f1(found: Iterable[str], labelled: Iterable[str]) -> float:
    """Return F1 of one comment; two empty sets agree."""
    one, other = set(found), set(labelled)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def share(truths: Iterable[tuple[bool, bool]]) -> Share:
    """Return the share of pairs of (found, labelled)."""
    counts = Counter(truths)
    hit, extra, missed, neither = counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    return Share(hit + missed, _over(hit, hit + extra), _over(hit, hit + missed), _over(2 * hit, 2 * hit + extra + missed), kappa(hit, extra, missed, neither))


def kappa(hit: int, extra: int, missed: int, neither: int) -> float | None:
    """Return Cohen's kappa: (Po - Pe) / (1 - Pe), or None where it is not defined."""
    n = hit + extra + missed + neither
    if not n:
        return None
    by_chance = ((hit + extra) * (hit + missed) + (missed + neither) * (extra + neither)) / n**2
    return None if by_chance == 1 else ((hit + neither) / n - by_chance) / (1 - by_chance)


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def mean(values: Iterable[float]) -> float | None:
    kept = list(values)
    return sum(kept) / len(kept) if kept else None


def overlap(found: Sequence[Span], labelled: Sequence[str], text: str) -> tuple[int, int, int, int]:
    """Return (found spans that are right, found, labelled spans that were found, labelled), by overlap of their characters."""
    true = [(at, at + len(words)) for words in set(labelled) for at in _all(text, words)]
    meets: Callable[[Span, Span], bool] = lambda one, other: one[0] < other[1] and other[0] < one[1]  # noqa: E731
    return sum(any(meets(f, t) for t in true) for f in found), len(found), sum(any(meets(f, t) for f in found) for t in true), len(true)


def _all(text: str, words: str) -> Iterable[int]:
    at = text.find(words)
    while at >= 0 and words:
        yield at
        at = text.find(words, at + 1)


def spans(pairs: Pairs, found: Callable[[Finding], Sequence[Span]], labelled: Callable[[Labelled], Sequence[str]]) -> Share:
    """Return precision and recall of spans over all comments."""
    rows = [overlap(found(finding), labelled(one), one.comment.text) for finding, one in pairs]
    right, given, hit, wanted = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0, 0)
    return Share(wanted, _over(right, given), _over(hit, wanted), None)


def measure(pairs: Pairs) -> dict[str, Any]:
    """Return every figure for one coder's labels."""
    empty = [finding.status for finding, one in pairs if not one.statements]
    return {
        "n": len(pairs),
        "f1": mean(sample_f1(shown(finding), one.statements) for finding, one in pairs),
        "stance": mean(float(finding.stance == one.stance) for finding, one in pairs),
        "codes": {code: share((code in shown(finding), code in one.statements) for finding, one in pairs).as_record() for code in CODES},
        "concern": share((finding.concern, one.concern) for finding, one in pairs).as_record(),
        "personal": spans(pairs, lambda f: f.personal, lambda one: one.personal).as_record(),
        "place": spans(pairs, lambda f: f.place, lambda one: one.place).as_record(),
        "empty": {"n": len(empty), "nothing_shown": mean(float(status in ("no_view", "other")) for status in empty)},
    }


def groups_of(pairs: Pairs) -> dict[str, float | None]:
    """Return the F1 of each group of comments: who speaks, and how long."""
    return {name: mean(sample_f1(shown(finding), one.statements) for finding, one in inside) for name, inside in _grouped(pairs).items()}


def group_sizes(pairs: Pairs) -> dict[str, int]:
    """Return how many comments each group has."""
    return {name: len(inside) for name, inside in _grouped(pairs).items()}


def _grouped(pairs: Pairs) -> dict[str, Pairs]:
    groups: dict[str, Pairs] = {group: [pair for pair in pairs if pair[1].group == group] for group in sorted({one.group for _, one in pairs})}
    return groups | {"up to 5 words": [pair for pair in pairs if len(pair[1].comment.text.split()) <= 5],
                     "over 50 words": [pair for pair in pairs if len(pair[1].comment.text.split()) > 50]}


def both(pairs: Pairs) -> dict[str, Any]:
    """Return the figures against the first coder and, where there is one, the mean with those against the second."""
    first = measure(pairs)
    again = [(finding, one.second) for finding, one in pairs if one.second]
    return _mean_of(first, measure(again)) if len(again) == len(pairs) else first


def _mean_of(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    def of(a: Any, b: Any) -> Any:
        if isinstance(a, dict):
            return {key: of(a[key], b[key]) for key in a}
        return (a + b) / 2 if isinstance(a, int | float) and isinstance(b, int | float) and not isinstance(a, bool) else a
    return {key: of(one[key], other[key]) for key in one}
