"""Styles and scripts: joined, made small, named by their content and compressed at set-up. Built files are never committed."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from functools import cache
from pathlib import Path

import brotli
import rcssmin
import rjsmin

from voice.config import ROOT

STATIC = ROOT / "static"
BUILD = STATIC / "build"
SHEETS = {
    "respondent.css": ("tokens", "ground", "frame", "words", "statement", "buttons", "options", "easy", "write", "safe", "mend",
                       "facts", "code", "answers", "modes"),
    "staff.css": ("tokens", "ground", "frame", "words", "statement", "buttons", "write", "mend", "staff", "tables", "comments", "strands",
                  "review", "desk", "coding", "summary", "model", "code", "signin", "sessions", "sheet", "easy", "safe", "printed", "modes", "paper"),
}
"""Which components go into which sheet, in order. A component is one file of static/css."""
SCRIPTS = {"room.js": ("journey", "store", "seal", "outbox", "kit", "draft", "page", "tablet", "notes", "begin")}
"""Scripts of many parts, in order, from the folder of static/js with their name. Any other is one file and stands alone."""


def build(target: Path = BUILD) -> dict[str, str]:
    """Write every built file with its compressed twins, and return built names by plain names."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    names: dict[str, str] = {}
    for sheet, parts in SHEETS.items():
        css = "\n".join((STATIC / "css" / f"{part}.css").read_text(encoding="utf-8") for part in parts)
        names[sheet] = _write(fresh, sheet, rcssmin.cssmin(css).encode())
    for script in sorted((STATIC / "js").glob("*.js")):
        names[script.name] = _write(fresh, script.name, rjsmin.jsmin(script.read_text(encoding="utf-8")).encode())
    for name, parts in SCRIPTS.items():
        joined = "\n".join((STATIC / "js" / name.removesuffix(".js") / f"{part}.js").read_text(encoding="utf-8") for part in parts)
        names[name] = _write(fresh, name, rjsmin.jsmin(joined).encode())
    names["mark.svg"] = _write(fresh, "mark.svg", (STATIC / "mark.svg").read_bytes())
    (fresh / "names.json").write_text(json.dumps(names), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    built_names.cache_clear()
    return names


def _write(folder: Path, name: str, content: bytes) -> str:
    stem, dot, suffix = name.partition(".")
    built = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{suffix}"
    (folder / built).write_bytes(content)
    (folder / f"{built}.br").write_bytes(brotli.compress(content))
    (folder / f"{built}.gz").write_bytes(gzip.compress(content, mtime=0))
    return built


@cache
def built_names() -> dict[str, str]:
    """Return built names by plain names. Raises FileNotFoundError before the first `build`."""
    names: dict[str, str] = json.loads((BUILD / "names.json").read_text(encoding="utf-8"))
    return names


def asset(name: str) -> str:
    """Return the address of a style or script."""
    return f"/static/{built_names()[name]}"
