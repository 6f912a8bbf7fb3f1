"""The form under which a word is looked up: lower case, mended, without its ending where the rules know the rest.

Only words that a rule mentions matter here. "Listened" becomes "listen" because a rule says "listen"; a word that no
rule mentions keeps its own form and can match nothing. So no dictionary and no trained lemmatizer is needed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
STRETCHED = re.compile(r"(.)\1{2,}")
QUOTES = str.maketrans("‘’‛′`“”„″", "'''''\"\"\"\"")


def plain(word: str) -> str:
    """Return the word in lower case, with straight quotes and without invisible characters."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).translate(QUOTES).lower()

UNBENT = frozenset(
    ("the", "not", "her", "his", "him", "she", "you", "our", "out", "off", "all", "and", "but", "for", "who", "can",
     "has", "one", "too", "any", "how", "why", "was")
)
"""Short words that have no endings: "noted" is no form of "not"."""


def inflected(word: str) -> Iterator[str]:
    """Yield the regular forms of a word: "hope" gives hopes, hoping, hoped; "worry" gives worries, worried."""
    if not word.isalpha() or len(word) < 3 or word in UNBENT:
        return
    yield from (word + "s", word + "es", word + "ing", word + "ed")
    if word.endswith("e"):
        yield from (word[:-1] + "ing", word + "d")
    elif word.endswith("y"):
        yield from (word[:-1] + "ies", word[:-1] + "ied")
    else:
        yield from (word + word[-1] + "ing", word + word[-1] + "ed")


class Words:
    """Knows every word that the rules mention, in all its forms, and finds the one that a written word stands for.

    `variants` maps a word to other ways to write it: irregular forms, txt-speak and common misspellings. Where two
    words share a form, a variant wins over a regular ending, and a longer word over a shorter ("hoped" is of "hope").
    `beside` are words of rules that must change nothing for the others: a form that is known keeps its word.
    """

    def __init__(self, mentioned: Iterable[str], variants: Mapping[str, Iterable[str]], beside: Iterable[str] = ()) -> None:
        known = sorted({plain(word) for word in (*mentioned, *variants)}, key=lambda word: (len(word), word))
        self.forms = {word: word for word in known}
        self.forms |= {form: word for word in known for form in inflected(word)}
        self.forms |= {plain(other): plain(word) for word, others in variants.items() for other in others}
        self.forms = {form: self._root(form) for form in self.forms}
        more = sorted({plain(word) for word in beside} - self.forms.keys(), key=lambda word: (len(word), word))
        self.forms = {word: word for word in more} | {form: word for word in more for form in inflected(word)} | self.forms
        self.forms = {form: self._root(form) for form in self.forms}
        self.roots = frozenset((*known, *more))

    def base(self, word: str) -> str:
        """Return the form under which the word is looked up. A word that no rule mentions keeps its own."""
        if word in self.forms:
            return self.forms[word]
        word = plain(word)
        if word in self.forms or not STRETCHED.search(word):
            return self.forms.get(word, word)
        double, single = STRETCHED.sub(r"\1\1", word), STRETCHED.sub(r"\1", word)
        return self.forms.get(double) or self.forms.get(single) or word

    def _root(self, form: str) -> str:
        """Follow a form to its word, and that word to its own: "feelings" to "feeling" to "feel"."""
        seen = {form}
        while (word := self.forms[form]) not in seen:
            seen.add(word)
            form = word
        return word
