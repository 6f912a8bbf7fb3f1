"""What the tests of the pipeline share: a way to ask it about one comment, with or without the classifier."""

from collections.abc import Callable

import pytest

from voice.themes import Comment, Finding, load, read

Reads = Callable[..., Finding]


@pytest.fixture(scope="session")
def reads() -> Reads:
    """Read one comment by the rules alone: reads("I feel safe", prompt="How is school?")."""
    return reader(with_classifier=False)


@pytest.fixture(scope="session")
def reads_with_both() -> Reads:
    """Read one comment by rules and classifier, as is shipped."""
    return reader(with_classifier=True)


def reader(with_classifier: bool) -> Reads:
    nlp = load(with_classifier)

    def finding(text: str, **about: str | None) -> Finding:
        return next(read([Comment("c1", text, **about)], nlp))

    return finding
