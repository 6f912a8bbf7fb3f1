"""Members of staff who are signed in, and a consultation with comments."""

from tests.desk import a_reader, app, lead, trail

__all__ = ["a_reader", "app", "lead", "trail"]
