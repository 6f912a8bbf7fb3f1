"""Writes a survey as an XLSForm, as far as the two match, and says what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from surveys.rules import Rule
from surveys.scales import SCALES
from surveys.schema import Card, EasyQuestion, Question, Section, Survey
from surveys.xlsform.expressions import Unsayable
from surveys.xlsform.losses import losses
from surveys.xlsform.rules import quoted, relevant
from surveys.xlsform.sheets import AGE_LIST, EASY, FULL, SCALE_LIST

COLUMNS = {
    "survey": ("type", "name", f"label::{FULL}", f"label::{EASY}", f"hint::{FULL}", f"hint::{EASY}", "relevant", "required",
               f"required_message::{FULL}", "constraint", "appearance"),
    "choices": ("list_name", "name", f"label::{FULL}", f"label::{EASY}"),
    "settings": ("form_title", "form_id", "version", "default_language"),
}
TYPES = {"comment": "text", "number": "integer", "file": "file"}
CALCULATES = ("=", "+", "-", "@")
"""A text that begins so would be calculated by a spreadsheet, so its cell is marked as text."""
ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML, and so a workbook, cannot hold."""
LONGEST_CELL = 32767
WIDTH = 32

Cells = dict[str, str]


@dataclass
class _Form:
    """What is written so far. `names`: every name of the form, so that groups and notes take none that a question has."""

    kinds: dict[str, str]
    names: set[str]
    choices: dict[str, list[Cells]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def free(self, name: str) -> str:
        """Return a name that no other element has, and keep it."""
        found = next(one for one in (name, *(f"{name}_{n}" for n in range(2, len(self.names) + 3))) if one not in self.names)
        self.names.add(found)
        return found

    def relevant(self, rule: Rule | None, of: str) -> str:
        try:
            return relevant(rule, self.kinds) if rule else ""
        except Unsayable as why:
            self.lines.append(f"“{of}” is shown to everyone in the form: its condition cannot be written there ({why}).")
            return ""


def export(survey: Survey, path: Path) -> list[str]:
    """Write a survey as an .xlsx and return a line for each thing that XLSForm cannot say.

    Pieces that do not fit are left out, never guessed. Raises OSError where the file cannot be written.
    """
    form = _Form({question.id: question.kind for question in survey.questions}, set(survey.by_id))
    rows = [cells for section in survey.sections for cells in _section(form, section)]
    settings = {"form_title": survey.title, "form_id": survey.slug, "version": survey.edition or "yearly", "default_language": FULL}
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, written in (("survey", rows), ("choices", [cells for choices in form.choices.values() for cells in choices]), ("settings", [settings])):
        form.lines += _fill(workbook.create_sheet(name), COLUMNS[name], written)
    workbook.save(path)
    return [*losses(survey), *form.lines]


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(text: str, hint: str | None = None, easy: str | None = None, easy_hint: str | None = None) -> Cells:
    return {f"label::{FULL}": text, f"label::{EASY}": easy or "", f"hint::{FULL}": hint or "", f"hint::{EASY}": easy_hint or ""}


def _section(form: _Form, section: Section) -> Iterator[Cells]:
    yield {"type": "begin_group", "name": form.free(f"section_{section.id}"), **_words(section.title, easy=section.easy_title)}
    for question in section.written:
        yield from _written(form, question)
    yield {"type": "end_group"}


def _written(form: _Form, question: Question) -> Iterator[Cells]:
    """Yield a question as it is written, between the notes that hold its quotation and its note."""
    condition = {"relevant": form.relevant(question.show_if, question.id)}
    is_shown = question.kind != "cards"  # cards have pages of their own, which show neither
    if question.quotation and is_shown:
        yield {"type": "note", "name": form.free(f"{question.id}_quotation"),
               **_words(question.quotation.text, hint=question.quotation.source), **condition}
    if question.kind == "cards":
        easy = question.easy.text if question.easy else None
        yield {"type": "begin_group", "name": form.free(question.id), **_words(question.text, easy=easy), **condition}
        for card, part in zip(question.cards, question.parts, strict=True):
            yield _asked(form, part) | _of_card(form, card, question.easy)
        yield {"type": "end_group"}
    elif question.beside:
        yield {"type": "begin_group", "name": form.free(f"{question.id}_page"), "appearance": "field-list", **condition}
        yield _asked(form, question)
        yield _asked(form, question.beside) | {"required": "", f"required_message::{FULL}": ""}
        yield {"type": "end_group"}
    else:
        yield _asked(form, question) | condition
    if question.note and is_shown:
        yield {"type": "note", "name": form.free(f"{question.id}_note"), **_words(question.note.replace("%%", "%")), **condition}


def _of_card(form: _Form, card: Card, shared: EasyQuestion | None) -> Cells:
    """Return the cells that a card has of its own. The hint that all cards share is the label of their group."""
    hint = shared.hint if shared else None
    words = _words(card.text, card.hint, card.easy.text, card.easy.hint or hint) if card.easy else _words(card.text, card.hint)
    return {**words, "relevant": form.relevant(card.show_if, card.id)}


def _asked(form: _Form, question: Question) -> Cells:
    text, hint = (question.easy.text, question.easy.hint) if question.easy else (None, None)
    return {"type": _type(form, question), "name": question.id, **_words(question.text, question.hint, text, hint),
            "required": "yes" if question.is_required else "", f"required_message::{FULL}": question.missing or "" if question.is_required else "",
            "constraint": _constraint(question), "appearance": "multiline" if question.kind == "comment" and question.rows > 1 else ""}


def _type(form: _Form, question: Question) -> str:
    if question.kind in TYPES:
        return TYPES[question.kind]
    if question.scale:
        _add_scale(form, question.kind)
        return f"select_one {SCALE_LIST}{question.kind}"
    name = f"{AGE_LIST}{question.id}" if question.kind == "age_band" else question.id
    easy = question.easy.options if question.easy else {}
    form.choices[name] = [{"list_name": name, "name": option.value, f"label::{FULL}": option.label,
                           f"label::{EASY}": easy[option.value].label if option.value in easy else ""} for option in question.options]
    return f"select_{'multiple' if question.kind == 'choose_many' else 'one'} {name}"


def _add_scale(form: _Form, kind: str) -> None:
    """Add both wordings of a scale. Easy read shows the points of the full words too, as a form has one list a question."""
    short = {point.value: point.label for point in SCALES[kind].easy}
    for name, points in ((f"{SCALE_LIST}{kind}", SCALES[kind].standard), (f"{SCALE_LIST}{kind}-easy", SCALES[kind].easy)):
        form.choices[name] = [{"list_name": name, "name": point.value, f"label::{FULL}": point.label,
                               f"label::{EASY}": short.get(point.value, point.label)} for point in points]


def _constraint(question: Question) -> str:
    if question.kind == "comment":
        return f"string-length(.) <= {question.max_length}"
    if question.kind == "number":
        return f". >= {question.lowest}" + (f" and . <= {question.highest}" if question.highest is not None else "")
    if question.kind != "choose_many":
        return ""
    most = [f"count-selected(.) <= {question.max_choices}"] if question.max_choices else []
    return " and ".join([*most, *(f"not(selected(., {quoted(option.value)}) and count-selected(.) > 1)" for option in question.options if option.apart)])


# ── Cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(sheet: Worksheet, columns: tuple[str, ...], rows: list[Cells]) -> list[str]:
    """Write rows below their columns, and return a line for each text that the sheet cannot hold as it is."""
    lines = []
    for number, cells in enumerate([dict(zip(columns, columns, strict=True)), *rows], 1):
        for place, column in enumerate(columns, 1):
            given = cells.get(column, "")
            text = given if column in ("relevant", "constraint") else given.replace("${", "$ {")  # in words it would stand for another answer
            text = ILLEGAL.sub("", text)[:LONGEST_CELL]
            if text != given:
                lines.append(f"The sheet {sheet.title}, row {number}, {column}: there is more in this text than a form can hold, so it was changed. Read it before use.")
            if text:
                cell = sheet.cell(number, place, text)
                cell.data_type = "s"
                cell.quotePrefix = text.startswith(CALCULATES)
    sheet.freeze_panes = "A2"
    for place in range(1, len(columns) + 1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = WIDTH
    return lines
