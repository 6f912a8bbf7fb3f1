"""What is new under a statement, as the lead reads it: phrases with counts, and people's own words for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from voice.models import Comment, Finding, Phrase, Submission, db
from voice.models.strand import PHRASES_OF
from voice.review.marking import marked, merged
from voice.review.words import said_by
from voice.small_numbers import FEW, Cell
from voice.translating import words_read

QUOTES = 3
AROUND = 110
"""Characters of a comment shown before and after a phrase: enough to understand it, not the whole story."""


@dataclass(frozen=True)
class Quote:
    """Some of a comment with its phrase marked and personal details hidden, and who said it."""

    id: str
    words: Markup
    said_by: str


@dataclass(frozen=True)
class ShownPhrase:
    """A phrase, how many responses say it here and elsewhere, and up to three quotes."""

    words: str
    here: int
    elsewhere: Cell
    is_new: bool
    quotes: tuple[Quote, ...]


def whats_new(edition_id: str, is_example: bool, code: str, below: int) -> list[ShownPhrase]:
    """Return the phrases that were counted for a statement, those first that the strategy's strands do not speak of.

    Each comment is quoted once. Whoever shows them writes into the audit trail that they were read.
    """
    if code not in PHRASES_OF:
        return []
    phrases = list(db.session.scalars(select(Phrase).where(
        Phrase.edition_id == edition_id, Phrase.is_example == is_example, Phrase.code == code, Phrase.here >= below).order_by(Phrase.is_new.desc(), Phrase.score.desc())))
    quotable = _quotable({id for phrase in phrases for id in phrase.quotes}, edition_id)
    found = []
    for phrase in phrases:
        ids = [id for id in phrase.quotes if id in quotable][:QUOTES]
        quotes = tuple(quote for id in ids if (quote := _quote(*quotable.pop(id), phrase.words)))
        found.append(ShownPhrase(phrase.words, phrase.here, FEW if 0 < phrase.elsewhere < below else phrase.elsewhere, phrase.is_new, quotes))
    return found


def quoted(phrases: Sequence[ShownPhrase]) -> list[str]:
    """Return the ids of the comments that are quoted."""
    return [quote.id for phrase in phrases for quote in phrase.quotes]


def _quotable(ids: set[str], edition_id: str) -> dict[str, tuple[Comment, Finding, str]]:
    """Return the comments that may be quoted now: allowed by the person, and not a safeguarding lead's."""
    query = (select(Comment, Finding).join(Finding).join(Submission, Submission.id == Comment.submission_id)
             .where(Comment.id.in_(ids), Comment.edition_id == edition_id, Submission.may_quote.is_(True), Finding.is_concern.is_(False), Comment.desk != "safeguarding"))
    rows = db.session.execute(query).all()
    words = words_read(comment for comment, _ in rows)
    return {comment.id: (comment, finding, words[comment.id].text) for comment, finding in rows if words[comment.id].are_of(finding)}


def _quote(comment: Comment, finding: Finding, text: str, words: str) -> Quote | None:
    """Return some of a comment around a phrase, or None where it is not found as written."""
    hidden = merged([*finding.personal, *finding.place], len(text))
    together = r"[\W_]+".join(map(re.escape, words.split()))
    said = re.search(rf"(?<!\w){together}(?!\w)", text.replace("’", "'"), re.IGNORECASE)
    if said is None or any(start < said.end() and said.start() < end for start, end in hidden):
        return None
    start, end = around(text, said.start(), said.end(), hidden)
    cut = marked(text[start:end], [(said.start() - start, said.end() - start)], [(a - start, b - start) for a, b in hidden if start <= a and b <= end],
                 _("name, contact or place hidden"))
    return Quote(comment.id, Markup("{}{}{}").format("… " if start else "", cut, " …" if end < len(text) else ""), said_by(comment.role, comment.voice))


def around(text: str, start: int, end: int, hidden: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where to cut a text around a phrase: between words, and never inside something hidden."""
    first = 0 if start <= AROUND else text.find(" ", start - AROUND, start) + 1 or start
    last = len(text) if len(text) - end <= AROUND else max(text.rfind(" ", end, end + AROUND), end)
    first = next((b for a, b in hidden if a < first < b), first)
    last = next((a for a, b in hidden if a < last < b), last)
    return first, last
