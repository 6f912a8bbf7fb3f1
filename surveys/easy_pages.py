"""What easy read shows, page by page, as it will be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.schema import HardWord, Question, Survey

EXAMPLES = {
    "strategy_title": "My Life, My Rights", "strategy_years": "2024 to 2028", "council": "Rotherham Council",
    "partner_forum": "Rotherham Parent Carers Forum (RPCF)", "opens_on": "Monday 2 September 2024",
    "closes_on": "Monday 30 September 2024", "closes_at": "11:59pm", "withdraw_until": "Monday 14 October 2024",
    "summary_by": "Monday 23 December 2024", "decided_when": "after the consultation", "minutes": "20", "school_year": "2026/27",
    "help_phone": "01709 382121", "help_email": "send@rotherham.gov.uk", "childline": "0800 1111",
    "nspcc": "0808 800 5000", "emergency": "999",
}
"""A likely value for each %(name)s, so that a sentence is measured as it will be read."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
CALLED = re.compile(r"\bcalled (?:an? |the )?\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Page:
    """What one page shows in easy read. Texts and pictures stand beside the name of their place."""

    where: str
    said: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, str], ...] = ()
    explained: tuple[HardWord, ...] = ()

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Everything to read, as it will be read: what is said, and the explanations of hard words."""
        explanations = [(f"words “{hard.word}”", hard.means) for hard in self.explained]
        return [(place, as_read(text, bold="idea" in place)) for place, text in (*self.said, *explanations)]

    @property
    def names(self) -> list[str]:
        """The words that this page explains: under words, or in an idea that says “is called **a word**”."""
        called = [found for _, text in self.said for found in CALLED.findall(text)]
        return [*(hard.word for hard in self.explained), *called]


def pages(survey: Survey) -> Iterator[Page]:
    """Yield everything that easy read shows, page by page. Pictures of the standard pages are checked along the way."""
    file, start = f"{survey.slug}/survey.yaml", survey.start
    yield Page(f"{file}, easy_title", (("title", survey.easy_title),), (("picture", survey.picture),))
    ideas = [(f"easy idea {n}", idea) for n, idea in enumerate(start.easy, 1)]
    facts = [(f"fact {n}", fact.picture) for n, fact in enumerate(start.facts, 1)]
    folds = [(f"easy fold “{fold.title}”", text) for fold in start.easy_folds for text in (fold.title, *fold.text)]
    yield Page(f"{file}, start", (*((place, idea.text) for place, idea in ideas), *folds),
               (*((place, idea.picture) for place, idea in ideas), *facts), start.easy_words)
    for section in survey.sections:
        yield Page(f"{file}, section “{section.id}”", (("easy_title", section.easy_title),))
        yield from (_question(place_in(survey, question), question) for question in section.questions if question.easy)
    steps = [(f"step {n}", step) for n, step in enumerate(survey.easy_next_steps, 1)]
    yield Page(f"{file}, easy_next_steps",
               tuple((place, text) for place, step in steps for text in (step.title, step.text) if text),
               tuple((place, step.picture) for place, step in steps))
    yield Page(f"{file}, next_steps", (), tuple((f"step {n}", s.picture) for n, s in enumerate(survey.next_steps, 1)))


def _question(where: str, question: Question) -> Page:
    twin = question.easy
    assert twin is not None
    ideas = [(f"easy idea {n}", idea) for n, idea in enumerate(twin.ideas, 1)]
    options = [(f"easy option “{value}”", option.label, option.picture) for value, option in twin.options.items()]
    options += [("the scale", point.label, point.picture) for point in question.scale.easy] if question.scale else []
    said = [("easy text", twin.text), ("easy hint", twin.hint or "")]
    return Page(where,
                (*said, *((place, idea.text) for place, idea in ideas), *((place, label) for place, label, _ in options)),
                (*((place, idea.picture) for place, idea in ideas), *((place, picture) for place, _, picture in options)),
                twin.words)


def place_in(survey: Survey, question: Question) -> str:
    """Return where a question is written: file, section, question."""
    return f"{survey.slug}/survey.yaml, section “{survey.section_of(question).id}”, question “{question.id}”"


def as_read(text: str, bold: bool = False) -> str:
    """Return a text with a likely value for each placeholder and, where hard words may be bold, without the marks."""
    text = re.sub(r"%\((\w+)\)s", lambda found: EXAMPLES.get(found[1], found[1]), text).replace("%%", "%")
    return BOLD.sub(r"\1", text) if bold else text


def sentences(text: str) -> list[str]:
    """Return the sentences of a text. A line ends a sentence, with or without a full stop."""
    return [part.strip() for part in re.split(r"\n|(?<=[.?!])[”’\"]?\s+", text) if part.strip()]


def count_words(sentence: str) -> int:
    return len(re.findall(r"\w[\w’':.@-]*", sentence))
