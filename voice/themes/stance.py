"""Decides how the speaker says it goes: working, change, mixed or neutral."""

from collections.abc import Sequence

from spacy.tokens import Doc

from .matching import Hits, strongest
from .question import Question

REACH = 3
"""Words a "not" reaches forward over: "not very good at it" is not good."""

LEAN = 1.4
"""What the direction of the question adds to its side: asked what works well, most people say what does."""

MIXED_FROM = 0.5
"""Both sides count when the smaller is at least this share of the larger."""

NEGATORS = frozenset(["not", "never", "no", "nobody", "none", "without", "nothing", "hardly", "neither"])
TURNS = frozenset(["but", "however", "although", "though", "tho", "except", "yet", "only", "wish", "apart", "just"])
"""Where a comment turns round. Praise and blame without a turn are one side's colour, and not mixed."""


def stance_of(doc: Doc, words: Sequence[str], hits: Hits, question: Question) -> str:
    """Return the speaker's own stance. Words of praise after a "not" count against, and the other way round."""
    sides = {"working": 0.0, "change": 0.0}
    for hit in strongest([*hits.get("working", ()), *hits.get("change", ())]):
        if hit.label == "working" and is_negated(doc, hit.start):
            sides["change"] += hit.weight
        elif hit.label == "working" or not is_negated(doc, hit.start):
            sides[hit.label] += hit.weight
        else:
            sides["working"] += hit.weight / 2
    spoken = min(sides.values())
    if question.direction and len(doc) > 0:
        sides[question.direction] += LEAN
    smaller, larger = sorted(sides.values())
    if larger == 0:
        return "neutral"
    if spoken and smaller >= MIXED_FROM * larger and not TURNS.isdisjoint(words):
        return "mixed"
    return "working" if sides["working"] > sides["change"] else "change"


def is_negated(doc: Doc, start: int) -> bool:
    """Say whether a word shortly before, in the same sentence, denies what begins at the token `start`."""
    for i in range(start - 1, max(start - 1 - REACH, -1), -1):
        if doc[i].norm_ in NEGATORS:
            return True
        if doc[i].is_punct or doc[i].norm_ in TURNS or doc[i + 1].is_sent_start:
            return False
    return False
