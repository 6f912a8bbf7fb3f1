"""Where a comment stands: what people decided, else what the machine suggests. The one place where that is said.

The newest decision counts where it is `decided`; an open, unsure or safeguarding comment stands where the finding put it. A decision
without a statement puts a comment under `no_view` where the finding saw none in it, else under `other`; one without a direction is
neutral. Findings and decisions stay rows of their own; what is kept here can be made again from them at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select

from surveys.schema import STATEMENTS
from voice.models import Comment, Decision, Finding, FindingStatement, Standing, db, writing
from voice.models.standing import BESIDE
from voice.themes.findings import band

AT_ONCE = 500


class Stands(NamedTuple):
    """A comment under one code: which way, what backs it (see `BACKINGS`), and whether it may be quoted."""

    code: str
    stance: str
    backing: str
    is_quotable: bool = False


class Found(NamedTuple):
    """What the machine found: the status and the stance of a finding, and the score of each statement."""

    status: str
    stance: str
    scores: Mapping[str, float]


class Decided(NamedTuple):
    """What people decided last."""

    statements: Collection[str]
    stance: str | None
    may_be_quoted: bool


def stands(desk: str, found: Found | None, decided: Decided | None) -> list[Stands]:
    """Return where a comment stands; nowhere while it waits. `desk` is its place there, `decided` what made it `decided`."""
    if desk == "decided" and decided:
        codes = [code for code in STATEMENTS if code in decided.statements] or ["no_view" if found and found.status == "no_view" else "other"]
        return [Stands(code, decided.stance or "neutral", "decided", decided.may_be_quoted) for code in codes]
    if found is None:
        return []
    if not found.scores:
        return [Stands(found.status, found.stance, "unscored")] if found.status in BESIDE else []
    return [Stands(code, found.stance, band(found.scores[code])) for code in STATEMENTS if code in found.scores]


def stand_anew(session: Any, ids: Collection[str]) -> None:
    """Write where some comments stand, in place of where they stood. Part of the write that changed a finding or added a decision."""
    rows = _rows(session, ids)
    session.execute(delete(Standing).where(Standing.comment_id.in_(ids)))
    if rows:
        session.execute(insert(Standing), rows)


def rebuild() -> int:
    """Write anew where every comment stands, and return how many there are. It should change nothing."""
    ids = list(db.session.scalars(select(Comment.id).order_by(Comment.id)))
    for start in range(0, len(ids), AT_ONCE):
        with writing() as session:
            held = session.scalars(select(Comment.id).where(Comment.id.in_(ids[start:start + AT_ONCE])).with_for_update())
            stand_anew(session, list(held))
    return len(ids)


def _rows(session: Any, ids: Collection[str]) -> list[dict[str, Any]]:
    copied = (Comment.edition_id, Comment.is_example, Comment.desk, Comment.role, Comment.voice, Comment.received_on)
    comments = session.execute(select(Comment.id, *copied).where(Comment.id.in_(ids))).mappings().all()
    found, decided = _found(session, ids), _decided(session, [one["id"] for one in comments if one["desk"] == "decided"])
    return [{"comment_id": one["id"], **each._asdict(), **{column.key: one[column.key] for column in copied}}
            for one in comments for each in stands(one["desk"], found.get(one["id"]), decided.get(one["id"]))]


def _found(session: Any, ids: Collection[str]) -> dict[str, Found]:
    scores: dict[str, dict[str, float]] = {}
    keys = (FindingStatement.comment_id, FindingStatement.code, FindingStatement.score)
    for id, code, score in session.execute(select(*keys).where(FindingStatement.comment_id.in_(ids))):
        scores.setdefault(id, {})[code] = score
    rows = session.execute(select(Finding.comment_id, Finding.status, Finding.stance).where(Finding.comment_id.in_(ids)))
    return {id: Found(status, stance, scores.get(id, {})) for id, status, stance in rows}


def _decided(session: Any, ids: Collection[str]) -> dict[str, Decided]:
    if not ids:
        return {}
    newest: dict[str, Any] = {}
    for decision in session.scalars(select(Decision).where(Decision.comment_id.in_(ids)).order_by(Decision.revision)):
        newest[decision.comment_id] = decision
    return {id: Decided(one.statements, one.stance, one.may_be_quoted) for id, one in newest.items() if one.state == "decided"}
