"""The shape of a survey. What is written in `survey.yaml` is checked against it when it is loaded."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from surveys.answers import AGREEMENT, AGREEMENT_EASY
from surveys.rules import asks_about, malformed

READINGS = ("standard", "easy", "pictures")
"""Ways to read a survey: full words; easy read with words and pictures; mostly pictures."""
STATEMENTS = ("voice", "healthy", "safe", "support", "adults", "independent", "belong")
RESERVED = {"how", "check", "send", "receipt", "finish", "save", "saved", "resume", "withdraw", "withdrawn", "lost", "no"}
"""Addresses of the journey itself, which no question may take."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{2,39}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Picture = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Reading = Literal["standard", "easy", "pictures"]
Kind = Literal["choose_one", "choose_many", "agreement", "comment", "age_band"]


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


class Question(Part):
    """One question on a page of its own."""

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
        if self.kind == "agreement":
            return frozenset((*AGREEMENT, *AGREEMENT_EASY))
        return frozenset(option.value for option in self.options)

    @field_validator("show_if")
    @classmethod
    def _rule_is_well_formed(cls, rule: dict[str, Any] | None) -> dict[str, Any] | None:
        if rule is not None and (wrong := malformed(rule)):
            raise ValueError(f"show_if: {wrong}")
        return rule

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Question:
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


class Section(Part):
    """Questions that belong together: one step of the way."""

    id: Id
    title: Words
    easy_title: Words
    questions: tuple[Question, ...] = Field(min_length=1)


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
    """A whole survey. Respondents see `title`; reports and addresses use `slug` and `edition`."""

    slug: Slug
    edition: Words
    title: Words
    easy_title: Words
    minutes: dict[Reading, int]
    start: Start
    sections: tuple[Section, ...] = Field(min_length=1)
    next_steps: tuple[Step, ...] = Field(min_length=1)
    easy_next_steps: tuple[Step, ...] = Field(min_length=1)
    digest: str = ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

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
        ids = [question.id for section in self.sections for question in section.questions]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"the question id “{twice[0]}” stands twice; ids are never shared")
        if taken := sorted(RESERVED.intersection(ids)):
            raise ValueError(f"the question id “{taken[0]}” is an address of the journey itself; choose another")
        earlier: dict[str, Question] = {}
        for section in self.sections:
            for question in section.questions:
                _rule_looks_back(question, earlier)
                earlier[question.id] = question
        return self


def _rule_looks_back(question: Question, earlier: dict[str, Question]) -> None:
    for asked, operator, wanted in asks_about(question.show_if):
        if asked not in earlier:
            raise ValueError(f"question {question.id}: show_if looks at “{asked}”, which is not asked before it; "
                             "check the id, or move that question up")
        if operator == "answered" or earlier[asked].kind == "comment":
            continue
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if value not in earlier[asked].values:
                raise ValueError(f"question {question.id}: show_if waits for “{value}”, which “{asked}” cannot be "
                                 f"answered with; use one of: {', '.join(sorted(earlier[asked].values))}")
