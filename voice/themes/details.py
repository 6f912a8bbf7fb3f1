"""Finds what could identify a person or how to reach them: written patterns, and a list of first names.

Patterns miss names that nothing announces; a person checks before anything is shown. Every repetition has an upper
bound, so that no text can make a pattern slow.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .findings import Span
from .rulebook import read_yaml


@dataclass(frozen=True)
class Detail:
    """One kind of personal detail.

    The span is group 1 where the pattern has one. `keep` may refuse a match. `sign` is a character class of which a
    match has at least one: most comments have no digit, and are done sooner.
    """

    kind: str
    pattern: re.Pattern[str]
    keep: Callable[[re.Match[str]], bool] = lambda match: True
    sign: str = ""

    def spans(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            if self.keep(match):
                yield match.span(1 if match.re.groups else 0)


NAMES = read_yaml("names.yaml")
NOT_NAMES = frozenset(NAMES["never names"])
FIRST_NAMES = frozenset(NAMES["first names"])
POST_AREAS = frozenset(read_yaml("places.yaml")["post areas"].split())
PUBLIC_NUMBERS = ("080", "03", "084", "116")


def is_private_number(match: re.Match[str]) -> bool:
    """Helplines and council lines (0800, 0808, 0300, 0345) reach an office, not a person."""
    return not re.sub(r"\D", "", match[0]).startswith(PUBLIC_NUMBERS)


def is_postcode(match: re.Match[str]) -> bool:
    """A real postal area: S67 4TR is one, KS3 4th is not."""
    return re.split(r"\d", match[0], maxsplit=1)[0].upper() in POST_AREAS


def is_name(match: re.Match[str]) -> bool:
    """Not "Mr Is" or "my son Has": the first word of the name is none that opens a clause."""
    return match[1].split()[0].lower().replace("’", "'") not in NOT_NAMES


def is_titled(match: re.Match[str]) -> bool:
    return match[1].split()[1].lower() not in NOT_NAMES


def is_first_name(match: re.Match[str]) -> bool:
    return re.split("[-'’ ]", match[1])[0] in FIRST_NAMES


WORD = r"[^\W\d_][\w'’-]{0,30}"
NAME = r"[A-Z][\w'’-]{1,30}"
FULL = rf"{NAME}(?:\s(?!(?i:school|academy|college|primary|house|nursery|centre)\b){NAME})?"
TITLE = "Mr|Mrs|Ms|Mx|Dr|Doctor|Prof|Professor|Sir|PC|Cllr|Councillor|Auntie|Aunty|Aunt|Uncle|Nurse|Coach|Nana|Grandad"
NEAR = (
    "son|daughter|brother|sister|sis|bro|friend|mate|cousin|uncle|auntie|aunt|mum|dad|nan|grandad|stepdad|boyfriend|"
    "girlfriend|husband|wife|partner|teacher|ta|worker|keyworker|lad|boy|girl|little one|twins?|child"
)
ROAD = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|crescent|cres|grove|terrace|gardens|view|walk|row|hill|"
    "mews|rise|croft|fold"
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = rf"\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s\d{{2,4}}"
CALLED = r"(?:\s(?:is|name|as|me)){0,3}:?\s"
ACCOUNT = "snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|roblox|gamertag|username"
BETWEEN = r"[\s().-]{0,3}"
INWARD = "[abd-hjlnp-uw-z]{2}"


def spot(pattern: str, ignore_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


DETAILS = (
    Detail("email", spot(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), sign="@"),
    Detail("handle", spot(r"(?<![\w.@])@[A-Za-z][\w.]{0,28}\w"), sign="@"),
    Detail("handle", spot(rf"\b(?:{ACCOUNT}){CALLED}([a-z.]{{2,30}}[\d_][\w.]{{0,20}})", True)),
    Detail("phone", spot(rf"(?<!\d)(?:\+44|0044|0){BETWEEN}(?:\d{BETWEEN}){{8,9}}\d(?!\d)"), is_private_number, "0-9"),
    Detail("postcode", spot(rf"\b[a-z]{{1,2}}\d[a-z\d]?[ ]{{0,2}}\d{INWARD}\b", True), is_postcode, "0-9"),
    Detail("born", spot(rf"(?:\bborn|\bd\.?o\.?b\b|date of birth|birthday)[^\d\n]{{0,20}}({DATE})", True), sign="0-9"),
    Detail("nhs number", spot(r"(?<![\d+])\d{3}[ -]\d{3}[ -]\d{4}(?!\d)"), sign="0-9"),
    Detail("nhs number", spot(r"\bnhs[^\d\n]{0,25}(\d{10})(?!\d)", True), sign="0-9"),
    Detail("upn", spot(r"\b[A-Z]\d{11}[A-Z\d]\b"), sign="0-9"),
    Detail("plate", spot(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b"), sign="0-9"),
    Detail("plate", spot(r"\b(?:reg|plate)(?:\s(?:is|was|no))?:?\s([a-z]{2}\d{2}\s?[a-z]{3})\b", True), sign="0-9"),
    Detail("address", spot(rf"\b\d{{1,4}}[a-z]?,?\s(?:{WORD}\s){{1,3}}(?:{ROAD})\b", True), sign="0-9"),
    Detail("titled", spot(rf"\b((?:{TITLE})\.?\s(?:{FULL}|[A-Za-z]\b))"), is_titled),
    Detail("titled", spot(rf"\b(?:mr|mrs|ms|dr)\.?\s({WORD})", True), is_name),
    Detail("titled", spot(rf"\b((?:[Mm]iss|MISS)\s(?:{FULL}|[B-HJ-Zb-hj-z]\b))"), is_titled),
    Detail("called", spot(rf"\b[Mm]y (?:name is|name's|names|name|nickname is)\s({WORD}(?:\s{NAME})?)"), is_name),
    Detail("called", spot(rf"\b(?:called|named|name of)\s({FULL})"), is_name),
    Detail("called", spot(rf"\b(?i:(?:my|our|his|her)\s(?:{NEAR}))(?:,|\sis|\scalled)?\s({FULL})"), is_name),
    Detail("called", spot(rf"(?<![\w'’-])({FULL})(?=,?\s(?:my|our)\s(?:{NEAR})\b)"), is_name),
    Detail("first name", spot(rf"(?<![\w'’-])((?=[A-Z]){FULL})"), is_first_name, "A-Z"),
)


def personal_in(text: str) -> tuple[Span, ...]:
    """Return where the text holds something personal, in order, overlaps joined."""
    has = {sign: not sign or re.search(f"[{sign}]", text) is not None for sign in ("", "@", "0-9", "A-Z")}
    return joined(span for detail in DETAILS if has[detail.sign] for span in detail.spans(text))


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
    """Return the spans that touch none of the others: "Miss Park High School" is a place."""
    return tuple(s for s in spans if not any(s[0] < o[1] and o[0] < s[1] for o in others))
