"""The comments of a page, with what the pipeline suggested, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from surveys.schema import STATEMENTS, Survey
from voice.capture.shown import ShownStatement, statement
from voice.engagement.notes import AGREED
from voice.i18n import survey_words
from voice.models import Answer, Comment, Finding, FindingStatement, Standing, Submission, User, db
from voice.review import languages
from voice.review.marking import Shown, capped
from voice.review.words import READINGS, STANCES, language_name, language_tag, reason, said_by
from voice.translating import Words, words_read


@dataclass(frozen=True)
class ShownOriginal:
    """The words that a comment was translated from, with who translated them and when."""

    words: Shown
    length: int
    tag: str
    direction: str
    language: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ShownComment:
    """A comment as the lead reads it. `stance` is what was suggested, `stands` which way it stands; they and `rules` are empty while it waits to be read or translated.

    `words` are the words that are read, in the language `tag`; `original` stands beside them where they are a translation.
    """

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
    original: ShownOriginal | None
    waits_for_translation: bool


def shown(ids: list[str], survey: Survey, code: str) -> list[ShownComment]:
    """Return comments in the order of their ids, marked for one statement."""
    query = (select(Comment, Finding, Submission.may_quote).join(Submission, Submission.id == Comment.submission_id)
             .outerjoin(Finding).where(Comment.id.in_(ids)))
    rows = {comment.id: (comment, finding, may_quote) for comment, finding, may_quote in db.session.execute(query)}
    under, standing, words = _statements(ids), _standing(ids), words_read(comment for comment, _finding, _may_quote in rows.values())
    who = people() if any(one.is_translation for one in words.values()) else {}
    agreed = _agreed([comment.submission_id for comment, _finding, _may_quote in rows.values()]) if AGREED in survey.by_id else {}
    found = [_shown(*rows[id], words[id], who, under.get(id, {}), standing.get(id, {}), survey, code) for id in ids if id in rows]
    return [replace(one, said_by=_("%(who)s; %(n)s agreed", who=one.said_by, n=n)) if (n := agreed.get(rows[one.id][0].submission_id)) else one for one in found]


def _agreed(submissions: list[str]) -> dict[str, Any]:
    """Return how many agreed with each note of a group, where somebody counted. It is never added to a count."""
    query = select(Answer.submission_id, Answer.value).where(Answer.submission_id.in_(submissions), Answer.question_id == AGREED, Answer.mark.is_(None))
    return {submission: value for submission, value in db.session.execute(query)}


def _standing(ids: list[str]) -> dict[str, dict[str, Standing]]:
    """Return for each comment where it stands, by code."""
    found: dict[str, dict[str, Standing]] = {}
    for one in db.session.scalars(select(Standing).where(Standing.comment_id.in_(ids))):
        found.setdefault(one.comment_id, {})[one.code] = one
    return found


def people() -> dict[str, str]:
    """Return the e-mail of each account, by the name that it has in decisions and in the trail."""
    return {f"account {person.id}": person.email for person in db.session.scalars(select(User))}


def _statements(ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return for each comment the evidence of each statement that was suggested."""
    found: dict[str, dict[str, Any]] = {}
    keys = (FindingStatement.comment_id, FindingStatement.code, FindingStatement.evidence)
    for id, code, evidence in db.session.execute(select(*keys).where(FindingStatement.comment_id.in_(ids))):
        found.setdefault(id, {})[code] = evidence
    return found


def _shown(comment: Comment, finding: Finding | None, may_quote: bool, words: Words, who: dict[str, str], under: dict[str, Any],
           standing: dict[str, Standing], survey: Survey, code: str) -> ShownComment:
    is_marked = words.are_of(finding)
    personal = finding.personal if finding and is_marked else []
    stands = next(iter(standing.values()), None)
    question = survey.by_id.get(comment.question_id)
    tag = words.language or (finding.language if finding else languages.UNKNOWN)
    is_known = tag != languages.UNKNOWN
    read = finding if finding and finding.status != "language" else None
    return ShownComment(
        id=comment.id, words=capped(words.text, under.get(code, []) if is_marked else [], personal, _("name or contact hidden")),
        length=len(words.text), said_by=said_by(comment.role, comment.voice),
        question=survey_words(question.text) if question else comment.question_id, received_on=comment.received_on,
        reading=str(READINGS[comment.reading]), language=_language(words, tag, comment.locale),
        tag=tag if is_known else language_tag(comment.locale),
        stance=str(STANCES[read.stance]) if read else "", stance_code=read.stance if read else "",
        also=tuple(one for each in STATEMENTS if each in standing and each != code and (one := statement(each))),
        reasons=tuple(reason(name) for name in finding.reasons) if finding else (),
        is_concern=bool(finding and finding.is_concern), is_read_in_part=bool(finding and finding.status == "unread"),
        may_quote=may_quote, rules=read.pipeline if read else "",
        stands=str(STANCES[stands.stance]) if stands else "", desk=comment.desk, is_quotable=bool(stands and stands.is_quotable and may_quote),
        original=_original(comment, finding if is_marked else None, words, who), waits_for_translation=comment.desk == "translation")


def _language(words: Words, tag: str, locale: str) -> str:
    """Return what the language of a comment is called: what it was written in, or the page's where that cannot be told."""
    return languages.name(words.said.language) if words.said else languages.name(tag) if tag != languages.UNKNOWN else language_name(locale)


def _original(comment: Comment, finding: Finding | None, words: Words, who: dict[str, str]) -> ShownOriginal | None:
    """Return the comment's own words, with names and contacts hidden, where it is read in a translation."""
    if words.said is None or not words.is_translation:
        return None
    tag = words.said.language
    return ShownOriginal(capped(comment.text, [], finding.personal_in_original if finding else [], _("name or contact hidden")), len(comment.text), tag,
                         languages.direction(tag), languages.name(tag), who.get(words.said.translated_by, _("somebody")), words.said.translated_at)
