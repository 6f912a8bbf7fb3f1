"""What the question adds to an answer: its subject, its direction, and whether it asks yes or no.

"Nothing" means one thing under "What would you change?" and the opposite under "What is good?".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from .findings import CODES
from .matching import Phrasebook, strongest
from .reading import reading_copy
from .rulebook import Rule, read_yaml, rules_of
from .words import Words

ASKED = 0.4
"""Weight of the statement that the survey says the question is about. Below what is shown: with no words it shows
nothing, with one weak phrase it does."""

PROMPT_LIMIT = 500
"""Characters of a question that are read."""

CUES = {"main": 0.4, "side": 0.25}
"""How far the words of a question lift a statement: its subject, or something that its subject touches."""

DIRECTIONS = ("working", "change")

YES_OR_NO = frozenset(
    ["do", "does", "did", "is", "are", "was", "were", "am", "have", "has", "can", "could", "would", "will", "should"]
)


@dataclass(frozen=True)
class Question:
    """What is known before the answer is read. `statements` holds weights from 0 to 1, none enough to show anything."""

    statements: Mapping[str, float] = field(default_factory=dict)
    direction: str | None = None
    is_yes_or_no: bool = False
    is_asked: bool = False

    @property
    def subject(self) -> str | None:
        """Return the one statement that the question is about, or None if it is wide or about several."""
        main = [code for code, weight in self.statements.items() if weight >= ASKED]
        return main[0] if len(main) == 1 else None


def question_rules() -> tuple[Rule, ...]:
    """Return the cues that questions are read by. Raises BadRule where the file breaks the grammar."""
    return tuple(rule for label, tiers in read_yaml("prompts.yaml").items() for rule in rules_of(label, tiers, CUES))


class Questions:
    """Reads questions. Few are asked and many answer them, so each is read once and remembered, up to a bound."""

    KEEP = 500

    def __init__(self, nlp: Language, words: Words) -> None:
        self.phrasebook = Phrasebook(question_rules(), words, nlp.vocab)
        self.nlp = nlp
        self.words = words
        self.seen: dict[tuple[str | None, str | None], Question] = {}

    def read(self, prompt: str | None, asked: str | None) -> Question:
        """Return what the prompt and the survey's own hint say. An unknown hint is no hint."""
        key = (prompt[:PROMPT_LIMIT] if prompt else None, asked)
        if key not in self.seen:
            if len(self.seen) >= self.KEEP:
                self.seen.clear()
            self.seen[key] = self._read(*key)
        return self.seen[key]

    def _read(self, prompt: str | None, asked: str | None) -> Question:
        doc = self._doc(prompt or "")
        hits = self.phrasebook.find(doc)
        statements = {code: max(hit.weight for hit in hits[code]) for code in CODES if hits.get(code)}
        if asked in CODES:
            statements[asked] = ASKED
        directions = [hit.label for hit in strongest(hit for side in DIRECTIONS for hit in hits.get(side, ()))]
        first = doc[0].lower_ if len(doc) else ""
        return Question(statements, directions[0] if directions else None, first in YES_OR_NO, bool(prompt or asked))

    def _doc(self, prompt: str) -> Doc:
        doc = self.nlp.make_doc(reading_copy(prompt))
        for token in doc:
            token.norm_ = self.words.base(token.norm_)
        return doc
