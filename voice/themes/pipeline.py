"""The pipeline: a blank English spaCy `Language` with our components. Comments stream through it in batches.

    tokenizer -> normalise -> sentencizer -> rules -> classifier -> details -> themes -> strands -> concern

No component changes the text. Rules are data in `rules/`. No model is downloaded, nothing leaves the process, and the
vocabulary forgets the words of a batch when the batch is done.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from threading import Lock

import spacy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from .classifier import model_name
from .components import CLASSIFIER, ENDS, ORDER, Reading
from .findings import Comment, Finding
from .library import vocabulary
from .reading import reading_copy

RULES = "rules-3"
"""Changes whenever a rule or the code that reads it does."""
VERSION = "+".join(filter(None, [RULES, model_name()]))
"""Stored beside every finding: the rules and, where it is shipped, the classifier."""

BATCH = 256
"""Comments. Large enough to cost nothing, small enough that a reader of a stream soon sees the first."""

ONE_AT_A_TIME = Lock()
"""A memory zone changes the vocabulary for everyone, so threads take turns, a batch each."""


@cache
def load(with_classifier: bool = True) -> Language:
    """Build the pipeline, or return the one already built (about a second). Without the classifier the rules work alone."""
    nlp = spacy.blank("en")
    for name in (name for name in ORDER if with_classifier or name != CLASSIFIER):
        nlp.add_pipe(name, config={"punct_chars": list(ENDS)} if name == "sentencizer" else {})
    remember(nlp, [*STOP_WORDS, *map(str.capitalize, STOP_WORDS), *vocabulary().roots])
    return nlp


def remember(nlp: Language, words: Iterable[str]) -> None:
    """Let the tokenizer keep how these words are cut; within a memory zone it keeps nothing and cuts each anew."""
    words = list(words)
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.max_cache_size += len(words)
    for word in words:  # one by one: in a text with one contraction the tokenizer keeps nothing
        nlp.make_doc(word)


def read(comments: Iterable[Comment], nlp: Language) -> Iterator[Finding]:
    """Yield what is seen in each comment, in the order given. The same comment always gives the same finding."""
    comments = iter(comments)
    while batch := list(islice(comments, BATCH)):
        with ONE_AT_A_TIME, nlp.memory_zone():
            found = [doc._.reading.finding() for doc in nlp.pipe(prepared(comment, nlp) for comment in batch)]
        yield from found


def prepared(comment: Comment, nlp: Language) -> Doc:
    """Return the comment as tokens, with an empty reading beside them."""
    doc = nlp.make_doc(reading_copy(comment.text))
    doc._.reading = Reading(comment)
    return doc
