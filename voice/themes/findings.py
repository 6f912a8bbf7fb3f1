"""What goes in and what comes out: a comment, and what the rules found in it.

Every offset is a character of the comment's own text (a Python string index), end excluded.
"""

from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]

CODES = ("voice", "healthy", "safe", "support", "adults", "independent", "belong")
"""The seven "I" statements, in the order in which the strategy prints them."""

STANCES = ("working", "change", "mixed", "neutral")

STATUSES = ("themed", "other", "no_view", "unread", "language")
"""themed: a statement was found. other: it says something, about no statement that the rules know. no_view: it says
nothing ("idk", "."). unread: longer than the limit, so the end was not read and a person should; what was found in
the part that was read is still given. language: it is not in English and waits for a person's translation."""


BANDS = ((0.8, "strong"), (0.6, "middle"), (0.0, "weak"))
"""How strong a suggestion is, in three plain steps, from its score."""


def band(score: float) -> str:
    """Return how strong a suggestion is."""
    return next(name for least, name in BANDS if score >= least)


@dataclass(frozen=True)
class Comment:
    """One answer to one question.

    `who` is child, young_person, parent or practitioner. `prompt` is the question as it was asked. `asked` is the
    code of the statement that the question belongs to, where the survey says so. All three are weak context: without
    words in the text they find nothing.

    `hint` is the language of the page it was written on. `language` is what a person said it is in, where one did. `original` is what the
    person wrote, where `text` is somebody's translation of it: words of concern and personal details are looked for in both.
    """

    id: str | int
    text: str
    who: str | None = None
    prompt: str | None = None
    asked: str | None = None
    hint: str | None = None
    language: str | None = None
    original: str | None = None


@dataclass(frozen=True)
class StatementFinding:
    """A statement the comment is about, how sure the rules are (0 to 1), and the words that say so.

    A lone word never stands as evidence: there the question gave the meaning, and `evidence` is empty.
    """

    code: str
    score: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class StrandFinding:
    """A strand of the strategy, a principle or a commitment, with the words that led to it: never none."""

    id: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Finding:
    """What the rules see in one comment. It is a suggestion; a person decides."""

    id: str | int
    statements: tuple[StatementFinding, ...]
    stance: str
    concern: bool
    reasons: tuple[str, ...]
    personal: tuple[Span, ...]
    place: tuple[Span, ...]
    status: str
    certainty: float = 0.5
    """How far the closest call is from going the other way, 0 to 1: people look at the least sure first."""
    language: str = "und"
    """The language that the text is in, as a BCP 47 tag; `und` where it cannot be told."""
    personal_in_original: tuple[Span, ...] = ()
    """Personal details in the words that the text was translated from."""
    strands: tuple[StrandFinding, ...] = ()
    """The second level: none means other under its statements."""

    def as_record(self) -> dict[str, Any]:
        """Return the finding as plain data, in the order in which it is written to a file."""
        return {
            "id": self.id,
            "statements": [
                {"code": s.code, "score": round(s.score, 3), "evidence": [list(span) for span in s.evidence]}
                for s in self.statements
            ],
            "stance": self.stance,
            "concern": {"flag": self.concern, "reasons": list(self.reasons)},
            "personal": [list(span) for span in self.personal],
            "place": [list(span) for span in self.place],
            "status": self.status,
            "language": self.language,
            "strands": [{"id": s.id, "evidence": [list(span) for span in s.evidence]} for s in self.strands],
        }
