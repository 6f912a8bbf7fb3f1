"""Finds what could identify a person or how to reach them: written patterns, and lists of names and of what is none.

What is a name is decided in `names.py`. A person checks before anything is shown. Every repetition has an upper bound, so that no text can make a pattern slow.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from .findings import Span
from .names import LOWER_NAMES, NAMES, NOT_NAMES, does_what_people_do, is_called, is_cued, is_known, is_lower_name, is_miss, is_name, is_spoken_name, is_titled, names_in
from .rulebook import read_yaml


@dataclass(frozen=True)
class Detail:
    """One kind of personal detail.

    The span is the last group where the pattern has one. `keep` may refuse a match. `sign` is a sign or a range of which a
    match has at least one, one of `words` is a word of the text (in lower case): most comments have neither, and are
    done sooner.
    """

    kind: str
    pattern: re.Pattern[str]
    keep: Callable[[re.Match[str]], bool] = lambda match: True
    sign: str = ""
    words: Set[str] = frozenset()

    def spans(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            if self.keep(match):
                yield match.span(match.lastindex or 0)


POST_AREAS = frozenset(read_yaml("places.yaml")["post areas"].split())
PUBLIC_NUMBERS = ("080", "03", "084", "116")
def is_private_number(match: re.Match[str]) -> bool:
    """Helplines and council lines (0800, 0808, 0300, 0345) reach an office, not a person."""
    return not re.sub(r"\D", "", match[0]).startswith(PUBLIC_NUMBERS)


def is_postcode(match: re.Match[str]) -> bool:
    """A real postal area: S67 4TR is one, KS3 4th is not, nor "S3 2nd"."""
    return re.split(r"\d", match[0], maxsplit=1)[0].upper() in POST_AREAS and match[0][-2:].lower() not in ORDINAL_ENDS


def is_plate(match: re.Match[str]) -> bool:
    """Not "ps55 and": the three letters are no word."""
    return match[0][-3:].lower() not in NOT_NAMES


def is_no_year(match: re.Match[str]) -> bool:
    return not re.fullmatch(r"(?:19|20)\d\d(?:[/-]\d{2,4})?", match[1])


def is_address(match: re.Match[str]) -> bool:
    """Not "20 minutes each way": none of the words measures or opens a clause."""
    return not any(word.lower() in NOT_NAMES or re.match(MEASURE, word) for word in match[0].split()[1:-1])


WORD = r"[^\W\d_][\w'’-]{0,30}"
NAME = r"[A-Z][\w'’-]{1,30}"
FULL = rf"{NAME}(?:\s(?!(?i:school|academy|college|primary|house|nursery|centre)\b){NAME})?"
TITLE = (
    "Mr|Mrs|Ms|Mx|Dr|Doctor|Prof|Professor|Sir|PC|Cllr|Councillor|Auntie|Aunty|Aunt|Uncle|Nurse|Coach|Nana|Nanna|Nan|"
    "Grandad|Grandma|Grandpa|Granny|Gran|Sister|Sergeant|Sgt|Rev|Reverend|Imam|Judge"
)
TITLES = frozenset(TITLE.lower().split("|"))
NEAR = (
    "son|daughter|brother|sister|sis|bro|friend|mate|cousin|uncle|auntie|aunt|mum|dad|nan|grandad|stepdad|boyfriend|"
    "girlfriend|husband|wife|partner|teacher|ta|worker|keyworker|lad|boy|girl|little one|twins?|child"
)
NEAREST = frozenset(NEAR.replace("twins?", "twin|twins|one").split("|"))
KIN = "uncle|auntie|aunty|aunt|nana|nanna|grandad|cousin|mate|friend|brother|sister|son|daughter|called"
ROAD = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|crescent|cres|grove|terrace|gardens|view|walk|row|hill|"
    "mews|rise|croft|fold"
)
MEASURE = r"(?i:min|hour|hr|mile|yard|met|day|week|month|time|year|pound|people|kid|child|lad|pair|step|long|short|each|full|half)"
DOES = NAMES["what people do"].replace(" ", "|")
OWNS = NAMES["what people have"].replace(" ", "|")
PLAIN_NAME = r"[A-Z][a-z][\w-]{1,20}"
WHO = (
    "man|lady|woman|lad|lass|girl|boy|bloke|guy|fella|teacher|ta|leader|worker|driver|coach|nurse|person|someone|somebody|"
    "friend|mate|uncle|boss|kid|he's|hes|she's|shes"
)
ORDINAL_ENDS = ("st", "nd", "rd", "th", "am", "pm")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = (
    rf"\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?:,?\s\d{{2,4}})?|"
    rf"{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
)
ORDINAL = r"(?:twenty[ -]|thirty[ -])?(?:fir|seco|thi|four|fif|six|seven|eigh|nin|ten|eleven|twel|thirteen|\w{1,6}teen|twentie|thirtie)(?:st|nd|rd|th|fth)"
BIRTH_YEAR = r"(?:19[3-9]\d|20[01]\d)"
"""A full date so long ago is a day of birth far more often than the day of a meeting."""
LONG_AGO = rf"\d{{1,2}}[/. -]\d{{1,2}}[/. -]{BIRTH_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s{BIRTH_YEAR}"
CALLED = r"(?:\s(?:is|name|as|me)){0,3}:?\s"
BIRTH = {"born", "dob", "birth", "birthday", "o"}
ACCOUNTS = frozenset(
    ("snap", "snapchat", "insta", "instagram", "tiktok", "tik", "discord", "roblox", "xbox", "psn", "steam", "twitch", "gamertag", "tag",
     "username", "facebook", "twitter", "youtube")
)
ACCOUNT = "snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|roblox|xbox|psn|steam|twitch|gamertag|gamer ?tag|username|facebook|twitter|youtube"
BETWEEN = r"[\s().-]{0,3}"
SAID = "one|two|three|four|five|six|seven|eight|nine|zero|oh|nought|double|treble|triple"
DIGIT = rf"(?:\d|\b(?:{SAID})\b)"
NUMBER = r"(?:\s(?:number|no|num|id|ref|reference|code))?\.?(?:\s(?:is|was))?[:#\s]{1,3}"
PAPER = "ref|reference|case|file|claim|application|hospital|patient|candidate|account|membership|policy|passport|ehcp?"


def spot(pattern: str, ignore_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


DIGITS = spot("[0-9]")
LETTERS = spot("[a-z]+")
DETAILS = (
    Detail("email", spot(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), sign="@"),
    Detail(
        "email",
        spot(r"(?<![\w.+-])[\w.+-]{1,64}\s?[(\[]?\s?(?:at|@)\s?[)\]]?\s?[\w-]{2,40}(?:\s?[(\[]?\s?dot\s?[)\]]?\s?[a-z]{2,12}\b){1,3}", True),
        words={"dot"},
    ),
    Detail("handle", spot(r"(?<![\w.@])@[A-Za-z][\w.]{0,28}\w"), sign="@"),
    Detail("handle", spot(rf"\b(?:{ACCOUNT}){CALLED}([a-z.]{{2,30}}[\d_][\w.]{{0,20}})", True), words=ACCOUNTS),
    Detail("handle", spot(r"(?<![\w.@])[A-Za-z][A-Za-z\d.]{0,28}_\w[\w.]{0,28}(?<!\.)"), sign="_"),
    Detail("handle", spot(rf"\b(?i:{ACCOUNT}){CALLED}([A-Z]?[a-z]{{1,20}}[A-Z]\w{{1,20}})"), words=ACCOUNTS),
    Detail(
        "handle",
        spot(rf"(?<![\w.@])([A-Za-z]{{2,20}}\d{{1,6}})(?=\s(?:on|is me on)\s(?i:{ACCOUNT})\b)"),
        sign="0-9", words=ACCOUNTS,
    ),
    Detail("phone", spot(rf"(?<!\d)(?:\+44|0044|0)(?:{BETWEEN}{DIGIT}){{8,11}}(?!\d)", True), is_private_number, "0-9"),
    Detail(
        "phone",
        spot(rf"\b(?:oh|zero|nought)(?:[\s-](?:{SAID}|hundred|thousand)){{6,12}}\b", True),
        words={"seven"},
    ),
    Detail("phone", spot(r"\b(?:ext|extension)\.?\s?\d{2,5}\b", True), sign="0-9"),
    Detail("postcode", spot(r"\b[a-z]{1,2}\d[a-z\d]?[ ]{0,2}\d[a-z]{2}\b", True), is_postcode, "0-9"),
    Detail(
        "born",
        spot(rf"(?:\bborn|\bd\.?o\.?b\b|date of birth|birthday)[^\d\n]{{0,20}}?\b({DATE})", True),
        sign="0-9", words=BIRTH,
    ),
    Detail(
        "born",
        spot(rf"(?:\bborn|\bdob\b|date of birth|birthday)(?:\s\w{{1,8}}){{0,3}}?\s({ORDINAL}\s(?:of\s)?{MONTH}(?:\s[a-z-]{{3,9}}){{0,4}})", True),
        words=BIRTH,
    ),
    Detail("born", spot(rf"(?<![\d/.-])({LONG_AGO})(?!\d)", True), sign="0-9"),
    Detail("nhs number", spot(r"(?<![\d+])[1-9]\d{2}[ .-]?\d{3}[ .-]?\d{4}(?!\d)"), sign="0-9"),
    Detail("upn", spot(r"\b[a-z](?:\s?\d){12}\b|\b[a-z](?:\s?\d){11}[a-z]\b", True), sign="0-9"),
    Detail("national insurance", spot(r"\b[a-z]{2}\s?(?:\d{2}\s?){3}[a-d]\b", True), sign="0-9"),
    Detail("reference", spot(r"\b[A-Z]{1,4}[-/]?\d{5,10}\b"), sign="0-9"),
    Detail(
        "reference",
        spot(rf"\b(?:{PAPER}){NUMBER}([a-z]{{0,6}}[-/]?\d{{2}}[\d/-]{{2,20}}[a-z]?)\b", True),
        is_no_year, "0-9", frozenset(PAPER.split("|")),
    ),
    Detail("plate", spot(r"\b[a-z]{2}\d{2}\s?[a-z]{3}\b", True), is_plate, "0-9"),
    Detail("plate", spot(r"\b[A-Z]\d{1,3}\s?[A-Z]{3}\b"), is_plate, "0-9"),
    Detail("address", spot(rf"\b\d{{1,4}}[a-z]?,?\s(?:{WORD}\s){{1,3}}(?:{ROAD})\b", True), is_address, "0-9"),
    Detail(
        "address",
        spot(rf"\b(?:[Ff]lat|[Aa]partment|[Aa]pt)\s\d{{1,3}}[a-dA-D]?\b(?:,?\s(?:\d{{1,4}}\s)?{NAME}){{0,4}}"),
        sign="0-9",
    ),
    Detail(
        "address",
        spot(rf"\b(?:[Ll]iv(?:e|es|ed|ing)\s(?:on|at|in|down)|(?:[Ss]he|[Hh]e|[Ww]e|[Ii])['’]?(?:s|re|m)\son)\s({NAME}\s(?:{NAME}\s)?(?i:{ROAD}))\b"),
        sign="A-Z", words=frozenset(ROAD.split("|")),
    ),
    Detail("titled", spot(rf"\b((?:{TITLE})\.?\s(?:{FULL}|[A-Za-z]\b))"), is_titled, "A-Z", TITLES),
    Detail("titled", spot(rf"\b(?:mr|mrs|ms|dr)\.?\s({WORD})", True), is_name, words={"mr", "mrs", "ms", "dr"}),
    Detail("titled", spot(rf"\b((?:[Mm]iss|MISS)\s(?:{FULL}|[B-HJ-Zb-hj-z]\b))"), is_titled, words={"miss"}),
    Detail(
        "titled",
        spot(r"(?:^|[.!?,]\s|\b(?:with|and|by|from|of|is|has|have|got|cos|because|when|like|love|called|tell|told|ask|asked|as|for)\s)(miss\s[a-z][a-z'-]{2,20})"),
        is_miss, words={"miss"},
    ),
    Detail(
        "called",
        spot(rf"\b[Mm]y (?:name is|name's|names|name|nickname is)\s({WORD}(?:\s{NAME})?)"),
        is_name, words={"name", "names", "nickname"},
    ),
    Detail(
        "called",
        spot(rf"\b(?:called|named|nicknamed|name of|known as|goes by|answers to)\s({FULL})"),
        is_called, "A-Z", {"named", "called", "nicknamed", "known", "goes", "answers", "name"},
    ),
    Detail("called", spot(rf"\bcalls?\s(?:me|him|her)\s({FULL})"), is_spoken_name, "A-Z", {"call", "calls"}),
    Detail(
        "called",
        spot(rf"\b(?i:(?:my|our|his|her)\s(?:{NEAR}))(?:,|\sis|\scalled)?\s({FULL})"),
        is_name, "A-Z", NEAREST,
    ),
    Detail("called", spot(rf"(?<![\w'’-])({FULL})(?=,?\s(?:my|our)\s(?:{NEAR})\b)"), is_name, "A-Z", NEAREST),
    Detail("first name", spot(rf"\b(?:{KIN})\s([a-z]{{2,15}})\b(?!['’])"), is_cued, words=frozenset(KIN.split("|"))),
    Detail(
        "first name",
        spot(r"\b(?:our|big|little|im)\s([a-z]{2,15})\b(?!['’])"),
        is_known, words={"our", "big", "little", "im"},
    ),
    Detail(
        "doer",
        spot(rf"(?:^|(?<=[.!?\n]\s))(?:({PLAIN_NAME}\s{PLAIN_NAME})\b|({PLAIN_NAME})(?=\s(?:{DOES})\b|['’]s\s(?:{OWNS})\b))"),
        does_what_people_do,
        "A-Z",
    ),
    Detail(
        "signed",
        spot(rf"(?:\n\s{{0,2}}|[-–]\s?|[.!?\n]\s{{0,2}}(?={PLAIN_NAME}\s))({PLAIN_NAME}(?:\s{PLAIN_NAME})?)[.!]?\s{{0,3}}\Z"),
        does_what_people_do, "A-Z",
    ),
    Detail(
        "called",
        spot(rf"\b(?:{WHO})\s(?:who\s)?(?:is\s|was\s)?(?:called|named)\s([a-z]\w{{2,20}})"),
        is_name, words={"called", "named"},
    ),
    Detail("spelled", spot(r"(?<![\w-])(?:[A-Z]-){2,12}[A-Z]\b"), sign="-"),
    Detail("first name", spot(r"(?<![\w'’@./-])[a-z]{3,14}(?![\w@-])"), is_lower_name, words=LOWER_NAMES),
)
ADDRESSES = tuple(detail for detail in DETAILS if detail.kind in ("email", "address", "handle"))
TITLED = tuple(detail for detail in DETAILS if detail.kind == "titled")


def personal_in(text: str) -> tuple[Span, ...]:
    """Return where the text holds something personal, in order, overlaps joined."""
    return joined([*details_in(text, DETAILS), *names_in(text)])


def details_in(text: str, details: Iterable[Detail]) -> Iterator[Span]:
    """Yield where the text holds one of these details."""
    words = frozenset(LETTERS.findall(text.lower()))
    has = {"": True, "@": "@" in text, "_": "_" in text, "-": "-" in text}
    has |= {"0-9": DIGITS.search(text) is not None, "A-Z": not text.islower()}
    for detail in details:
        if has[detail.sign] and not (detail.words and detail.words.isdisjoint(words)):
            yield from detail.spans(text)


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
