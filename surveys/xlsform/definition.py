"""The parts of a definition that XLSForm does not know, to be written by hand; ids; and a definition as readable YAML.

What is in square brackets must be replaced, and the picture below chosen: `voice surveys check` says so, and the survey cannot open before it is done.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

import yaml

TO_CHOOSE = "to-choose"
"""Stands where a picture must be chosen."""
ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
LONGEST_BASE = 36
"""Letters of an id that is made from a longer name, so that a number still fits behind it."""
SURVEY_KEYS = ("slug", "edition", "yearly", "title", "easy_title", "minutes", "start", "sections", "next_steps", "easy_next_steps")
QUESTION_KEYS = ("id", "kind", "each", "is_comment", "rows", "max_length", "lowest", "highest", "quotation", "text", "hint", "note", "max_choices",
                 "optional", "missing", "show_if", "options", "easy", "cards", "beside")


def to_be_written(what: str) -> str:
    return f"[Write {what}]"


def tidy(name: str, prefix: str, row: int, taken: Collection[str], reserved: Collection[str] = ()) -> str:
    """Return a name as an id of ours that is not taken: its letters in small, or prefix and row where none are left."""
    bare = name
    if not ID.fullmatch(name):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        bare = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_BASE].rstrip("_") or str(row)
    if bare in reserved or not ID.fullmatch(bare):
        bare = f"{prefix}_{bare}"
    found, count = bare, 1
    while found in taken:
        count += 1
        found = f"{bare[:LONGEST_BASE]}_{count}"
    return found


def in_order(given: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Return what is given with its keys in the order of our files, without what is empty."""
    return {key: given[key] for key in keys if given.get(key) not in (None, "", [], {})}


class _Readable(yaml.SafeDumper):
    """Lists are indented below their key, as in our files, and nothing is abbreviated."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _words(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Readable.add_representer(str, _words)


def as_yaml(raw: dict[str, Any]) -> str:
    """Return a definition as the text of a `survey.yaml`: block style, keys in their order, words that YAML would misread in quotes."""
    return yaml.dump(raw, Dumper=_Readable, sort_keys=False, allow_unicode=True, width=120, default_flow_style=False)
