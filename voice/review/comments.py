"""The comments of a page, with what the pipeline suggested, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from surveys.schema import STATEMENTS, Survey
from voice.capture.shown import ShownStatement, statement
from voice.i18n import survey_words
from voice.models import Comment, Finding, FindingStatement, Standing, Submission, db
from voice.review.marking import Shown, capped
from voice.review.words import READINGS, STANCES, language_name, language_tag, reason, said_by


@dataclass(frozen=True)
class ShownComment:
    """A comment as the lead reads it. `stance` is what was suggested, `stands` which way it stands; they and `rules` are empty while it waits."""

    id: str
    words: Shown
    length: int
    said_by: str
    question: str
    received_on: date
    reading: str
    language: str
    tag: str
    stance: str
    stance_code: str
    also: tuple[ShownStatement, ...]
    reasons: tuple[str, ...]
    is_concern: bool
    is_read_in_part: bool
    may_quote: bool
    rules: str
    stands: str
    desk: str
    is_quotable: bool


def shown(ids: list[str], survey: Survey, code: str) -> list[ShownComment]:
    """Return comments in the order of their ids, marked for one statement."""
    query = (select(Comment, Finding, Submission.may_quote).join(Submission, Submission.id == Comment.submission_id)
             .outerjoin(Finding).where(Comment.id.in_(ids)))
    rows = {comment.id: (comment, finding, may_quote) for comment, finding, may_quote in db.session.execute(query)}
    under, standing = _statements(ids), _standing(ids)
    return [_shown(*rows[id], under.get(id, {}), standing.get(id, {}), survey, code) for id in ids if id in rows]


def _standing(ids: list[str]) -> dict[str, dict[str, Standing]]:
    """Return for each comment where it stands, by code."""
    found: dict[str, dict[str, Standing]] = {}
    for one in db.session.scalars(select(Standing).where(Standing.comment_id.in_(ids))):
        found.setdefault(one.comment_id, {})[one.code] = one
    return found


def _statements(ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return for each comment the evidence of each statement that was suggested."""
    found: dict[str, dict[str, Any]] = {}
    keys = (FindingStatement.comment_id, FindingStatement.code, FindingStatement.evidence)
    for id, code, evidence in db.session.execute(select(*keys).where(FindingStatement.comment_id.in_(ids))):
        found.setdefault(id, {})[code] = evidence
    return found


def _shown(comment: Comment, finding: Finding | None, may_quote: bool, under: dict[str, Any], standing: dict[str, Standing],
           survey: Survey, code: str) -> ShownComment:
    personal = finding.personal if finding else []
    stands = next(iter(standing.values()), None)
    question = survey.by_id.get(comment.question_id)
    return ShownComment(
        id=comment.id, words=capped(comment.text, under.get(code, []), personal, _("name or contact hidden")),
        length=len(comment.text), said_by=said_by(comment.role, comment.voice),
        question=survey_words(question.text) if question else comment.question_id, received_on=comment.received_on,
        reading=str(READINGS[comment.reading]), language=language_name(comment.locale),
        tag=language_tag(comment.locale),
        stance=str(STANCES[finding.stance]) if finding else "", stance_code=finding.stance if finding else "",
        also=tuple(one for each in STATEMENTS if each in standing and each != code and (one := statement(each))),
        reasons=tuple(reason(name) for name in finding.reasons) if finding else (),
        is_concern=bool(finding and finding.is_concern), is_read_in_part=bool(finding and finding.status == "unread"),
        may_quote=may_quote, rules=finding.pipeline if finding else "",
        stands=str(STANCES[stands.stance]) if stands else "", desk=comment.desk, is_quotable=bool(stands and stands.is_quotable and may_quote))
