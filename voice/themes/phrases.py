"""What is new: phrases that more responses say in one group of comments (a statement, a strand, a role) than in the rest.

Pure. Responses are counted, never comments or words: whoever says a thing ten times has said it once. What is hidden in a comment is cut out first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import logit
from sklearn.feature_extraction.text import CountVectorizer
from spacy.lang.en.stop_words import STOP_WORDS

from .findings import Span
from .library import vocabulary
from .rulebook import read_yaml

LONGEST = 3
"""Words of a phrase."""
SURE = 2.6
"""Standard errors between the log-odds here and elsewhere (99 in 100, two-sided): below it a difference may be chance."""
PRIOR = 10.0
"""Responses that all comments together are worth as a guess, so that five against none is no proof (log-odds with an informative Dirichlet prior,
Monroe, Colaresi and Quinn 2008, "Fightin' Words")."""
TIMES, TIMES_ALONE = 2.0, 3.0
"""How many times as often it is said here as elsewhere, at least; a lone word says less, so more is asked of it."""
TELLS = np.array([1.0, 2.0, 2.5])
"""How much more a phrase of one, two or three words tells a reader: the order of a list is score times this."""
MOST_NEW, MOST_KNOWN, LOOK_AT = 8, 4, 24
"""Phrases of a group that the strategy's strands do not speak of, and that they do: more than a lead reads. As many are looked at to find them."""
ALMOST = 0.8
"""A phrase within a longer one that at least this share of its responses say is that longer one."""
NEW_UNTIL = 0.25
"""A phrase is new where the words of the strategy's strands touch at most this share of its uses."""
QUOTES = 6
"""Comments that are named for a phrase; three are shown, and some may not be by then."""
LOOKED_AT = 40
"""Uses of a phrase that are looked at for its usual spelling and for strands."""

BREAK = re.compile(r"[^\w\s'’-]+|\n")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TAIL = re.compile("(?:'(?:s|d|m|ve|re|ll)|n't)$")
EMPTY = frozenset(word for words in read_yaml("phrases.yaml").values() for word in words.split()) | STOP_WORDS
"""Words with which no phrase begins or ends: they say little, or they are the statements' own."""

Key = tuple[str, ...]
Group = str


@dataclass(frozen=True)
class Said:
    """A comment: whose response it is of, the groups it is in, what of it is hidden, and where the words of strands stand."""

    id: str
    response: str
    text: str
    groups: Collection[Group]
    hidden: Sequence[Sequence[int]] = ()
    strands: Sequence[Sequence[int]] = ()
    may_quote: bool = False


@dataclass(frozen=True)
class NewPhrase:
    """A phrase as most people wrote it, and how many responses say it in the group and in the rest. `score` is in standard errors."""

    words: str
    here: int
    elsewhere: int
    score: float
    is_new: bool
    quotes: tuple[str, ...] = field(default=())


def new_phrases(said: Sequence[Said], groups: Sequence[Group], below: int) -> dict[Group, list[NewPhrase]]:
    """Return for each group its phrases: the new ones first, then by what they tell. None that fewer than `below` responses say in it."""
    counter = CountVectorizer(analyzer=keys, min_df=max(below, 1), binary=True, dtype=np.int32)
    try:
        table = counter.fit_transform(said)
    except ValueError:  # nothing is said often enough
        return {group: [] for group in groups}
    names: list[Key] = [tuple(name.split()) for name in counter.get_feature_names_out()]
    numbers = {response: number for number, response in enumerate(dict.fromkeys(one.response for one in said))}
    rows = np.array([numbers[one.response] for one in said])
    by_comment = table.tocsc()
    return {group: _of(group, said, table, by_comment, rows, len(numbers), names, below) for group in groups}


def _of(group: Group, said: Sequence[Said], table: Any, by_comment: Any, rows: Any, n: int, names: Sequence[Key], below: int) -> list[NewPhrase]:
    inside = np.array([group in one.groups for one in said], dtype=bool)
    here, n_here = _responses(table, rows, n, inside)
    elsewhere, n_elsewhere = _responses(table, rows, n, ~inside)
    scores = odds(here, n_here, elsewhere, n_elsewhere)
    lengths = np.array([len(name) for name in names])
    scores[here * n_elsewhere < elsewhere * n_here * np.where(lengths == 1, TIMES_ALONE, TIMES)] = 0.0
    kept = [place for place in np.argsort(-scores * TELLS[lengths - 1], kind="stable") if scores[place] >= SURE and here[place] >= below]
    found = []
    for place in merged(kept[:8 * LOOK_AT], names, here)[:LOOK_AT]:
        column = by_comment.indices[by_comment.indptr[place]:by_comment.indptr[place + 1]]
        uses = [said[row] for row in column if inside[row]]
        words, is_new = _looked_at(uses[:LOOKED_AT], names[place])
        quotes = {one.response: one.id for one in uses if one.may_quote and words in " ".join(one.text.lower().split())}  # one a response
        found.append(NewPhrase(words, int(here[place]), int(elsewhere[place]), round(float(scores[place]), 2), is_new, tuple(quotes.values())[:QUOTES]))
    return [*[one for one in found if one.is_new][:MOST_NEW], *[one for one in found if not one.is_new][:MOST_KNOWN]]


def _responses(table: Any, rows: Any, n: int, which: Any) -> tuple[Any, int]:
    """Return how many responses say each phrase in some of the comments, and of how many responses those are."""
    some = rows[which]
    of = csr_matrix((np.ones(len(some), dtype=np.int32), (some, np.arange(len(some)))), shape=(n, len(some)))
    return np.asarray(((of @ table[which]) > 0).sum(axis=0)).ravel(), len(set(some.tolist()))


def odds(here: Any, n_here: int, elsewhere: Any, n_elsewhere: int) -> Any:
    """Return by how many standard errors the log-odds of each phrase are higher here than elsewhere.

    Both counts are drawn towards the rate of all comments, as if `PRIOR` more responses had been heard.
    """
    if not n_here or not n_elsewhere:
        return np.zeros(len(here))
    rate = np.clip((here + elsewhere) / (n_here + n_elsewhere), 1e-9, 0.99)
    one, other = here + PRIOR * rate, elsewhere + PRIOR * rate
    difference = logit(np.clip(one / (n_here + PRIOR), 1e-9, 0.999)) - logit(np.clip(other / (n_elsewhere + PRIOR), 1e-9, 0.999))
    return difference / np.sqrt(1 / one + 1 / other)


def merged(places: Sequence[int], names: Sequence[Key], here: Any) -> list[int]:
    """Return places in their order, without phrases that stand in a longer one which almost as many responses say."""
    return [place for place in places
            if not any(here[other] >= ALMOST * here[place] and within(names[place], names[other]) for other in places)]


def within(short: Key, long: Key) -> bool:
    """Say whether a phrase stands in a longer one, its words side by side."""
    return len(short) < len(long) and any(long[at:at + len(short)] == short for at in range(len(long) - len(short) + 1))


def keys(one: Said) -> Iterator[str]:
    """Yield the phrases of a comment, each word in its base form: "waiting lists" and "wait list" are one."""
    seen: set[Key] = set()
    for key, _, _ in phrases_in(one):
        if key not in seen:
            seen.add(key)
            yield " ".join(key)


def phrases_in(one: Said) -> Iterator[tuple[Key, int, int]]:
    """Yield each phrase with where it stands. None spans a full stop or something hidden, or begins or ends with an empty word."""
    for run in _runs(one):
        for first in range(len(run)):
            if run[first][0] in EMPTY:
                continue
            for last in range(first, min(first + LONGEST, len(run))):
                if run[last][0] not in EMPTY:
                    yield tuple(word for word, _, _ in run[first:last + 1]), run[first][1], run[last][2]


def _runs(one: Said) -> Iterator[list[tuple[str, int, int]]]:
    """Yield the words that stand together, in base form. What is hidden parts them like a full stop."""
    base, text = _base(), one.text
    for since, to in one.hidden:
        text = text[:since] + "." * (to - since) + text[to:]
    edges = [0, *(edge for found in BREAK.finditer(text) for edge in found.span()), len(text)]
    for start, end in list(pairwise(edges))[::2]:
        yield [(base(word[0]), word.start(), word.end()) for word in WORD.finditer(text, start, end)]


@cache
def _base() -> Callable[[str], str]:
    """Return the base form of a word, without "'s", "'ve" and the like: "he's" is as empty as "he"."""
    known = vocabulary().base
    return cache(lambda word: known(TAIL.sub("", word.lower().replace("’", "'"))))


def _looked_at(uses: Sequence[Said], key: Key) -> tuple[str, bool]:
    """Return a phrase as it is mostly written, and whether the strategy's strands do not speak of it."""
    spelled: Counter[str] = Counter()
    touched = 0
    for one in uses:
        spans: list[Span] = [(start, end) for found, start, end in phrases_in(one) if found == key]
        spelled.update(" ".join(one.text[start:end].lower().split()) for start, end in spans[:1])
        touched += any(start < to and since < end for start, end in spans for since, to in one.strands)
    return spelled.most_common(1)[0][0], touched <= NEW_UNTIL * len(uses)

