"""Tiny surveys, each written to a file and loaded like a real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from surveys.library import load
from surveys.schema import Survey

HERE = Path(__file__).parent
FRAME: dict[str, Any] = {
    "slug": "tiny", "edition": "1", "title": "Lunch", "easy_title": "Lunch",
    "minutes": {"standard": 1, "easy": 1, "pictures": 1},
    "start": {
        "lead": "Tell us.", "facts": [{"picture": "clock", "text": "It is short."}],
        "folds": [{"title": "Why", "text": ["Because."]}], "easy": [{"picture": "clock", "text": "It is short."}],
    },
    "next_steps": [{"picture": "told", "title": "We read it"}],
    "easy_next_steps": [{"picture": "told", "title": "We read it."}],
}
"""What every survey has and these tests do not look at."""


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a survey of one section with these questions, and returns its file.

    Changes replace keys of the survey; None leaves one out.
    """

    def write(*questions: dict[str, Any], **changes: Any) -> Path:
        sections = [{"id": "all", "title": "All", "easy_title": "All", "questions": list(questions)}]
        raw = {**FRAME, "sections": sections, **changes}
        path = tmp_path / "tiny" / "survey.yaml"
        path.parent.mkdir(exist_ok=True)
        kept = {key: value for key, value in raw.items() if value is not None}
        path.write_text(yaml.safe_dump(kept), encoding="utf-8")
        return path

    return write


@pytest.fixture
def a_survey(written: Callable[..., Path]) -> Callable[..., Survey]:
    """Returns the survey that `written` writes."""
    return lambda *questions, **changes: load(written(*questions, **changes))


@pytest.fixture
def tiny(written: Callable[..., Path]) -> Callable[[str], Survey]:
    """Returns a survey by the name of its rule: a file here that has the sections only."""

    def load_tiny(name: str) -> Survey:
        sections = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
        return load(written(sections=sections))

    return load_tiny
