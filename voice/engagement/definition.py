"""A survey as a tablet's script needs it to turn the pages: ids, rules and limits, and what to say about a problem. No question's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from surveys.schema import Question, Survey


def definition(survey: Survey, edition: str, messages: Callable[[Question], dict[str, str]] = lambda _: {}) -> dict[str, Any]:
    """Return the definition of a journey, ready for JSON."""
    return {"slug": survey.slug, "edition": edition, "digest": survey.digest, "counts_pages": survey.counts_pages, "easy_for": survey.easy_for,
            "sections": [section.id for section in survey.sections], "questions": [_question(survey, q, messages(q)) for q in survey.questions]}


def _question(survey: Survey, question: Question, messages: dict[str, str]) -> dict[str, Any]:
    scale, main = question.scale, survey.mains.get(question.id)
    return {"id": question.id, "kind": question.kind, "formats": list(question.formats), "show_if": question.show_if, "required": question.is_required,
            "section": survey.section_of(question).id, "main": main.id if main else None, "says_who": question.id in survey.says_who,
            "values": sorted(question.values), "apart": [option.value for option in question.options if option.apart], "max_choices": question.max_choices,
            "leads_to": {option.value: option.leads_to for option in question.options if option.leads_to}, "max_length": question.max_length,
            "lowest": question.lowest, "highest": question.highest, "messages": messages,
            "scale": {"only_easy": sorted(scale.only_easy), "means": scale.means} if scale else None}
