"""Comments that were collected elsewhere, brought here to be reviewed at the same desk."""

from __future__ import annotations

from flask import Blueprint


def bringing_blueprint() -> Blueprint:
    """Return the pages to bring comments, with their addresses."""
    from voice.bringing import views

    blueprint = Blueprint("bringing", __name__, url_prefix="/staff/brought")
    blueprint.add_url_rule("/", "brought", views.brought)
    blueprint.add_url_rule("/", "bring", views.bring, methods=["POST"])
    blueprint.add_url_rule("/<slug>/columns", "columns", views.columns)
    blueprint.add_url_rule("/<slug>/columns", "map_columns", views.map_columns, methods=["POST"])
    blueprint.add_url_rule("/<slug>/", "result", views.result)
    blueprint.add_url_rule("/<slug>/left-out.csv", "left_out", views.left_out)
    blueprint.add_url_rule("/<slug>/remove", "remove", views.remove, methods=["POST"])
    return blueprint
