"""Members of staff who are signed in."""

from tests.desk import a_reader, app, lead, trail

__all__ = ["a_reader", "app", "lead", "trail"]
