"""What was heard at a session, by statement: to be read back to the group before it leaves.

Answers are counted, small numbers hidden. Words are quoted only with permission, from enough answers, with personal details and places hidden.
What a safeguarding lead should see is never here, neither counted nor quoted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Row, and_, select

from voice.capture.shown import ShownStatement, seven
from voice.engagement.board import still_read
from voice.models import Collected, Comment, Finding, FindingStatement, Standing, Submission, db
from voice.review.marking import marked, merged
from voice.review.words import language_tag
from voice.small_numbers import Cell, suppress

QUOTES = 3
"""Read aloud a statement, so that seven take no longer than a tired group can listen."""
LONGEST = 160
"""Characters of a quote: two or three lines at arm's length."""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Quote:
    """Words of one answer, short. `tag` is their language."""

    id: str
    words: Markup
    tag: str


@dataclass(frozen=True)
class About:
    """One statement: in how many answers it was spoken of, and what may be read out."""

    statement: ShownStatement
    answers: Cell
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Heard:
    """What was heard. `answers`: those that hold a comment about one of the seven or something else; `waiting`: comments not read yet."""

    about: tuple[About, ...]
    answers: Cell
    waiting: int
    is_enough_to_quote: bool
    quoted: list[str] = field(default_factory=list)
    """Ids of the comments that are quoted, for the audit trail."""


def heard(session_id: str, below: int) -> Heard:
    """Return what was said at a session so far."""
    rows = _rows(session_id)
    everybody = {row.submission_id for row in rows}
    by_code: dict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in rows:
        by_code[row.code][row.id] = row
    enough = len(everybody) >= below
    about = tuple(_about(one, by_code[one.code].values(), len(everybody), enough, below) for one in seven() if by_code[one.code])
    total = suppress({"n": len(everybody)}, below)["n"]
    return Heard(about, total, still_read(session_id), enough, [quote.id for one in about for quote in one.quotes])


def _rows(session_id: str) -> list[Row[Any]]:
    """Return each comment of a session with each statement that it stands under: where people decided they count, not the machine.

    What is or may be a concern, says nothing, or was read in a translation is not among them.
    """
    query = (select(Comment.id, Comment.submission_id, Comment.text, Comment.locale, Finding.personal, Finding.place, Submission.may_quote,
                    Standing.code, FindingStatement.evidence)
             .join(Collected, Collected.submission_id == Comment.submission_id).join(Submission, Submission.id == Comment.submission_id)
             .join(Finding, Finding.comment_id == Comment.id).join(Standing, Standing.comment_id == Comment.id)
             .outerjoin(FindingStatement, and_(FindingStatement.comment_id == Comment.id, FindingStatement.code == Standing.code))
             .where(Collected.session_id == session_id, Finding.is_concern.is_(False), Comment.desk != "safeguarding", Standing.code != "no_view",
                    Finding.status.not_in(("unread", "language")), Finding.translation == 0)
             .order_by(Comment.id))  # ids are random: their order says nothing of who came first
    return list(db.session.execute(query))


def _about(statement: ShownStatement, rows: Iterable[Row[Any]], n_all: int, is_enough: bool, below: int) -> About:
    rows = list(rows)
    n = len({row.submission_id for row in rows})
    quoted = [row for row in rows if row.may_quote and is_enough]
    one_each = list({row.submission_id: row for row in quoted}.values())[:QUOTES]
    return About(statement, suppress({"about": n, "not": n_all - n}, below)["about"], tuple(_quote(row) for row in one_each))


def _quote(row: Row[Any]) -> Quote:
    hidden = merged([*row.personal, *row.place], len(row.text))
    start, end = window(row.text, row.evidence or (), hidden)
    moved = [(a - start, b - start) for a, b in hidden]
    words = marked(row.text[start:end], [], moved, _("hidden"))
    return Quote(row.id, Markup("{}{}{}").format("… " if start else "", words, " …" if end < len(row.text.rstrip()) else ""), language_tag(row.locale))


def window(text: str, evidence: Sequence[Sequence[int]], hidden: Sequence[Sequence[int]], longest: int = LONGEST) -> tuple[int, int]:
    """Return where a short quote begins and ends: the sentence with the words that led to the statement, and what fits after it.

    It ends between words where there are any, and never inside something hidden.
    """
    if len(text) <= longest:
        return 0, len(text)
    first = min((span[0] for span in evidence if 0 <= span[0] < len(text)), default=0)
    starts = [0, *(found.end() for found in SENTENCE.finditer(text))]
    start = max(at for at in starts if at <= first)
    if first - start >= longest:
        near = first - longest // 2
        start = text.find(" ", near, first) + 1 or near
    start = next((a for a, b in hidden if a < start < b), start)
    end = min(len(text), start + longest)
    if end < len(text):
        space = text.rfind(" ", start + longest // 2, end)
        end = space if space > start else end
    return start, next((b for a, b in hidden if a < end < b), end)
