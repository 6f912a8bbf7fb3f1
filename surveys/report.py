"""How long a survey is and how hard to read: words, sentences, reading grade, pages and minutes, for each way of reading.

Minutes are an estimate from the constants below, not a measurement: nobody was timed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

import pyphen

from surveys.answers import Answer, Answers, Value
from surveys.easy_pages import as_read, count_words, sentences
from surveys.easy_pages import pages as easy_pages
from surveys.journey import pages, reading_for
from surveys.schema import READINGS, Question, Survey

WORDS_A_MINUTE = {"standard": 180, "easy": 90, "pictures": 70}
"""Read with care: an adult; somebody who reads slowly, or is read to; pictures with few words."""
SECONDS_TO_CHOOSE = {"standard": 5, "easy": 8, "pictures": 8}
SECONDS_TO_WRITE = {"standard": 50, "easy": 60, "pictures": 60}
MOST_WAYS = 64
"""Ways through a survey that are walked: every choice of its routing questions, up to this many."""


@dataclass(frozen=True)
class Reading:
    """A survey in one way of reading. `grade` is the Flesch-Kincaid grade (US school years); pages and minutes are of the ways through it."""

    name: str
    words: int
    longest: str
    longest_words: int
    grade: float
    pictures: int
    pages: tuple[int, int]
    minutes: tuple[float, float]


def report(survey: Survey) -> list[Reading]:
    """Return the size of a survey in each way of reading."""
    return [_reading(survey, name) for name in READINGS]


def _reading(survey: Survey, name: str) -> Reading:
    read = [sentence for text in texts(survey, name) for sentence in sentences(text)]
    ways = [(len(way), minutes(way, name)) for way in walks(survey, name)]
    longest = max(read, key=count_words)
    drawn = {picture for page in easy_pages(survey) for _, picture in page.pictures} if name != "standard" else {fact.picture for fact in survey.start.facts}
    return Reading(name, sum(map(count_words, read)), longest, count_words(longest), grade(read), len(drawn),
                   (min(n for n, _ in ways), max(n for n, _ in ways)), (min(m for _, m in ways), max(m for _, m in ways)))


def texts(survey: Survey, name: str) -> Iterator[str]:
    """Yield every text that a way of reading may show, as it is read."""
    if name != "standard":
        yield from (text for page in easy_pages(survey) for _, text in page.texts)
        return
    start = survey.start
    said = [survey.title, start.lead, *(fact.text for fact in start.facts), *(line for fold in start.folds for line in (fold.title, *fold.text))]
    for question in survey.questions:
        said += words_of(question, name)
    yield from (as_read(text) for text in [*said, *(text for step in survey.next_steps for text in (step.title, step.text) if text)])


def words_of(question: Question, name: str) -> list[str]:
    """Return what a page of one question says, with what stands beside it."""
    easy = question.easy if name != "standard" else None
    points = [point.label for point in question.scale.points(name)] if question.scale else []
    if easy:
        said = [easy.text, easy.hint, *(idea.text for idea in easy.ideas if idea.text != easy.text), *(hard.means for hard in easy.words),
                *(option.label for option in easy.options.values())]
    else:
        said = [question.text, question.hint, question.note, question.quotation.text if question.quotation else None,
                *(text for option in question.options for text in (option.label, option.hint))]
    beside = words_of(question.beside, name) if question.beside and name in question.beside.formats else []
    return [text for text in (*said, *points, *beside) if text]


def walks(survey: Survey, name: str, **known: Value) -> Iterator[tuple[Question, ...]]:
    """Yield the pages of different ways through a survey: every choice where it must be answered, else the first; all boxes filled."""
    routing = [q for q in survey.questions if q.is_required and q.options and q.id not in known]
    choices = product(*([option.value for option in q.options] for q in routing))
    for chosen in islice(choices, MOST_WAYS):
        yield walk(survey, name, {**dict(zip((q.id for q in routing), chosen, strict=True)), **known})


def walk(survey: Survey, name: str, known: Mapping[str, Value]) -> tuple[Question, ...]:
    """Return the pages that somebody meets who answers everything."""
    given: dict[str, Answer] = {}
    while True:
        reading = reading_for(survey, Answers(given), name)
        todo = next((q for q in pages(survey, Answers(given), reading) if q.id not in given), None)
        if todo is None:
            return pages(survey, Answers(given), reading)
        given[todo.id] = Answer(known.get(todo.id) or _first_answer(todo, reading))


def _first_answer(question: Question, reading: str) -> Value:
    if question.scale:
        return question.scale.points(reading)[0].value
    if question.options:
        return [question.options[0].value] if question.kind == "choose_many" else question.options[0].value
    return str(question.lowest) if question.kind == "number" else "words"


def minutes(way: Iterable[Question], name: str) -> float:
    """Return about how many minutes a way takes: to read each page and to answer it. What stood on a page before is not read again."""
    seconds, seen = 0.0, set[str]()
    for question in way:
        fresh = [text for text in words_of(question, name) if text not in seen]
        seen.update(fresh)
        seconds += 60 * sum(count_words(as_read(text)) for text in fresh) / WORDS_A_MINUTE[name]
        seconds += (SECONDS_TO_WRITE if question.kind == "comment" else SECONDS_TO_CHOOSE)[name]
    return round(seconds / 60, 1)


def grade(read: list[str]) -> float:
    """Return the Flesch-Kincaid grade of sentences: 0.39 words a sentence + 11.8 syllables a word - 15.59. Low is easy."""
    words = [word for sentence in read for word in re.findall(r"[A-Za-z’']+", sentence)]
    return round(0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, 1)


@cache
def syllables(word: str) -> int:
    """Return about how many syllables an English word has: where it could be hyphenated, and one more."""
    return len(_hyphens().positions(word.lower())) + 1


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)
