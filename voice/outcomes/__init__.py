"""What comes of it, by statement and by year: the counts that feed the Outcomes Framework's indicators, and good news stories."""

from __future__ import annotations

from flask import Blueprint

from voice.outcomes import stories, views


def outcomes_blueprint() -> Blueprint:
    """Return the staff pages of outcomes, with their addresses."""
    blueprint = Blueprint("outcomes", __name__, url_prefix="/staff")
    blueprint.add_url_rule("/counts", "counts", views.counts)
    blueprint.add_url_rule("/counts/elsewhere", "counted_elsewhere", views.counted_elsewhere, methods=["POST"])
    blueprint.add_url_rule("/stories", "stories", stories.listed)
    blueprint.add_url_rule("/stories/<submission_id>", "story", stories.story, methods=["GET", "POST"])
    blueprint.add_url_rule("/stories/<submission_id>/file/<file_id>", "story_file", stories.story_file)
    return blueprint
