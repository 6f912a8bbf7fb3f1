"""The second level: the strategy's own strands below each statement, and beside them its principles and commitments.

What they are and how people say them is reviewed data in `rules/strands.yaml`. The strategy has no strand under "I feel safe".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from .findings import CODES, StrandFinding
from .matching import Hit, Hits
from .rulebook import BadRule, Rule, read_yaml, rules_of
from .statements import combined, evidence

KINDS = ("strand", "principle", "commitment")
PREFIX = "strand "
"""Before the label of a rule of this file, so that no statement or reason shares it."""

GIVEN_FROM, ALONE_FROM = 0.6, 0.85
"""A strand is given from the first where the comment is about its statement, from the second elsewhere: there it needs two signs, one of them strong
(1 - 0.35 x 0.35 = 0.88). Chosen, with the two below, on one half of the labelled comments; the other half is what is reported."""

UNDER = 0.4
"""What it adds that the comment is about the strand's statement: there a fair phrase is enough (1 - 0.6 x 0.55 = 0.67), a weak one is not."""

NEAR_BEST, AT_MOST = 0.8, 2
"""Of the strands of one statement those near the best are given, and of all strands the best few: a long answer touches much and is about little."""

BESIDE_FROM = 0.5
"""A principle or commitment is given from here: one strong phrase."""


@dataclass(frozen=True)
class Strand:
    """A strand with the strategy's own heading. `statement` is None for principles and commitments: they stand beside all seven."""

    id: str
    heading: str
    kind: str
    statement: str | None


@cache
def strands() -> Mapping[str, Strand]:
    """Return every strand, principle and commitment by id, in the order of the file. Raises BadRule for one that cannot be placed."""
    return {id: _strand(id, given) for id, given in read_yaml("strands.yaml").items()}


def _strand(id: str, given: Mapping[str, str]) -> Strand:
    kind, statement = given.get("kind", "strand"), given.get("statement")
    if kind not in KINDS or (kind == "strand") != (statement in CODES):
        raise BadRule(f"{id}: a strand stands under one of {', '.join(CODES)}; a principle or commitment under none")
    return Strand(id, given["heading"], kind, statement)


def under(statement: str) -> tuple[Strand, ...]:
    """Return the strands that the strategy names under a statement; none for "safe"."""
    return tuple(one for one in strands().values() if one.statement == statement)


def strand_rules() -> Iterator[Rule]:
    """Yield the rules of all strands. Raises BadRule where the file breaks the grammar."""
    for id, given in read_yaml("strands.yaml").items():
        yield from rules_of(PREFIX + id, given["rules"])


def strands_in(doc: Doc, hits: Hits, shown: Collection[str]) -> tuple[StrandFinding, ...]:
    """Return the strands that the words of a comment give, in the order of the file. `shown`: the statements it is found to be about.

    Without a word of the comment there is no strand: being about the statement makes none alone.
    """
    spoken = {label.removeprefix(PREFIX): apart(some) for label, some in hits.items() if some and label.startswith(PREFIX)}
    scores = {id: _score(strands()[id], best, shown) for id, best in spoken.items()}
    given = [id for id in strands() if scores.get(id, 0.0) >= BESIDE_FROM and strands()[id].statement is None]
    given += _likeliest({id: score for id, score in scores.items() if strands()[id].statement and score})
    return tuple(StrandFinding(id, evidence(doc, spoken[id])) for id in strands() if id in given)


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Keep, of hits that share a word, the one with the most weight, then the shortest: what a wide gap spans may be several signs."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.end - hit.start, hit.start)):
        words = range(hit.start, hit.end)
        if taken.isdisjoint(words):
            kept.append(hit)
            taken.update(words)
    return kept


def _score(strand: Strand, hits: Iterable[Hit], shown: Collection[str]) -> float:
    """Return how sure the words are of a strand, 0 where that is not enough."""
    is_under = strand.statement in shown
    score = combined([*(hit.weight for hit in hits), UNDER if is_under else 0.0])
    return score if strand.statement is None or score >= (GIVEN_FROM if is_under else ALONE_FROM) else 0.0


def _likeliest(scores: Mapping[str, float]) -> list[str]:
    best: dict[str | None, float] = {}
    for id, score in scores.items():
        statement = strands()[id].statement
        best[statement] = max(score, best.get(statement, 0.0))
    near = [id for id, score in scores.items() if score >= NEAR_BEST * best[strands()[id].statement]]
    return sorted(near, key=lambda id: -scores[id])[:AT_MOST]
