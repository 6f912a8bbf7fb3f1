"""How right the machine is on the sample, against what people settled: what stood when the sample was drawn, and no later release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from voice.coding.agreement import gives
from voice.coding.codes import Codes
from voice.coding.resolving import settled
from voice.models import CodingMeasure, CodingSample, db, writing
from voice.models.coding import MEASURED_CODES
from voice.staff import audit

FEWEST = 10
"""Of fewer comments under a code nothing is said: with 9, even 9 right mean anything from 70 to 100 in 100."""


class NotAllSettled(RuntimeError):
    """People still differ on some comments, or the sample is not at this point."""


class Right(NamedTuple):
    """Of n comments that we group under a code, so many are right; the share lies between two bounds, 95 times of 100 (0 to 1)."""

    right: int
    n: int
    low: float
    high: float

    @property
    def is_enough(self) -> bool:
        return self.n >= FEWEST

    @property
    def in_100(self) -> int:
        return round(100 * self.right / self.n) if self.n else 0


def right(right: int, n: int) -> Right:
    """Return a share with its 95 % Wilson interval. Of none, anything may be so."""
    from scipy.stats import binomtest  # here: it takes a second to load, and is needed once a sample

    if not n:
        return Right(0, 0, 0.0, 1.0)
    bounds = binomtest(right, n).proportion_ci(confidence_level=0.95, method="wilson")
    return Right(right, n, max(0.0, float(bounds.low)), min(1.0, float(bounds.high)))


def figures(resolved: Iterable[tuple[Codes, Codes]]) -> list[CodingMeasure]:
    """Return how right the machine is on each code, from (what it had found, what people settled). Pure but for the library."""
    rows, found = list(resolved), []
    for code in MEASURED_CODES:
        pairs = [(gives(machine, code), gives(people, code)) for machine, people in rows]
        n_right = sum(bool(machine) and machine == people for machine, people in pairs)
        n_grouped, n_meant = sum(bool(machine) for machine, _ in pairs), sum(bool(people) for _, people in pairs)
        is_right, is_found = right(n_right, n_grouped), right(n_right, n_meant)
        found.append(CodingMeasure(code=code, n_grouped=n_grouped, n_meant=n_meant, n_right=n_right, right_low=is_right.low, right_high=is_right.high,
                                   found_low=is_found.low, found_high=is_found.high))
    return found


def measure(sample_id: str, now: datetime) -> None:
    """Measure the machine, keep the figures, and close the sample. Raises NotAllSettled."""
    right(0, 1)  # the library is loaded before anybody has to wait for this write
    with writing() as session:
        sample = session.get(CodingSample, sample_id, with_for_update=True)
        done, waits = settled(sample_id)
        if sample is None or sample.state != "resolving" or waits:
            raise NotAllSettled
        for row in figures((one.machine, codes) for one, codes in done):
            row.sample_id = sample_id
            session.add(row)
        sample.state, sample.measured_at = "measured", now
        audit.record("machine measured", sample_id, f"{len(done)} comments")


def measures(sample_id: str) -> list[CodingMeasure]:
    """Return the figures of a sample as they were kept, in the order of the codes. Empty before the machine was measured."""
    rows = {row.code: row for row in db.session.scalars(select(CodingMeasure).where(CodingMeasure.sample_id == sample_id))}
    return [rows[code] for code in MEASURED_CODES if code in rows]


def newest_measured(edition_id: str, is_example: bool) -> CodingSample | None:
    """Return the sample on which the machine was measured last."""
    return db.session.scalar(select(CodingSample).where(
        CodingSample.edition_id == edition_id, CodingSample.is_example == is_example, CodingSample.state == "measured")
        .order_by(CodingSample.measured_at.desc()).limit(1))


def machine_is_right(edition_id: str, is_example: bool) -> Mapping[str, Right] | None:
    """Return how right the grouping is on a consultation's own comments: code -> `Right`, for every statement and `stance`.

    From the newest sample on which the machine was measured; None where there is none. Render it with `components/how_right.html`.
    """
    sample = newest_measured(edition_id, is_example)
    return {row.code: precision(row) for row in measures(sample.id)} if sample else None


def precision(row: CodingMeasure) -> Right:
    """Return how many of those grouped are right."""
    return Right(row.n_right, row.n_grouped, row.right_low, row.right_high)


def recall(row: CodingMeasure) -> Right:
    """Return how many of those that belong there the machine found."""
    return Right(row.n_right, row.n_meant, row.found_low, row.found_high)
