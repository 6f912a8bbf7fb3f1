"""Says whether a comment says anything at all, before asking what."""

import re
import unicodedata
from collections.abc import Sequence

from spacy.tokens import Doc

from .question import Question
from .rulebook import read_yaml

SHORT = 8
"""No way to say "no answer" has more words than this."""

NOTHING = frozenset(
    {"nothing", "none", "nothing really", "nowt", "not a lot", "not much", "nothing at all", "nothing thank",
     "nothing thank you", "nope nothing", "no nothing", "not owt"}
)
CONTENT = frozenset(
    {"all good", "all good ta", "all good thank", "it be all good", "all fine", "we be fine", "it be fine", "fine",
     "fine thank", "happy with it", "happy with it thank", "no complaint", "no complaints", "nope sort", "all sort", "sort", "yeah sound",
     "sound", "sensible", "it be grand", "it work"}
)
"""Whole answers that say it goes well, whatever was asked."""

YES = frozenset({"yes", "yeah", "yep", "yes i do", "yes it is", "y", "yh", "always", "yes they do"})
NO = frozenset({"no", "nope", "nah", "no i do not", "n", "no way", "never", "no they do not", "not really"})
JOINERS = re.compile("[\u200d\ufe0f\ufe0e\U0001f3fb-\U0001f3ff]")


def no_answers() -> frozenset[str]:
    """Return the ways to say that there is no answer, as base words side by side."""
    return frozenset(read_yaml("no_view.yaml")["whole answers"])


def is_word(token: str) -> bool:
    """Say whether the token is more than punctuation, symbols and spaces."""
    return token.isalnum() or any(map(str.isalnum, token))


def pictures_in(text: str) -> int:
    """Count the emoji. A family joined from several counts as one; a word has none."""
    joined = re.sub(".\u200d", "", text)
    return sum(1 for c in JOINERS.sub("", joined) if unicodedata.category(c) in ("So", "Sk"))


def says_something(doc: Doc, words: Sequence[str], question: Question, empty: frozenset[str]) -> bool:
    """Say whether there is a view. One emoji alone is none; "nothing" is one where the question turns it."""
    if not words:
        return pictures_in(doc.text[:200]) > 1
    if len(words) > SHORT:
        return True
    said = " ".join(words)
    if said in NOTHING:
        return question.direction is not None
    if said in YES or said in NO:
        return question.is_yes_or_no and question.subject is not None
    return said not in empty


def turned_by(words: Sequence[str], question: Question) -> str | None:
    """Return the stance of "all good", and that which the question gives to "nothing", "yes" or "no"; else None.

    Nothing to change is content; nothing good is not.
    """
    said = " ".join(words[: SHORT + 1])
    if said in CONTENT:
        return "working"
    if said in NOTHING and question.direction:
        return "working" if question.direction == "change" else "change"
    if said in YES and question.is_yes_or_no:
        return "working"
    if said in NO and question.is_yes_or_no:
        return "change"
    return None
