"""Scales that every survey shares: the points of the full words, those of easy read, and which of them mean the same.

Both are stored as they were given. A declared mapping says which easy point a standard one stands for; the two are shown side by
side and never averaged, since a person who was offered three points did not choose among five.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One choice of a scale. `value` is stored; `apart` says that it is no degree (I don’t know, does not apply)."""

    value: str
    label: str
    picture: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Scale:
    """A scale in both wordings. `means`: each standard value -> the easy value it is declared to mean."""

    standard: tuple[Point, ...]
    easy: tuple[Point, ...]
    means: dict[str, str]
    has_faces: bool = False

    def points(self, reading: str) -> tuple[Point, ...]:
        """Return the points that a way of reading shows."""
        return self.standard if reading == "standard" else self.easy

    @property
    def values(self) -> frozenset[str]:
        """Every value that may be stored."""
        return frozenset(point.value for point in (*self.standard, *self.easy))

    @property
    def labels(self) -> dict[str, str]:
        """Each value with its words. A value that both wordings share has the standard words."""
        return {point.value: point.label for point in (*self.easy, *self.standard)}

    @property
    def only_easy(self) -> frozenset[str]:
        """Values that the full words cannot show."""
        return frozenset(point.value for point in self.easy) - {point.value for point in self.standard}


DONT_KNOW = Point("dont_know", "I don’t know", apart=True)
NOT_SURE = Point("not_sure", "I’m not sure", apart=True)
NOT_FOR_ME = Point("does_not_apply", "Does not apply", apart=True)
EASY_NOT_SURE = Point("not_sure", "I am not sure", "unsure", apart=True)
EASY_NOT_FOR_ME = Point("does_not_apply", "This is not about me", "skip", apart=True)

SCALES = {
    "agreement": Scale(
        (Point("strongly_agree", "Strongly agree"), Point("agree", "Agree"), Point("neither", "Neither agree nor disagree"),
         Point("disagree", "Disagree"), Point("strongly_disagree", "Strongly disagree"), DONT_KNOW),
        (Point("yes", "Yes", "yes"), Point("not_sure", "Not sure", "unsure"), Point("no", "No", "no")),
        {"strongly_agree": "yes", "agree": "yes", "neither": "not_sure", "disagree": "no", "strongly_disagree": "no", "dont_know": "not_sure"}),
    "faces": Scale(
        (Point("always", "Always"), Point("mostly", "Most of the time"), Point("sometimes", "Sometimes"), Point("rarely", "Not often"),
         Point("never", "Never"), DONT_KNOW),
        (Point("easy_yes", "Yes", "face-yes"), Point("easy_sometimes", "Sometimes", "face-sometimes"), Point("easy_no", "No", "face-no"),
         Point("dont_know", "I do not know", "unsure", apart=True)),
        {"always": "easy_yes", "mostly": "easy_yes", "sometimes": "easy_sometimes", "rarely": "easy_no", "never": "easy_no", "dont_know": "dont_know"},
        has_faces=True),
    "quality": Scale(
        (Point("very_good", "Very good"), Point("good", "Good"), Point("ok", "OK"), Point("poor", "Poor"), Point("very_poor", "Very poor"),
         NOT_SURE, NOT_FOR_ME),
        (Point("easy_good", "Good", "good"), Point("easy_ok", "OK", "so-so"), Point("easy_not_good", "Not good", "not-good"), EASY_NOT_SURE, EASY_NOT_FOR_ME),
        {"very_good": "easy_good", "good": "easy_good", "ok": "easy_ok", "poor": "easy_not_good", "very_poor": "easy_not_good",
         "not_sure": "not_sure", "does_not_apply": "does_not_apply"}),
    "difference": Scale(
        (Point("lot_better", "A lot better"), Point("bit_better", "A bit better"), Point("the_same", "The same"), Point("bit_worse", "A bit worse"),
         Point("lot_worse", "A lot worse"), NOT_SURE, NOT_FOR_ME),
        (Point("easy_better", "Better", "better"), Point("easy_same", "The same", "same"), Point("easy_worse", "Worse", "worse"), EASY_NOT_SURE, EASY_NOT_FOR_ME),
        {"lot_better": "easy_better", "bit_better": "easy_better", "the_same": "easy_same", "bit_worse": "easy_worse", "lot_worse": "easy_worse",
         "not_sure": "not_sure", "does_not_apply": "does_not_apply"}),
}
"""By kind of question. Agreement: a proposal. Faces: how often a statement is true. Quality: how good something is. Difference: what a plan changed."""
