"""Themes a file of comments: JSON lines or CSV in, JSON lines out. One bad line never stops the rest.

An error record names the line and the mistake, never the words of a comment.
"""

import csv
import json
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from .findings import Comment
from .pipeline import load, read

FIELDS = ("id", "text", "who", "prompt", "asked")
REQUIRED = ("id", "text")
LINE_LIMIT = 10_000_000
"""Bytes of one line, characters of one cell. Longer is a mistake in the file, not an answer."""


class UnreadableFile(ValueError):
    """The file as a whole cannot be read: no header, no `text` column, not UTF-8. The message says what to mend."""


@dataclass(frozen=True)
class Mistake:
    """A line that holds no comment. `id` is None where the line has none."""

    id: str | int | None
    error: str


@dataclass(frozen=True)
class Summary:
    """How many lines were read and what became of them. An answer over the limit counts as unread, one that is not in English as language."""

    read: int = 0
    themed: int = 0
    other: int = 0
    no_view: int = 0
    unread: int = 0
    language: int = 0
    errors: int = 0
    seconds: float = 0.0


def theme_file(source: Path, target: Path) -> Summary:
    """Write a finding, or an error, for each line of the source, in its order.

    A source named `.csv` is CSV, any other JSON lines. The target appears whole or not at all. Raises UnreadableFile
    if the source as a whole cannot be read.
    """
    started = time.monotonic()
    counts = dict.fromkeys(("themed", "other", "no_view", "unread", "language", "errors"), 0)
    lines = csv_lines if source.suffix.lower() == ".csv" else json_lines
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            for record in records(lines(source)):
                counts[record.get("status", "errors")] += 1
                out.write(json.dumps(record, ensure_ascii=True) + "\n")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Summary(read=sum(counts.values()), seconds=round(time.monotonic() - started, 3), **counts)


def records(lines: Iterable[Comment | Mistake], size: int = 256) -> Iterator[dict[str, Any]]:
    """Yield one record a line, in order: comments go through the pipeline together, mistakes keep their place.

    A file of more than one batch is read on every core; only a few batches wait in memory at a time.
    """
    batches = in_batches(lines, size)
    first, second = next(batches, []), next(batches, None)
    if second is None:
        yield from themed(first)
        return
    load()  # once, before the processes part
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("fork" if sys.platform == "linux" else None)) as pool:
        working = deque(pool.submit(themed, batch) for batch in (first, second))
        for batch in batches:
            working.append(pool.submit(themed, batch))
            if len(working) > 2 * cores:
                yield from working.popleft().result()
        for work in working:
            yield from work.result()


def in_batches(lines: Iterable[Comment | Mistake], size: int) -> Iterator[list[Comment | Mistake]]:
    """Yield lines in lists of a size; the last may be shorter."""
    rest = iter(lines)
    while batch := list(islice(rest, size)):
        yield batch


def themed(lines: list[Comment | Mistake]) -> list[dict[str, Any]]:
    """Return the records of one batch."""
    findings = read([line for line in lines if isinstance(line, Comment)], load())
    return [next(findings).as_record() if isinstance(line, Comment) else {"id": line.id, "error": line.error} for line in lines]


def json_lines(source: Path) -> Iterator[Comment | Mistake]:
    """Yield a comment or a mistake for each line that is not blank."""
    with source.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip(b"\xef\xbb\xbf \t\r\n"):
                yield comment_or_mistake(partial(json_record, raw), number)


def json_record(raw: bytes) -> Any:
    """Return what one line holds. Raises ValueError if it is too long, not UTF-8 or not JSON."""
    if len(raw) > LINE_LIMIT:
        raise ValueError("the line is too long")
    return json.loads(raw.decode("utf-8-sig"))


def csv_lines(source: Path) -> Iterator[Comment | Mistake]:
    """Yield a comment or a mistake for each row. Raises UnreadableFile if the header lacks `id` or `text`."""
    csv.field_size_limit(LINE_LIMIT)
    with source.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        try:
            header = [name.strip().lower() for name in rows.fieldnames or ()]
        except csv.Error as error:
            raise UnreadableFile("The first line is not a CSV header.") from error
        if missing := [name for name in REQUIRED if name not in header]:
            named = " and none named ".join(missing)
            raise UnreadableFile(f"The CSV file has no column named {named}. Add a header line with id and text.")
        rows.fieldnames = header
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield Mistake(None, f"The row cannot be read as CSV, line {rows.line_num}.")
                continue
            yield comment_or_mistake(partial(csv_record, row), rows.line_num)


def csv_record(row: dict[str, str | None]) -> dict[str, str | None]:
    """Return the fields of a row; an empty cell is no value, but an empty text is an answer that says nothing."""
    return {name: row.get(name) or None for name in FIELDS} | {"text": row["text"]}


def comment_or_mistake(record: Callable[[], Any], line: int) -> Comment | Mistake:
    """Return the comment that the line holds, or what is wrong with it."""
    try:
        values = record()
    except (ValueError, RecursionError):
        return Mistake(None, f"The line is not JSON in UTF-8, line {line}.")
    if not isinstance(values, dict):
        return Mistake(None, f"The line is not a JSON object, line {line}.")
    identity = values["id"] if isinstance(values.get("id"), str | int) else None
    if wrong := mistake_in(values):
        return Mistake(identity, f"{wrong}, line {line}.")
    return Comment(**{name: values[name] for name in FIELDS if name in values})


def mistake_in(values: dict[str, Any]) -> str | None:
    """Return what is wrong with the fields, or None. Names fields, never their content."""
    for name in FIELDS:
        value = values.get(name)
        if value is None and name in REQUIRED:
            return f"The field {name} is missing"
        if value is not None and not isinstance(value, str) and not (name == "id" and type(value) is int):
            return f"The field {name} is not text"
    return None if values["id"] != "" else "The field id is empty"
