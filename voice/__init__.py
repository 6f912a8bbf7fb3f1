"""Voice hears children and young people with SEND, and their families, and shows what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voice.application import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Load the application only for those who ask for it: `voice theme` needs none of it and starts at once."""
    if name == "create_app":
        from voice.application import create_app

        return create_app
    raise AttributeError(name)
