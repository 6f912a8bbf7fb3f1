"""Reads the rules: reviewed data in `rules/`, written in a small grammar that a person who does not program can follow.

    left out                these words, side by side, in any form the words have (leaving out)
    no|not|never listen     one of these, then listen
    feel not? safe          not may be there or be missing
    wait .. camhs           up to four other words between, in the same sentence
    <staff> hit me          any word of the set named staff in `sets.yaml`
    part-time               with the hyphen or a space

Phrases stand under a tier, which says how much one of them proves. A phrase under `ignore` looks like the
statement and is not: no other rule of that label may see the words it covers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Plain text and collections only, like safe_load; the one in C is ten times as fast where it was built."""

FOLDER = Path(__file__).parent / "rules"

WEIGHTS = {"strong": 0.65, "fair": 0.45, "weak": 0.3, "ignore": 0.0}
"""How far one phrase goes towards certainty. A statement is shown from a half: a strong phrase stands alone; a fair or
weak one needs a second (weak twice: 1 - 0.7 x 0.7 = 0.51) or a question on the subject (1 - 0.7 x 0.6 = 0.58). Chosen
on labelled comments, by what agreed best with two coders; neighbouring values change little."""

Phrase = tuple[str, ...]


class BadRule(ValueError):
    """A rule file says something that the grammar does not know. The message names the file and the phrase."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One line of a rule file, equal only to itself.

    `parts` come in order, with a gap between; each part is any one of its phrases.
    """

    label: str
    weight: float
    parts: tuple[tuple[Phrase, ...], ...]
    tier: str


def read_yaml(name: str) -> Any:
    """Return the content of one rule file. Every value is text: here "no" is a word, and not False."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=LOADER) or {}  # noqa: S506


@cache
def word_sets() -> Mapping[str, str]:
    """Return the named sets, each as one group of alternatives: `mum|dad|nan`."""
    return {name: "|".join(words) for name, words in read_yaml("sets.yaml").items()}


def rules_of(
    label: str, tiers: Mapping[str, Iterable[str]], weights: Mapping[str, float] = WEIGHTS
) -> Iterator[Rule]:
    """Yield the rules of one label. Raises BadRule for an unknown tier or set."""
    for tier, lines in tiers.items():
        if tier not in weights:
            raise BadRule(f"{label}: the tier {tier!r} is not one of {', '.join(weights)}")
        for line in lines or ():
            yield Rule(label, weights[tier], tuple(phrases(part, label) for part in str(line).split("..")), tier)


def phrases(part: str, label: str) -> tuple[Phrase, ...]:
    """Return every sequence of words that one part of a rule stands for."""
    spelled = [tuple(choices(group, label)) for group in part.split()]
    if not spelled:
        raise BadRule(f"{label}: a gap needs words on both sides")
    return tuple(sum(words, ()) for words in product(*spelled) if any(words))


def choices(group: str, label: str) -> Iterator[Phrase]:
    """Yield the alternatives of one group, each as a sequence of words; an empty one if it may be missing."""
    if group.endswith("?"):
        yield ()
        group = group[:-1]
    for word in group.split("|"):
        if word.startswith("<"):
            if (named := word_sets().get(word.strip("<>"))) is None:
                raise BadRule(f"{label}: there is no set named {word} in sets.yaml")
            yield from choices(named, label)
        else:
            yield from spellings(word)


def spellings(word: str) -> Iterator[Phrase]:
    """Yield the word as the tokenizer cuts it; `_` stands for a space inside an alternative."""
    words = tuple(word.replace("-", "_").split("_"))
    yield words
    if "-" in word:
        yield tuple(word.replace("-", " - ").replace("_", " ").split())
