"""The sheets of a workbook as rows of words. Whatever a file holds, reading it stays small."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

FULL, EASY = "English (en)", "Easy read (en-x-easy)"
"""The two languages of our forms: full words, and the easy-read twin (x-easy: a private tag, since none is registered)."""
SCALE_LIST, AGE_LIST = "scale-", "age-band-"
"""How the names of lists begin that say more than a list does. Ids have no hyphen, so no other list is called so."""
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
"""A workbook is a zip. Real forms unpack to a few megabytes; a small file that unpacks to more than this was made to fill our memory."""
MOST_ROWS = 2000
MOST_COLUMNS = 256
LAST_ROW = 20_000
"""Empty rows are counted only up to here: a file can claim a million of them, and each costs time."""
NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ()}
OTHER_NAMES = {"caption": "label", "relevance": "relevant", "bind::relevant": "relevant", "bind::required": "required",
               "bind::constraint": "constraint", "command": "type", "tag": "name", "body::appearance": "appearance"}


class XlsformMistake(ValueError):
    """A workbook cannot be read as a form. `problems` names sheet, row and what to do, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """A row that has something in it. `cells`: column -> words, stripped; empty cells are left out."""

    sheet: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def name(self, column: str = "name") -> str:
        """Return a cell that holds a name: spaces inside count once, and those that do not break count too."""
        return " ".join(self[column].split())

    @property
    def where(self) -> str:
        return f"{self.sheet}, row {self.number}"


@dataclass(frozen=True)
class Sheet:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def sheets(path: Path) -> tuple[dict[str, Sheet], list[str]]:
    """Return the sheets survey, choices and settings, and a line for each thing in the workbook that is not read as written.

    Raises XlsformMistake where the file is no workbook, too large, or has no sheet survey with the columns type and name.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise XlsformMistake([f"{path.name}: the file is larger than 5 MB. Remove pictures and sheets that the form does not need."])
        data = path.read_bytes()
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise XlsformMistake([f"{path.name}: the file unpacks to more than 20 MB. Copy its three sheets into a new workbook."])
        formulas = _formulas(data)
        found, lines = _read(data, formulas)
    except XlsformMistake:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise on a broken workbook
        raise XlsformMistake([f"{path.name}: this cannot be read as a workbook. Save it again as “Excel workbook (.xlsx)”."]) from error
    _check(found)
    return {name: found.get(name, Sheet((), ())) for name in NEEDED}, lines


def _open(data: bytes, data_only: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of drop-downs and styles that it leaves out; we never look at them
        return load_workbook(BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _rows(workbook: Workbook) -> Iterator[tuple[str, int, tuple[Any, ...]]]:
    """Yield sheet, row and cells of every row that we read. A sheet's claim about its own size is not believed."""
    for sheet in workbook.worksheets:
        if (name := sheet.title.strip().lower()) not in NEEDED:
            continue
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
            if number > LAST_ROW:
                raise XlsformMistake([f"{name}: the sheet goes on below row {LAST_ROW:,}. Delete the empty rows below the form."])
            yield name, number, cells


def _formulas(data: bytes) -> set[tuple[str, int, int]]:
    """Return sheet, row and place of each cell that is calculated."""
    with closing(_open(data, data_only=False)) as workbook:
        return {(sheet, number, place) for sheet, number, cells in _rows(workbook) for place, cell in enumerate(cells) if cell.data_type == "f"}


def _read(data: bytes, formulas: set[tuple[str, int, int]]) -> tuple[dict[str, Sheet], list[str]]:
    columns: dict[str, list[str]] = {}
    rows: dict[str, list[Row]] = {}
    with closing(_open(data, data_only=True)) as workbook:
        lines = [f"{sheet.title}: this sheet is not read." for sheet in workbook.worksheets if sheet.title.strip().lower() not in NEEDED]
        for sheet, number, cells in _rows(workbook):
            words = [_words(cell.value) for cell in cells]
            if number == 1:
                columns[sheet], rows[sheet] = [_column(word, sheet) for word in words], []
                lines += [f"{sheet}, row 1: the column “{name}” stands twice; the first is read."
                          for name in dict.fromkeys(columns[sheet]) if name and columns[sheet].count(name) > 1]
                continue
            row = Row(sheet, number, {name: word for name, word in reversed(list(zip(columns[sheet], words, strict=False))) if name and word})
            lines += [_of_formula(row, name) for place, name in enumerate(columns[sheet]) if name and (sheet, number, place) in formulas]
            rows[sheet] += [row] if row.cells else []
            if row.cells and number > MOST_ROWS + 1:
                raise XlsformMistake([f"{row.where}: there are more than 2,000 rows. Divide the form, or remove rows that it does not need."])
    return {sheet: Sheet(tuple(dict.fromkeys(filter(None, columns[sheet]))), tuple(rows[sheet])) for sheet in columns}, lines


def _of_formula(row: Row, column: str) -> str:
    what = f"its last value “{row[column]}” is taken" if row[column] else "it has no value, so the cell is read as empty"
    return f"{row.where}, {column}: this is a formula; {what}. Write the words themselves."


def _column(words: str, sheet: str) -> str:
    """Return the name of a column as XLSForm means it: `Label :: English (en)` is label::English (en)."""
    base, *language = re.split(r"\s*::?\s*", " ".join(words.split()), maxsplit=1)
    name = "::".join([base.lower().replace(" ", "_"), *language])
    if sheet == "choices" and name == "value":
        return "name"
    return OTHER_NAMES.get(name) or "::".join([OTHER_NAMES.get(base.lower(), base.lower().replace(" ", "_")), *language])


def _words(value: Any) -> str:
    """Return a cell as words: 1.0 is 1, TRUE is true, a line ends in one way only."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _check(found: dict[str, Sheet]) -> None:
    if "survey" not in found:
        raise XlsformMistake(["There is no sheet called “survey” with anything in it. An XLSForm has the sheets survey, choices and settings; see xlsform.org."])
    if missing := [f"{sheet}, row 1: there is no column “{column}”; add it." for sheet, needed in NEEDED.items() if sheet in found
                   for column in needed if found[sheet].rows and column not in found[sheet].columns]:
        raise XlsformMistake(missing)
    if not found["survey"].rows:
        raise XlsformMistake(["survey: there are no rows below the first. Write a row for each question."])
