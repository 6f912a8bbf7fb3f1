"""Each coder codes the sample alone: nothing here reads what the machine found or what another coder gave."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from voice.coding.codes import Codes
from voice.coding.samples import coded_by, standing
from voice.models import Coding, CodingCoder, CodingItem, CodingSample, db, writing
from voice.staff import audit


class CodesAreKept(RuntimeError):
    """This coder said that they are done, or the sample is closed: what was coded stays as it is."""


class NotAllCoded(RuntimeError):
    """Some comments of the sample have no codes of this coder yet."""


def own(sample_id: str, coder: str, comment_ids: list[str]) -> dict[str, Codes]:
    """Return what somebody gave some comments."""
    rows = db.session.scalars(select(Coding).where(Coding.sample_id == sample_id, Coding.coder == coder, Coding.comment_id.in_(comment_ids)))
    return {row.comment_id: Codes.of(row) for row in rows}


def code(sample_id: str, comment_id: str, coder: str, codes: Codes, now: datetime) -> None:
    """Keep what a coder gives a comment, in place of what they gave it before.

    Raises LookupError for a comment that left the sample or somebody who is no coder of it, and CodesAreKept.
    The trail says that it was coded, not how: who may read the trail may be the other coder.
    """
    try:
        with writing() as session:
            _still_coding(sample_id, coder)
            if session.get(CodingItem, (sample_id, comment_id)) is None:
                raise LookupError(comment_id)
            session.merge(Coding(sample_id=sample_id, comment_id=comment_id, coder=coder, statements=list(codes.statements), stance=codes.stance, coded_at=now))
            audit.record("coded", f"{sample_id} {comment_id}")
    except IntegrityError as error:  # taken back in this very moment
        raise LookupError(comment_id) from error


def say_done(sample_id: str, coder: str, now: datetime) -> bool:
    """Close a coder's own coding, and return whether all coders are done now. Raises LookupError, CodesAreKept, NotAllCoded."""
    with writing() as session:
        session.get(CodingSample, sample_id, with_for_update=True)  # of two who finish at once, the second sees the first
        row = _still_coding(sample_id, coder)
        if set(session.scalars(standing(sample_id))) - coded_by(sample_id, coder):
            raise NotAllCoded
        row.done_at = now
        audit.record("coding done", sample_id)
        session.flush()
        return not session.scalar(select(func.count()).where(CodingCoder.sample_id == sample_id, CodingCoder.done_at.is_(None)))


def _still_coding(sample_id: str, coder: str) -> CodingCoder:
    row = db.session.get(CodingCoder, (sample_id, coder), with_for_update=True)
    if row is None:
        raise LookupError(coder)
    if row.done_at is not None or db.session.scalar(select(CodingSample.state).where(CodingSample.id == sample_id)) != "coding":
        raise CodesAreKept
    return row
