"""Licences of third-party parts, read from the packages that are installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from voice.config import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.M)


def listed(lock: Path = ROOT / "requirements.lock") -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of each pinned package that is installed here."""
    for name, version in PINNED.findall(lock.read_text(encoding="utf-8")):
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python
        if found["Version"] == version:
            yield name, version, licence_of(found)


def licence_of(found: metadata.PackageMetadata) -> str:
    """Return a package's licence: its expression, its classifier, or the first line of its licence field."""
    expression = found.get("License-Expression")  # type: ignore[attr-defined]
    if expression:
        return str(expression)
    classifiers = [c.rsplit(" :: ", 1)[-1] for c in found.get_all("Classifier") or [] if c.startswith("License ::")]
    if classifiers:
        return ", ".join(sorted({c for c in classifiers if c != "OSI Approved"} or set(classifiers)))
    return (str(found.get("License") or _first_line_of_file(found["Name"])).strip().split("\n")[0])[:60]  # type: ignore[attr-defined]


def _first_line_of_file(name: str) -> str:
    """Return how a package's own licence file begins."""
    for path in metadata.files(name) or []:
        if path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            begins = " ".join(path.read_text(encoding="utf-8").split())
            return "MIT" if "Permission is hereby granted, free of charge" in begins else begins[:60]
    return "not stated"


def table() -> str:
    """Return a Markdown table of every part."""
    return "\n".join(["| part | version | licence |", "| --- | --- | --- |", *(f"| {n} | {v} | {lic} |" for n, v, lic in listed())])
