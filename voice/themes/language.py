"""Says which language a comment is written in, so that one that is not English waits for a person's translation.

English is told cheaply, by its words; only what does not look like it is shown to a detector, which is loaded then. The detector knows
no Kurdish, no Panjabi in Arabic letters and no Urdu in Roman ones: those have words and letters of their own in `rules/languages.yaml`.
A false "not English" hides nothing, it asks a person; but a child's own spelling is English, and names are no language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from .library import vocabulary
from .rulebook import read_yaml

if TYPE_CHECKING:
    from lingua import LanguageDetector

LOOKED_AT = 3000
"""Characters. The beginning of a long answer is in the language of the rest."""
ENGLISH_FROM = 0.5
"""Share of words that are English words. Of 4,011 English comments 58 have fewer; no other language's comment came near it (see the tests)."""
SOME_ENGLISH = 0.3
"""Share of English words from which the rest is rather a child's own spelling than another language."""
CERTAIN, SURE, LIKELY = 0.95, 0.8, 0.5
"""How sure the detector must be of one language: beside some English, beside none where few words speak, and where many do."""
SHOUTED = 5
"""Words in capitals that are a sentence; fewer may be EHCP, SENCO and CAMHS."""
MOSTLY = 0.45
"""Share of words that must speak for Kurdish or for Urdu in Roman letters."""
PANJABI = 0.25
"""Share of words that only Panjabi has. Urdu and Panjabi have most of the others in common."""
OWN_LETTERS = 0.9
"""How sure letters make us that only one of these languages has."""
LATIN = ("cs", "sk", "pl", "ro", "hu", "tr", "kmr")
OTHER_SCRIPTS = {"BENGALI": "Beng", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GREEK": "Grek", "GUJARATI": "Gujr", "HEBREW": "Hebr", "CJK": "Hani",
                 "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "TAMIL": "Taml", "THAI": "Thai"}
UNKNOWN, ENGLISH = "und", "en"

ADDRESSES = re.compile(r"\S*(?:@|://|www\.)\S*")
NO_WORD = 40
"""Letters of a run that no language has."""
LETTERS = re.compile(r"[^\W\d_]+(?:[’'\u200c][^\W\d_]+)*")
FOLDED = str.maketrans("łıəđø", "liedo")


@dataclass(frozen=True)
class Said:
    """The language of a text: a BCP 47 tag (`und`: cannot tell), how sure (0 to 1), and whether the pipeline can read it as it stands.

    What cannot be told is read: a lone word, a name, a picture.
    """

    tag: str
    certainty: float
    is_read: bool


def language_of(text: str, hint: str | None = None) -> Said:
    """Return the language of a text. `hint` is the language of the page it was written on: it settles only what is in doubt."""
    text = text[:LOOKED_AT]
    words = LETTERS.findall(ADDRESSES.sub(" ", text) if "@" in text or "://" in text or "www." in text else text)
    words = [word for word in words if len(word) < NO_WORD] if len(text) >= NO_WORD else words
    if not words:
        return Said(UNKNOWN, 0.0, is_read=True)
    if len(words) >= SHOUTED and all(map(str.isupper, words)):
        words = [word.lower() for word in words]
    if all(map(str.isascii, words)):
        return _latin(words, hint)
    scripts = Counter(script for word in words if not word.isupper() or not word.isascii() for script in _scripts(word))
    if not scripts:
        return _latin(words, hint)
    script = scripts.most_common(1)[0][0]
    if script == "LATIN":
        return _latin([word for word in words if "LATIN" in _scripts(word)], hint)
    if script == "ARABIC":
        return _arabic([word for word in words if "ARABIC" in _scripts(word)], hint)
    return Said("pa", 1.0, False) if script == "GURMUKHI" else Said(f"und-{OTHER_SCRIPTS.get(script, 'Zyyy')}", 1.0, False)


def _scripts(word: str) -> list[str]:
    """Return the script of each letter of a word."""
    return ["LATIN" if letter.isascii() else unicodedata.name(letter, "?").split(" ")[0].split("-")[0] for letter in word if letter.isalpha()]


def _latin(words: Sequence[str], hint: str | None) -> Said:
    known = english()
    lower = [word.lower().replace("’", "'") for word in words]
    share = sum(word in known or word.split("'")[0] in known for word in lower) / len(words)
    if share >= ENGLISH_FROM:
        return Said(ENGLISH, round(share, 2), is_read=True)
    strange = [low for place, (word, low) in enumerate(zip(words, lower, strict=True))
               if low not in known and not word.isupper() and (word == low or place == 0)]  # a capital inside is a name, capitals are EHCP
    if len(words) > 1 and (by_words := _by_words(lower, hint)):
        return by_words
    if strange and (tag := _by_letters("".join(strange), LATIN)):
        return Said(tag, OWN_LETTERS, is_read=False)
    if len(strange) < 2:
        return Said(UNKNOWN, 0.0, is_read=True)
    values = _values(lower)
    tag = max(values, key=lambda each: values[each])
    sure, in_english = values[tag], values[ENGLISH]
    if tag != ENGLISH and sure >= (CERTAIN if share >= SOME_ENGLISH else LIKELY if len(strange) >= 4 else SURE):
        return Said(_cs_or_sk(tag, lower), sure, is_read=False)
    if in_english < 0.2 and len(strange) >= 5 and share < SOME_ENGLISH:
        return Said(UNKNOWN, sure, is_read=False)
    return Said(ENGLISH if in_english >= LIKELY else UNKNOWN, in_english, is_read=True)


def _by_words(words: Sequence[str], hint: str | None) -> Said | None:
    """Return Kurdish, or Urdu in Roman letters, where at least two words and nearly half of all speak for it."""
    found = {tag: _how_many(words, tag) for tag in ("kmr", "ur-Latn")}
    tag = max(found, key=lambda each: (found[each], each == f"{hint}-Latn"))
    certainty = round(found[tag] / len(words), 2)
    return Said(tag, certainty, is_read=False) if found[tag] >= 2 and certainty >= MOSTLY else None


def _by_letters(text: str, tags: Iterable[str]) -> str | None:
    """Return the one language whose own letters are in the text, if it is one."""
    found = [tag for tag in tags if any(letter in text for letter in data()["letters"][tag])]
    return found[0] if len(found) == 1 else None


def _cs_or_sk(tag: str, words: Sequence[str]) -> str:
    """Return Czech or Slovak by the words that only one of them has, where the detector says either."""
    if tag not in ("cs", "sk"):
        return tag
    czech, slovak = _how_many(words, "cs"), _how_many(words, "sk")
    return tag if czech == slovak else "cs" if czech > slovak else "sk"


def _arabic(words: Sequence[str], hint: str | None) -> Said:
    """Return Sorani, Urdu or Panjabi by their letters and words; Arabic and Farsi by letters, or by the detector where those say both or neither."""
    text = "".join(words)
    if _by_letters(text, ["ckb"]):
        return Said("ckb", OWN_LETTERS, is_read=False)
    if _by_letters(text, ["ur"]):
        own = _how_many(words, "pa-Arab") / len(words)
        return Said("pa-Arab" if own >= PANJABI or (own and hint == "pa-Arab") else "ur", OWN_LETTERS, is_read=False)
    if tag := _by_letters(text, ["fa", "ar"]):
        return Said(tag, OWN_LETTERS, is_read=False)
    values = _values(words)
    tag = max(("ar", "fa"), key=lambda each: values[each])
    return Said(hint if hint in ("ar", "fa", "ur") and values[tag] < SURE else tag, values[tag], is_read=False)


def folded(word: str) -> str:
    """Return a word in lower case without accents, as people type it in a hurry."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c)).translate(FOLDED)


def _how_many(words: Sequence[str], tag: str) -> int:
    """Return how many of the words are among those by which a language is known."""
    whole, beginnings = _words_of(tag)
    return sum(word in whole or word.startswith(beginnings) for word in map(folded, words))


@cache
def _words_of(tag: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words = [folded(word) for word in data()["words"][tag]]
    return frozenset(word for word in words if not word.endswith("*")), tuple(word[:-1] for word in words if word.endswith("*"))


@cache
def data() -> dict[str, dict[str, list[str]]]:
    """Return the words and letters of `rules/languages.yaml`."""
    found: dict[str, dict[str, list[str]]] = read_yaml("languages.yaml")
    return found


@cache
def english() -> frozenset[str]:
    """Return the words that count as English: every form that a rule knows, the commonest words, and a few of children's own."""
    return frozenset((*vocabulary().forms, *STOP_WORDS, *data()["english"]))


def _values(words: Sequence[str]) -> dict[str, float]:
    """Return how likely the detector finds each language, 0 to 1, by tag."""
    return {TAGS[one.language.name]: round(one.value, 2) for one in detector().compute_language_confidence_values(" ".join(words))}


TAGS = {"ENGLISH": "en", "POLISH": "pl", "SLOVAK": "sk", "CZECH": "cs", "ROMANIAN": "ro", "HUNGARIAN": "hu", "TURKISH": "tr",
        "ARABIC": "ar", "PERSIAN": "fa", "URDU": "ur"}
"""What the detector is asked to tell apart. Turkish stands for itself and keeps Kurdish out of the others."""


@cache
def detector() -> LanguageDetector:
    """Return the detector, built when first needed: 30 MB and a tenth of a second in its small form (the large one takes 350 MB)."""
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(*(getattr(Language, name) for name in TAGS)).with_low_accuracy_mode().build()
