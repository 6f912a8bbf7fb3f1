"""Which release of the pipeline this is, and where the shipped model and its figures lie. Loads nothing heavy, so that pages may ask."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

RULES = "rules-5"
"""Changes whenever a rule or the code that reads it does."""
FOLDER = Path(__file__).parent / "model"
FIGURES = FOLDER / "figures.json"


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card_of(folder: Path = FOLDER) -> dict[str, Any] | None:
    """Return the card of a model without loading it, or None where there is none."""
    path = folder / "card.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def model_name(folder: Path = FOLDER) -> str | None:
    """Return the name of a model (`plain-1f3a9c2e`), without loading it, or None where there is none."""
    card = card_of(folder)
    return str(card["name"]) if card else None


def version_of(folder: Path = FOLDER) -> str:
    """Return what is stored beside every finding: the rules and, where there is one, the classifier beside them."""
    return "+".join(filter(None, [RULES, model_name(folder)]))


VERSION = version_of()
"""The release that is shipped. A model that people promoted has a version of its own: see `voice.learning`."""


def figures_of(path: Path = FIGURES, version: str = VERSION) -> dict[str, Any] | None:
    """Return the figures kept beside the model, or None where nothing was measured, or another release was."""
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found if found["pipeline"] == version else None
