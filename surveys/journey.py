"""Which question comes next: pure functions of a definition, the answers, and how the person reads."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.answers import Answer, Answers, Value, problem_with
from surveys.rules import holds
from surveys.schema import Question, Section, Survey


def path(survey: Survey, answers: Answers, reading: str) -> tuple[Question, ...]:
    """Return the questions that apply, in order, for one way of reading (`standard`, `easy`, `pictures`).

    A rule sees only answers to questions that are already on the path. A question that another way of reading asked and
    that has an answer stays on the path, so that a change of format loses nothing.
    """
    asked: list[Question] = []
    values: dict[str, Value] = {}
    for question in survey.questions:
        answer = answers.get(question.id)
        is_given = answer is not None and answer.is_given
        if (is_given or reading in question.formats) and holds(question.show_if, values):
            asked.append(question)
            if answer is not None and answer.value is not None and is_given:
                values[question.id] = answer.value
    return tuple(asked)


def pages(survey: Survey, answers: Answers, reading: str) -> tuple[Question, ...]:
    """Return the questions on the path that have a page of their own. What stands beside a comment is on the comment's page."""
    return tuple(q for q in path(survey, answers, reading) if q.id not in survey.mains)


def reading_for(survey: Survey, answers: Answers, wanted: str) -> str:
    """Return how somebody reads: as they want, but a survey may give some people (children of 5 to 10) easy read for full words."""
    values = answers.values_of(set(survey.by_id)) if survey.easy_for else {}
    return "easy" if wanted == "standard" and survey.easy_for and holds(survey.easy_for, values) else wanted


def leads_to(question: Question, answer: Answer | None) -> str | None:
    """Return the survey that fits better, if the answer says so."""
    return next((option.leads_to for option in question.options if answer and option.value == answer.value), None)


def is_complete(question: Question, answers: Answers) -> bool:
    """A question is done when it was answered fittingly or skipped."""
    answer = answers.get(question.id)
    if answer is None:
        return False
    if answer.skipped:
        return not question.is_required
    return answer.is_given and problem_with(question, answer.value) is None


def next_question(survey: Survey, answers: Answers, reading: str) -> Question | None:
    """Return the first question on the path that is not done, or None when all are."""
    return next((q for q in pages(survey, answers, reading) if not is_complete(q, answers)), None)


def after(survey: Survey, answers: Answers, reading: str, question: Question) -> Question | None:
    """Return the question that follows in the survey's order and is on the path, or None at the end."""
    return next((q for q in pages(survey, answers, reading) if survey.place_of(q) > survey.place_of(question)), None)


def before(survey: Survey, answers: Answers, reading: str, question: Question) -> Question | None:
    """Return the question before, or None at the first."""
    earlier = [q for q in pages(survey, answers, reading) if survey.place_of(q) < survey.place_of(question)]
    return earlier[-1] if earlier else None


@dataclass(frozen=True)
class Progress:
    """Where a person is: part `part` of `parts`; within it, page `page` of `pages`."""

    part: int
    parts: int
    page: int
    pages: int


def progress(survey: Survey, answers: Answers, reading: str, question: Question) -> Progress:
    """Return where a question stands. Parts are the survey's sections and, last, the check; derived, never stored.

    In a survey that counts pages each page is a part.
    """
    if survey.counts_pages or len(survey.sections) == 1:
        asked = {q.id: survey.place_of(q) for q in (*pages(survey, answers, reading), question)}
        return Progress(sum(place <= asked[question.id] for place in asked.values()), len(asked) + 1, 1, 1)
    section = survey.section_of(question)
    here = [q for q in pages(survey, answers, reading) if survey.section_of(q) is section] or [question]
    page = here.index(question) + 1 if question in here else 1
    return Progress(survey.sections.index(section) + 1, len(survey.sections) + 1, page, len(here))


def to_send(survey: Survey, answers: Answers, reading: str) -> Answers:
    """Return the answers that will be sent: those on the path, in its order."""
    return Answers({q.id: answers[q.id] for q in path(survey, answers, reading) if q.id in answers})


def parts(survey: Survey, answers: Answers, reading: str) -> list[tuple[Section, list[Question]]]:
    """Return each section with its questions on the path; sections without any are left out."""
    asked = path(survey, answers, reading)
    grouped = [(section, [q for q in section.questions if q in asked]) for section in survey.sections]
    return [(section, questions) for section, questions in grouped if questions]
