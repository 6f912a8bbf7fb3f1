"""Where somebody came from to the desk: a place in a statement's summary. An address carries its names, never an address to go to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import url_for

from surveys.schema import Survey
from voice.review.choosing import Asked, narrowed
from voice.review.counts import CODES, Filter

NEAR = re.compile(r"(comment|working|change)-[0-9]{1,3}")
"""Places of the page: a comment of the list, or of one side, by its number. So somebody who moved a comment away comes to its neighbour."""
BEGINS = "from_"


@dataclass(frozen=True)
class Came:
    """A statement, the choices of its list, a page of it and a place on that page."""

    code: str
    by: Filter
    page: int = 1
    near: str = ""

    @property
    def names(self) -> dict[str, str]:
        """Return what the addresses of the desk say, so that none of them forgets it."""
        said = {"code": self.code, "page": str(self.page) if self.page > 1 else "", "near": self.near, **asdict(self.by)}
        return {BEGINS + name: value for name, value in said.items() if value}

    def address(self, asked: Asked) -> str:
        """Return the way back."""
        said = {"code": self.code, "page": self.page if self.page > 1 else "", **asdict(self.by)}
        given: dict[str, Any] = {**asked.link, **{name: value for name, value in said.items() if value}}
        return url_for("review.statement", _anchor=self.near or None, **given)


def came_from(values: Mapping[str, str], survey: Survey) -> Came | None:
    """Return where an address says that somebody came from, or None. What is not known is left out."""
    said = {name.removeprefix(BEGINS): value for name, value in values.items() if name.startswith(BEGINS)}
    page, near = said.get("page", ""), said.get("near", "")
    if said.get("code") not in CODES:
        return None
    return Came(
        said["code"], narrowed(said, survey, said["code"]), int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1, near if NEAR.fullmatch(near) else "")
