"""Gathers the rules of every kind, and all the words they mention."""

from collections.abc import Iterable
from functools import cache

from .concern import PREFIX
from .question import question_rules
from .rulebook import FOLDER, Rule, read_yaml, rules_of
from .strands import PREFIX as PREFIX_OF_STRANDS
from .strands import strand_rules
from .words import Words

PLACES, CAPITALISED = "places", "capitalised places"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules that comments are read by. Raises BadRule where a file breaks the grammar."""
    rules: list[Rule] = []
    for path in sorted((FOLDER / "statements").glob("*.yaml")):
        rules += rules_of(path.stem, read_yaml(f"statements/{path.name}"))
    for label, tiers in read_yaml("stance.yaml").items():
        rules += rules_of(label, tiers)
    for reason, tiers in read_yaml("concern.yaml").items():
        rules += rules_of(PREFIX + reason, tiers)
    for label in (PLACES, CAPITALISED):
        rules += rules_of(label, {"fair": read_yaml("places.yaml")[label]})
    return (*rules, *strand_rules())


@cache
def vocabulary() -> Words:
    """Return every word that a rule of comments or of questions mentions, with its variants."""
    strands = {rule for rule in all_rules() if rule.label.startswith(PREFIX_OF_STRANDS)}
    first = (rule for rule in (*all_rules(), *question_rules()) if rule not in strands)
    return Words(words_of(first), read_yaml("words.yaml"), words_of(strands))


def words_of(rules: Iterable[Rule]) -> set[str]:
    """Return every word that rules mention."""
    return {word for rule in rules for part in rule.parts for phrase in part for word in phrase}
