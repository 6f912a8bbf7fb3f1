"""Reads an XLSForm as the definition of a survey, as far as the two match, and says what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from surveys.easy_pages import EXAMPLES
from surveys.new import frame
from surveys.rules import Rule
from surveys.scales import SCALES
from surveys.xlsform.blocks import Block, tree
from surveys.xlsform.definition import QUESTION_KEYS, SURVEY_KEYS, TO_CHOOSE, in_order, tidy, to_be_written
from surveys.xlsform.lists import Languages, languages, lists
from surveys.xlsform.questions import Definition, Form, question_of
from surveys.xlsform.sheets import Row, Sheet, XlsformMistake, sheets

TEXTS = {"survey": ("label", "hint", "required_message"), "choices": ("label",), "settings": ()}
READ = {
    "survey": {"type", "name", "relevant", "required", "constraint", "appearance"},
    "choices": {"list_name", "name"},
    "settings": {"form_title", "form_id", "version", "default_language"},
}
"""Columns that are read, beside the texts in their languages."""
APPEARANCES = {"", "multiline", "field-list"}
PERCENT = re.compile(r"%(?!\((?:" + "|".join(EXAMPLES) + r")\)s)")
"""A per cent sign in a note that is no place to fill in. It is doubled, since notes are filled in when they are shown."""


def read(path: Path, slug: str) -> tuple[Definition, list[str]]:
    """Return the definition that a form means, as yaml.safe_load would give it, and a line for each thing that did not match.

    What a form cannot hold stands in square brackets, to be written. Raises XlsformMistake where the file cannot be read as a form.
    """
    given, lines = sheets(path)
    settings = next(iter(given["settings"].rows), Row("settings", 2, {}))
    spoken = languages(given["survey"], settings)
    choices, changes = lists(given["choices"], spoken)
    form = Form(spoken, choices, [*lines, *changes])
    sections = _sections(form, given["survey"], settings)
    if not sections:
        raise XlsformMistake(["survey: there is no question that our surveys can ask. Write rows of the types select_one, select_multiple, text or integer.",
                              *form.lines])
    title = settings["form_title"] or to_be_written("the title")
    raw = {"slug": slug, **_when(settings), "title": title, "easy_title": to_be_written("the title in easy read"), **frame(), "sections": sections}
    return in_order(raw, SURVEY_KEYS), [*form.lines, *_not_kept(given, spoken), *_of_settings(settings, slug), *_to_do(form)]


def _when(settings: Row) -> Definition:
    return {"yearly": True} if settings["version"] == "yearly" else {"edition": settings["version"] or "1"}


# ── Sections and groups ─────────────────────────────────────────────────────────────────────────────────────────────


def _sections(form: Form, sheet: Sheet, settings: Row) -> list[Definition]:
    """Return each outer group as a section, and questions outside of groups in sections of their own."""
    found: list[Definition] = []
    ids: set[str] = set()
    for block in _outer(tree(sheet.rows, form.lines), settings):
        rule = form.rule(block.row)
        if questions := [_under(rule, question) for question in _questions(form, block.parts)]:
            found.append(_section(form, block.row, questions, ids))
        else:
            form.say(block.row, "no question of this group can be asked, so it is left out.")
    return found


def _outer(parts: list[Row | Block], settings: Row) -> Iterator[Block]:
    """Yield the outer groups; rows between them as groups named after the form."""
    loose: list[Row] = []
    for part in parts:
        if isinstance(part, Row):
            loose.append(part)
            continue
        if loose:
            yield _loose(loose, settings)
        loose = []
        yield part
    if loose:
        yield _loose(loose, settings)


def _loose(rows: list[Row], settings: Row) -> Block:
    return Block(Row("survey", rows[0].number, {"type": "questions outside of a group", "label": settings["form_title"]}), [*rows])


def _section(form: Form, row: Row, questions: list[Definition], ids: set[str]) -> Definition:
    name = tidy(row.name().removeprefix("section_") or "questions", "section", row.number, ids)
    ids.add(name)
    title, easy = form.spoken.words(row, "label"), form.spoken.easy_words(row, "label")
    if not row.name():
        form.say(row, "they are put into a section of their own. Give it a title.")
    elif not title:
        form.say(row, "this group has no label; write the section’s title.")
    return {"id": name, "title": title or to_be_written("the section’s title"), "easy_title": easy or to_be_written("the section’s title in easy read"),
            "questions": [in_order(question, QUESTION_KEYS) for question in questions]}


def _questions(form: Form, parts: list[Row | Block]) -> list[Definition]:
    """Return the questions of a group, in order, with the notes that stand before them or, where their name says so, after."""
    found: list[Definition] = []
    waiting: list[Row] = []
    for part in parts:
        if isinstance(part, Row) and part.name("type").lower() == "note":
            if found and not waiting and part.name() == f"{found[-1]['id']}_note":
                _note(form, part, found[-1])
            else:
                waiting.append(part)
            continue
        question = question_of(form, part) if isinstance(part, Row) else None
        more = _group(form, part) if isinstance(part, Block) else [question] if question else []
        for note in waiting if more else ():
            _note(form, note, more[0])
        waiting = [] if more else waiting
        found += more
    for note in waiting:
        _note(form, note, found[-1] if found else {})
    return found


def _group(form: Form, block: Block) -> list[Definition]:
    """Return a group inside a section: statements on one scale as cards, choices beside a comment, else its questions one by one."""
    row, rule = block.row, form.rule(block.row)
    label, easy = form.spoken.words(row, "label"), form.spoken.easy_words(row, "label")
    questions = _questions(form, block.parts)
    is_flat = all(isinstance(part, Row) for part in block.parts)
    if is_flat and label and _are_cards(questions):
        name = tidy(row.name(), "cards", row.number, form.ids)
        form.ids.add(name)
        shared: Definition = {key: questions[0][key] for key in ("optional", "missing") if key in questions[0]}
        cards = [in_order(question, ("id", "text", "hint", "show_if", "easy")) for question in questions]
        return [{"id": name, "kind": "cards", "each": questions[0]["kind"], "text": label, "show_if": rule, **shared,
                 "easy": {"text": easy} if easy else None, "cards": cards}]
    if is_flat and row["appearance"] == "field-list" and _stand_beside(questions):
        main, beside = questions
        return [_under(rule, main) | {"beside": in_order(beside, QUESTION_KEYS)}]
    if questions:
        form.say(row, "this group lies inside another. Its questions are kept, one after another; its heading is not.")
    return [_under(rule, question) for question in questions]


def _are_cards(questions: list[Definition]) -> bool:
    """Statements can share one set of cards where scale and duty to answer are the same and none has a note."""
    alike = {(question["kind"], question.get("optional"), question.get("missing"), "note" in question, "quotation" in question) for question in questions}
    return len(alike) == 1 and questions[0]["kind"] in SCALES and not {"note", "quotation"} & questions[0].keys()


def _stand_beside(questions: list[Definition]) -> bool:
    return [question["kind"] for question in questions] == ["comment", "choose_many"] and not questions[1]["show_if"] and "optional" not in questions[1]


def _under(rule: Rule | None, question: Definition) -> Definition:
    """Return a question under the condition of the group around it, too."""
    own = question["show_if"]
    return {**question, "show_if": {"all": [rule, *own.get("all", [own])]} if rule and own else rule or own}


def _note(form: Form, row: Row, question: Definition) -> None:
    """Give a note to a question: as its quotation where it is called so, else as what stands below it."""
    words, source = form.spoken.words(row, "label"), form.spoken.words(row, "hint")
    if not question or question["kind"] == "cards":
        form.say(row, f"this note stands by no question that can have one, so it is left out: {words}")
        return
    if source and row.name() == f"{question['id']}_quotation":
        question["quotation"] = {"source": source, "text": words}
    else:
        question["note"] = " ".join(filter(None, (question.get("note"), PERCENT.sub("%%", words), PERCENT.sub("%%", source))))
    if row.name() not in (f"{question['id']}_quotation", f"{question['id']}_note"):
        form.say(row, f"this note is shown below the question “{question['id']}”.")
    if form.rule(row) != question["show_if"]:
        form.say(row, f"this note is shown whenever the question “{question['id']}” is.")
    if form.spoken.easy_words(row, "label"):
        form.say(row, f"its easy-read words are not kept. Write them as an idea of “{question['id']}”, with a picture.")


# ── What is not kept ────────────────────────────────────────────────────────────────────────────────────────────────


def _not_kept(given: dict[str, Sheet], spoken: Languages) -> Iterator[str]:
    for name, sheet in given.items():
        known = READ[name].union(*(spoken.columns(text) for text in TEXTS[name]))
        for column in sheet.columns:
            rows = [row.number for row in sheet.rows if row[column]]
            if rows and column not in known:
                advice = " Translations and pictures are made here, in places of their own." if "::" in column else ""
                yield f"{name}: the column “{column}” is not kept (first in row {rows[0]}).{advice}"
    looks = sorted({row["appearance"] for row in given["survey"].rows} - APPEARANCES)
    if looks:
        yield f"survey: how questions look ({', '.join(looks)}) is not kept; ours look alike in every survey."


def _of_settings(settings: Row, slug: str) -> Iterator[str]:
    if not settings["form_title"]:
        yield "settings: there is no form_title; write the survey’s title."
    if not settings["version"]:
        yield "settings: there is no version, so its edition is called “1”. Name the edition, or write yearly: true for every academic year."
    if settings["form_id"] not in ("", slug):
        yield f"settings: the form_id “{settings['form_id']}” is not kept; the survey is called “{slug}”."


def _to_do(form: Form) -> Iterator[str]:
    if not form.spoken.easy:
        yield ("There is no easy read: no column “label::Easy read (en-x-easy)”. The survey cannot open until every question has its twin in easy read; "
               "`voice surveys check` names them.")
    elif form.without_easy:
        yield f"These questions have no easy-read words; write easy: for each: {', '.join(form.without_easy)}."
    if form.without_easy_choices:
        yield f"Some choices of these questions have no easy-read words; write them: {', '.join(form.without_easy_choices)}."
    if form.short:
        yield (f"These are short written answers, so they are never grouped or quoted as comments: {', '.join(form.short)}. Where one is a comment, remove "
               "is_comment: false.")
    yield (f"To be written by you, in square brackets: the titles in easy read. The start page and what happens next are our usual ones: make them yours. "
           f"Choose a picture wherever it says {TO_CHOOSE}, and add ideas with pictures to the easy-read questions.")
    yield ("A form does not say these, so add them where they are meant: statement, says_who, leads_to, formats, hints of choices, choices that stand apart, "
           "hard words.")
