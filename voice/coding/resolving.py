"""After everybody is done: the comments on which coders differ, and what they settle on. Where all agreed, that is the resolution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from voice.coding.codes import Codes
from voice.coding.samples import Coded, coded_by_all
from voice.models import CodingItem, CodingResolution, CodingSample, db, writing
from voice.staff import audit


class Overtaken(RuntimeError):
    """Somebody else settled this comment since it was shown. Nothing was written."""


class NothingToSettle(RuntimeError):
    """The sample is not at this point: people still code it, or the machine was measured on it."""


def differences(sample_id: str) -> list[Coded]:
    """Return the comments on which coders differ, in their order."""
    return [one for one in coded_by_all(sample_id) if one.differs]


def resolutions(sample_id: str) -> dict[str, CodingResolution]:
    """Return what was settled, by comment."""
    return {row.comment_id: row for row in db.session.scalars(select(CodingResolution).where(CodingResolution.sample_id == sample_id))}


def common(one: Coded) -> tuple[tuple[str, ...], str | None]:
    """Return what the coders have in common on a comment: the statements that all gave, and the direction where it is one."""
    shared = set.intersection(*(set(codes.statements) for codes in one.by_coder.values()))
    stances = {codes.stance for codes in one.by_coder.values()}
    return Codes.given(shared, "").statements, stances.pop() if len(stances) == 1 else None


def settled(sample_id: str) -> tuple[list[tuple[Coded, Codes]], list[Coded]]:
    """Return the comments whose codes are settled, with those codes, and the comments that still wait for it."""
    return _parted(coded_by_all(sample_id), resolutions(sample_id))


def settle(sample_id: str, comment_id: str, codes: Codes, seen: int, who: str, now: datetime) -> None:
    """Keep what people settled on. `seen` is the revision that was on the screen (0: none).

    Raises LookupError for a comment that left or on which nobody differs, NothingToSettle, Overtaken.
    """
    try:
        with writing() as session:
            sample = session.get(CodingSample, sample_id, with_for_update=True)
            if sample is None or sample.state != "resolving":
                raise NothingToSettle
            if session.get(CodingItem, (sample_id, comment_id)) is None:
                raise LookupError(comment_id)
            before = session.get(CodingResolution, (sample_id, comment_id))
            if (before.revision if before else 0) != seen:
                raise Overtaken
            session.merge(CodingResolution(sample_id=sample_id, comment_id=comment_id, revision=seen + 1, statements=list(codes.statements),
                                           stance=codes.stance, settled_by=who, settled_at=now))
            audit.record("settled", f"{sample_id} {comment_id}", f"{' '.join(codes.statements)} {codes.stance}".strip())
    except IntegrityError as error:  # taken back in this very moment
        raise LookupError(comment_id) from error


def _parted(coded: list[Coded], rows: Mapping[str, CodingResolution]) -> tuple[list[tuple[Coded, Codes]], list[Coded]]:
    done, waits = [], []
    for one in coded:
        if not one.differs:
            done.append((one, one.agreed))
        elif one.comment_id in rows:
            done.append((one, Codes.of(rows[one.comment_id])))
        else:
            waits.append(one)
    return done, waits
