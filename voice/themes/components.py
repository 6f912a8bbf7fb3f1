"""The components of the pipeline, by the names under which spaCy knows them. Each adds its part to `doc._.reading`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from .classifier import Plain, classifier
from .concern import reasons_in
from .details import outside, personal_in
from .elsewhere import ELSEWHERE, has_word_of_concern
from .findings import CODES, STANCES, Comment, Finding, Span, StatementFinding, StrandFinding
from .language import ENGLISH, UNKNOWN, Said, english, language_of
from .library import CAPITALISED, PLACES, all_rules, vocabulary
from .matching import Hits, Phrasebook
from .mixing import Mix, Seen, where
from .places import places_in
from .question import Question, Questions
from .reading import READ_LIMIT, is_cut
from .release import FOLDER
from .saying import is_word, no_answers, says_something, turned_by
from .stance import stance_of
from .statements import evidence, evidence_of, statements_in
from .strands import strands_in

LOOKS_LIKE = "reads like a disclosure"
"""The reason where no rule names one: the classifier alone raised it."""
NOT_KNOWN = Said(UNKNOWN, 0.0, is_read=True)
Component = Callable[[Doc], Doc]

CLASSIFIER = "voice_classifier"
ORDER = ("voice_language", "voice_normalise", "sentencizer", "voice_rules", CLASSIFIER, "voice_details", "voice_themes",
         "voice_strands", "voice_concern")

MODELLED = (CLASSIFIER, "voice_themes", "voice_concern")
"""Those that go by a model: each is told the folder it lies in."""
SHIPPED = {"folder": str(FOLDER)}

ENDS = ("!", ".", "?", "…", "।", "؟", "۔", "\n", "\n\n", "\n\n\n", " \n", "\n ", "\r\n", "\r\n\r\n")
"""Where a sentence ends, in the scripts people answer in: a gap in a rule and a "not" reach no further."""


@dataclass
class Reading:
    """What is known of a comment so far. `words` are its words in base form, without punctuation."""

    comment: Comment
    words: tuple[str, ...] = ()
    hits: Hits = field(default_factory=dict)
    statements: tuple[StatementFinding, ...] = ()
    strands: tuple[StrandFinding, ...] = ()
    stance: str = "neutral"
    status: str = "no_view"
    reasons: tuple[str, ...] = ()
    personal: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()
    seen: Seen | None = None
    """What the classifier says, where one is shipped."""
    certainty: float = 0.5
    said: Said = NOT_KNOWN
    """The language it is in, and whether it can be read as it stands."""
    personal_in_original: tuple[Span, ...] = ()

    def finding(self) -> Finding:
        """Return what was found. Nothing in it belongs to spaCy, so it outlives the document."""
        concern = bool(self.reasons)
        return Finding(
            self.comment.id, self.statements, self.stance, concern, self.reasons, self.personal, self.place, self.status, self.certainty,
            self.said.tag, self.personal_in_original, self.strands
        )


Doc.set_extension("reading", default=None, force=True)


@Language.factory("voice_language")
def language(nlp: Language, name: str) -> Component:
    """Recognise the language, unless a person said which it is."""
    english()

    def component(doc: Doc) -> Doc:
        comment = doc._.reading.comment
        if comment.language:
            doc._.reading.said = Said(comment.language, 1.0, is_read=comment.language == ENGLISH)
        else:
            doc._.reading.said = language_of(comment.text, comment.hint)
        return doc

    return component


@Language.factory("voice_normalise")
def normalise(nlp: Language, name: str) -> Component:
    """Give every word the form under which rules look it up. Only the NORM changes, so offsets stay true."""
    known = vocabulary()

    def component(doc: Doc) -> Doc:
        words = []
        for token in doc:
            written = token.norm_
            base = known.base(written)
            if base != written:
                token.norm_ = base
            if is_word(base):
                words.append(base)
        doc._.reading.words = tuple(words)
        return doc

    return component


@Language.factory("voice_rules")
def rules(nlp: Language, name: str) -> Component:
    """Find every rule, in one pass."""
    phrasebook = Phrasebook(all_rules(), vocabulary(), nlp.vocab)

    def component(doc: Doc) -> Doc:
        doc._.reading.hits = phrasebook.find(doc)
        return doc

    return component


class Classify:
    """Lets the classifier look at comments in batches: one at a time it would be slow."""

    def __init__(self, model: Plain) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        return self._batch([doc])[0]

    def pipe(self, stream: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        for docs in minibatch(stream, batch_size):
            yield from self._batch(docs)

    def _batch(self, docs: Sequence[Doc]) -> list[Doc]:
        found = self.model([doc._.reading.comment for doc in docs])
        for number, doc in enumerate(docs):
            doc._.reading.seen = Seen(dict(zip(CODES, map(float, found.statements[number]), strict=True)),
                                      dict(zip(STANCES, map(float, found.stances[number]), strict=True)), float(found.concern[number]))
        return list(docs)


@Language.factory(CLASSIFIER, default_config=SHIPPED)
def classify(nlp: Language, name: str, folder: str) -> Component:
    """Ask the classifier, where there is one."""
    model = classifier(Path(folder))
    return Classify(model) if model else lambda doc: doc


@Language.factory("voice_themes", default_config=SHIPPED)
def themes(nlp: Language, name: str, folder: str) -> Component:
    """Decide status, statements and stance, each with the question in mind."""
    questions, empty, model = Questions(nlp, vocabulary()), no_answers(), classifier(Path(folder))
    mix = Mix.of(model.card["mix"]) if model else None

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        if not reading.said.is_read:
            reading.status = "unread" if is_cut(reading.comment.text) else "language"
            return doc
        question = questions.read(reading.comment.prompt, reading.comment.asked)
        if says_something(doc, reading.words, question, empty):
            is_lone = len(reading.words) == 1
            turned = turned_by(reading.words, question)
            by_rules = turned or stance_of(doc, reading.words, reading.hits, question)
            if mix and model and reading.seen:
                reading.statements, reading.certainty = together(doc, question, is_lone, mix, model)
                reading.stance = turned or mix.stance(by_rules, reading.seen)
            else:
                reading.statements, reading.stance = statements_in(doc, reading.hits, question, is_lone_word=is_lone), by_rules
            reading.status = "themed" if reading.statements else "other"
        if is_cut(reading.comment.text):
            reading.status = "unread"
        return doc

    return component


def together(doc: Doc, question: Question, is_lone: bool, mix: Mix, model: Plain) -> tuple[tuple[StatementFinding, ...], float]:
    """Return the statements that rules and classifier find together, with the words that led there, and how sure the closest call is."""
    reading = doc._.reading
    by_rules = {one.code: one.score for one in statements_in(doc, reading.hits, question, is_lone)}
    scores = mix.scores(by_rules, reading.seen)
    shown = mix.shown(scores)
    text, hidden = reading.comment.text[:READ_LIMIT], (*reading.personal, *reading.place)
    found = []
    for code in shown:
        words = evidence_of(doc, reading.hits, code) or outside(where(text, model.words_for(reading.comment, code)), hidden)
        if words or is_lone:  # without a word of the comment only the question speaks, and a question alone makes no statement
            found.append(StatementFinding(code, round(scores[code], 3), () if is_lone else words))
    return tuple(found), round(mix.certainty(scores), 3)


@Language.factory("voice_strands")
def second_level(nlp: Language, name: str) -> Component:
    """Find the strategy's strands, principles and commitments in a comment that says something."""

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        if reading.status != "no_view":
            reading.strands = strands_in(doc, reading.hits, {one.code for one in reading.statements})
        return doc

    return component


@Language.factory("voice_concern", default_config=SHIPPED)
def concern(nlp: Language, name: str, folder: str) -> Component:
    """Decide whether a safeguarding lead should see the comment today, and why. What the rules raise nothing clears."""
    model = classifier(Path(folder))
    mix = Mix.of(model.card["mix"]) if model else None

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        reading.reasons = reasons_in(doc, reading.hits if reading.said.is_read else in_phrases(reading.hits))
        if mix and reading.seen and reading.said.is_read and not reading.reasons and mix.raises(reading.seen):
            reading.reasons = (LOOKS_LIKE,)
        if is_of_concern_elsewhere(reading.comment, is_english=reading.said.tag == ENGLISH):
            reading.reasons = (*reading.reasons, ELSEWHERE)
        return doc

    return component


def is_of_concern_elsewhere(comment: Comment, is_english: bool) -> bool:
    """Say whether the comment, or what it was translated from, holds a word of concern in another language."""
    if has_word_of_concern(comment.text[:READ_LIMIT], is_english):
        return True
    return comment.original is not None and has_word_of_concern(comment.original[:READ_LIMIT], is_english=False)


def personal_elsewhere(text: str) -> tuple[Span, ...]:
    """Return personal details in a text that is not English: no names in small letters, which are words there ("meg" is Hungarian)."""
    return tuple(span for span in personal_in(text) if not (text[slice(*span)].isalpha() and text[slice(*span)].islower()))


def in_phrases(hits: Hits) -> Hits:
    """Return what was found in several words side by side: one word alone may be another one in another language ("od" is Polish for "from")."""
    return {label: [hit for hit in some if hit.end - hit.start > 1] for label, some in hits.items()}


@Language.factory("voice_details")
def details(nlp: Language, name: str) -> Component:
    """Find personal details and places, in the comment as it was written."""

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        text = reading.comment.text[:READ_LIMIT]
        capitalised = (hit for hit in reading.hits.get(CAPITALISED, ()) if doc[hit.start].text[:1].isupper())
        towns = [*reading.hits.get(PLACES, ()), *capitalised]
        reading.place = places_in(text, evidence(doc, towns))
        personal = personal_in(text) if reading.said.is_read else personal_elsewhere(text)
        reading.personal = outside(personal, reading.place)
        if original := reading.comment.original:
            reading.personal_in_original = personal_elsewhere(original[:READ_LIMIT])
        return doc

    return component
