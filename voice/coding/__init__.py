"""Double coding: how far people agree on what comments are about, and how right the machine's grouping is on this consultation's own comments."""

from __future__ import annotations

from flask import Blueprint

from voice.coding import blind_views, resolving_views, views


def coding_blueprint() -> Blueprint:
    """Return the pages of double coding, with their addresses."""
    blueprint = Blueprint("coding", __name__, url_prefix="/staff/consultations/<slug>/coding")
    blueprint.add_url_rule("/", "samples", views.samples)
    blueprint.add_url_rule("/", "draw", views.draw, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>", "sample", views.sample)
    blueprint.add_url_rule("/<sample_id>/agreement", "agree", views.agree, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/measure", "measure", views.measure, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/set-aside", "set_aside", views.set_aside, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/mine", "mine", blind_views.mine)
    blueprint.add_url_rule("/<sample_id>/mine/done", "done", blind_views.done, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/mine/<comment_id>", "code", blind_views.code, methods=["POST"])
    blueprint.add_url_rule("/<sample_id>/differences", "differences", resolving_views.differences)
    blueprint.add_url_rule("/<sample_id>/differences/<comment_id>", "difference", resolving_views.difference)
    blueprint.add_url_rule("/<sample_id>/differences/<comment_id>", "settle", resolving_views.settle, methods=["POST"])
    return blueprint
