"""The components of the pipeline, by the names under which spaCy knows them. Each adds its part to `doc._.reading`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from .concern import reasons_in
from .details import outside, personal_in
from .findings import Comment, Finding, Span, StatementFinding
from .library import CAPITALISED, PLACES, all_rules, vocabulary
from .matching import Hits, Phrasebook
from .places import places_in
from .question import Questions
from .reading import READ_LIMIT, is_cut
from .saying import is_word, no_answers, says_something, turned_by
from .stance import stance_of
from .statements import evidence, statements_in

Component = Callable[[Doc], Doc]

ORDER = ("voice_normalise", "sentencizer", "voice_rules", "voice_themes", "voice_concern", "voice_details")

ENDS = ("!", ".", "?", "…", "।", "؟", "۔", "\n", "\n\n", "\n\n\n", " \n", "\n ", "\r\n", "\r\n\r\n")
"""Where a sentence ends, in the scripts people answer in: a gap in a rule and a "not" reach no further."""


@dataclass
class Reading:
    """What is known of a comment so far. `words` are its words in base form, without punctuation."""

    comment: Comment
    words: tuple[str, ...] = ()
    hits: Hits = field(default_factory=dict)
    statements: tuple[StatementFinding, ...] = ()
    stance: str = "neutral"
    status: str = "no_view"
    reasons: tuple[str, ...] = ()
    personal: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()

    def finding(self) -> Finding:
        """Return what was found. Nothing in it belongs to spaCy, so it outlives the document."""
        concern = bool(self.reasons)
        return Finding(
            self.comment.id, self.statements, self.stance, concern, self.reasons, self.personal, self.place, self.status
        )


Doc.set_extension("reading", default=None, force=True)


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


@Language.factory("voice_themes")
def themes(nlp: Language, name: str) -> Component:
    """Decide status, statements and stance, each with the question in mind."""
    questions, empty = Questions(nlp, vocabulary()), no_answers()

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        question = questions.read(reading.comment.prompt, reading.comment.asked)
        if says_something(doc, reading.words, question, empty):
            reading.statements = statements_in(doc, reading.hits, question, is_lone_word=len(reading.words) == 1)
            turned = turned_by(reading.words, question)
            reading.stance = turned or stance_of(doc, reading.words, reading.hits, question)
            reading.status = "themed" if reading.statements else "other"
        if is_cut(reading.comment.text):
            reading.status = "unread"
        return doc

    return component


@Language.factory("voice_concern")
def concern(nlp: Language, name: str) -> Component:
    """Decide whether a safeguarding lead should see the comment today, and why. The question plays no part."""

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        reading.reasons = reasons_in(doc, reading.hits)
        return doc

    return component


@Language.factory("voice_details")
def details(nlp: Language, name: str) -> Component:
    """Find personal details and places, in the comment as it was written."""

    def component(doc: Doc) -> Doc:
        reading = doc._.reading
        text = reading.comment.text[:READ_LIMIT]
        capitalised = (hit for hit in reading.hits.get(CAPITALISED, ()) if doc[hit.start].text[:1].isupper())
        towns = [*reading.hits.get(PLACES, ()), *capitalised]
        reading.place = places_in(text, evidence(doc, towns))
        reading.personal = outside(personal_in(text), reading.place)
        return doc

    return component
