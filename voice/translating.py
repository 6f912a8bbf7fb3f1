"""Which words of a comment are read: a person's translation where there is one, else the comment's own. Translating is done here by people only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from voice.models import Comment, Finding, Translation, db, writing

ENGLISH = "en"


class Overtaken(RuntimeError):
    """Somebody else translated this comment, or said its language, since it was shown. Nothing was written."""


@dataclass(frozen=True)
class Words:
    """The words of a comment that are read. `said` is the newest thing a person said of its language, None where nobody did."""

    text: str
    said: Translation | None = None

    @property
    def revision(self) -> int:
        return self.said.revision if self.said else 0

    @property
    def is_translation(self) -> bool:
        return self.said is not None and self.said.text is not None

    @property
    def language(self) -> str | None:
        """What a person said that these words are in; a translation is in English."""
        return (ENGLISH if self.is_translation else self.said.language) if self.said else None

    def are_of(self, finding: Finding | None) -> bool:
        """Say whether a finding's offsets are of these words: it may be of older ones until the comment is read again."""
        return finding is not None and finding.translation == self.revision


def words_read(comments: Iterable[Comment]) -> dict[str, Words]:
    """Return for each comment, by its id, the words that are read."""
    comments = list(comments)
    rows = db.session.scalars(select(Translation).where(Translation.comment_id.in_([one.id for one in comments])).order_by(Translation.revision))
    said = {one.comment_id: one for one in rows}
    return {one.id: _words(one, said.get(one.id)) for one in comments}


def _words(comment: Comment, said: Translation | None) -> Words:
    return Words(said.text if said and said.text is not None else comment.text, said)


def translate(comment_id: str, language: str, text: str | None, seen: int, who: str, now: datetime) -> str:
    """Keep what a person says of a comment, put it back to be read, and return its submission. Decisions and findings stay as they are.

    `text` is its words in English, None to say the language alone. `seen` is the revision that was on the screen (0: none).
    Raises LookupError for a comment that is gone, Overtaken when somebody was faster.
    """
    try:
        with writing() as session:
            comment = session.get(Comment, comment_id, with_for_update=True)
            if comment is None:
                raise LookupError(comment_id)
            if words_read([comment])[comment_id].revision != seen:
                raise Overtaken
            session.add(Translation(comment_id=comment_id, revision=seen + 1, language=language, text=text, translated_by=who, translated_at=now))
            comment.state, comment.tries = "waiting", 0
            if comment.desk == "translation" and (text is not None or language == ENGLISH):
                comment.desk = "open"  # where it is shown once it is read
            submission_id: str = comment.submission_id
            return submission_id
    except IntegrityError as error:  # two in the same moment (PostgreSQL): the key lets one through
        raise Overtaken from error
