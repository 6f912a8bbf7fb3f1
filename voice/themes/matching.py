"""Finds the rules in a comment, all of them in one pass over its words."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.attrs import NORM
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from .rulebook import Rule
from .words import Words

GAP = 4
"""Words that `..` may stand for. More joins words of different thoughts."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that was found. `start` and `end` count tokens, end excluded."""

    rule: Rule
    start: int
    end: int

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def weight(self) -> float:
        return self.rule.weight


Hits = dict[str, list[Hit]]
"""What was found, by label."""


class Phrasebook:
    """All rules of the pipeline, ready to be found. Words of a document must carry their base form as NORM.

    Many rules share a part ("me|him|her"), so each part is sought once. A rule is looked at only where its rarest
    part, the one that fewest rules share, was seen.
    """

    def __init__(self, rules: Iterable[Rule], words: Words, vocab: Vocab) -> None:
        rules = list(rules)
        shared = Counter(part for rule in rules for part in rule.parts)
        names = {part: f"part {number}" for number, part in enumerate(shared)}
        self.matcher = PhraseMatcher(vocab, attr=NORM)
        for part, name in names.items():
            self.matcher.add(name, [pattern(phrase, words, vocab) for phrase in part])
        self.anchored: dict[int, list[tuple[Rule, list[int]]]] = defaultdict(list)
        for rule in rules:
            rarest = min(rule.parts, key=lambda part: shared[part])
            keys = [vocab.strings[names[part]] for part in rule.parts]
            self.anchored[vocab.strings[names[rarest]]].append((rule, keys))

    def find(self, doc: Doc) -> Hits:
        """Return every hit by label, in order. What an `ignore` rule covers is hidden from the rules of its label."""
        seen: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for part, start, end in self.matcher(doc):
            seen[part].append((start, end))
        hits: Hits = defaultdict(list)
        for part in [*seen]:
            for rule, keys in self.anchored.get(part, ()):
                if all(key in seen for key in keys):
                    places = joined(doc, [seen[key] for key in keys])
                    hits[rule.label].extend(Hit(rule, start, end) for start, end in places)
        return {label: visible(some) for label, some in hits.items()}


def pattern(phrase: Sequence[str], words: Words, vocab: Vocab) -> Doc:
    """Return the phrase as the matcher wants it: a document whose words carry their base form."""
    doc = Doc(vocab, words=list(phrase))
    for token, word in zip(doc, phrase, strict=True):
        token.norm_ = words.base(word)
    return doc


def joined(doc: Doc, found: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Return (start, end) of the places where all parts follow one another within the gap and the sentence."""
    chains = list(found[0])
    for part in found[1:]:
        ordered = sorted(part)
        longer = []
        for start, end in chains:
            at = bisect_left(ordered, (end, 0))
            if at < len(ordered) and ordered[at][0] - end <= GAP and same_sentence(doc, end, ordered[at][0]):
                longer.append((start, ordered[at][1]))
        chains = longer
    return chains


def same_sentence(doc: Doc, end: int, start: int) -> bool:
    """Say whether no sentence begins from the token `end` up to and with the token `start`."""
    return not any(doc[i].is_sent_start for i in range(end, start + 1))


def visible(hits: Sequence[Hit]) -> list[Hit]:
    """Drop the ignore hits of one label, and those whose last word they cover; return the rest by position.

    The last word bears the sense: "safe to say" hides "is safe", and leaves "bullied. It is safe to say" alone.
    """
    hidden = {i for hit in hits if hit.rule.tier == "ignore" for i in range(hit.start, hit.end)}
    kept = [hit for hit in hits if hit.rule.tier != "ignore" and hit.end - 1 not in hidden]
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def strongest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep, of hits that share a word, the one with the most weight (then the longest), and each rule once."""
    kept: list[Hit] = []
    taken: set[int] = set()
    rules: set[Rule] = set()
    for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.start - hit.end, hit.start)):
        if hit.rule in rules or any(i in taken for i in range(hit.start, hit.end)):
            continue
        kept.append(hit)
        taken.update(range(hit.start, hit.end))
        rules.add(hit.rule)
    return kept
