"""Decides which words are somebody's name: by lists, by a capital inside a sentence, and by what stands before.

A first name on the list is found in any case. Inside a sentence every other word with a capital is taken for a name,
unless the rules know it as something else (a month, a shop, a language) or it stands where a place does ("at Oakfield").
"""

import re
from collections.abc import Iterator, Sequence

from .findings import Span
from .library import vocabulary
from .rulebook import read_yaml

NAMES = read_yaml("names.yaml")
NOT_NAMES = frozenset(NAMES["never names"].split())
NO_PERSON = frozenset(word for words in NAMES["capitals of no person"].values() for word in words.split())
ANY_CASE = frozenset(name for names in NAMES["first names"].values() for name in names.split())
FIRST_NAMES = ANY_CASE | frozenset(NAMES["names with a capital"].split())
CUED_NAMES = frozenset(NAMES["names after a cue"].split())
LOWER_NAMES = frozenset(name.lower() for name in ANY_CASE if len(name) > 2) - NOT_NAMES
LOWER_KNOWN = frozenset(name.lower() for name in FIRST_NAMES) - NOT_NAMES
LOWER_CUED = frozenset(name.lower() for name in FIRST_NAMES | CUED_NAMES) - NOT_NAMES
AFTER_NO_PERSON = frozenset(NAMES["behind a name of no person"].split())
CREATURES = frozenset(NAMES["creatures"].split())
THINGS = frozenset(NAMES["things"].split())
BEFORE_A_PLACE = frozenset(NAMES["before a place"].split())
NO_NAME_ENDS = tuple(NAMES["endings of no name"].split())
GOING = frozenset(NAMES["going"].split())
BEFORE_A_MONTH = frozenset(NAMES["before a month"].split())
LOOK_BACK = 40
"""Characters before a name in which the words stand that say what it is the name of: "my rabbit, who is called"."""

UPPER = "[A-ZÀ-ÖØ-ÞĆČĎĞİŁŃŇŘŚŞŠŤŹŻŽ]"
CAPITAL = re.compile(rf"(?<![\w@./-])(?<!\w['’])({UPPER}(?:['’][A-Z])?[\w-]{{1,30}})(?![@_])(?!['’](?![sS]\b)\w)")
SURNAME = re.compile(r"\s(?:the\s)?([A-Z](?:['’][A-Z])?[\w-]{0,30})")
INSIDE = re.compile(
    r"(?:(?<!\S)|(?<=\s[('‘“\"]))(?:[a-z&][^\s.!?:]{0,30}|I(?:['’]?m|['’][a-z]{1,2})?|\d{1,4}|It['’]?s|Our|My|And|But|So|With|When|Then|Because|Ask|If|Before|"
    r"After|Since|That|Thanks|Me|Hi|Hello|Only|Both|Even|Although|Where|For|As|To|By|Signed|Love|Contact|Dear),?[ ]{1,2}[('‘“\"]?\Z"
)
SENTENCE_END = re.compile(r"[.!?\n]")
CREATURE = "|".join(sorted(CREATURES))
PET = re.compile(
    rf"\b(?:{CREATURE}),?\s(?:is\s|was\s|named\s|called\s)?([A-Z]\w{{1,20}})|"
    r"\b(?:[Ii]t(?:['’]?s|\sis|\swas)\scalled|(?:named|called)\sit)\s([A-Z]\w{1,20})|"
    rf"\b([A-Z]\w{{1,20}}),?\s(?:(?:she|he)['’]?s|is|was|our|my|the)\s(?:(?:the|my|our|a)\s)?(?:{CREATURE})\b"
)
"""A pet, a toy, or a thing with a name: its name is nobody's anywhere in the text."""


def is_name(match: re.Match[str]) -> bool:
    """Not "Mr Is" or "my son Has", and no month or shop: the first word of the name is none that we know."""
    word = match[1].split()[0].replace("’", "'").removesuffix("'s").strip("'")
    return word.lower() not in NOT_NAMES and word not in NO_PERSON and not (word.isupper() and len(word) < 4)


def is_called(match: re.Match[str]) -> bool:
    """Not "the group is called Tigers" or "a rabbit named Spike"."""
    before = words_before(match, match.start())
    if match[0].split()[0].lower() in THINGS or match[1].split()[0].isupper():
        return False
    if is_common(match[1].split()[0].removesuffix("'s")):
        return False
    return is_name(match) and not THINGS.intersection(before[-2:]) and not of_a_creature(before)


def is_titled(match: re.Match[str]) -> bool:
    return match[1].split()[1].lower() not in NOT_NAMES


def is_miss(match: re.Match[str]) -> bool:
    """Not "they miss school": what is missed is no name."""
    return match[1].split()[1] not in NOT_NAMES


def is_cued(match: re.Match[str]) -> bool:
    return match[1] in LOWER_CUED


def is_spoken_name(match: re.Match[str]) -> bool:
    """Decide about what a person is called by others: Sherlock is a nickname here."""
    return match[1].split()[0].lower() not in NOT_NAMES


def is_known(match: re.Match[str]) -> bool:
    return match[1] in LOWER_KNOWN


def is_lower_name(match: re.Match[str]) -> bool:
    return match[0] in LOWER_NAMES


def words_before(match: re.Match[str], start: int) -> list[str]:
    """Return the words that stand shortly before, in lower case, without the marks around them."""
    sentence = SENTENCE_END.split(match.string[max(0, start - LOOK_BACK) : start])[-1]
    return [word.strip(",;:()'‘“\"").removesuffix("'s").lower() for word in sentence.split()]


def of_a_creature(before: Sequence[str]) -> bool:
    """Say whether the last words before a name speak of an animal or a toy."""
    return not CREATURES.isdisjoint(before[-4:])


def names_a_person(match: re.Match[str]) -> bool:
    """Decide about a word with a capital: a first name anywhere, another name inside a sentence."""
    word = match[1]
    if word in FIRST_NAMES or (word.isupper() and len(word) > 3 and word.capitalize() in ANY_CASE):
        return not of_a_creature(words_before(match, match.start()))
    if word.split("-")[0] in FIRST_NAMES:
        return True
    return (word in CUED_NAMES or not is_common(word)) and is_inside_a_sentence(match) and is_unlisted(match) and not stands_for_a_place(match)


def is_inside_a_sentence(match: re.Match[str]) -> bool:
    """Say whether a word in lower case, or "I", stands before: a text with a capital on every word tells nothing."""
    return INSIDE.search(match.string, max(0, match.start() - LOOK_BACK), match.start()) is not None


def is_unlisted(match: re.Match[str]) -> bool:
    """Say whether the rules know the word as nothing else; "May" and "Will" are names here, but not "in May"."""
    word, before = match[1], words_before(match, match.start())
    if not before or of_a_creature(before) or not word[1:].replace("-", "").islower() or word[1] == "-":
        return False
    if word in CUED_NAMES:
        return before[-1] not in BEFORE_A_MONTH
    if is_common(word):
        return False
    return before[-1] != "called" or THINGS.isdisjoint(before[-3:])


def is_common(word: str) -> bool:
    """Say whether the word is no name: by the lists, or by its ending."""
    lower = word.lower()
    return lower in NOT_NAMES or word in NO_PERSON or lower.endswith(NO_NAME_ENDS)


def does_what_people_do(match: re.Match[str]) -> bool:
    """Decide about a word that begins a sentence: "Ashok rang me" names someone, "Literacy helps" does not, nor does a word
    that some rule of a statement uses."""
    return all(word in CUED_NAMES or not (is_common(word) or word.lower() in vocabulary().forms) for word in match[match.lastindex or 0].split())


def stands_for_a_place(match: re.Match[str]) -> bool:
    """Say whether "at" or "we went to" stands before, perhaps with "the" between."""
    before = match.string[max(0, match.start() - LOOK_BACK) : match.start()].lower().split()
    if before and before[-1] in ("the", "a"):
        before.pop()
    if before and before[-1] in ("to", "from"):
        return len(before) > 1 and before[-2] in GOING
    return bool(before) and before[-1] in BEFORE_A_PLACE


def names_in(text: str) -> Iterator[Span]:
    """Yield the names that a capital shows, each with the surname or initial behind it."""
    found = [match for match in CAPITAL.finditer(text) if names_a_person(match)]
    pets = {pet for match in PET.finditer(text) for pet in match.groups()} if found else frozenset()
    for match in found:
        surname = SURNAME.match(text, match.end())
        if match[1] in pets or (surname and surname[1] in AFTER_NO_PERSON):
            continue
        yield match.start(), surname.end() if surname and not is_common(surname[1]) else match.end()
