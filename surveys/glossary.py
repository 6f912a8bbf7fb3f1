"""Hard words of the field with their explanations, and words that easy text never has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import yaml

from surveys.schema import Part, Words

GLOSSARY = Path(__file__).parent / "glossary.yaml"


class Term(Part):
    """A hard word of the field, other ways to write it, and its explanation."""

    word: Words
    forms: tuple[Words, ...] = ()
    means: Words


class Swap(Part):
    """Words that easy text never has, and what to write."""

    word: Words
    use: Words


class Glossary(Part):
    """Hard words, and words to leave out."""

    hard: tuple[Term, ...]
    instead: tuple[Swap, ...]

    def allowing(self, words: Iterable[str]) -> Glossary:
        """Return the glossary for a survey in which some of the words to leave out are right."""
        allowed = {word.lower() for word in words}
        return self.model_copy(update={"instead": tuple(swap for swap in self.instead if swap.word.lower() not in allowed)}) if allowed else self

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every way to write a hard word, in small letters, with its term."""
        return {form.lower(): term for term in self.hard for form in (term.word, *term.forms)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds hard words, the longest first, so that “permanent exclusion” is not also “exclusion”."""
        forms = sorted(self.terms, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)

    def hard_in(self, text: str) -> list[str]:
        """Return the hard words of a text, in small letters, each once."""
        return list(dict.fromkeys(found.lower() for found in self.pattern.findall(text)))

    def ways_to_write(self, word: str) -> set[str]:
        term = self.terms.get(word.lower())
        return {form.lower() for form in (term.word, *term.forms)} if term else {word.lower()}


@cache
def glossary(path: Path = GLOSSARY) -> Glossary:
    """Return the glossary written in a file."""
    return Glossary.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
