"""What XLSForm's expressions say, as far as our rules and limits say it too: `relevant` and `constraint`, both ways.

A piece that we cannot say makes all of it unsayable, since half a condition would show a question to the wrong people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.rules import Rule
from surveys.xlsform.expressions import COMPARES, Node, Unsayable, parse

TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
"""A comparison read from its other side."""


@dataclass(frozen=True)
class Asked:
    """An earlier question as a condition sees it. `values`: the form's value -> ours; empty where anything may be written."""

    id: str
    kind: str
    values: Mapping[str, str]


# ── What it means ───────────────────────────────────────────────────────────────────────────────────────────────────


def rule_of(relevant: str, asked: Mapping[str, Asked]) -> Rule:
    """Return the rule that a condition means. `asked`: the questions before it, by the form's names. Raises Unsayable."""
    return _meaning(parse(relevant), asked)


def _meaning(node: Node, asked: Mapping[str, Asked]) -> Rule:
    if node.what in ("and", "or"):
        return _join(node.what, [_meaning(part, asked) for part in node.parts])
    if node.what == "not(" and len(node.parts) == 1:
        return {"not": _meaning(node.parts[0], asked)}
    if node.what == "selected(" and [part.what for part in node.parts] == ["ref", "text"]:
        question = _question(node.parts[0].words, asked)
        value = _value(question, node.parts[1].words)
        if question.kind in ("comment", "number", "file"):
            raise Unsayable(f"selected() is for choices, and “{question.id}” has none")
        return {"question": question.id, "includes" if question.kind == "choose_many" else "is": value}
    if node.what in ("=", "!="):
        return _compared(node, asked)
    raise Unsayable(f"“{node.words or node.what.removesuffix('(')}” alone is not among what our conditions can say (=, !=, selected(), and, or, not())")


def _compared(node: Node, asked: Mapping[str, Asked]) -> Rule:
    sides = sorted(node.parts, key=lambda part: part.what)
    if [side.what for side in sides] != ["ref", "text"]:
        raise Unsayable("a comparison needs a question on one side and a value in quotes on the other")
    question, words = _question(sides[0].words, asked), sides[1].words
    if words == "":
        rule: Rule = {"question": question.id, "answered": True}
        return rule if node.what == "!=" else {"not": rule}
    if question.kind == "choose_many":
        raise Unsayable(f"“{question.id}” takes several answers; write selected(${{{sides[0].words}}}, '{words}')")
    rule = {"question": question.id, "is": _value(question, words)}
    return rule if node.what == "=" else {"not": rule}


def _question(name: str, asked: Mapping[str, Asked]) -> Asked:
    if name not in asked:
        raise Unsayable(f"“{name}” is not a question that is asked before it")
    return asked[name]


def _value(question: Asked, words: str) -> str:
    if question.values and words not in question.values:
        raise Unsayable(f"it waits for “{words}”, which “{question.id}” cannot be answered with")
    return question.values.get(words, words)


def _join(join: str, rules: list[Rule]) -> Rule:
    """Return rules joined, flat; values of one question, any of which will do, become one_of."""
    name = "all" if join == "and" else "any"
    flat = [inner for rule in rules for inner in rule.get(name, [rule])]
    values = [[rule["is"]] if "is" in rule else rule.get("one_of") for rule in flat]
    if name == "any" and all(values) and len({rule["question"] for rule in flat}) == 1:
        return {"question": flat[0]["question"], "one_of": [value for some in values for value in some or ()]}
    return {name: flat}


def limits_of(constraint: str) -> dict[str, Any]:
    """Return what a constraint limits: lowest, highest, max_choices, max_length, and `apart` (the form's values that stand alone).

    Raises Unsayable where any part of it is more than that.
    """
    node = parse(constraint)
    limits: dict[str, Any] = {}
    for part in node.parts if node.what == "and" else (node,):
        if alone := _chosen_alone(part):
            limits["apart"] = [*limits.get("apart", []), alone]
        else:
            limits |= _limit(part)
    return limits


def _limit(node: Node) -> dict[str, int]:
    if node.what not in COMPARES:
        raise Unsayable("it is no plain limit")
    left, right = node.parts
    sign = node.what if right.what == "text" else TURNED[node.what]
    of, number = (left, right) if right.what == "text" else (right, left)
    if not re.fullmatch(r"-?\d+", number.words) or sign in ("=", "!="):
        raise Unsayable("it is no limit by a whole number")
    count = int(number.words) + {"<": -1, ">": 1}.get(sign, 0)
    name = {("self", True): "lowest", ("self", False): "highest", ("count-selected(", False): "max_choices",
            ("string-length(", False): "max_length"}.get((of.what, sign.startswith(">")))
    if not name or (of.what != "self" and [part.what for part in of.parts] != ["self"]):
        raise Unsayable("it limits what our questions do not limit")
    return {name: count}


def _chosen_alone(node: Node) -> str | None:
    """Return v of `not(selected(., 'v') and count-selected(.) > 1)`, the usual way to say that v is chosen alone."""
    if node.what != "not(" or [part.what for part in node.parts] != ["and"]:
        return None
    chosen, more = [*node.parts[0].parts, Node("")][:2]
    says_so = [part.what for part in chosen.parts] == ["self", "text"] and chosen.what == "selected(" and more == parse("count-selected(.) > 1")
    return chosen.parts[1].words if says_so and len(node.parts[0].parts) == 2 else None


# ── Saying a rule ───────────────────────────────────────────────────────────────────────────────────────────────────


def relevant(rule: Rule, kinds: Mapping[str, str]) -> str:
    """Return a rule as a condition of XLSForm. `kinds`: the kind of each question. Raises Unsayable."""
    return _said(rule, kinds, alone=True)


def _said(rule: Rule, kinds: Mapping[str, str], alone: bool = False) -> str:
    if "not" in rule:
        return f"not({_said(rule['not'], kinds, alone=True)})"
    for name, join in (("all", " and "), ("any", " or ")):
        if name in rule:
            return _joined([_said(part, kinds) for part in rule[name]], join, alone)
    ref, many, parts = f"${{{rule['question']}}}", kinds.get(rule["question"]) == "choose_many", []
    for operator, wanted in rule.items():
        if operator == "answered" and wanted is True:
            parts.append(f"{ref} != ''")
        elif operator == "includes" and many:
            parts.append(f"selected({ref}, {quoted(wanted)})")
        elif operator == "is" and not many:
            parts.append(f"{ref} = {quoted(wanted)}")
        elif operator == "one_of" and not many and wanted:
            parts.append(_joined([f"{ref} = {quoted(value)}" for value in wanted], " or ", alone and len(rule) == 2))
        elif operator != "question":
            raise Unsayable(f"“{operator}: {wanted}” never holds for “{rule['question']}”")
    return _joined(parts, " and ", alone)


def _joined(parts: list[str], join: str, alone: bool) -> str:
    return join.join(parts) if alone or len(parts) == 1 else f"({join.join(parts)})"


def quoted(value: object) -> str:
    """Return a value in quotes. Raises Unsayable where it has both kinds inside, which an expression cannot hold."""
    words = str(value)
    if "'" in words and '"' in words:
        raise Unsayable("a value with both kinds of quotes cannot be written")
    return f'"{words}"' if "'" in words else f"'{words}'"
