"""Raises what a safeguarding lead should see today. Rules may raise a concern; none may clear one.

An idiom ("dying of boredom") hides only its own words: anything else in the comment still counts.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from .matching import Hit, Hits, strongest
from .statements import combined

RAISE_FROM = 0.6
"""One strong sign, a fair one with any other, or three weak ones: a strong phrase proves 0.65, a fair and a weak one
0.62, two weak ones 0.51 (see `rulebook.WEIGHTS`). Chosen on labelled comments for few misses: a person reads each."""

NEAR = 30
"""Tokens within which signs add up. A long answer holds a door, a night and a policeman without holding a story."""

PREFIX = "concern "
DENIALS = frozenset(["never", "no", "nobody", "not"])
FILLERS = frozenset(["ever", "very", "even", "to", "at", "be", "here", "one", "have", "do"])


def reasons_in(doc: Doc, hits: Hits) -> tuple[str, ...]:
    """Return why the comment should be seen today, most certain first; empty if the rules see no reason."""
    told = {
        label.removeprefix(PREFIX): [hit for hit in some if not is_denied(doc, hit)]
        for label, some in hits.items()
        if label.startswith(PREFIX)
    }
    signs = strongest(hit for some in told.values() for hit in some)
    if not any(combined(hit.weight for hit in some) >= RAISE_FROM for some in together(signs)):
        return ()
    scores = {reason: combined(hit.weight for hit in strongest(some)) for reason, some in told.items() if some}
    return tuple(sorted(scores, key=lambda reason: (-scores[reason], reason)))


def together(signs: Sequence[Hit]) -> Iterator[Sequence[Hit]]:
    """Yield, for each sign, it and those that begin within reach after it.

    Signs do not overlap, so there are at most `NEAR` in reach, and the time grows with the length of the comment.
    """
    ordered = sorted(signs, key=lambda hit: hit.start)
    end = 0
    for begin, sign in enumerate(ordered):
        while end < len(ordered) and ordered[end].start < sign.start + NEAR:
            end += 1
        yield ordered[begin:end]


def is_denied(doc: Doc, hit: Hit) -> bool:
    """Say whether the words are denied just before ("nobody ever hits me"), unlike "they did not believe he hit me"."""
    for i in range(hit.start - 1, max(hit.start - 4, -1), -1):
        if doc[i].norm_ in DENIALS:
            return doc[i].norm_ != "no" or i + 1 == hit.start or doc[i + 1].norm_ == "one"
        if doc[i].norm_ not in FILLERS:
            return False
    return False
