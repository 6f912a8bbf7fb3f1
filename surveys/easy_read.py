"""What can be proved of easy read. A survey opens only when `problems` finds nothing.

People with learning disabilities judge the rest: whether the words are understood, and whether the pictures help.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Generic, TypeVar

import yaml

from surveys.schema import READINGS, HardWord, Part, Question, Survey, Words

GLOSSARY = Path(__file__).parent / "glossary.yaml"
LONGEST_SENTENCE = 15
AIM = 12
"""Words in a sentence: 12 is the aim, and none is longer than 15."""
MOST_LINES = 3
"""Lines beside one picture. More would be more than one idea."""
USUAL_PICTURES = ("yes", "unsure", "no")
"""Pictures of Yes, Not sure and No, which a question of agreement uses without saying so."""
NOT_ABBREVIATIONS = frozenset({"OK", "TV", "UK"})
EXAMPLES = {
    "strategy_title": "My Life, My Rights", "strategy_years": "2024 to 2028", "council": "Rotherham Council",
    "partner_forum": "Rotherham Parent Carers Forum (RPCF)", "opens_on": "Monday 2 September 2024",
    "closes_on": "Monday 30 September 2024", "closes_at": "11:59pm", "withdraw_until": "Monday 14 October 2024",
    "summary_by": "Monday 23 December 2024", "decided_when": "after the consultation", "minutes": "20",
    "help_phone": "01709 382121", "help_email": "send@rotherham.gov.uk", "childline": "0800 1111",
    "nspcc": "0808 800 5000", "emergency": "999",
}
"""A likely value for each %(name)s, so that a sentence is measured as it will be read."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
NAME_WITH_AND = re.compile(r"\b[A-Z]\w+,? and [A-Z]\w+")
CALLED = re.compile(r"\bcalled (?:an? |the )?\*\*(.+?)\*\*")
GOVUK = "GOV.UK easy read rules"
HEALTH = "Department of Health 2009, making written information easier to understand"
EUROPE = "European standards for easy to read, Information for all"
OURS = "our own rule"


# ── Hard words ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Term(Part):
    """A hard word of the field, other ways to write it, and its explanation."""

    word: Words
    forms: tuple[Words, ...] = ()
    means: Words


class Swap(Part):
    """Words that easy text never has, and what to write."""

    word: Words
    use: Words


class Glossary(Part):
    """Hard words, and words to leave out."""

    hard: tuple[Term, ...]
    instead: tuple[Swap, ...]

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every way to write a hard word, in small letters, with its term."""
        return {form.lower(): term for term in self.hard for form in (term.word, *term.forms)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds hard words, the longest first, so that “permanent exclusion” is not also “exclusion”."""
        forms = sorted(self.terms, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)

    def hard_in(self, text: str) -> list[str]:
        """Return the hard words of a text, in small letters, each once."""
        return list(dict.fromkeys(found.lower() for found in self.pattern.findall(text)))

    def ways_to_write(self, word: str) -> set[str]:
        term = self.terms.get(word.lower())
        return {form.lower() for form in (term.word, *term.forms)} if term else {word.lower()}


@cache
def glossary(path: Path = GLOSSARY) -> Glossary:
    """Return the glossary written in a file."""
    return Glossary.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


# ── What easy read shows ────────────────────────────────────────────────────────────────────────────────────────────


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
    yield Page(f"{file}, easy_title", (("title", survey.easy_title),))
    ideas = [(f"easy idea {n}", idea) for n, idea in enumerate(start.easy, 1)]
    facts = [(f"fact {n}", fact.picture) for n, fact in enumerate(start.facts, 1)]
    folds = [(f"easy fold “{fold.title}”", text) for fold in start.easy_folds for text in (fold.title, *fold.text)]
    yield Page(f"{file}, start", (*((place, idea.text) for place, idea in ideas), *folds),
               (*((place, idea.picture) for place, idea in ideas), *facts), start.easy_words)
    for section in survey.sections:
        yield Page(f"{file}, section “{section.id}”", (("easy_title", section.easy_title),))
        yield from (_question(_where(survey, question), question) for question in section.questions if question.easy)
    steps = [(f"step {n}", step) for n, step in enumerate(survey.easy_next_steps, 1)]
    yield Page(f"{file}, easy_next_steps",
               tuple((place, text) for place, step in steps for text in (step.title, step.text) if text),
               tuple((place, step.picture) for place, step in steps))
    yield Page(f"{file}, next_steps", (), tuple((f"step {n}", s.picture) for n, s in enumerate(survey.next_steps, 1)))


def _question(where: str, question: Question) -> Page:
    twin = question.easy
    assert twin is not None
    ideas = [(f"easy idea {n}", idea) for n, idea in enumerate(twin.ideas, 1)]
    options = [(f"easy option “{value}”", option) for value, option in twin.options.items()]
    usual = USUAL_PICTURES if question.kind == "agreement" and not options else ()
    said = [("easy text", twin.text), ("easy hint", twin.hint or "")]
    return Page(where,
                (*said, *((place, idea.text) for place, idea in ideas), *((p, option.label) for p, option in options)),
                (*(("the usual answers", name) for name in usual),
                 *((place, idea.picture) for place, idea in ideas), *((p, option.picture) for p, option in options)),
                twin.words)


def _where(survey: Survey, question: Question) -> str:
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


# ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────────

Check = TypeVar("Check")
TextCheck = Callable[[str], str | None]
PageCheck = Callable[[Page, Glossary], Iterator[str]]
SurveyCheck = Callable[[Survey], Iterator[str]]


@dataclass(frozen=True)
class Rule(Generic[Check]):
    """One rule, where it comes from, and its check, which says what to do."""

    name: str
    source: str
    check: Check


def _too_long(text: str) -> str | None:
    longest = max(map(count_words, sentences(text)), default=0)
    return f"{longest} words in 1 sentence; write {LONGEST_SENTENCE} or fewer" if longest > LONGEST_SENTENCE else None


def _shares_a_line(text: str) -> str | None:
    shared = next((line.strip() for line in text.split("\n") if len(sentences(line)) > 1), None)
    return f"“{shared}”: give each sentence its own line" if shared else None


def _too_many_lines(text: str) -> str | None:
    lines = len(text.strip().split("\n"))
    return f"{lines} lines together; {MOST_LINES} is the most, so make it 2 ideas" if lines > MOST_LINES else None


def _chains(text: str) -> str | None:
    joins = re.compile(r"\b(?:and|but|because|although|while|which|unless|however|therefore)\b", re.IGNORECASE)
    said = sentences(text)
    chained = next((one for one in said if len(joins.findall(NAME_WITH_AND.sub("name", one))) > 1), None)
    return f"“{chained}”: say 1 thing in a sentence; make it 2 sentences" if chained else None


def _finds(pattern: str, advice: str, flags: int = re.IGNORECASE) -> TextCheck:
    """Return a check that names what the pattern finds."""
    compiled = re.compile(pattern, flags)

    def check(text: str) -> str | None:
        found = compiled.search(text)
        return f"“{found[0].strip()}”: {advice}" if found else None

    return check


NUMBERS = (r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
           r"|twenty|(?:thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million")
MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"

TEXT_RULES: tuple[Rule[TextCheck], ...] = (
    Rule("short sentences", GOVUK, _too_long),
    Rule("one sentence a line", GOVUK, _shares_a_line),
    Rule("one idea beside a picture", HEALTH, _too_many_lines),
    Rule("one idea in a sentence", GOVUK, _chains),
    Rule("digits", EUROPE, _finds(rf"\b(?:{NUMBERS})\b", "write the number in digits")),
    Rule("no percentages", EUROPE, _finds(r"\d*\s?%|\bper ?cent\b|\bpercentages?\b", "say how many people")),
    Rule("no fractions", EUROPE, _finds(r"[½⅓¼¾⅔]|(?<![\d/])\d+/\d+(?![\d/])|\bhalf\b|\b(?:one|a|1) (?:third|quarter)",
                                        "say how many, without a fraction")),
    Rule("whole dates", EUROPE, _finds(rf"\b\d+/\d+/\d+\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}} (?:{MONTHS})\b",
                                       "write the whole date, like Monday 30 September 2024")),
    Rule("no Roman numerals", EUROPE, _finds(r"\b(?=[IVX]{2,}\b)X{0,3}(?:IX|IV|V?I{0,3})\b", "write it in digits", 0)),
    Rule("no italics or other marks", GOVUK, _finds(r"</?\w+[^>]*>|\*+\w[^*]*\*+|\b_\w[^_]*_\b",
                                                    "leave the marks out")),
    Rule("no brackets", EUROPE, _finds(r"[()\[\]]", "leave it out, or make it 1 more sentence")),
    Rule("no semicolons or dashes", EUROPE, _finds(r";|…|\s[–—-]\s", "end the sentence and begin a new line")),
    Rule("no exclamation marks", OURS, _finds(r"!", "end with a full stop")),
    Rule("no short forms", OURS, _finds(r"\b\w+(?:n[’']t|[’'](?:re|ve|ll|m|d))\b", "write both words in full")),
)
"""Rules that need nothing but a text. Only what letters alone can tell is here, so that a problem is a problem."""


def _hard_words(page: Page, words: Glossary) -> Iterator[str]:
    explained = {way for name in page.names for way in words.ways_to_write(name)}
    for place, text in page.texts:
        for form in words.hard_in(text):
            if form not in explained:
                yield f"{place}: “{form}” is a hard word; add it to words: “{words.terms[form].means}”"


def _needless_words(page: Page, words: Glossary) -> Iterator[str]:
    said = "\n".join(text for place, text in page.texts if not place.startswith("words ")).lower()
    for hard in page.explained:
        if not any(re.search(rf"\b{re.escape(way)}\b", said) for way in words.ways_to_write(hard.word)):
            yield f"words “{hard.word}”: it is explained but not used; remove it"


def _other_words(page: Page, words: Glossary) -> Iterator[str]:
    for place, text in page.texts:
        for swap in words.instead:
            if re.search(rf"(?<!\w){re.escape(swap.word)}(?!\w)", text, re.IGNORECASE):
                yield f"{place}: “{swap.word}” is not easy or not kind; write: {swap.use}"


def _capitals(page: Page, _: Glossary) -> Iterator[str]:
    explanations = " ".join(hard.means for hard in page.explained)
    for place, text in page.texts:
        for short in dict.fromkeys(re.findall(r"\b(?![IVX]+\b)[A-Z]{2,}\b", text)):
            if short not in NOT_ABBREVIATIONS and not _spells(short, explanations):
                yield f"{place}: “{short}” is in capitals; write small letters, or add its full words to words"


def _spells(short: str, text: str) -> bool:
    """Return whether words with a capital letter, in a row, spell an abbreviation. Small words between do not count."""
    initials = "".join(word[0] for word in re.findall(r"[A-Z][a-z]+|[.?]", text))
    return short in initials


def _no_picture(page: Page, _: Glossary) -> Iterator[str]:
    if "question “" in page.where and not page.pictures:
        yield "it has no picture; add ideas, or picture"


PAGE_RULES: tuple[Rule[PageCheck], ...] = (
    Rule("hard words are explained on their page", GOVUK, _hard_words),
    Rule("only words on the page are explained", OURS, _needless_words),
    Rule("no metaphors, foreign words or child's tone", EUROPE, _other_words),
    Rule("no block capitals, no bare abbreviations", GOVUK, _capitals),
    Rule("a picture for each idea", HEALTH, _no_picture),
)


def _twins(survey: Survey) -> Iterator[str]:
    for question in survey.questions:
        where, twin = _where(survey, question), question.easy
        if twin is None:
            yield f"{where}: it has no easy-read twin; add easy: with text, ideas and options"
            continue
        values = {option.value for option in question.options}
        if question.kind == "agreement" and twin.options:
            values = {"yes", "not_sure", "no"}
        for value in sorted(values - set(twin.options)):
            yield f"{where}, easy: the option “{value}” has no label and picture; add them"
        for value in sorted(set(twin.options) - values):
            yield f"{where}, easy: “{value}” is no option of the question; check the spelling or remove it"


def _two_meanings(survey: Survey) -> Iterator[str]:
    first: dict[str, str] = {}
    for page in pages(survey):
        for hard in page.explained:
            if first.setdefault(hard.word.lower(), hard.means) != hard.means:
                yield f"{page.where}, words “{hard.word}”: an earlier page explains it otherwise; use 1 explanation"


SURVEY_RULES: tuple[Rule[SurveyCheck], ...] = (
    Rule("the same questions and answers in easy read", OURS, _twins),
    Rule("the same words for the same thing", EUROPE, _two_meanings),
)


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def problems(survey: Survey, pictures: Mapping[str, str]) -> list[str]:
    """Return what keeps a survey from being easy read, a line each, with its place and what to do.

    `pictures` has the description of each picture by its name.
    """
    found = [problem for rule in SURVEY_RULES for problem in rule.check(survey)]
    for page in pages(survey):
        wrong = [f"{place}: {what}" for place, text in page.texts for rule in TEXT_RULES if (what := rule.check(text))]
        wrong += [what for rule in PAGE_RULES for what in rule.check(page, glossary())]
        found += [f"{page.where}, {what}" for what in (*wrong, *_pictures(page, pictures))]
    return found


def _pictures(page: Page, drawn: Mapping[str, str]) -> Iterator[str]:
    for place, name in page.pictures:
        if name not in drawn:
            yield f"{place}: the picture “{name}” does not exist; draw it or choose another"
        elif not drawn[name].strip():
            yield f"{place}: the picture “{name}” has no description; add one to its file"


def can_open(survey: Survey, pictures: Mapping[str, str]) -> bool:
    """Return whether easy read is ready. Until it is, nobody answers: disabled people do not get a shorter time."""
    return not problems(survey, pictures)


@dataclass(frozen=True)
class Report:
    """The size of a survey's easy read. `questions` counts, for each reading, what it may ask over all roles."""

    questions: Mapping[str, int]
    words: int
    sentences: int
    longest: str
    longest_words: int
    over_the_aim: int
    pictures: int
    hard_words: tuple[str, ...]


def report(survey: Survey) -> Report:
    """Return the size of a survey's easy read: its words, its longest sentence, its different pictures."""
    shown = list(pages(survey))
    read = [sentence for page in shown for _, text in page.texts for sentence in sentences(text)]
    longest = max(read, key=count_words)
    return Report(
        questions={reading: sum(reading in question.formats for question in survey.questions) for reading in READINGS},
        words=sum(map(count_words, read)),
        sentences=len(read),
        longest=longest,
        longest_words=count_words(longest),
        over_the_aim=sum(count_words(sentence) > AIM for sentence in read),
        pictures=len({name for page in shown for _, name in page.pictures}),
        hard_words=tuple(sorted({name[0].upper() + name[1:] for page in shown for name in page.names})),
    )
