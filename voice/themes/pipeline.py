"""The pipeline: a blank English spaCy `Language` with our components. Comments stream through it in batches.

    tokenizer -> language -> normalise -> sentencizer -> rules -> classifier -> details -> themes -> strands -> concern

No component changes the text. Rules are data in `rules/`. No model is downloaded, nothing leaves the process, and the
vocabulary forgets the words of a batch when the batch is done.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

import spacy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from .components import CLASSIFIER, ENDS, MODELLED, ORDER, Reading
from .findings import Comment, Finding
from .library import vocabulary
from .reading import reading_copy
from .release import FOLDER

BATCH = 256
"""Comments. Large enough to cost nothing, small enough that a reader of a stream soon sees the first."""

ONE_AT_A_TIME = Lock()
"""A memory zone changes the vocabulary for everyone, so threads take turns, a batch each."""


def load(with_classifier: bool = True, folder: Path = FOLDER) -> Language:
    """Build the pipeline, or return the one already built (about a second). `folder`: where the model lies; without it the rules work alone.

    Raises BadModel where the model's file is another than its card says.
    """
    return built(with_classifier, folder)


@lru_cache(maxsize=3)
def built(with_classifier: bool, folder: Path) -> Language:
    nlp = spacy.blank("en")
    settings: dict[str, dict[str, Any]] = {"sentencizer": {"punct_chars": list(ENDS)}, **{name: {"folder": str(folder)} for name in MODELLED}}
    for name in (name for name in ORDER if with_classifier or name != CLASSIFIER):
        nlp.add_pipe(name, config=settings.get(name, {}))
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
