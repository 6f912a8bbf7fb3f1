"""Which sample, who codes it, and which of its comments count now. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from voice.coding.codes import Codes
from voice.models import Coding, CodingCoder, CodingItem, CodingSample, Comment, User, db

OPEN = ("coding", "resolving")


@dataclass(frozen=True)
class Coded:
    """A comment that every coder coded: what the machine had found, and what each gave, in the coders' order."""

    comment_id: str
    number: int
    machine: Codes
    by_coder: Mapping[str, Codes]

    @property
    def differs(self) -> bool:
        return len(set(self.by_coder.values())) > 1

    @property
    def agreed(self) -> Codes:
        """Return what all of them gave. Only where they do not differ."""
        return next(iter(self.by_coder.values()))


def samples_of(edition_id: str, is_example: bool) -> list[CodingSample]:
    """Return the samples of a consultation, the newest first."""
    return list(db.session.scalars(select(CodingSample).where(CodingSample.edition_id == edition_id, CodingSample.is_example == is_example)
                                   .order_by(CodingSample.drawn_at.desc(), CodingSample.id)))


def coders_of(sample_id: str) -> list[CodingCoder]:
    """Return who codes a sample, in their places."""
    return list(db.session.scalars(select(CodingCoder).where(CodingCoder.sample_id == sample_id).order_by(CodingCoder.place)))


def names(accounts: Sequence[str]) -> dict[str, str]:
    """Return the e-mail of each account, as the trail names accounts; one that is gone keeps its number."""
    ids = [int(account.removeprefix("account ")) for account in accounts if account.removeprefix("account ").isdecimal()]
    found = {f"account {id}": email for id, email in db.session.execute(select(User.id, User.email).where(User.id.in_(ids)))}
    return {account: found.get(account, account) for account in accounts}


def standing(sample_id: str) -> Select[str]:
    """Return the query of the ids of a sample's comments, in their order. What a safeguarding lead has is not among them."""
    return (select(CodingItem.comment_id).join(Comment, Comment.id == CodingItem.comment_id)
            .where(CodingItem.sample_id == sample_id, Comment.desk != "safeguarding").order_by(CodingItem.place))


def comment_ids(sample_id: str) -> list[str]:
    """Return the comments of a sample, in their order. What was taken back left by itself."""
    return list(db.session.scalars(standing(sample_id)))


def coded_by(sample_id: str, coder: str) -> set[str]:
    """Return which comments somebody coded."""
    return set(db.session.scalars(select(Coding.comment_id).where(Coding.sample_id == sample_id, Coding.coder == coder)))


def progress(sample_id: str) -> dict[str, int]:
    """Return how many of a sample's comments each coder has coded."""
    here = standing(sample_id).order_by(None)
    rows = db.session.execute(select(Coding.coder, func.count()).where(Coding.sample_id == sample_id, Coding.comment_id.in_(here)).group_by(Coding.coder))
    return {coder: n for coder, n in rows}


def coded_by_all(sample_id: str) -> list[Coded]:
    """Return the comments that every coder coded, with all that they gave: only these count, in any figure.

    A comment that was with a safeguarding lead while people coded, and came back later, has no codes and stays out.
    """
    coders = [one.coder for one in coders_of(sample_id)]
    given: dict[str, dict[str, Codes]] = {}
    for row in db.session.scalars(select(Coding).where(Coding.sample_id == sample_id)):
        given.setdefault(row.comment_id, {})[row.coder] = Codes.of(row)
    items = {item.comment_id: item for item in db.session.scalars(select(CodingItem).where(CodingItem.sample_id == sample_id))}
    return [Coded(id, number, Codes.of(items[id]), {coder: given[id][coder] for coder in coders})
            for number, id in enumerate(comment_ids(sample_id), start=1) if len(given.get(id, {})) == len(coders)]
