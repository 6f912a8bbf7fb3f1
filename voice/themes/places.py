"""Finds named places: schools, settings and clubs by pattern; towns, villages and wards from the list in the rules."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .details import ADDRESSES, TITLED, details_in, joined, outside
from .findings import Span
from .names import CAPITAL, FIRST_NAMES, NO_PERSON, NOT_NAMES, is_common, is_inside_a_sentence, is_unlisted, stands_for_a_place
from .rulebook import read_yaml

PLACES = read_yaml("places.yaml")
FAR_TOWNS = frozenset(PLACES["far towns"].split())
NO_NAMES = NOT_NAMES | frozenset(PLACES["never in a name"].split())
SETTING = "|".join(map(re.escape, PLACES["settings"].split(", ")))
COMMON_SETTING = "|".join(map(re.escape, PLACES["settings in lower case"].split(", ")))
PROPER = r"(?:St\.|[A-Z][\w'’&-]{0,30})"
WORDS = rf"(?<![\w'’-])(?<!\d\s)(?<!\d[a-d]\s)(?:{PROPER}\s(?:of\s(?:the\s)?|&\s)?){{1,4}}"
NAMED = re.compile(rf"{WORDS}(?:(?:{SETTING})(?:\s(?:School|Academy|College|Centre))?|({COMMON_SETTING}))(?!\w)")
SURNAMES = frozenset(PLACES["settings that are surnames"].split())
TITLES = frozenset(PLACES["titles"].split())
SAINT = re.compile(r"\b(?:St\.?|Saint)\s[A-Z][\w-]{1,30}(?:['’]s)?")
MORE = re.compile(r"(?:['’]s)?(?:\s[A-Z][\w'’-]{1,30}){0,2}")


def schools_in(text: str) -> Iterator[Span]:
    """Yield named settings, without the small words that begin a sentence: "At Hill Top School" is Hill Top School."""
    for match in NAMED.finditer(text):
        words = proper_words(match)
        if len(words) > 1 and (is_named_plainly(match, words) if match[1] else not is_person(match, words)):
            yield match.start() + words[0].start(), match.end()


def is_named_plainly(match: re.Match[str], words: Sequence[re.Match[str]]) -> bool:
    """Decide about "Bradgate park", whose last word is no part of a name: not "Car park" at the start of a sentence."""
    return is_proper(words[0][0]) and (words[0].start() > 0 or len(words) > 2 or is_inside_a_sentence(match))


def proper_words(match: re.Match[str]) -> list[re.Match[str]]:
    """Return the words of a name, from the first that can open one."""
    words = list(re.finditer(r"\S+", match[0]))
    while len(words) > 1 and (words[0][0].lower() in NO_NAMES or words[0][0][0].islower()):
        words.pop(0)
    return words


def is_person(match: re.Match[str], words: Sequence[re.Match[str]]) -> bool:
    """Tell Mr Hall and Peter Hall from Clifton Hall: there a title or a first name stands before."""
    if len(words) > 2 or words[-1][0] not in SURNAMES:
        return False
    titled = words[0].start() > 0 and match[0][: words[0].start()].split()[-1].lower() in TITLES
    return titled or (words[0][0] in FIRST_NAMES and not stands_for_a_place(match))


def is_proper(word: str) -> bool:
    """Not "Lego club" or "Tyler's school"."""
    return word not in NO_PERSON and re.sub("['’]s$", "", word) not in FIRST_NAMES


def others_in(text: str) -> Iterator[Span]:
    """Yield far towns, and what has a capital where a place stands: "at Oakhurst", "we went to Magna"."""
    if "S" in text:
        yield from (match.span() for match in SAINT.finditer(text))
    for match in CAPITAL.finditer(text):
        if match[1] in FAR_TOWNS:
            yield match.span()
        elif match[1] not in FIRST_NAMES and not is_common(match[1]) and stands_for_a_place(match) and is_unlisted(match):
            more = MORE.match(text, match.end())
            yield match.start(), more.end() if more else match.end()


def places_in(text: str, towns: Iterable[Span]) -> tuple[Span, ...]:
    """Return the named places of the text, and the towns whose spans are given, in order, overlaps joined.

    No part of an address is a place of its own, and Mr Wentworth is no village.
    """
    places = [*towns, *others_in(text)]
    untitled = outside(places, list(details_in(text, TITLED))) if places else ()
    found = joined([*schools_in(text), *untitled])
    return outside(found, list(details_in(text, ADDRESSES))) if found else found
