"""Reads comments and says which of the seven statements they are about, how it goes, and what needs care.

Pure: it knows neither the web nor the database. Rules are data in `rules/`; a finding carries the words that led to it.
"""

from .findings import CODES, STANCES, STATUSES, Comment, Finding, Span, StatementFinding
from .pipeline import VERSION, load, read

__all__ = ["CODES", "STANCES", "STATUSES", "VERSION", "Comment", "Finding", "Span", "StatementFinding", "load", "read"]
