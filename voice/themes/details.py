"""Finds what could identify a person or how to reach them, and the places that are named.

Written patterns only, so some names will be missed; a person checks before anything is shown. Every repetition has an
upper bound, so that no text can make a pattern slow.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .findings import Span
from .rulebook import read_yaml

WORD = r"[^\W\d_][\w'’-]{0,30}"
NAME = r"[A-Z][\w'’-]{1,30}"
INITIAL = r"[A-Za-z]\b(?!['’])"


@dataclass(frozen=True)
class Detail:
    """One kind of personal detail. The span is group 1 where the pattern has one; `keep` may refuse a match."""

    kind: str
    pattern: re.Pattern[str]
    keep: Callable[[re.Match[str]], bool] = lambda match: True
    sign: str = ""
    """Characters of which a match has at least one: most comments have no digit, and are done sooner."""

    def spans(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            if self.keep(match):
                yield match.span(1 if match.re.groups else 0)


NOT_NAMES = frozenset(read_yaml("names.yaml")["never names"])
FIRST_NAMES = frozenset(read_yaml("names.yaml")["first names"])
PUBLIC_NUMBERS = ("080", "03", "084", "116")
POST_AREAS = frozenset(read_yaml("places.yaml")["post areas"].split())


def is_private_number(match: re.Match[str]) -> bool:
    """Helplines and council lines (0800, 0808, 0300, 0345) reach an office, not a person."""
    digits = re.sub(r"\D", "", match[0])
    return not digits.startswith(PUBLIC_NUMBERS)


def is_name(match: re.Match[str]) -> bool:
    return match.groups()[-1].lower().replace("’", "'") not in NOT_NAMES


def is_postcode(match: re.Match[str]) -> bool:
    """A real postal area: S67 4TR is one, KS3 4th is not."""
    return re.match("[A-Za-z]+", match[0])[0].upper() in POST_AREAS  # type: ignore[index]


def is_first_name(match: re.Match[str]) -> bool:
    return match[0].split("-")[0].split("'")[0].split("’")[0] in FIRST_NAMES


TITLES = "Mr|Mrs|Ms|Mx|Dr|Doctor|Professor|Prof|Sir|PC|Cllr|Councillor|Auntie|Aunty|Aunt|Uncle|Nurse|Coach|Nana|Grandad"
FAMILY = (
    "son|daughter|brother|sister|sis|bro|friend|mate|cousin|uncle|auntie|aunt|mum|dad|nan|grandad|stepdad|step-dad|"
    "boyfriend|girlfriend|husband|wife|partner|teacher|ta|worker|keyworker|lad|boy|girl|little one|twins?|child"
)
ROADS = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Way|Court|Crescent|Cres|Grove|Terrace|Place|Gardens|View|Walk|"
    "Row|Hill|Mews|Rise|Croft|Fold|Green"
)
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATE = rf"(?:\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{MONTHS})[a-z]{{0,6}},?\s\d{{2,4}})"

DETAILS = (
    Detail("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), sign="@"),
    Detail("phone", re.compile(r"(?<!\d)(?:\+44|0044|0)[\s().-]{0,2}(?:\d[\s().-]{0,2}){8,9}\d(?!\d)"), is_private_number, "0-9"),
    Detail("postcode", re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?[ ]{0,2}\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b"), is_postcode, "0-9"),
    Detail("born", re.compile(rf"(?i:\bborn|\bd\.?o\.?b\b|date of birth|birthday)[^\d\n]{{0,20}}({DATE})", re.IGNORECASE), sign="0-9"),
    Detail("nhs", re.compile(r"(?<![\d+])\d{3}[ -]\d{3}[ -]\d{4}(?!\d)"), sign="0-9"),
    Detail("nhs", re.compile(r"(?i:\bnhs)[^\d\n]{0,25}(\d{10})(?!\d)"), sign="0-9"),
    Detail("upn", re.compile(r"\b[A-Z]\d{11}[A-Z\d]\b"), sign="0-9"),
    Detail("handle", re.compile(r"(?<![\w.@])@[A-Za-z][\w.]{0,28}\w"), sign="@"),
    Detail(
        "handle",
        re.compile(
            r"(?i:\b(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|roblox|gamertag|username))"
            r"(?i:\s(?:is|name|user|as|me|on|its|add)){0,3}:?\s([\w.]{2,30}[\d_][\w.]{0,10})"
        ),
    ),
    Detail("plate", re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b|(?i:\b(?:reg|plate|number plate)(?:\sis)?:?\s)[a-z]{2}\d{2}\s?[a-z]{3}\b"), sign="0-9"),
    Detail("address", re.compile(rf"\b\d{{1,4}}[a-z]?,?\s(?:{WORD}\s){{1,3}}(?:{ROADS}|{ROADS.lower()})\b"), sign="0-9"),
    Detail("titled", re.compile(rf"\b(?:{TITLES})\.?\s(?:{NAME}(?:\s{NAME})?|{INITIAL})"), lambda m: m[0].split()[-1].lower() not in NOT_NAMES),
    Detail("titled", re.compile(rf"\b(?:mr|mrs|ms|dr)\.?\s({WORD})", re.IGNORECASE), is_name),
    Detail("titled", re.compile(rf"\b(?:[Mm]iss|MISS)\s(?:{NAME}(?:\s{NAME})?|(?!I\b)[A-Z]\b|[b-hj-z]\b)"), lambda m: m[0].split()[1].lower() not in NOT_NAMES),
    Detail("called", re.compile(rf"(?i:\bmy name is|\bmy name's|\bmy names|\bmy name)\s({WORD}(?:\s{NAME})?)"), is_name),
    Detail("called", re.compile(rf"(?i:\b(?:called|named|called:|name of))\s({NAME}(?:\s{NAME})?)"), is_name),
    Detail("called", re.compile(rf"(?i:\b(?:my|our|his|her)\s(?:{FAMILY}))(?:,|\sis|\scalled)?\s({NAME}(?:\s{NAME})?)"), is_name),
    Detail("called", re.compile(rf"(?<![\w'’-])({NAME}(?:\s{NAME})?)(?=,?\s(?:my|our)\s(?:{FAMILY})\b)"), is_name),
    Detail("first name", re.compile(rf"(?<![\w'’-])[A-Z][a-z]{{1,15}}(?:-[A-Z][a-z]{{1,15}})?(?:\s(?!(?:School|Academy|College|Primary|House|Lane|Road|Street)\b)(?:[A-Z][a-z]{{2,20}}\b))?"), is_first_name, "A-Z"),
)

SCHOOLS = (
    "School|Academy|College|Primary|Juniors?|Infants?|High|Nursery|PRU|Sixth Form|Comp|Comprehensive|UTC|Centre|"
    "House|Park|Rovers|United|Wanderers|Swimming Club|Youth Club|Children's Centre|Family Hub"
)
SCHOOL = re.compile(rf"(?<![\w'’-])((?:[A-Z][\w'’.&-]{{0,30}}\s(?:of\s|the\s|and\s|&\s)?){{1,4}}(?:{SCHOOLS})(?:\s(?:School|Academy|College|Centre))?)(?!\w)")


def personal_in(text: str) -> tuple[Span, ...]:
    """Return where the text holds something personal, in order, overlaps joined."""
    has = {"": True, "@": "@" in text, "0-9": re.search(r"\d", text) is not None, "A-Z": re.search("[A-Z]", text) is not None}
    return joined(span for detail in DETAILS if has[detail.sign] for span in detail.spans(text))


def schools_in(text: str) -> Iterator[Span]:
    """Yield named schools, settings and clubs, without the small words that begin a sentence ("At Hill Top School")."""
    for match in SCHOOL.finditer(text):
        words = list(re.finditer(r"\S+", match[1]))
        while len(words) > 1 and words[0][0].lower() in NOT_NAMES:
            words.pop(0)
        if len(words) > 1:
            yield match.start(1) + words[0].start(), match.end(1)


def places_in(text: str, named: Iterable[Span]) -> tuple[Span, ...]:
    """Return the places, in order: the named settings of the text, and the towns and wards at the spans `named`."""
    return joined([*schools_in(text), *named])


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order; those that overlap become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def outside(spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans that touch none of the others: a street named after a town is an address, not a place."""
    return tuple(s for s in spans if not any(s[0] < o[1] and o[0] < s[1] for o in others))
