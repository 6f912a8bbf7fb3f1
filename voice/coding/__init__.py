"""Double coding: how far people agree on what comments are about, and how right the machine is on this consultation's own comments."""

from __future__ import annotations

from flask import Blueprint


def coding_blueprint() -> Blueprint:
    """Return the pages of double coding with their addresses."""
    from voice.coding import views

    blueprint = Blueprint("coding", __name__, url_prefix="/staff/consultations/<slug>/coding")
    blueprint.add_url_rule("/", "samples", views.samples)
    blueprint.add_url_rule("/", "draw", views.draw, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>", "sample", views.sample)
    blueprint.add_url_rule("/<sample_id>/code", "code", views.code)
    blueprint.add_url_rule("/<sample_id>/code/<comment_id>", "keep", views.keep, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/done", "done", views.done, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/settle", "settle", views.settle)
    blueprint.add_url_rule("/<sample_id>/settle/<comment_id>", "settled", views.settled, methods=["POST"])
    return blueprint
