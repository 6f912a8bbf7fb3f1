"""A survey as lines to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.schema import Question, Survey


def lines(survey: Survey) -> Iterator[str]:
    """Yield the survey as an outline: sections, questions, options, and the easy-read twin of each."""
    yield f"{survey.slug} ({survey.edition or 'every academic year'}): {survey.title}"
    for number, section in enumerate(survey.sections, 1):
        yield f"\n{number}. {section.title}  |  {section.easy_title}"
        for question in section.questions:
            yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    asked = f"  [{', '.join(question.formats)}]" if len(question.formats) < 3 else ""
    when = f"  if {question.show_if}" if question.show_if else ""
    yield f"  {question.id} ({question.kind}{', required' if question.is_required else ''}){asked}{when}"
    yield f"      {question.text}"
    if question.easy:
        for idea in question.easy.ideas:
            yield f"      [{idea.picture}] {idea.text}".replace("\n", " / ")
        yield f"      easy: {question.easy.text}"
    for option in question.options:
        twin = question.easy.options.get(option.value) if question.easy else None
        yield f"        {option.value}: {option.label}" + (f"  |  [{twin.picture}] {twin.label}" if twin else "")
