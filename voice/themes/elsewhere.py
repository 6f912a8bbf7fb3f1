"""Words of concern in other languages, so that a safeguarding lead sees a comment today that waits for its translation.

Every language's words are looked for, whichever was recognised: Czech is easily taken for Slovak. Words in Latin letters count only where
the comment is not plain English, since they may be other words there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .language import folded
from .rulebook import read_yaml

ELSEWHERE = "word of concern in another language"
"""The reason under which such a comment is raised."""


OTHER_LETTERS = re.compile("[\u0590-\u1cff]")
"""A letter of a script that English has nothing of."""


def has_word_of_concern(text: str, is_english: bool) -> bool:
    """Say whether a text holds a word of concern of some language beside English. `is_english`: it was recognised as that."""
    if is_english and (text.isascii() or not OTHER_LETTERS.search(text)):
        return False
    latin, others = _patterns()
    text = unicodedata.normalize("NFC", text).replace("\u200c", " ").replace("’", "'")
    if others.search(_without_marks(text)):
        return True
    return not is_english and (latin.search(text.lower()) or latin.search(folded(text))) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return one pattern for words in Latin letters and one for all others."""
    words = [unicodedata.normalize("NFC", word) for each in read_yaml("concern_elsewhere.yaml").values() for word in each]
    latin = [word for word in words if word[0].isascii() or "LATIN" in unicodedata.name(word[0])]
    return _any_of(latin), _any_of([_without_marks(word) for word in words if word not in latin])


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for whole words; one that ends in * may go on."""
    ways = sorted({re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + ("" if word.endswith("*") else r"(?!\w)") for word in words})
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")


def _without_marks(text: str) -> str:
    """Return text with one form for the Arabic letters that keyboards exchange, and without the short vowels that few people type.

    Vowel signs of Gurmukhi become letters of a word, so that one word does not end inside another.
    """
    text = text.translate(EXCHANGED)
    return re.sub("[\u0a01-\u0a03\u0a3c\u0a3e-\u0a4d\u0a70\u0a71]", lambda mark: chr(ord(mark[0]) - 0x0A00 + 0x1E00), text)


EXCHANGED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه", "ھ": "ه", **dict.fromkeys(map(chr, range(0x064B, 0x0653)))})
