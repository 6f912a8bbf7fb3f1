"""What the columns of a file are: guessed from their headings and cells, corrected by a person, and used row by row. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from voice.bringing.tables import Table

USES = ("comment", "who", "day", "quotes", "key", "leave_out")
"""An answer in people's own words; who answered; the day; whether it may be quoted; the id in the other tool; not taken."""
LONGEST = 20_000
"""Characters of one answer: the most that the pipeline reads. A longer one is kept out whole, never cut."""
YES = frozenset(["yes", "y", "true", "1", "agree", "i agree", "i do", "ok", "yes please"])

NAMED: tuple[tuple[str, str], ...] = (
    ("key", r"^(id|response id|respondent ?id|user ?id|unique id|id\. response id|response reference|submission id|reference)$"),
    ("leave_out", r"e-?mail|\bip\b|ip address|^name$|first name|last name|surname|your name|phone|postcode|address|start ?time|^started|startdate|seed|last ?page|"
                  r"start ?language|collector|device|browser|user agent|session|token|refer|status|progress|duration|time taken|completion|^ended"),
    ("day", r"submit ?date|submitted|completion time|date completed|^date|^ended|end date|created"),
    ("who", r"are you (a|an|answering|responding)|responding as|answering as|^role$|who are you|capacity|respondent type|which of (these|the following) best describes"),
    ("quotes", r"quote|publish"),
)
ROLES: tuple[tuple[str, str], ...] = (
    ("parent", r"parent|carer|mum|dad|mother|father|guardian|grandp"), ("child", r"child|young|pupil|student|\bboy\b|\bgirl\b"),
    ("education", r"teach|school|college|senco|education|tutor|nursery|\bta\b"), ("health", r"health|nurse|doctor|nhs|therap|camhs|paediatric"),
    ("social_care", r"social|early help|care worker"), ("voluntary", r"charit|volunt|community|forum|group"),
    ("family", r"famil|relative|sibling"), ("other", r"other|member of"))


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it is used as, and the statement that its question asks about."""

    heading: str
    use: str = "leave_out"
    statement: str = ""

    def as_record(self) -> dict[str, str]:
        return {"heading": self.heading, "use": self.use, "statement": self.statement}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Column:
        return cls(str(kept["heading"]), str(kept["use"]), str(kept["statement"]))


@dataclass(frozen=True)
class Row:
    """A row as it will come in: `said` holds the words by the number of their column."""

    number: int
    key: str
    role: str
    day: date | None
    may_quote: bool
    said: Mapping[int, str]


@dataclass(frozen=True)
class Kept:
    """A row that does not come in, and why (a code: `no_comment`, `too_long`)."""

    number: int
    reason: str
    cells: list[str]


def guessed(table: Table) -> list[Column]:
    """Return what each column seems to be. Names, contacts and what a tool writes by itself are left out."""
    uses = [_use_of(heading, [row[number] for row in table.rows]) for number, heading in enumerate(table.headings)]
    key = next((number for number, use in enumerate(uses) if use == "key" and _tells_apart(table, number)), None)
    return [Column(heading, "leave_out" if use == "key" and number != key else use) for number, (heading, use) in enumerate(zip(table.headings, uses, strict=True))]


def _tells_apart(table: Table, number: int) -> bool:
    """Return whether a column has another value in every row: some tools number people, some only the account."""
    cells = [row[number].strip() for row in table.rows]
    return all(cells) and len(set(cells)) == len(cells)


def _use_of(heading: str, cells: Sequence[str]) -> str:
    for use, pattern in NAMED:
        if use == "leave_out" and re.search(NAMED[2][1], heading, re.IGNORECASE) and not re.search(r"start", heading, re.IGNORECASE):
            continue
        if re.search(pattern, heading, re.IGNORECASE):
            return use
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return "leave_out"
    kinds = Counter(filled)
    words = sum(len(cell.split()) for cell in filled) / len(filled)
    if len(kinds) <= 12 and len(filled) > 2 * len(kinds) and all(role_of(kind) != "unknown" for kind in kinds):
        return "who"
    return "comment" if words >= 3 or (len(kinds) > 0.6 * len(filled) and words >= 1.5) else "leave_out"


def role_of(said: str) -> str:
    """Return who somebody seems to be by what a file says of them."""
    return next((role for role, pattern in ROLES if re.search(pattern, said, re.IGNORECASE)), "unknown")


def kinds_of(table: Table, columns: Sequence[Column], most: int = 60) -> list[str]:
    """Return what the file says of who answered, the commonest first."""
    found: Counter[str] = Counter(row[number].strip() for number, column in enumerate(columns) if column.use == "who" for row in table.rows if row[number].strip())
    return [said for said, _ in found.most_common(most)]


def day_of(said: str) -> date | None:
    """Return the day that a cell names: year first, or day first as in Britain; None where it names none."""
    found = re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", said)
    parts = [int(part) for part in found.groups()] if found else []
    if not parts and (found := re.search(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", said)):
        parts = [int(part) for part in reversed(found.groups())]
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def mapped(table: Table, columns: Sequence[Column], roles: Mapping[str, str], start: int = 0, most: int | None = None) -> list[Row | Kept]:
    """Return each row as it comes in, or kept out with its reason. Numbers are those of the file: its headings are row 1."""
    stop = None if most is None else start + most
    return [_row(number + 2, cells, columns, roles) for number, cells in enumerate(table.rows[start:stop], start)]


def _row(number: int, cells: list[str], columns: Sequence[Column], roles: Mapping[str, str]) -> Row | Kept:
    def first(use: str) -> str:
        return next((cells[place].strip() for place, column in enumerate(columns) if column.use == use and cells[place].strip()), "")

    said = {place: cells[place] for place, column in enumerate(columns) if column.use == "comment" and cells[place].strip()}
    kept = [cell if column.use != "leave_out" else "" for cell, column in zip(cells, columns, strict=True)]
    if not said:
        return Kept(number, "no_comment", kept)
    if any(len(words) > LONGEST for words in said.values()):
        return Kept(number, "too_long", kept)
    who = first("who")
    return Row(number, first("key"), roles.get(who, role_of(who)) if who else "unknown", day_of(first("day")), first("quotes").lower() in YES, said)


def id_of(slug: str, row: Row) -> str:
    """Return the id of a row's answer, the same however often it comes in: its key in the other tool, else its place and words. 32 hex digits."""
    told = row.key or f"row {row.number}: {sorted(row.said.items())}"
    return hashlib.sha256(f"{slug}\n{told}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
