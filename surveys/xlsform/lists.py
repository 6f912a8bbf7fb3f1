"""The lists of choices of a form, as options and scales of ours; and its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from surveys.scales import SCALES
from surveys.xlsform.definition import TO_CHOOSE, tidy
from surveys.xlsform.sheets import Row, Sheet

EASY_LANGUAGE = re.compile(r"x-easy|\beasy[ _-]?read\b|^easy\b", re.IGNORECASE)
ENGLISH = re.compile(r"\(en\b|^english\b|^en$", re.IGNORECASE)


@dataclass(frozen=True)
class Languages:
    """The columns that full words and easy read stand in: “” for a column without a language, None where there is none."""

    full: str
    easy: str | None

    def columns(self, name: str) -> set[str]:
        """Return the columns of a text that are read."""
        return {name, self._column(name, self.full), *([self._column(name, self.easy)] if self.easy else [])}

    def words(self, row: Row, name: str) -> str:
        return row[self._column(name, self.full)] or row[name]

    def easy_words(self, row: Row, name: str) -> str:
        return row[self._column(name, self.easy)] if self.easy else ""

    @staticmethod
    def _column(name: str, language: str) -> str:
        return f"{name}::{language}" if language else name


def languages(survey: Sheet, settings: Row | None) -> Languages:
    """Return which languages are ours: the form's default or English for full words, and whatever is called easy read."""
    found = [column.removeprefix("label::") for column in survey.columns if column.startswith("label::")]
    easy = next(filter(EASY_LANGUAGE.search, found), None)
    others = [language for language in found if language != easy]
    default = settings["default_language"] if settings else ""
    if default in others:
        return Languages(default, easy)
    if "label" in survey.columns or not others:
        return Languages("", easy)
    return Languages(next(filter(ENGLISH.search, others), others[0]), easy)


@dataclass(frozen=True)
class Choice:
    """A choice: as the form calls it, and as we do."""

    given: str
    value: str
    label: str
    easy: str


@dataclass(frozen=True)
class Choices:
    """A list of choices. `scale`: the kind of ours whose standard points have the same values, if one does."""

    name: str
    choices: tuple[Choice, ...] = ()

    @property
    def scale(self) -> str | None:
        given = {choice.given for choice in self.choices}
        return next((kind for kind, scale in SCALES.items() if given == {point.value for point in scale.standard}), None)

    @property
    def values(self) -> dict[str, str]:
        """The form's value -> ours. Of two choices with the same value the first counts."""
        return {choice.given: choice.value for choice in reversed(self.choices)}

    @property
    def options(self) -> list[dict[str, Any]]:
        return [{"value": choice.value, "label": choice.label} for choice in self.choices]

    @property
    def easy_options(self) -> dict[str, dict[str, str]]:
        return {choice.value: {"label": choice.easy, "picture": TO_CHOOSE} for choice in self.choices if choice.easy}


def lists(sheet: Sheet, spoken: Languages) -> tuple[dict[str, Choices], list[str]]:
    """Return the lists by their names, and a line for each thing that had to change."""
    rows: dict[str, list[Row]] = {}
    for row in sheet.rows:
        rows.setdefault(row.name("list_name"), []).append(row)
    lines = [f"{row.where}: this choice belongs to no list, so it is left out. Write the list’s name under list_name." for row in rows.pop("", [])]
    found = {name: Choices(name, tuple(_choices(of, spoken, lines))) for name, of in rows.items()}
    return found, [*lines, *(line for one in found.values() for line in _changes(one))]


def _choices(rows: list[Row], spoken: Languages, lines: list[str]) -> Iterator[Choice]:
    taken: set[str] = set()
    for row in rows:
        given = row.name()
        if given in taken:
            lines.append(f"{row.where}: the value “{given}” stands twice in its list; give each choice its own.")
        value = tidy(given, "o", row.number, taken)
        taken.add(value)
        if not (label := spoken.words(row, "label")):
            lines.append(f"{row.where}: this choice has no label in full words, so its value is shown. Write one.")
        yield Choice(given, value, label or given or value, spoken.easy_words(row, "label"))


def _changes(found: Choices) -> Iterator[str]:
    changed = [f"{choice.given or 'nothing'} is now {choice.value}" for choice in found.choices if choice.given != choice.value]
    if changed:
        yield f"choices, list “{found.name}”: our values have small letters, digits and _, and are longer than one: {'; '.join(changed)}."
    if found.scale and (other := [choice.label for choice in found.choices if choice.label != SCALES[found.scale].labels[choice.given]]):
        yield f"choices, list “{found.name}”: this is our scale {found.scale}, whose own words are shown instead of: {'; '.join(other)}."
