"""Staff open, close and extend what is asked: the list of surveys, and the editions of each."""

from __future__ import annotations

from flask import Blueprint

from voice.editions import views


def editions_blueprint() -> Blueprint:
    """Return the pages of surveys and their editions, with their addresses."""
    blueprint = Blueprint("editions", __name__, url_prefix="/staff/surveys")
    blueprint.add_url_rule("/", "surveys", views.surveys)
    blueprint.add_url_rule("/<slug>/", "of", views.editions, methods=["GET"])
    blueprint.add_url_rule("/<slug>/new", "new", views.new, methods=["POST"])
    blueprint.add_url_rule("/<slug>/days", "days", views.change_days, methods=["POST"])
    return blueprint
