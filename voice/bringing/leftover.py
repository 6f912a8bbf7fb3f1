"""Rows as a CSV file that no spreadsheet takes for formulas (R45)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

RISKY = ("=", "+", "-", "@", "\t", "\r")


def as_csv(headings: Sequence[str], rows: Iterable[tuple[int, str, Sequence[str]]]) -> bytes:
    """Return rows with their number and reason, UTF-8 with a mark at its beginning, so that every spreadsheet reads it right."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([_("Row"), _("Why it did not come in"), *map(safe, headings)])
    writer.writerows([number, reason, *map(safe, cells)] for number, reason, cells in rows)
    return made.getvalue().encode("utf-8-sig", "replace")


def safe(cell: str) -> str:
    """Return a cell that is text in every spreadsheet."""
    return f"'{cell}" if cell.startswith(RISKY) else cell
