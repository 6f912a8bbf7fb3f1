"""One row of a form as one question of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.rules import Rule
from surveys.scales import SCALES
from surveys.schema import RESERVED, Question
from surveys.xlsform.definition import tidy, to_be_written
from surveys.xlsform.expressions import Unsayable
from surveys.xlsform.lists import Choices, Languages
from surveys.xlsform.rules import Asked, limits_of, rule_of
from surveys.xlsform.sheets import AGE_LIST, Row

SELECT = re.compile(r"(?:(?P<many>select[_ ]multiple|select all that apply)|select[_ ]one|select1)(?: from)? (?P<list>\S+)(?P<other> or.other)?", re.IGNORECASE)
TYPES = {"text": "comment", "string": "comment", "integer": "number", "int": "number", "decimal": "number", "image": "file", "photo": "file", "file": "file"}
WHY_NOT = {
    **dict.fromkeys(("start", "end", "today", "deviceid", "username", "phonenumber", "email", "subscriberid", "simserial", "audit", "start-geopoint"),
                    "we keep neither the moment, nor the device, nor a name"),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape"), "we never ask where exactly somebody is"),
    **dict.fromkeys(("calculate", "hidden", "xml-external", "csv-external"), "our surveys do not calculate"),
    **dict.fromkeys(("date", "time", "datetime"), "we ask for no dates; offer bands to choose from, or ask in words"),
}
LIMITS = {"number": {"lowest", "highest"}, "choose_many": {"max_choices", "apart"}, "comment": {"max_length"}}
LONGEST_COMMENT = 20000
YES = ("yes", "true", "true()", "1")
NO = ("", "no", "false", "false()", "0")
TO_SAY = "Answer this question to go on"
ANSWERS = re.compile(r"\$\{[^}]*\}")

Definition = dict[str, Any]


@dataclass
class Form:
    """What is known of a form while it is read. `asked`: the questions so far, by the form's names. `ids`: ours that are taken.

    The last three gather ids for lines that are said once, at the end.
    """

    spoken: Languages
    lists: dict[str, Choices]
    lines: list[str]
    asked: dict[str, Asked] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    without_easy: list[str] = field(default_factory=list)
    without_easy_choices: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)

    def say(self, row: Row, what: str) -> None:
        self.lines.append(f"{row.where}, “{row.name() or row['type']}”: {what}")

    def rule(self, row: Row) -> Rule | None:
        """Return the rule of a row's condition, or None and a line where there is none that we can say."""
        try:
            return rule_of(row["relevant"], self.asked) if row["relevant"] else None
        except Unsayable as why:
            self.say(row, f"its condition is not kept, so it is shown to everyone: {why}. The condition was: {row['relevant']}")
            return None


def question_of(form: Form, row: Row) -> Definition | None:
    """Return a row as a question, or None and a line where our surveys have no such question."""
    chosen = _choices(form, row)
    kind = _kind(row, chosen)
    if not kind:
        why = WHY_NOT.get(row.name("type").lower(), "our surveys have no question of this type")
        form.say(row, f"the type “{row['type']}” is left out: {why}.")
        return None
    rule, name = form.rule(row), _name(form, row)
    values = _values(chosen, kind)
    form.asked.setdefault(row.name(), Asked(name, kind, values))
    limits = _limits(form, row, kind)
    alone = {values.get(value) for value in limits.pop("apart", [])}
    options = [option | ({"apart": True} if option["value"] in alone else {}) for option in chosen.options] if chosen and kind not in SCALES else []
    return {"id": name, "kind": kind, **_words(form, row), "show_if": rule, **_must(form, row), **_writing(form, row, kind, name), **limits,
            "options": options, "easy": _easy(form, row, name, chosen.easy_options if options and chosen else {}, len(options))}


def _choices(form: Form, row: Row) -> Choices | None:
    """Return the list that a question chooses from, or None where it has none."""
    found = SELECT.fullmatch(row.name("type"))
    if not found:
        return None
    chosen = form.lists.get(found["list"], Choices(found["list"]))
    if found["other"]:
        form.say(row, "“or_other” is not kept: add a choice “Something else”, and a question of the type text that waits for it.")
    if len(chosen.choices) < 2:
        form.say(row, f"the list “{chosen.name}” has fewer than 2 choices; add rows for it to the sheet choices.")
    return chosen


def _kind(row: Row, chosen: Choices | None) -> str | None:
    if chosen is None:
        return TYPES.get(row.name("type").lower())
    found = SELECT.fullmatch(row.name("type"))
    if found and found["many"]:
        return "choose_many"
    return chosen.scale or ("age_band" if chosen.name.startswith(AGE_LIST) else "choose_one")


def _values(chosen: Choices | None, kind: str) -> dict[str, str]:
    """Return what a question can be answered with: the form's value -> ours. A scale has the values of easy read, too."""
    return {value: value for value in SCALES[kind].values} if kind in SCALES else chosen.values if chosen else {}


def _name(form: Form, row: Row) -> str:
    given = row.name()
    name = tidy(given, "q", row.number, form.ids, RESERVED)
    form.ids.add(name)
    if given in form.asked:
        form.say(row, f"this name stands twice. This question is now “{name}”; conditions that look at “{given}” look at the first.")
    elif given != name:
        form.say(row, f"this name is not one of ours (small letters, digits and _, from 2 to 40 of them, and no word of ours like check), so it is now “{name}”.")
    return name


def _words(form: Form, row: Row) -> Definition:
    text, hint = form.spoken.words(row, "label"), form.spoken.words(row, "hint")
    if not text:
        form.say(row, "there is no label in full words; write the question.")
    if ANSWERS.search(text + hint):
        form.say(row, "its words take up another answer (${…}), which ours never do. Write them without it.")
    if row.name("type").lower() == "decimal":
        form.say(row, "we take whole numbers only.")
    return {"text": text or to_be_written("the question"), "hint": hint}


def _must(form: Form, row: Row) -> Definition:
    """Return whether a question must be answered, and what is said when it is not."""
    required = row["required"].lower()
    if required not in (*YES, *NO):
        form.say(row, "whether it must be answered depends on other answers there; here it may be left out.")
    if required not in YES:
        return {}
    message = form.spoken.words(row, "required_message")
    if not message:
        form.say(row, f"it must be answered, and there is no required_message; we say “{TO_SAY}”.")
    return {"optional": False, "missing": message or TO_SAY}


def _writing(form: Form, row: Row, kind: str, name: str) -> Definition:
    """Return how much there is to write on. One line is for a name or a place, which is nobody's comment."""
    if kind != "comment" or "multiline" in row["appearance"]:
        return {}
    form.short.append(name)
    return {"is_comment": False, "rows": 1}


def _limits(form: Form, row: Row, kind: str) -> Definition:
    if not row["constraint"]:
        return {}
    try:
        limits = limits_of(row["constraint"])
        if strange := set(limits) - LIMITS.get(kind, set()):
            raise Unsayable(f"a question of kind {kind} has no {', '.join(sorted(strange))}")
    except Unsayable as why:
        form.say(row, f"its limit is not kept: {why}. The limit was: {row['constraint']}")
        return {}
    fitting = {name: max(1, min(limit, LONGEST_COMMENT)) if name in ("max_length", "max_choices") else limit for name, limit in limits.items()}
    return {name: limit for name, limit in fitting.items() if name == "apart" or limit != Question.model_fields[name].default}


def _easy(form: Form, row: Row, name: str, options: Mapping[str, Definition], wanted: int) -> Definition | None:
    """Return the easy-read twin, or None where the form has no words for it. `wanted`: how many options the question has."""
    text, hint = form.spoken.easy_words(row, "label"), form.spoken.easy_words(row, "hint")
    if not text:
        form.without_easy.append(name)
        return None
    if len(options) < wanted:
        form.without_easy_choices.append(name)
    return {key: value for key, value in {"text": text, "hint": hint, "options": options}.items() if value}
