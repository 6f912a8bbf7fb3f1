"""The lead's pages: who answered, what they chose, and what they said about each of the seven statements."""

from __future__ import annotations

from flask import Blueprint


def review_blueprint() -> Blueprint:
    """Return the lead's pages with their addresses."""
    return Blueprint("review", __name__, url_prefix="/staff/consultations/<slug>")
