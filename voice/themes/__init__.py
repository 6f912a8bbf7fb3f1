"""Reads comments and says which of the seven statements they are about, how it goes, and what needs care.

Pure: it knows neither the web nor the database. Rules are data in `rules/`; a finding carries the words that led to it.
"""

from typing import TYPE_CHECKING, Any

from .findings import CODES, STANCES, STATUSES, Comment, Finding, Span, StatementFinding
from .release import VERSION

if TYPE_CHECKING:
    from .pipeline import load, read

__all__ = ["CODES", "STANCES", "STATUSES", "VERSION", "Comment", "Finding", "Span", "StatementFinding", "load", "read"]


def __getattr__(name: str) -> Any:
    """Bring the pipeline, with all that it stands on, only when it is asked for: web processes read a model's card and never the model."""
    if name in ("load", "read"):
        from . import pipeline

        return getattr(pipeline, name)
    raise AttributeError(name)
