"""Raises what a safeguarding lead should see today. Rules may raise a concern; none may clear one.

An idiom ("dying of boredom") hides only its own words: anything else in the comment still counts.
"""

from collections import defaultdict

from spacy.tokens import Doc

from .matching import Hit, Hits, strongest
from .statements import combined

RAISE_FROM = 0.5
"""One fair sign, or two weak ones of any kind. Low on purpose: a person reads each, and a missed one costs more."""

PREFIX = "concern "
DENIALS = frozenset("never no nobody noone not".split())
FILLERS = frozenset("ever really even to at be here one have do".split())


def reasons_in(doc: Doc, hits: Hits) -> tuple[str, ...]:
    """Return why the comment should be seen today, most certain first; empty if the rules see no reason."""
    weights: dict[str, list[float]] = defaultdict(list)
    for hit in strongest(hit for label, some in hits.items() if label.startswith(PREFIX) for hit in some):
        if not is_denied(doc, hit):
            weights[hit.label.removeprefix(PREFIX)].append(hit.weight)
    scores = {reason: combined(found) for reason, found in weights.items()}
    if combined(weight for found in weights.values() for weight in found) < RAISE_FROM:
        return ()
    return tuple(sorted(scores, key=lambda reason: (-scores[reason], reason)))


def is_denied(doc: Doc, hit: Hit) -> bool:
    """Say whether the very words are denied just before ("nobody ever hits me"). "They did not believe he hit me" is not."""
    for i in range(hit.start - 1, max(hit.start - 4, -1), -1):
        if doc[i].norm_ in DENIALS:
            return doc[i].norm_ != "no" or i + 1 == hit.start or doc[i + 1].norm_ == "one"
        if doc[i].norm_ not in FILLERS:
            return False
    return False
