"""The rows of a form as the tree that its groups make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from surveys.xlsform.sheets import Row, XlsformMistake

BEGIN = re.compile(r"begin[ _](group|repeat)", re.IGNORECASE)
END = re.compile(r"end[ _](group|repeat)", re.IGNORECASE)
DEEPEST = 20
"""Groups within groups. Forms of people have 3 or 4."""


@dataclass
class Block:
    """A group: the row that begins it, and what is in it."""

    row: Row
    parts: list[Row | Block] = field(default_factory=list)


def tree(rows: Iterable[Row], lines: list[str]) -> list[Row | Block]:
    """Return rows and groups in order. What is wrong with the groups is mended, and said in `lines`.

    Raises XlsformMistake where groups stand deeper in each other than anybody writes them.
    """
    top: list[Row | Block] = []
    begun: list[Block] = []
    for row in rows:
        here = begun[-1].parts if begun else top
        kind = row.name("type")
        if found := BEGIN.fullmatch(kind):
            if found[1].lower() == "repeat":
                lines.append(f"{row.where}, “{row.name()}”: this group repeats. We ask each question once, so its questions are kept and asked once.")
            begun.append(Block(row))
            here.append(begun[-1])
            if len(begun) > DEEPEST:
                raise XlsformMistake([f"{row.where}: groups stand more than {DEEPEST} deep in each other. Take them apart."])
        elif END.fullmatch(kind):
            if not begun:
                lines.append(f"{row.where}: this ends a group that never began; remove the row.")
            begun = begun[:-1]
        else:
            here.append(row)
    lines += [f"{block.row.where}, “{block.row.name()}”: this group never ends, so it is read to the end of the sheet. Add a row end_group." for block in begun]
    return top
