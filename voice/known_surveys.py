"""Which surveys staff may look into: those of the library, what was brought from elsewhere, and group notes. The one place that says so."""

from __future__ import annotations

from surveys.library import all_surveys
from surveys.schema import Survey
from voice.bringing.consultation import PREFIX, brought_survey
from voice.engagement import notes


def survey_for(slug: str) -> Survey | None:
    """Return a survey that staff may look into, or None."""
    if slug == notes.SLUG:
        return notes.survey()
    return brought_survey(slug) if slug.startswith(PREFIX) else all_surveys().get(slug)
