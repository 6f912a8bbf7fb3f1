"""The lead's pages: who answered, what they chose, and what they said about each of the seven statements."""

from __future__ import annotations

from flask import Blueprint

from voice.review import choices, desk, translator, views


def review_blueprint() -> Blueprint:
    """Return the lead's pages with their addresses."""
    blueprint = Blueprint("review", __name__, url_prefix="/staff/consultations/<slug>")
    blueprint.add_url_rule("/", "overview", views.overview)
    blueprint.add_url_rule("/statements/<code>", "statement", views.statement_page)
    blueprint.add_url_rule("/answers", "answers", views.answers)
    blueprint.add_url_rule("/desk", "desk", desk.desk)
    blueprint.add_url_rule("/desk/<comment_id>", "decide", desk.decide, methods=["POST"])
    blueprint.add_url_rule("/choices", "choices", choices.choices)
    blueprint.add_url_rule("/choices/<submission_id>", "choice_seen", choices.choice_seen, methods=["POST"])
    blueprint.add_url_rule("/translations", "translations", translator.translations)
    blueprint.add_url_rule("/translations/<comment_id>", "translation", translator.translation, methods=["GET", "POST"])
    return blueprint
