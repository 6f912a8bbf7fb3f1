"""Reads a table of any make: CSV in the usual encodings and separators, XLSX, XLS and ODS. By content, not by name; formulas are never worked out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MOST_MB = 20
MOST_UNPACKED_MB = 200
"""Of a spreadsheet, which is a zip file: a small one may hold gigabytes."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
ENCODINGS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class CannotRead(ValueError):
    """The file is no table that we can read. `kind` says why."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Table:
    """Headings and rows; every cell is text as it stood, dates as year-month-day. Row 2 of the file is the first of `rows`."""

    headings: list[str]
    rows: list[list[str]]


def read_table(content: bytes) -> Table:
    """Return the table of a file: of a workbook, its first sheet that has more than one row. Raises CannotRead."""
    if len(content) > MOST_MB * 1024 * 1024:
        raise CannotRead("too_large")
    is_book = content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    return _table(_of_book(content) if is_book else _of_csv(content))


def _table(rows: Iterable[list[str]]) -> Table:
    whole = [row for row in rows if any(cell.strip() for cell in row)]
    if len(whole) < 2:
        raise CannotRead("empty")
    if len(whole) - 1 > MOST_ROWS:
        raise CannotRead("too_many_rows")
    width = max(map(len, whole))
    if width > MOST_COLUMNS:
        raise CannotRead("too_many_columns")
    first, *rest = ([*row, *[""] * (width - len(row))] for row in whole)
    return Table([heading.strip() or f"({number + 1})" for number, heading in enumerate(first)], rest)


def _of_csv(content: bytes) -> list[list[str]]:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotRead("not_a_table")
    text = _decoded(content)
    first = text.lstrip("\n\r")[:20_000]
    try:
        found: Any = csv.Sniffer().sniff(first, delimiters=",;\t|")
    except csv.Error:
        found = csv.excel
    csv.field_size_limit(MOST_MB * 1024 * 1024)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=found.delimiter, doublequote=True)]
    except csv.Error as error:
        raise CannotRead("not_a_table") from error


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in ENCODINGS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_book(content: bytes) -> list[list[str]]:
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as whole:
                if sum(part.file_size for part in whole.infolist()) > MOST_UNPACKED_MB * 1024 * 1024:
                    raise CannotRead("too_large")
        except zipfile.BadZipFile as error:
            raise CannotRead("not_a_table") from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (book.get_sheet_by_name(name).to_python(skip_empty_area=True) for name in book.sheet_names)
        rows = next((sheet for sheet in sheets if len(sheet) > 1), [])
    except PasswordError as error:
        raise CannotRead("locked") from error
    except (CalamineError, ValueError, OSError) as error:
        raise CannotRead("not_a_table") from error
    return [[_said(cell) for cell in row] for row in rows]


def _said(cell: Any) -> str:
    """Return a cell as people read it: no time of day at midnight, no “.0” after whole numbers."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
