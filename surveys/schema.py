"""The shape of a survey. What is written in `survey.yaml` is checked against it when it is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from surveys.rules import asks_about, malformed
from surveys.scales import SCALES, Scale

READINGS = ("standard", "easy", "pictures")
"""Ways to read a survey: full words; easy read with words and pictures; mostly pictures."""
STATEMENTS = ("voice", "healthy", "safe", "support", "adults", "independent", "belong")
RESERVED = {"how", "check", "send", "receipt", "finish", "save", "saved", "resume", "withdraw", "withdrawn", "lost", "no", "onward"}
"""Addresses of the journey itself, which no question may take."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{2,39}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Picture = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Reading = Literal["standard", "easy", "pictures"]
ScaleKind = Literal["agreement", "faces", "quality", "difference"]
Kind = Literal["choose_one", "choose_many", "comment", "age_band", "number", "file", "cards", "agreement", "faces", "quality", "difference"]
Asked = Literal["child", "parent", "practitioner"]
INDICATORS = ("poet", "child_survey")
"""Indicators of the Outcomes Framework that a survey's completed answers feed."""


class Part(BaseModel):
    """A piece of a definition: unknown keys are mistakes, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Idea(Part):
    """One idea of easy read: a picture and its own words, each sentence on its own line."""

    picture: Picture
    text: Words


class HardWord(Part):
    """A hard word and the sentence that explains it, shown in bold before the question."""

    word: Words
    means: Words


class Option(Part):
    """A choice. `value` is stored and never shown; `label` is shown and never stored."""

    value: Id
    label: Words
    hint: Words | None = None
    statement: Literal[STATEMENTS] | None = None  # type: ignore[valid-type]
    apart: bool = False
    """Stands apart below a line (I'm not sure, prefer not to say); among many it can only be chosen alone."""
    leads_to: Slug | None = None
    """Who chooses this is led on to another survey, which fits better; what both ask is not asked twice."""
    concern: bool = False
    """A safeguarding lead should see who chooses this, as they see a comment that raises a concern."""


class EasyOption(Part):
    """How easy read shows an option."""

    label: Words
    picture: Picture


class EasyQuestion(Part):
    """The easy-read twin of a question: the same id and values in short words with pictures."""

    text: Words
    ideas: tuple[Idea, ...] = ()
    hint: Words | None = None
    words: tuple[HardWord, ...] = ()
    options: dict[str, EasyOption] = Field(default_factory=dict)


class Quotation(Part):
    """The strategy's own words that a question asks about, and where they stand."""

    source: Words
    text: Words


def _well_formed(rule: dict[str, Any] | None) -> dict[str, Any] | None:
    if rule is not None and (wrong := malformed(rule)):
        raise ValueError(f"show_if: {wrong}")
    return rule


class Card(Part):
    """One statement among cards: asked on a page of its own, on the scale of its cards."""

    id: Id
    text: Words
    hint: Words | None = None
    statement: Literal[STATEMENTS] | None = None  # type: ignore[valid-type]
    show_if: dict[str, Any] | None = None
    easy: EasyQuestion | None = None
    version: int = Field(default=1, ge=1)

    @field_validator("show_if")
    @classmethod
    def _show_if_is_well_formed(cls, rule: dict[str, Any] | None) -> dict[str, Any] | None:
        return _well_formed(rule)


class Question(Part):
    """One question on a page of its own.

    Two kinds of writing make more than one: `cards` are statements on one scale, each a question with a page of its own; `beside`
    is a second question on the same page as a comment (pictures to choose from, for who would rather not write).
    """

    id: Id
    kind: Kind
    text: Words
    hint: Words | None = None
    note: Words | None = None
    """A plain fact below the question ("The draft sets no measure for this statement yet")."""
    quotation: Quotation | None = None
    statement: Literal[STATEMENTS] | None = None  # type: ignore[valid-type]
    options: tuple[Option, ...] = ()
    max_choices: int | None = Field(default=None, ge=1)
    max_length: int = Field(default=2000, ge=1, le=20000)
    rows: int = Field(default=5, ge=1, le=20)
    is_comment: bool = True
    """False for written answers that are no comment (an organisation's name): they are never grouped or quoted."""
    optional: bool = True
    missing: Words | None = None
    """What to say when a required question has no answer ("Choose who you are answering as")."""
    formats: tuple[Reading, ...] = ("standard", "easy", "pictures")
    show_if: dict[str, Any] | None = None
    easy: EasyQuestion | None = None
    version: int = Field(default=1, ge=1)
    each: ScaleKind | None = None
    """The scale of cards."""
    cards: tuple[Card, ...] = ()
    beside: Question | None = None
    lowest: int = 0
    highest: int | None = None
    """Of a number: the smallest and largest that make sense."""

    def __eq__(self, other: object) -> bool:
        """A definition is loaded once, so one question is itself and no other. (Comparing every key is slow.)"""
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def is_required(self) -> bool:
        return not self.optional

    @property
    def values(self) -> frozenset[str]:
        """Every value that may be stored."""
        return self.scale.values if self.scale else frozenset(option.value for option in self.options)

    @property
    def scale(self) -> Scale | None:
        """The scale that it is answered on, if it is."""
        return SCALES.get(self.kind)

    @property
    def parts(self) -> tuple[Question, ...]:
        """Itself, as the questions that are asked: each of its cards; a comment, then what stands beside it."""
        if self.kind == "cards":
            shared: dict[str, Any] = {"kind": self.each, "formats": self.formats, "optional": self.optional, "missing": self.missing}
            return tuple(Question(**shared, id=card.id, text=card.text, hint=card.hint or self.text, statement=card.statement, easy=_easy(card, self),
                                  show_if=_both(self.show_if, card.show_if), version=card.version) for card in self.cards)
        if self.beside:
            return (self, self.beside.model_copy(update={"show_if": self.show_if, "optional": True}))
        return (self,)

    @field_validator("show_if")
    @classmethod
    def _show_if_is_well_formed(cls, rule: dict[str, Any] | None) -> dict[str, Any] | None:
        return _well_formed(rule)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Question:
        if (not (self.cards and self.each)) if self.kind == "cards" else (self.cards or self.each):
            raise ValueError("cards need kind: cards, the scale of all of them (each: faces, quality, difference or agreement) and the cards themselves")
        if self.beside and (self.kind != "comment" or self.beside.kind != "choose_many" or self.beside.beside):
            raise ValueError("beside is for a comment, and what stands beside it is of kind choose_many")
        if (self.highest is not None or self.lowest) and self.kind != "number":
            raise ValueError("lowest and highest are for the kind number only; remove them or change the kind")
        if self.highest is not None and self.highest < self.lowest:
            raise ValueError("highest is below lowest; change one of them")
        chooses = self.kind in ("choose_one", "choose_many", "age_band")
        if chooses and len(self.options) < 2:
            raise ValueError(f"a question of kind {self.kind} needs at least 2 options; add them under options")
        if not chooses and self.options:
            raise ValueError(f"a question of kind {self.kind} takes no options; remove them")
        values = [option.value for option in self.options]
        if twice := sorted({v for v in values if values.count(v) > 1}):
            raise ValueError(f"the value “{twice[0]}” stands twice; give each option its own value")
        if self.max_choices is not None and self.kind != "choose_many":
            raise ValueError("max_choices is for the kind choose_many only; remove it or change the kind")
        if self.is_required and not self.missing:
            raise ValueError("a question that must be answered says what to do when it is not; add missing: …")
        return self


def _easy(card: Card, cards: Question) -> EasyQuestion | None:
    """Return a card's twin, with the hint that all cards share where it has none of its own."""
    shared = cards.easy.hint or cards.easy.text if cards.easy else None
    return card.easy.model_copy(update={"hint": card.easy.hint or shared}) if card.easy else None


def _both(one: dict[str, Any] | None, other: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"all": [one, other]} if one and other else one or other


class Section(Part):
    """Questions that belong together: one step of the way."""

    id: Id
    title: Words
    easy_title: Words
    says_who: bool = False
    """Its questions say who answers. A survey in which nothing else was answered is not a completed one."""
    written: tuple[Question, ...] = Field(min_length=1, alias="questions")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are asked."""
        return tuple(part for question in self.written for part in question.parts)


class Fold(Part):
    """Something more to read on the start page, folded away: a line a paragraph."""

    title: Words
    text: tuple[Words, ...] = Field(min_length=1)


class Start(Part):
    """What a person must be told before the first question."""

    lead: Words
    facts: tuple[Idea, ...] = Field(min_length=1)
    folds: tuple[Fold, ...] = Field(min_length=1)
    easy: tuple[Idea, ...] = Field(min_length=1)
    easy_words: tuple[HardWord, ...] = ()
    easy_folds: tuple[Fold, ...] = ()


class Step(Part):
    """What happens next, shown with the receipt."""

    picture: Picture
    title: Words
    text: Words | None = None


class Survey(Part):
    """A whole survey. Respondents see `title`; reports and addresses use `slug` and an edition's name.

    It is asked once, in the `edition` that it names, or every academic year (`yearly`), in an edition for each.
    """

    slug: Slug
    edition: Words | None = None
    yearly: bool = False
    picture: Picture = "page"
    """Stands beside its title where surveys are chosen from."""
    asks: Asked | None = None
    """Who answers it, where it is for one kind of people and does not ask."""
    indicator: Literal[INDICATORS] | None = None  # type: ignore[valid-type]
    easy_for: dict[str, Any] | None = None
    """For whom easy read takes the place of the full words, as soon as they have said so (children of 5 to 10)."""
    counts_pages: bool = False
    """People read “3 of 10” by pages, not by parts: for short surveys, where a part would stand still too long."""
    easy_allows: tuple[Words, ...] = ()
    """Words that easy text elsewhere never has and that are right here ("grown-ups", in a survey for children)."""
    title: Words
    easy_title: Words
    minutes: dict[Reading, int]
    start: Start
    sections: tuple[Section, ...] = Field(min_length=1)
    next_steps: tuple[Step, ...] = Field(min_length=1)
    easy_next_steps: tuple[Step, ...] = Field(min_length=1)
    digest: str = ""

    @classmethod
    def asked_elsewhere(cls, slug: str, edition: str | None, title: str, sections: Sequence[Section]) -> Survey:
        """Return a survey that nobody can answer here, for staff alone: it has no start, no easy read, and is not checked. Without an edition it is yearly."""
        return cls.model_construct(slug=slug, edition=edition, yearly=edition is None, title=title, easy_title=title, sections=tuple(sections), digest="0" * 64,
                                   start=None, minutes={}, next_steps=(), easy_next_steps=())  # type: ignore[arg-type]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def mains(self) -> dict[str, Question]:
        """The question on whose page another one stands beside it, by the id of the other."""
        return {written.beside.id: written for section in self.sections for written in section.written if written.beside}

    def beside(self, question: Question) -> Question | None:
        """Return what is asked on the same page, below a comment."""
        return self.by_id[question.beside.id] if question.beside else None

    @cached_property
    def says_who(self) -> frozenset[str]:
        """Ids of questions that only say who answers."""
        return frozenset(question.id for section in self.sections if section.says_who for question in section.questions)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {question.id: place for place, question in enumerate(self.questions)}

    @cached_property
    def _sections_by_question(self) -> dict[str, Section]:
        return {question.id: section for section in self.sections for question in section.questions}

    def place_of(self, question: Question) -> int:
        """Return where a question stands in the survey, from 0."""
        return self._places[question.id]

    def section_of(self, question: Question) -> Section:
        return self._sections_by_question[question.id]

    @model_validator(mode="after")
    def _holds_together(self) -> Survey:
        if bool(self.edition) == self.yearly:
            raise ValueError("say when it is asked: edition: NAME for once, or yearly: true for every academic year")
        ids = [question.id for section in self.sections for question in section.questions]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"the question id “{twice[0]}” stands twice; ids are never shared")
        if taken := sorted(RESERVED.intersection(ids)):
            raise ValueError(f"the question id “{taken[0]}” is an address of the journey itself; choose another")
        earlier: dict[str, Question] = {}
        for section in self.sections:
            for question in section.questions:
                _rule_looks_back(f"question {question.id}: show_if", question.show_if, earlier)
                earlier[question.id] = question
        if self.easy_for and (wrong := malformed(self.easy_for)):
            raise ValueError(f"easy_for: {wrong}")
        _rule_looks_back("easy_for", self.easy_for, earlier)
        return self


def _rule_looks_back(where: str, rule: dict[str, Any] | None, earlier: dict[str, Question]) -> None:
    for asked, operator, wanted in asks_about(rule):
        if asked not in earlier:
            raise ValueError(f"{where} looks at “{asked}”, which is not asked before it; check the id, or move that question up")
        if operator == "answered" or not earlier[asked].values:
            continue
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if value not in earlier[asked].values:
                raise ValueError(f"{where} waits for “{value}”, which “{asked}” cannot be "
                                 f"answered with; use one of: {', '.join(sorted(earlier[asked].values))}")
