"""The pipeline: a blank English spaCy `Language` with our components, built once; comments stream through it in batches.

    tokenizer -> normalise -> sentencizer -> rules -> themes -> concern -> details

Each component adds one thing to `doc._`; none changes the text. Rules are data in `rules/`. No model is downloaded,
nothing leaves the process, and the words of a batch are forgotten by the vocabulary when the batch is done.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

import spacy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc

from .concern import PREFIX, reasons_in
from .details import outside, personal_in, places_in
from .findings import Comment, Finding
from .matching import Phrasebook
from .question import Questions
from .reading import READ_LIMIT, is_cut, reading_copy
from .rulebook import FOLDER, Rule, read_yaml, rules_of
from .saying import no_answers, says_something, turned_by, words_of
from .stance import stance_of
from .statements import evidence, statements_in
from .words import Words

VERSION = "rules-1"
"""Stored beside every finding. It changes whenever a rule or the code that reads it does."""

BATCH = 256
"""Comments. Large enough to cost nothing, small enough that a reader of a stream soon sees the first."""

ADDED = ("comment", "hits", "words", "is_lone", "statements", "stance", "reasons", "personal", "place", "status")
for name in ADDED:
    Doc.set_extension(name, default=None, force=True)

ENDS = ["!", ".", "?", "…", "।", "؟", "۔", "\n", "\n\n", "\n\n\n", " \n", "\n ", "\r\n", "\r\n\r\n"]

PLACES, CAPITALISED = "places", "capitalised places"

Component = Callable[[Doc], Doc]


@cache
def load() -> Language:
    """Build the pipeline, or return the one already built (about a second)."""
    nlp = spacy.blank("en")
    for name in ("voice_normalise", "sentencizer", "voice_rules", "voice_themes", "voice_concern", "voice_details"):
        nlp.add_pipe(name, config={"punct_chars": ENDS} if name == "sentencizer" else {})
    remember(nlp, [*STOP_WORDS, *map(str.capitalize, STOP_WORDS), *sorted(vocabulary().roots)])
    return nlp


def remember(nlp: Language, words: Iterable[str]) -> None:
    """Let the tokenizer keep how these words are cut. Within a memory zone it keeps nothing, and cuts each word anew."""
    words = list(words)
    nlp.tokenizer.max_cache_size += len(words)
    for word in words:  # one by one: in a text with one contraction the tokenizer keeps nothing
        nlp.make_doc(word)


def read(comments: Iterable[Comment], nlp: Language) -> Iterator[Finding]:
    """Yield what the rules see in each comment, in the order given. The same comment always gives the same finding."""
    comments = iter(comments)
    while batch := list(islice(comments, BATCH)):
        with nlp.memory_zone():
            found = [finding_of(doc) for doc in nlp.pipe(prepared(comment, nlp) for comment in batch)]
        yield from found


def prepared(comment: Comment, nlp: Language) -> Doc:
    """Return the comment as tokens, with the comment itself beside them."""
    doc = nlp.make_doc(reading_copy(comment.text))
    doc._.comment = comment
    return doc


def finding_of(doc: Doc) -> Finding:
    """Gather what the components left on the document. Nothing in it belongs to spaCy."""
    _ = doc._
    return Finding(
        _.comment.id, _.statements, _.stance, bool(_.reasons), _.reasons, _.personal, _.place, _.status
    )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules of comments, of every kind. Raises BadRule where a file breaks the grammar."""
    rules: list[Rule] = []
    for path in sorted((FOLDER / "statements").glob("*.yaml")):
        rules += rules_of(path.stem, read_yaml(f"statements/{path.name}"))
    for label, tiers in read_yaml("stance.yaml").items():
        rules += rules_of(label, tiers)
    for reason, tiers in read_yaml("concern.yaml").items():
        rules += rules_of(PREFIX + reason, tiers)
    for label in (PLACES, CAPITALISED):
        rules += rules_of(label, {"fair": read_yaml("places.yaml")[label]})
    return tuple(rules)


@cache
def vocabulary() -> Words:
    """Return every word that a rule of comments or of questions mentions, with its variants."""
    prompts = (rule for label, tiers in read_yaml("prompts.yaml").items() for rule in rules_of(label, tiers, {"main": 1, "side": 1}))
    rules = [*all_rules(), *prompts]
    mentioned = {word for rule in rules for part in rule.parts for phrase in part for word in phrase}
    return Words(mentioned, read_yaml("words.yaml"))


@Language.factory("voice_normalise")
def normalise(nlp: Language, name: str) -> Component:
    """Give every word the form under which rules look it up. Only the NORM changes, so offsets stay true."""
    words = vocabulary()

    def component(doc: Doc) -> Doc:
        for token in doc:
            written = token.norm_
            if (base := words.base(written)) != written:
                token.norm_ = base
        return doc

    return component


@Language.factory("voice_rules")
def rules(nlp: Language, name: str) -> Component:
    """Find every rule, and list the words."""
    phrasebook = Phrasebook(all_rules(), vocabulary(), nlp.vocab)

    def component(doc: Doc) -> Doc:
        doc._.hits = phrasebook.find(doc)
        doc._.words = words_of(doc)
        doc._.is_lone = len(doc._.words) == 1
        return doc

    return component


@Language.factory("voice_themes")
def themes(nlp: Language, name: str) -> Component:
    """Decide status, statements and stance, each with the question in mind."""
    questions, empty = Questions(nlp, vocabulary()), no_answers()

    def component(doc: Doc) -> Doc:
        _ = doc._
        question = questions.read(_.comment.prompt, _.comment.asked)
        says = says_something(doc, _.words, question, empty)
        _.statements = statements_in(doc, _.hits, question, _.is_lone) if says else ()
        turned = turned_by(_.words, question)
        _.stance = (turned or stance_of(doc, _.hits, question)) if says else "neutral"
        _.status = "unread" if is_cut(_.comment.text) else "themed" if _.statements else "other" if says else "no_view"
        return doc

    return component


@Language.factory("voice_concern")
def concern(nlp: Language, name: str) -> Component:
    """Decide whether a safeguarding lead should see the comment today, and why. The question plays no part."""

    def component(doc: Doc) -> Doc:
        doc._.reasons = reasons_in(doc, doc._.hits)
        return doc

    return component


@Language.factory("voice_details")
def details(nlp: Language, name: str) -> Component:
    """Find personal details and places, in the comment as it was written."""

    def component(doc: Doc) -> Doc:
        text = doc._.comment.text[:READ_LIMIT]
        capitalised = (hit for hit in doc._.hits.get(CAPITALISED, ()) if doc[hit.start].text[:1].isupper())
        towns = [*doc._.hits.get(PLACES, ()), *capitalised]
        doc._.place = places_in(text, evidence(doc, towns))
        doc._.personal = outside(personal_in(text), doc._.place)
        return doc

    return component
