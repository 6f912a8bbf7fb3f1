"""The model card, and models learnt from what people decided: measured beside the old one, and used only when a named administrator says so."""

from __future__ import annotations

from flask import Blueprint


def learning_blueprint() -> Blueprint:
    """Return the pages about the model with their addresses."""
    from voice.learning import admin, views  # here, so that whoever reads comments needs no pages

    blueprint = Blueprint("learning", __name__, url_prefix="/staff/model")
    blueprint.add_url_rule("", "card", views.card)
    blueprint.add_url_rule("/candidates", "candidates", admin.candidates)
    blueprint.add_url_rule("/candidates/train", "train", admin.train, methods=["POST"])
    blueprint.add_url_rule("/candidates/<name>", "decide", admin.decide, methods=["POST"])
    return blueprint
