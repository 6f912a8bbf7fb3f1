"""Finds named places: schools, settings and clubs by pattern; towns, villages and wards from the list in the rules."""

import re
from collections.abc import Iterable, Iterator

from .details import NOT_NAMES, joined
from .findings import Span

SETTING = (
    "School|Academy|College|Primary|Juniors?|Infants?|High|Nursery|PRU|Sixth Form|Comp|Comprehensive|UTC|Centre|House|"
    "Park|Rovers|United|Wanderers|Youth Club|Swimming Club|Children's Centre|Family Hub"
)
SMALL = r"(?:of\s|the\s|and\s|&\s)?"
WORDS = rf"(?<![\w'’-])(?:[A-Z][\w'’.&-]{{0,30}}\s{SMALL}){{1,4}}"
NAMED = re.compile(rf"{WORDS}(?:{SETTING})(?:\s(?:School|Academy|College|Centre))?(?!\w)")
NO_NAMES = NOT_NAMES | {"sixth", "high", "junior", "infant", "youth", "family", "community", "day", "green"}


def schools_in(text: str) -> Iterator[Span]:
    """Yield named settings, without the small words that begin a sentence: "At Hill Top School" is Hill Top School."""
    for match in NAMED.finditer(text):
        words = list(re.finditer(r"\S+", match[0]))
        while len(words) > 1 and words[0][0].lower() in NO_NAMES:
            words.pop(0)
        if len(words) > 1:
            yield match.start() + words[0].start(), match.end()


def places_in(text: str, towns: Iterable[Span]) -> tuple[Span, ...]:
    """Return the named settings of the text, and the towns whose spans are given, in order, overlaps joined."""
    return joined([*schools_in(text), *towns])
