"""Finds and loads every survey. A mistake names file, section and question, and says how to mend it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from surveys.schema import Survey

HERE = Path(__file__).parent

WHAT_TO_DO = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not known here; check the spelling or remove it",
    "string_type": "must be words; put it in quotes",
    "string_too_short": "is empty; write it or remove the line",
    "string_pattern_mismatch": "may hold only small letters, digits and _ (in slugs and pictures -), and begins with a letter",
    "literal_error": "is not one of the known choices",
    "tuple_type": "must be a list: one line each, beginning with -",
    "dict_type": "must be a block of “key: value” lines",
    "too_short": "needs at least 1 entry",
}


class SurveyMistake(ValueError):
    """A definition cannot be used. `problems` says each thing to mend, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(path: Path) -> Survey:
    """Return the survey written in a file.

    Raises SurveyMistake when it cannot be read or does not hold together.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        shown = f" “{text.splitlines()[mark.line].strip()[:80]}”" if mark and mark.line < len(text.splitlines()) else ""
        raise SurveyMistake([f"{name}{where}: this is not well-formed YAML. Check the indent, the quotes and the brackets there or a few lines above.{shown}"]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SurveyMistake([f"{name}: cannot be read as UTF-8 text. Save it again as UTF-8."]) from error
    if not isinstance(raw, dict):
        raise SurveyMistake([f"{name}: begin with “slug: …” and the other keys of a survey."])
    raw["digest"] = hashlib.sha256(text.encode()).hexdigest()
    try:
        return Survey.model_validate(raw)
    except ValidationError as error:
        raise SurveyMistake([_in_words(name, raw, found) for found in _roots(error)]) from error


def _roots(error: ValidationError) -> list[dict[str, Any]]:
    """Return what is wrong, without lists that are too short only because of what is wrong inside them."""
    found: list[dict[str, Any]] = [dict(one) for one in error.errors()]
    inner = [one["loc"] for one in found if one["type"] != "too_short"]
    return [one for one in found
            if one["type"] != "too_short" or not any(loc[:len(one["loc"])] == one["loc"] for loc in inner)]


def _in_words(name: str, raw: Any, found: dict[str, Any]) -> str:
    """Return one mistake as a sentence: file, section, question, key, and what to do."""
    places, here, keys = [name], raw, list[str]()
    for step in found["loc"]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int) and keys:
            kind, label = keys.pop(), _label(here, step)
            places.append(f"{kind.removesuffix('s')} {label}")
        elif isinstance(step, str):
            keys.append(step)
    what = found["msg"].removeprefix("Value error, ") if found["type"] == "value_error" else WHAT_TO_DO.get(
        found["type"], found["msg"].lower())
    if found["type"] == "literal_error":
        what += f": {found['ctx']['expected']}"
    key = f"“{keys[-1]}” " if keys and found["type"] != "value_error" else ""
    inside = f" ({' > '.join(keys[:-1])})" if len(keys) > 1 else ""
    return f"{', '.join(places)}{inside}: {key}{what}."


def _label(here: Any, step: int) -> str:
    if isinstance(here, dict):
        for key in ("id", "value", "word", "title"):
            if isinstance(here.get(key), str):
                return f"“{here[key]}”"
    return f"number {step + 1}"


def paths(root: Path = HERE) -> list[Path]:
    """Return the file of every survey, in the order of their folders' names."""
    return sorted(root.glob("*/survey.yaml"))


def all_surveys(root: Path = HERE) -> dict[str, Survey]:
    """Return every survey that can be used, by its slug. One that cannot keeps none of the others away: see `mistakes`."""
    return _read(root)[0]


def mistakes(root: Path = HERE) -> dict[str, list[str]]:
    """Return what is wrong with the files that cannot be used, by the name of their folder."""
    return _read(root)[1]


@cache
def _read(root: Path) -> tuple[dict[str, Survey], dict[str, list[str]]]:
    surveys: dict[str, Survey] = {}
    wrong: dict[str, list[str]] = {}
    for path in paths(root):
        try:
            survey = load(path)
        except SurveyMistake as mistake:
            wrong[path.parent.name] = mistake.problems
            continue
        if survey.slug in surveys or survey.slug != path.parent.name:
            wrong[path.parent.name] = [f"{path.parent.name}/{path.name}: the slug “{survey.slug}” must be the name of its folder; write slug: {path.parent.name}."]
            continue
        surveys[survey.slug] = survey
    return surveys, wrong
