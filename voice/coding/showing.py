"""A comment as a coder sees it: who said it and what was asked. Not what the machine found in it, save that personal details stay hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from surveys.schema import Survey
from voice.i18n import survey_words
from voice.models import Comment, Finding, db
from voice.review.marking import marked
from voice.review.words import READINGS, language_name, language_tag, said_by
from voice.translating import Words, words_read


@dataclass(frozen=True)
class PlainComment:
    """A comment without any suggestion."""

    id: str
    words: Markup
    said_by: str
    question: str
    received_on: date
    reading: str
    language: str
    tag: str


def plain(comment_ids: list[str], survey: Survey) -> dict[str, PlainComment]:
    """Return comments by their ids."""
    rows = db.session.execute(select(Comment, Finding).join(Finding, Finding.comment_id == Comment.id).where(Comment.id.in_(comment_ids))).all()
    words = words_read(comment for comment, _finding in rows)
    return {comment.id: _plain(comment, finding, words[comment.id], survey) for comment, finding in rows}


def _plain(comment: Comment, finding: Finding, words: Words, survey: Survey) -> PlainComment:
    personal = finding.personal if words.are_of(finding) else []
    question = survey.by_id.get(comment.question_id)
    return PlainComment(
        id=comment.id, words=marked(words.text, [], personal, _("name or contact hidden")), said_by=said_by(comment.role, comment.voice),
        question=survey_words(question.text) if question else comment.question_id, received_on=comment.received_on,
        reading=str(READINGS[comment.reading]), language=language_name(comment.locale), tag=words.language or language_tag(comment.locale))
