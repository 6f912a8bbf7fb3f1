"""Phrases that are new under a statement, counted in the background and kept, so that a page only reads them.

Counted again when comments came, went or were read anew. Phrases of fewer responses than the small number are never kept.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, insert, select

from voice.models import Comment, Finding, FindingStrand, Phrase, Standing, Submission, db, writing
from voice.models.strand import PHRASES_OF
from voice.translating import words_read

if TYPE_CHECKING:
    from voice.themes.phrases import NewPhrase, Said

Which = tuple[str, bool]
"""An edition, and whether its examples are meant."""

log = logging.getLogger(__name__)


def count_phrases(below: int, now: datetime) -> int:
    """Count the phrases of every edition whose comments changed, and return of how many it was."""
    changed = {which: basis for which, basis in bases().items() if basis != _kept(which)}
    db.session.rollback()  # no transaction is open while phrases are counted
    return sum(_count(which, basis, below, now) for which, basis in changed.items())


def bases() -> Mapping[Which, str]:
    """Return for each edition, real and example, what tells its read comments from others: how many, how long, by which release, translated, and decided."""
    keys = (Comment.edition_id, Comment.is_example)
    rows = db.session.execute(select(*keys, func.count(), func.sum(func.length(Comment.text)), func.min(Finding.pipeline), func.max(Finding.pipeline),
                                     func.sum(Finding.translation), func.sum(case((Comment.desk == "decided", 1), else_=0)))
                              .join(Finding).group_by(*keys))
    return {(edition, example): " ".join(map(str, told)) for edition, example, *told in rows}


def _kept(which: Which) -> str | None:
    return db.session.scalar(select(Phrase.basis).where(Phrase.edition_id == which[0], Phrase.is_example == which[1]).limit(1))


def _count(which: Which, basis: str, below: int, now: datetime) -> bool:
    """Count the phrases of one edition and keep them in place of the older ones, unless comments changed meanwhile."""
    from voice.themes.phrases import new_phrases  # here, so that web processes never load it

    said = said_in(which)
    db.session.rollback()
    found = new_phrases(said, PHRASES_OF, below)
    with writing() as session:
        if bases().get(which) != basis:
            return False
        session.execute(delete(Phrase).where(Phrase.edition_id == which[0], Phrase.is_example == which[1]))
        rows = [_row(phrase) | {"edition_id": which[0], "is_example": which[1], "code": code, "basis": basis, "computed_at": now}
                for code, phrases in found.items() for phrase in phrases]
        if rows:
            session.execute(insert(Phrase), rows)
    log.info("%d phrases are new in %d comments", len(rows), len(said))
    return True


def _row(phrase: NewPhrase) -> dict[str, Any]:
    return asdict(phrase) | {"quotes": list(phrase.quotes)}


def said_in(which: Which) -> list[Said]:
    """Return the comments of an edition with what was found in them. Comments that a safeguarding lead has or should see are never quoted."""
    from voice.themes.phrases import Said

    of = (Comment.edition_id == which[0], Comment.is_example == which[1])
    groups: dict[str, list[str]] = defaultdict(list)
    strands: dict[str, list[list[int]]] = defaultdict(list)
    for id, code in db.session.execute(select(Standing.comment_id, Standing.code).where(Standing.edition_id == which[0], Standing.is_example == which[1])):
        groups[id].append(code)
    for id, evidence in db.session.execute(select(Comment.id, FindingStrand.evidence).join(FindingStrand, FindingStrand.comment_id == Comment.id).where(*of)):
        strands[id] += evidence
    rows = db.session.execute(select(Comment, Finding, Submission.may_quote).join(Finding).join(Submission, Submission.id == Comment.submission_id)
                              .where(*of).order_by(Comment.received_on.desc(), Comment.id)).all()
    words = words_read(comment for comment, _, _ in rows)
    return [Said(comment.id, comment.submission_id, words[comment.id].text, groups.get(comment.id, [finding.status]), [*finding.personal, *finding.place],
                 strands.get(comment.id, ()), may_quote and not finding.is_concern and comment.desk != "safeguarding")
            for comment, finding, may_quote in rows if words[comment.id].are_of(finding)]
