"""In-person sessions: planned by staff, answered on tablets with or without a network, and written up."""

from __future__ import annotations

from flask import Blueprint


def room_blueprint() -> Blueprint:
    """Return what tablets use: pages that hold nothing of anybody, and the way in for what is finished."""
    from voice.engagement import api, documents  # noqa: F401 (importing puts their addresses on it)

    return documents.bp
