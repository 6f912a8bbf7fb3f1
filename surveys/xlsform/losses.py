"""What of a survey XLSForm cannot say, in words for the person who sends it on. Nothing is left out in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from surveys.scales import SCALES
from surveys.schema import READINGS, Question, Survey

FILLED_IN = re.compile(r"%\(\w+\)s")
FEW = 6
"""Names in a line; the rest is counted."""


def _texts(question: Question) -> list[str]:
    easy = question.easy
    return [text for text in (question.text, question.hint, question.note, question.missing, *(option.label for option in question.options),
                              easy and easy.text, easy and easy.hint) if text]


def _apart(question: Question) -> bool:
    return question.kind != "choose_many" and any(option.apart for option in question.options)


LOSSES: tuple[tuple[str, Callable[[Question], object]], ...] = (
    ("Pictures: easy read shows one beside each idea and each choice. A form carries none of them.", lambda q: q.scale or (q.easy and (q.easy.ideas or q.easy.options))),
    ("Ideas: the sentences with pictures above an easy-read question are left out.", lambda q: q.easy and q.easy.ideas),
    ("Hard words: their explanations in easy read are left out.", lambda q: q.easy and q.easy.words),
    ("Easy read: these have no twin, so the form shows a dash there.", lambda q: not q.easy),
    ("Notes and quotations have full words only, so easy read shows a dash there.", lambda q: q.note or q.quotation),
    ("Ways of reading: these are not asked in all of them (full words, easy read, pictures). A form asks them always.", lambda q: set(q.formats) != set(READINGS)),
    ("Statements: which “I” statement these are about is not said.", lambda q: q.statement or any(option.statement for option in q.options)),
    ("Leading on: some choices lead to another survey. A form goes on with its next question.", lambda q: any(option.leads_to for option in q.options)),
    ("Hints of choices: a form has hints for questions only.", lambda q: any(option.hint for option in q.options)),
    ("Choices that stand apart below a line (I’m not sure, prefer not to say) stand among the others.", _apart),
    ("Written answers that are never grouped or quoted as comments (an organisation’s name): a form knows only short ones and long ones, and these differ.",
     lambda q: q.kind == "comment" and q.is_comment != (q.rows > 1)),
    ("Height: how many lines these have to write on is not said.", lambda q: q.kind == "comment" and q.rows not in (1, 5)),
    ("Files: we take a picture or a PDF of a certain size. A form takes any file.", lambda q: q.kind == "file"),
    ("Versions: that these were changed since an earlier year is not said, so do not compare their answers with that year’s.", lambda q: q.version > 1),
    ("Words that are filled in when they are shown, like %(childline)s: write the words themselves into the form.", lambda q: any(map(FILLED_IN.search, _texts(q)))),
)
"""What is lost, and for which questions."""


def losses(survey: Survey) -> Iterator[str]:
    """Yield a line for each thing that stays behind."""
    yield "The start page, how long it takes, what happens next, and the title in easy read stay behind: a form has one title only."
    yield from _of_survey(survey)
    questions = [part for section in survey.sections for question in section.written for part in question.parts]
    for what, is_lost in LOSSES:
        if names := [question.id for question in questions if is_lost(question)]:
            yield f"{what} {_named(names)}"
    for kind in dict.fromkeys(question.kind for question in questions if question.scale):
        points = ", ".join(point.label for point in SCALES[kind].easy)
        yield (f"The scale {kind}: easy read offers {points}; a form has one list a question, so easy read there has the points of the full words. "
               f"The list scale-{kind}-easy holds the others, and no question uses it. Which point means which is not said.")
    if left := [question.id for section in survey.sections for written in section.written for question in _untold(written)]:
        yield f"Hints, notes and quotations of a set of cards, or of what stands beside a comment, are left out. {_named(left)}"


def _untold(written: Question) -> Iterator[Question]:
    """Yield what has a hint, note or quotation in a place that a form has not."""
    if written.kind == "cards" and (written.hint or written.note or written.quotation):
        yield written
    if written.beside and (written.beside.note or written.beside.quotation):
        yield written.beside


def _of_survey(survey: Survey) -> Iterator[str]:
    if survey.asks:
        yield f"That it is for one kind of people ({survey.asks}) is not said."
    if survey.indicator:
        yield f"That its answers feed an indicator of the Outcomes Framework ({survey.indicator}) is not said."
    if survey.easy_for:
        yield "That some people get easy read at once (easy_for) is not said: the person who hands out the form chooses the language."
    if survey.counts_pages or survey.easy_allows:
        yield "How it counts its pages, and the words that its easy read may use, are not said."
    if who := [section.title for section in survey.sections if section.says_who]:
        yield f"That these parts only say who answers, so that nothing else answered makes no answer, is not said: {', '.join(who)}."


def _named(names: list[str]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return f"({', '.join(names[:FEW])}{more})"
