"""The grammar of show_if, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.rules import JOINS, OPERATORS, asks_about, holds, malformed

ROLE = {"question": "role"}
ROWS: list[tuple[dict[str, Any], Any, bool]] = [
    ({**ROLE, "is": "child"}, "child", True),
    ({**ROLE, "is": "child"}, "parent", False),
    ({**ROLE, "is": "child"}, None, False),
    ({**ROLE, "is": "child"}, ["child"], False),
    ({**ROLE, "one_of": ["child", "parent"]}, "parent", True),
    ({**ROLE, "one_of": ["child", "parent"]}, "health", False),
    ({**ROLE, "one_of": ["child", "parent"]}, None, False),
    ({**ROLE, "one_of": ["child", "parent"]}, ["child"], False),
    ({**ROLE, "includes": "safe"}, ["voice", "safe"], True),
    ({**ROLE, "includes": "safe"}, ["voice"], False),
    ({**ROLE, "includes": "safe"}, [], False),
    ({**ROLE, "includes": "safe"}, "safe", False),
    ({**ROLE, "includes": "safe"}, None, False),
    ({**ROLE, "answered": True}, "anything", True),
    ({**ROLE, "answered": True}, ["anything"], True),
    ({**ROLE, "answered": True}, "", False),
    ({**ROLE, "answered": True}, [], False),
    ({**ROLE, "answered": True}, None, False),
    ({"not": {**ROLE, "is": "child"}}, "parent", True),
    ({"not": {**ROLE, "is": "child"}}, "child", False),
    ({"not": {**ROLE, "is": "child"}}, None, True),
    ({"all": [{**ROLE, "answered": True}, {**ROLE, "is": "child"}]}, "child", True),
    ({"all": [{**ROLE, "answered": True}, {**ROLE, "is": "child"}]}, "parent", False),
    ({"any": [{**ROLE, "is": "child"}, {**ROLE, "is": "parent"}]}, "parent", True),
    ({"any": [{**ROLE, "is": "child"}, {**ROLE, "is": "parent"}]}, "health", False),
]


@pytest.mark.parametrize(("rule", "value", "expected"), ROWS)
def test_each_operator_compares_as_its_row_says(rule: dict[str, Any], value: Any, expected: bool) -> None:
    assert holds(rule, {} if value is None else {"role": value}) is expected


def test_every_operator_and_join_has_a_row() -> None:
    assert {key for rule, _, _ in ROWS for key in rule if key != "question"} == {*OPERATORS, *JOINS}


def test_no_rule_always_holds() -> None:
    assert holds(None, {})


def test_a_rule_tells_what_it_looks_at() -> None:
    rule = {"all": [{"question": "role", "is": "child"}, {"not": {"question": "plan", "one_of": ["no", "none"]}}]}
    assert asks_about(rule) == [("role", "is", "child"), ("plan", "one_of", ["no", "none"])]


@pytest.mark.parametrize(("rule", "advice"), [
    ("child", "a rule is written as"),
    ({"is": "child"}, "say which question"),
    ({"question": "role"}, "say what the answer must be"),
    ({"question": "role", "equals": "child"}, "“equals” is not known"),
    ({"all": []}, "takes a list of rules"),
    ({"all": {"question": "role", "is": "child"}}, "takes a list of rules"),
    ({"all": [{"question": "role", "is": "child"}], "is": "child"}, "stands alone"),
    ({"any": [{"question": "role", "is": "child"}, {"is": "child"}]}, "say which question"),
    ({"not": "child"}, "a rule is written as"),
])
def test_a_rule_that_cannot_be_read_is_explained(rule: Any, advice: str) -> None:
    assert advice in (malformed(rule) or "")
