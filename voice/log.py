"""Logs name the route, never the address, and never what somebody wrote (R49)."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

QUIET = ("alembic", "werkzeug", "sqlalchemy", "huey", "flask_limiter", "whitenoise")
BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What begins a new line, or moves the cursor, somewhere."""


class OneLine(logging.Formatter):
    """Keeps every entry on its line, so that nothing typed can look like an entry of its own."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have left the whole message of the error here
        return BREAKS.sub(lambda found: repr(found[0])[1:-1], super().format(record))

    def formatException(self, ei: Any) -> str:  # the library's name
        """Return the kind of error and where it arose. Its message may hold what somebody wrote, so it is left out."""
        kind, trace = ei[0], ei[2]
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        return f"{getattr(kind, '__name__', 'error')} at {where}"


def set_up_log(level: str) -> None:
    """Send the log to standard error, once."""
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, OneLine) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
