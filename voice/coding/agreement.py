"""How far people agree before they talk: Cohen's kappa and Krippendorff's alpha, kept as they were.

Both are NLTK's. Where everybody gave the same to every comment NLTK says 1; nothing can be said there, since there was nothing to agree about.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from math import isclose
from statistics import fmean

from sqlalchemy import func, select

from voice.coding.codes import Codes
from voice.coding.samples import Coded, coded_by_all
from voice.models import CodingAgreement, CodingCoder, CodingSample, db, writing
from voice.models.coding import MEASURED_CODES
from voice.staff import audit

ENOUGH = 0.60
"""The gate. Landis and Koch (1977) call agreement substantial from 0.61 on; below it, people mean different things by one code."""


@dataclass(frozen=True)
class Agreed:
    """`kappa` is Cohen's of two coders, or the mean over pairs of three; `alpha` Krippendorff's for names. None: cannot be said."""

    kappa: float | None
    alpha: float | None


def agreed(given: Sequence[tuple[str, str, Hashable]]) -> Agreed:
    """Return how far coders agree on one code, from (coder, item, what they gave). Every coder gave something to every item.

    A pair of coders who both gave one and the same everywhere is left out of the mean, as nothing can be said of it.
    """
    from nltk.metrics.agreement import AnnotationTask  # here: it takes a second to load, and is needed once a sample

    task = AnnotationTask(data=given)
    if len(task.K) < 2:
        return Agreed(None, None)
    pairs = [task.kappa_pairwise(*pair) for pair in combinations(sorted(task.C), 2) if not isclose(task.Ae_kappa(*pair), 1.0)]
    return Agreed(fmean(pairs), task.alpha())


def is_enough(kappa: float | None) -> bool:
    """Return whether people agree enough on a code for it to be relied upon."""
    return kappa is not None and kappa >= ENOUGH


def gives(codes: Codes, code: str) -> Hashable:
    """Return what somebody gave on one code: yes or no for a statement, the direction for `stance`."""
    return codes.stance if code == "stance" else code in codes.statements


def figures(coded: Iterable[Coded]) -> list[CodingAgreement]:
    """Return the agreement on each code."""
    rows = list(coded)
    found = []
    for code in MEASURED_CODES:
        given = [(coder, one.comment_id, gives(codes, code)) for one in rows for coder, codes in one.by_coder.items()]
        n_given = sum(any(gives(codes, code) for codes in one.by_coder.values()) for one in rows)
        about = agreed(given)
        found.append(CodingAgreement(code=code, kappa=about.kappa, alpha=about.alpha, n=len(rows), n_given=n_given))
    return found


def keep(sample_id: str, now: datetime) -> bool:
    """Keep the agreement once all coders are done, and let them talk from now on. Return whether it was kept by this call.

    Safe to call twice or at once: only the first is kept, and nothing that is settled later changes it.
    """
    found = figures(coded_by_all(sample_id))
    with writing() as session:
        sample = session.get(CodingSample, sample_id, with_for_update=True)
        waits = session.scalar(select(func.count()).where(CodingCoder.sample_id == sample_id, CodingCoder.done_at.is_(None)))
        if sample is None or sample.state != "coding" or waits:
            return False
        for row in found:
            row.sample_id = sample_id
        session.add_all(found)
        sample.state, sample.agreed_at = "resolving", now
        audit.record("agreement kept", sample_id, f"{found[0].n} comments")
        return True


def kept(sample_id: str) -> list[CodingAgreement]:
    """Return the agreement as it was kept, in the order of the codes. Empty while people still code."""
    rows = {row.code: row for row in db.session.scalars(select(CodingAgreement).where(CodingAgreement.sample_id == sample_id))}
    return [rows[code] for code in MEASURED_CODES if code in rows]
