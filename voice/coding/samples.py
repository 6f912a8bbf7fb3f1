"""A sample of comments: drawn at random, coded blind, settled. Verbs commit once; reads say where a sample stands."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from surveys.schema import STATEMENTS
from voice.coding.agreement import Measured, agreement, measured
from voice.models import Comment, Finding, FindingStatement, db, writing
from voice.models.coding import Coding, Resolution, Sample, SampleCoder, SampleItem
from voice.models.comment import STANCES

FEWEST = 50
SHARE = 0.2
"""One comment in five, or 50, whichever is more: so much that people can be asked, and that a figure says something."""
CODERS = (2, 3)


class NotYet(RuntimeError):
    """Something has to be done before: comments to code, a coder who is not done, a difference to settle."""


@dataclass(frozen=True)
class Coded:
    """What somebody gives a comment."""

    statements: tuple[str, ...]
    stance: str

    @classmethod
    def of(cls, statements: Collection[str], stance: str | None) -> Coded:
        """Return it with the statements in their order, each once, and what is not known left out."""
        return cls(tuple(code for code in STATEMENTS if code in statements), stance if stance in STANCES else "neutral")


def size_of(n: int) -> int:
    """Return how many of `n` comments are drawn."""
    return min(n, max(FEWEST, round(SHARE * n)))


def draw(edition_id: str, is_example: bool, coders: Sequence[str], who: str, now: datetime, seed: str | None = None) -> Sample:
    """Draw a sample of the comments that were read, in English or a translation, and that no safeguarding lead has.

    Raises ValueError for other than two or three coders, NotYet without comments.
    """
    if len(set(coders)) not in CODERS:
        raise ValueError("two or three people code a sample")
    ids = _to_draw_from(edition_id, is_example)
    if not ids:
        raise NotYet("no comment was read yet")
    seed = seed or secrets.token_hex(16)
    chosen = random.Random(seed).sample(ids, size_of(len(ids)))  # noqa: S311 (the seed is secret enough; the drawing must be repeatable)
    with writing() as session:
        sample = Sample(edition_id=edition_id, is_example=is_example, seed=seed, drawn_from=len(ids), drawn_by=who, drawn_at=now)
        session.add(sample)
        session.flush()
        session.add_all(SampleCoder(sample_id=sample.id, coder=coder) for coder in sorted(set(coders)))
        findings = {one.comment_id: one for one in session.scalars(select(Finding).where(Finding.comment_id.in_(chosen)))}
        found: dict[str, list[str]] = {}
        for id, code in session.execute(select(FindingStatement.comment_id, FindingStatement.code).where(FindingStatement.comment_id.in_(chosen))):
            found.setdefault(id, []).append(code)
        session.add_all(SampleItem(sample_id=sample.id, comment_id=id, place=place, found=sorted(found.get(id, [])), found_stance=findings[id].stance,
                                   pipeline=findings[id].pipeline) for place, id in enumerate(id for id in chosen if id in findings))
    return sample


def _to_draw_from(edition_id: str, is_example: bool) -> list[str]:
    return list(db.session.scalars(select(Comment.id).join(Finding).where(
        Comment.edition_id == edition_id, Comment.is_example == is_example, Comment.desk.not_in(("safeguarding", "translation"))).order_by(Comment.id)))


def samples_of(edition_id: str, is_example: bool) -> list[Sample]:
    """Return the samples of an edition, the newest first."""
    return list(db.session.scalars(select(Sample).where(Sample.edition_id == edition_id, Sample.is_example == is_example).order_by(Sample.drawn_at.desc(), Sample.id)))


def coders_of(sample_id: str) -> list[SampleCoder]:
    return list(db.session.scalars(select(SampleCoder).where(SampleCoder.sample_id == sample_id).order_by(SampleCoder.coder)))


def items_of(sample_id: str) -> list[SampleItem]:
    """Return the comments of a sample in their places. One that a safeguarding lead took meanwhile is left out."""
    return list(db.session.scalars(select(SampleItem).join(Comment).where(
        SampleItem.sample_id == sample_id, Comment.desk != "safeguarding").order_by(SampleItem.place)))


def codings_of(sample_id: str, coder: str) -> dict[str, Coded]:
    """Return what one coder gave, by comment."""
    rows = db.session.scalars(select(Coding).where(Coding.sample_id == sample_id, Coding.coder == coder))
    return {one.comment_id: Coded(tuple(one.statements), one.stance) for one in rows}


def is_done(sample_id: str) -> bool:
    """Return whether every coder is done: only then anybody sees what others gave."""
    return all(one.done_at for one in coders_of(sample_id))


def code(sample_id: str, comment_id: str, coder: str, given: Coded, now: datetime) -> None:
    """Keep what a coder gives a comment, in place of what they gave before. Raises LookupError for what is not theirs, NotYet once they are done."""
    with writing() as session:
        coder_row = session.get(SampleCoder, (sample_id, coder))
        if coder_row is None or session.get(SampleItem, (sample_id, comment_id)) is None:
            raise LookupError(comment_id)
        if coder_row.done_at:
            raise NotYet("done already")
        session.merge(Coding(sample_id=sample_id, comment_id=comment_id, coder=coder, statements=list(given.statements), stance=given.stance, coded_at=now))


def finish(sample_id: str, coder: str, now: datetime) -> None:
    """Say that a coder is done. With the last of them the agreement is written down, once. Raises LookupError, NotYet with comments left."""
    ids = {item.comment_id for item in items_of(sample_id)}
    if ids - set(codings_of(sample_id, coder)):
        raise NotYet("comments are left to code")
    with writing() as session:
        row = session.get(SampleCoder, (sample_id, coder), with_for_update=True)
        if row is None:
            raise LookupError(coder)
        row.done_at = row.done_at or now
    _write_agreement(sample_id)


def _write_agreement(sample_id: str) -> None:
    if not is_done(sample_id):
        return
    found = agreement([{id: given.statements for id, given in codings_of(sample_id, one.coder).items()} for one in coders_of(sample_id)])
    with writing() as session:
        sample = session.get(Sample, sample_id, with_for_update=True)
        if sample.agreement is None:
            sample.agreement = found


@dataclass(frozen=True)
class Side:
    """A comment of a sample with what each coder gave, and what counts: settled, or the same from all, or None."""

    comment_id: str
    given: tuple[tuple[str, Coded], ...]
    settled: Coded | None
    settled_by: str
    found: tuple[str, ...]
    pipeline: str

    @property
    def is_same(self) -> bool:
        return len({coded for _, coded in self.given}) == 1


def sides(sample_id: str) -> list[Side]:
    """Return every comment of a sample with all that was given. Empty until every coder is done."""
    if not is_done(sample_id):
        return []
    by_coder = {one.coder: codings_of(sample_id, one.coder) for one in coders_of(sample_id)}
    settled = {one.comment_id: one for one in db.session.scalars(select(Resolution).where(Resolution.sample_id == sample_id))}
    return [_side(item, [(coder, given[item.comment_id]) for coder, given in by_coder.items() if item.comment_id in given], settled.get(item.comment_id))
            for item in items_of(sample_id)]


def _side(item: SampleItem, given: list[tuple[str, Coded]], settled: Resolution | None) -> Side:
    same = given[0][1] if given and len({coded for _, coded in given}) == 1 else None
    counts = Coded(tuple(settled.statements), settled.stance) if settled else same
    return Side(item.comment_id, tuple(given), counts, settled.settled_by if settled else "", tuple(item.found), item.pipeline)


def settle(sample_id: str, comment_id: str, given: Coded, who: str, now: datetime) -> None:
    """Write down what people settled about a comment on which they differed. Raises LookupError, NotYet before every coder is done."""
    if not is_done(sample_id):
        raise NotYet("not every coder is done")
    with writing() as session:
        if session.get(SampleItem, (sample_id, comment_id)) is None:
            raise LookupError(comment_id)
        session.merge(Resolution(sample_id=sample_id, comment_id=comment_id, statements=list(given.statements), stance=given.stance, settled_by=who, settled_at=now))


def figures(sample_id: str) -> dict[str, Measured] | None:
    """Return how right the machine is on what people settled, or None while something is open."""
    rows = sides(sample_id)
    if not rows or any(row.settled is None for row in rows):
        return None
    return measured((row.found, row.settled.statements) for row in rows if row.settled)


def machine_is_right(edition_id: str, is_example: bool) -> dict[str, Measured] | None:
    """Return the figures of the newest sample that is settled whole, or None where there is none."""
    return next((found for sample in samples_of(edition_id, is_example) if (found := figures(sample.id))), None)
