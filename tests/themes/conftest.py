"""What the tests of the pipeline share: one pipeline, and a way to ask it about one comment."""

from collections.abc import Callable

import pytest

from voice.themes import Comment, Finding, load, read

Reads = Callable[..., Finding]


@pytest.fixture(scope="session")
def reads() -> Reads:
    """Read one comment: reads("I feel safe", prompt="How is school?")."""
    nlp = load()

    def finding(text: str, **about: str | None) -> Finding:
        return next(read([Comment("c1", text, **about)], nlp))

    return finding
