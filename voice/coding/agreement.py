"""How far people agree beyond chance, and how right the machine is on what they settled. Pure figures; no comment, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from surveys.schema import STATEMENTS

GATE = 0.60
"""Kappa from which people agree enough on a code to rely on it: “substantial” begins there (Landis and Koch, 1977)."""
FEWEST = 10
"""Comments below which a share says too little to be shown."""
SURE = 0.95

Codes = Collection[str]


def agreement(codings: Sequence[Mapping[str, Codes]]) -> dict[str, dict[str, Any]]:
    """Return for each statement how often it was given (`n`, over all coders), Cohen's kappa (of three coders: the mean of their pairs) and Krippendorff's alpha.

    `codings`: for each coder, the codes of each comment by its id; comments that not all of them coded are left out. Where all said the same
    of every comment nothing is beyond chance, and both are None.
    """
    shared = sorted(set.intersection(*(set(one) for one in codings))) if codings else []
    return {code: _of_one([[code in one[id] for id in shared] for one in codings]) for code in STATEMENTS}


def _of_one(rows: Sequence[Sequence[bool]]) -> dict[str, Any]:
    n = sum(sum(row) for row in rows)
    if len({value for row in rows for value in row}) < 2:
        return {"n": n, "kappa": None, "alpha": None}
    from nltk.metrics.agreement import AnnotationTask  # here: its import takes a second that no other page should wait for

    def task(*chosen: int) -> Any:
        return AnnotationTask([(str(coder), str(item), value) for coder in chosen for item, value in enumerate(rows[coder])])

    pairs = [pair for pair in combinations(range(len(rows)), 2) if len({*rows[pair[0]], *rows[pair[1]]}) == 2]
    kappas = [task(*pair).kappa() for pair in pairs]
    return {"n": n, "kappa": sum(kappas) / len(kappas) if kappas else None, "alpha": task(*range(len(rows))).alpha()}


def is_enough(kappa: float | None) -> bool:
    """Return whether people agree enough on a code to rely on it."""
    return kappa is not None and kappa >= GATE


@dataclass(frozen=True)
class Right:
    """Of `n`, `right` are right; the share lies between `low` and `high` in 95 of 100 such samples (Wilson)."""

    right: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.n

    @property
    def is_enough(self) -> bool:
        return self.n >= FEWEST


def right(hits: int, n: int) -> Right | None:
    """Return a share with its interval, or None of nothing."""
    if n == 0:
        return None
    from scipy.stats import binomtest

    low, high = binomtest(hits, n).proportion_ci(SURE, method="wilson")
    return Right(hits, n, float(low), float(high))


@dataclass(frozen=True)
class Measured:
    """How right the machine is on one code: of what it groups there, and of what people say belongs there."""

    grouped: Right | None
    belonging: Right | None


def measured(pairs: Iterable[tuple[Codes, Codes]]) -> dict[str, Measured]:
    """Return for each statement how right the machine is. `pairs`: what it found, and what people settled, comment by comment."""
    rows = [(set(found), set(settled)) for found, settled in pairs]
    made = {}
    for code in STATEMENTS:
        hits = sum(code in found and code in settled for found, settled in rows)
        made[code] = Measured(right(hits, sum(code in found for found, _ in rows)), right(hits, sum(code in settled for _, settled in rows)))
    return made
