"""Decides which statements a comment is about, and which of its words say so."""

from collections.abc import Iterable
from math import prod

from spacy.tokens import Doc

from .findings import CODES, Span, StatementFinding
from .matching import Hit, Hits, strongest
from .question import Question

SHOW_FROM = 0.5
"""A statement is shown from here: more likely than not. See `rulebook.WEIGHTS` for what reaches it."""

NEAR_BEST = 0.8
"""A statement is shown if it reaches this share of the best one: a long answer touches much and is about little."""

AT_MOST = 3
"""People rarely gave a comment more than two statements, and almost never more than three."""

JUDGED = 0.5
"""Score of an answer that judges without naming its subject ("it got much better"), under a question with one."""


def statements_in(doc: Doc, hits: Hits, question: Question, is_lone_word: bool) -> tuple[StatementFinding, ...]:
    """Return the statements to show, in the strategy's order.

    A question lifts a statement that the words touch; it never makes one alone. A lone word is read with its question,
    and without one says nothing.
    """
    if is_lone_word and not question.is_asked:
        return ()
    found = {code: strongest(hits[code]) for code in CODES if hits.get(code)}
    scores = {code: score(found[code], question.statements.get(code, 0.0)) for code in found}
    best = max(scores.values(), default=0.0)
    near = [code for code in scores if scores[code] >= max(SHOW_FROM, NEAR_BEST * best)]
    shown = sorted(near, key=lambda code: -scores[code])[:AT_MOST]
    if not shown and question.subject and (judged := judgement(hits)):
        shown, found, scores = [question.subject], {question.subject: judged}, {question.subject: JUDGED}
    return tuple(
        StatementFinding(code, round(scores[code], 3), () if is_lone_word else evidence(doc, found[code]))
        for code in CODES
        if code in shown
    )


def evidence_of(doc: Doc, hits: Hits, code: str) -> tuple[Span, ...]:
    """Return the words by which the rules find a statement, if any."""
    return evidence(doc, strongest(hits[code])) if hits.get(code) else ()


def score(hits: Iterable[Hit], lift: float) -> float:
    return combined([*(hit.weight for hit in hits), lift])


def combined(weights: Iterable[float]) -> float:
    """Return how sure several independent signs make us: one minus the chance that all of them mislead."""
    return 1 - prod(1 - weight for weight in weights)


def judgement(hits: Hits) -> list[Hit]:
    """Return the words that say how it goes, whatever it is."""
    return [hit for side in ("working", "change") for hit in hits.get(side, ())]


def evidence(doc: Doc, hits: Iterable[Hit]) -> tuple[Span, ...]:
    """Return where the words stand, in characters, in order, without overlap."""
    spans: list[Span] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        start, end = doc[hit.start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1])
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
