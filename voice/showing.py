"""A survey as lines to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surveys.report import report
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


def report_lines(surveys: Iterable[Survey]) -> Iterator[str]:
    """Yield the size of surveys as a table. Minutes are an estimate: see surveys/report.py."""
    yield f"{'survey':<18} {'reading':<9} {'words':>6} {'longest sentence':>17} {'grade':>6} {'pictures':>9} {'pages':>9} {'minutes, about':>15}"
    for survey in surveys:
        for one in report(survey):
            yield (f"{survey.slug:<18} {one.name:<9} {one.words:>6,} {one.longest_words:>11} words {one.grade:>6} {one.pictures:>9} "
                   f"{_range(*one.pages):>9} {_range(*(round(m) for m in one.minutes)):>15}")


def _range(least: int, most: int) -> str:
    return str(most) if least == most else f"{least} to {most}"
