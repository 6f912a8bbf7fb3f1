"""What somebody gives a comment: the statements it is about, and which way it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.schema import STATEMENTS
from voice.models import Coding, CodingItem, CodingResolution


@dataclass(frozen=True)
class Codes:
    """Statements in their order, each once; none for a comment about something else or without a view. And its direction."""

    statements: tuple[str, ...]
    stance: str

    @classmethod
    def of(cls, row: Coding | CodingItem | CodingResolution) -> Codes:
        return cls.given(row.statements, row.stance)

    @classmethod
    def given(cls, statements: Iterable[str], stance: str) -> Codes:
        """Return codes in their order. What is no statement is left out."""
        chosen = set(statements)
        return cls(tuple(code for code in STATEMENTS if code in chosen), stance)
