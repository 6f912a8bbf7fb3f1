"""Raises what a safeguarding lead should see today. Rules may raise a concern; none may clear one.

An idiom ("dying of boredom") hides only its own words: anything else in the comment still counts.
"""

from spacy.tokens import Doc

from .matching import Hit, Hits, strongest
from .statements import combined

RAISE_FROM = 0.4
"""One fair sign, or two weak ones of any kind. Low on purpose: a person reads each, and a missed one costs more."""

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
    if combined(hit.weight for hit in signs) < RAISE_FROM:
        return ()
    scores = {reason: combined(hit.weight for hit in strongest(some)) for reason, some in told.items() if some}
    return tuple(sorted(scores, key=lambda reason: (-scores[reason], reason)))


def is_denied(doc: Doc, hit: Hit) -> bool:
    """Say whether the words are denied just before ("nobody ever hits me"), unlike "they did not believe he hit me"."""
    for i in range(hit.start - 1, max(hit.start - 4, -1), -1):
        if doc[i].norm_ in DENIALS:
            return doc[i].norm_ != "no" or i + 1 == hit.start or doc[i + 1].norm_ == "one"
        if doc[i].norm_ not in FILLERS:
            return False
    return False
