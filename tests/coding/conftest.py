"""Members of staff who are signed in, and a sample that two of them code."""

from __future__ import annotations

import pytest

from tests.coding.builders import Team
from tests.desk import a_reader, app, lead, trail

__all__ = ["a_reader", "app", "lead", "trail"]


@pytest.fixture
def team(app, a_reader):
    """A lead and a safeguarding lead, in two browsers. (Outside an application's context, which would take one for the other.)"""
    return Team(app, a_reader("lead"), a_reader("safeguarding"))
