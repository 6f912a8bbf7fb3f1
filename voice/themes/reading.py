"""The copy of a comment that the pipeline reads: as long as the original, character by character.

Nothing is ever inserted or removed, so that an offset in the copy is an offset in the comment.
"""

import re

READ_LIMIT = 20_000
"""Characters. A long answer in a survey has about 1,000; twenty times that still takes well under two seconds."""

LONG_RUN = re.compile(r"\S{60,}")
"""Sixty characters without a space: no English word. The tokenizer peels symbols off such a run one at a time, which
takes time by the square of its length (20,000 emoji: 50 s)."""

UNSAFE = re.compile("[\ud800-\udfff]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SYMBOL = re.compile(r"[\W_]")


def reading_copy(text: str, limit: int = READ_LIMIT) -> str:
    """Return the first `limit` characters of the text, safe to tokenise.

    A lone surrogate becomes U+FFFD (spaCy stores strings as UTF-8), a control character a space, and in a long run
    without spaces every symbol becomes a space, so that the words between the symbols are still read.
    """
    copy = UNSAFE.sub("\ufffd", text[:limit])
    copy = CONTROLS.sub(" ", copy)
    return LONG_RUN.sub(lambda run: SYMBOL.sub(" ", run[0]), copy)


def is_cut(text: str, limit: int = READ_LIMIT) -> bool:
    """Say whether the end of the text lies beyond the limit and is not read."""
    return len(text) > limit
