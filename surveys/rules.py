"""When a question is asked: one grammar, `show_if`, and one table of what it may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Value = str | list[str]
Values = Mapping[str, Value]
Rule = dict[str, Any]

OPERATORS: dict[str, Callable[[Value, Any], bool]] = {
    "is": lambda value, wanted: value == wanted,
    "one_of": lambda value, wanted: isinstance(value, str) and value in wanted,
    "includes": lambda value, wanted: isinstance(value, list) and wanted in value,
    "answered": lambda value, wanted: wanted is True,
}
JOINS = ("all", "any", "not")


def holds(rule: Rule | None, values: Values) -> bool:
    """Return whether a rule holds for the values given so far. No rule always holds.

    A question without a value makes every comparison false, so that "not known yet" never shows a page by accident.
    """
    if not rule:
        return True
    if "all" in rule:
        return all(holds(part, values) for part in rule["all"])
    if "any" in rule:
        return any(holds(part, values) for part in rule["any"])
    if "not" in rule:
        return not holds(rule["not"], values)
    value = values.get(rule["question"])
    if value is None or value == "" or value == []:
        return False
    return all(test(value, rule[name]) for name, test in OPERATORS.items() if name in rule)


def asks_about(rule: Rule | None) -> list[tuple[str, str, Any]]:
    """Return (question, operator, wanted) for each comparison in a rule, in order."""
    if not rule:
        return []
    if "not" in rule:
        return asks_about(rule["not"])
    for join in ("all", "any"):
        if join in rule:
            return [found for part in rule[join] for found in asks_about(part)]
    return [(rule["question"], name, rule[name]) for name in OPERATORS if name in rule]


def malformed(rule: Any) -> str | None:
    """Return what is wrong with the shape of a rule, in words an officer can act on, or None."""
    if not isinstance(rule, dict):
        return "a rule is written as {question: ID, is: VALUE}"
    joins = [name for name in JOINS if name in rule]
    if joins:
        if len(rule) > 1:
            return f"“{joins[0]}” stands alone in its rule; move the rest inside it"
        parts = [rule["not"]] if joins[0] == "not" else rule[joins[0]]
        if not isinstance(parts, list) or not parts:
            return f"“{joins[0]}” takes a list of rules"
        return next((found for part in parts if (found := malformed(part))), None)
    if not isinstance(rule.get("question"), str):
        return "say which question the rule looks at: {question: ID, is: VALUE}"
    unknown = [name for name in rule if name != "question" and name not in OPERATORS]
    if unknown:
        return f"“{unknown[0]}” is not known; use one of: {', '.join([*OPERATORS, *JOINS])}"
    if len(rule) == 1:
        return f"say what the answer must be: one of {', '.join(OPERATORS)}"
    return None
