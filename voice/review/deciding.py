"""What a person decides about a comment: one more row, never over an older one, and never past somebody else's.

The newest decision counts. Findings are not touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from surveys.schema import STATEMENTS
from voice.models import Comment, Decision, Finding, FindingStatement, Submission, db, writing
from voice.models.comment import STANCES
from voice.standing import stand_anew

LONGEST_NOTE = 2000


class Overtaken(RuntimeError):
    """Somebody else decided this comment since it was shown. Nothing was written."""


class NothingToUndo(RuntimeError):
    """This person made no decision on the comment that could be undone."""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to decide. `state` is decided, not_sure or safeguarding."""

    state: str
    statements: tuple[str, ...] = ()
    stance: str | None = None
    may_be_quoted: bool = False
    note: str = ""

    def tidy(self) -> Wanted:
        """Return it with the statements in their order, each once, and what is not known left out."""
        return Wanted(self.state, tuple(code for code in STATEMENTS if code in self.statements), self.stance if self.stance in STANCES else None,
                      self.may_be_quoted and self.state == "decided", self.note.strip()[:LONGEST_NOTE])


def newest(comment_id: str) -> Decision | None:
    """Return the decision that counts."""
    return db.session.scalar(select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.revision.desc()).limit(1))


def history(comment_id: str) -> list[Decision]:
    """Return every decision on a comment, the newest first."""
    return list(db.session.scalars(select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.revision.desc())))


def decide(comment_id: str, wanted: Wanted, seen: int, who: str, now: datetime) -> Decision:
    """Add a decision. `seen` is the revision that was on the screen (0: none).

    Raises LookupError for a comment that is gone, Overtaken when somebody decided in between.
    """
    wanted = wanted.tidy()
    return _add(comment_id, wanted, seen, who, now, is_undo=False)


def undo(comment_id: str, seen: int, who: str, now: datetime) -> Decision:
    """Take back one's own newest decision: what stood before it stands again, as a decision of its own.

    Raises NothingToUndo when the newest decision is not one's own or an undo itself, Overtaken when somebody decided in between.
    """
    decisions = history(comment_id)
    if not decisions or decisions[0].decided_by != who or decisions[0].is_undo:
        raise NothingToUndo
    before = decisions[1] if len(decisions) > 1 else None
    wanted = Wanted(before.state, tuple(before.statements), before.stance, before.may_be_quoted, before.note) if before else Wanted("open")
    return _add(comment_id, wanted, seen, who, now, is_undo=True)


def _add(comment_id: str, wanted: Wanted, seen: int, who: str, now: datetime, is_undo: bool) -> Decision:
    try:
        with writing() as session:
            comment = session.get(Comment, comment_id, with_for_update=True)
            if comment is None:
                raise LookupError(comment_id)
            before = newest(comment_id)
            if (before.revision if before else 0) != seen:
                raise Overtaken
            finding = session.get(Finding, comment_id)
            decision = Decision(
                comment_id=comment_id, revision=seen + 1, state=wanted.state, statements=list(wanted.statements), stance=wanted.stance,
                is_as_suggested=_is_as_suggested(comment_id, finding, wanted), may_be_quoted=wanted.may_be_quoted and _may_quote(comment),
                note=wanted.note, is_undo=is_undo, pipeline=finding.pipeline if finding else "", decided_by=who, decided_at=now)
            comment.desk = "translation" if wanted.state == "open" and finding is not None and finding.status == "language" else wanted.state
            session.add(decision)
            session.flush()
            stand_anew(session, [comment_id])
            return decision
    except IntegrityError as error:  # two in the same moment (PostgreSQL): the key lets one through
        raise Overtaken from error


def _may_quote(comment: Comment) -> bool:
    """Return whether the person allowed it: nobody else can."""
    return bool(db.session.scalar(select(Submission.may_quote).where(Submission.id == comment.submission_id)))


def _is_as_suggested(comment_id: str, finding: Finding | None, wanted: Wanted) -> bool:
    """Return whether a person kept what was suggested: the same statements and the same way."""
    suggested = set(db.session.scalars(select(FindingStatement.code).where(FindingStatement.comment_id == comment_id)))
    return finding is not None and wanted.state == "decided" and suggested == set(wanted.statements) and finding.stance == wanted.stance
