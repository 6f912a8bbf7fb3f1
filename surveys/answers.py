"""What was said to one question, and whether it fits the question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from surveys.schema import Question

Value = str | list[str]

MOST_DIGITS = 9

@dataclass(frozen=True)
class Answer:
    """What one person said to one question. A skip is an answer of its own: value None, skipped True."""

    value: Value | None = None
    skipped: bool = False

    @property
    def is_given(self) -> bool:
        """Something was chosen or written."""
        return self.value not in (None, "", [])


class Answers(Mapping[str, Answer]):
    """Answers by question id, in the order they were first given."""

    def __init__(self, given: Mapping[str, Answer] | None = None) -> None:
        self._given = dict(given or {})

    def __getitem__(self, question_id: str) -> Answer:
        return self._given[question_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def values_of(self, question_ids: set[str]) -> dict[str, Value]:
        """Return what was said to these questions; skips and gaps are left out."""
        return {q: a.value for q, a in self._given.items() if q in question_ids and a.is_given and a.value is not None}


@dataclass(frozen=True)
class Problem:
    """Why an answer does not fit. `kind` chooses the words that a person reads; the numbers go into them."""

    kind: str
    limit: int = 0
    count: int = 0


def problem_with(question: Question, value: Any) -> Problem | None:
    """Return why a value does not fit a question, or None. Pure, so that every way in asks the same."""
    if value in (None, "", []):
        return Problem("missing") if question.is_required else None
    if question.kind == "comment":
        return _problem_with_words(question, value)
    if question.kind == "choose_many":
        return _problem_with_choices(question, value)
    if question.kind == "number":
        return _problem_with_number(question, value)
    if question.kind == "file":
        return None if isinstance(value, str) else Problem("unknown_option")
    return None if isinstance(value, str) and value in question.values else Problem("unknown_option")


def _problem_with_words(question: Question, value: Any) -> Problem | None:
    if not isinstance(value, str):
        return Problem("unknown_option")
    return Problem("too_long", question.max_length, len(value)) if len(value) > question.max_length else None


def _problem_with_number(question: Question, value: Any) -> Problem | None:
    """A number is kept as the whole digits that were written, in any script."""
    if not isinstance(value, str) or not value.isdecimal() or len(value) > MOST_DIGITS:
        return Problem("not_a_number")
    if int(value) < question.lowest:
        return Problem("too_small", question.lowest)
    if question.highest is not None and int(value) > question.highest:
        return Problem("too_large", question.highest)
    return None


def _problem_with_choices(question: Question, value: Any) -> Problem | None:
    if not isinstance(value, list) or not all(isinstance(v, str) and v in question.values for v in value):
        return Problem("unknown_option")
    alone = [option.value for option in question.options if option.apart]
    if len(value) > 1 and any(v in alone for v in value):
        return Problem("both_apart_and_more")
    if question.max_choices and len(value) > question.max_choices:
        return Problem("too_many", question.max_choices, len(value))
    return None
