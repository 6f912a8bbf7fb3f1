"""A survey can leave and come back as an XLSForm; what does not match is said, never guessed and never left out in silence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from surveys import easy_read
from surveys.library import HERE, load, paths
from surveys.rules import Rule, Value, asks_about, holds
from surveys.schema import Question, Survey
from surveys.xlsform import XlsformMistake, as_yaml, export, read
from surveys.xlsform.expressions import Unsayable
from surveys.xlsform.rules import Asked, limits_of, relevant, rule_of

FILES = [*paths(), HERE / "every-kind.yaml"]
NAMES = [path.parent.name for path in paths()] + ["every-kind"]
XFORM = "{http://www.w3.org/2002/xforms}"
HTML = "{http://www.w3.org/1999/xhtml}"
TWO = [{"value": "good", "label": "Good"}, {"value": "bad", "label": "Bad"}]
CHOICE: dict[str, Any] = {"id": "lunch", "kind": "choose_one", "text": "How is lunch?", "options": TWO}
COMMENT: dict[str, Any] = {"id": "why", "kind": "comment", "text": "Why?"}

ASurvey = Callable[..., Survey]
AForm = Callable[..., Path]


@pytest.fixture
def a_form(tmp_path: Path) -> AForm:
    """Writes a workbook by hand: rows as mappings of column to cell, a sheet each; settings are one row."""

    def write(*survey: dict[str, Any], choices: list[dict[str, Any]] | None = None, settings: dict[str, Any] | None = None, **others: Any) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for name, rows in {"survey": survey, "choices": choices or [], "settings": [settings] if settings else [], **others}.items():
            sheet = workbook.create_sheet(name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            for cells in [columns, *([row.get(column) for column in columns] for row in rows)]:
                sheet.append(cells)
        path = tmp_path / "form.xlsx"
        workbook.save(path)
        return path

    return write


def change_sheet(path: Path, *changes: tuple[bytes, bytes]) -> None:
    """Change the first sheet's own text, where openpyxl would not write it so."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for was, now in changes:
        assert was in parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(was, now)
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)


def there_and_back(survey: Survey, folder: Path) -> Survey:
    export(survey, folder / "there.xlsx")
    raw, _ = read(folder / "there.xlsx", survey.slug)
    return Survey.model_validate(raw)


def cells_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    first, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(first, row, strict=True)) for row in rows]


def questions_of(raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {question["id"]: question for section in raw["sections"] for question in section["questions"]}


def means_the_same(one: Rule | None, other: Rule | None, survey: Survey) -> bool:
    """Both hold for the same answers: each question that they look at unanswered, or answered in each way that it can be."""
    asked = sorted({name for rule in (one, other) for name, _, _ in asks_about(rule)})
    ways = [_answers(survey.by_id[name]) for name in asked]
    return all(holds(one, values) == holds(other, values)
               for given in product(*ways) for values in [{name: value for name, value in zip(asked, given, strict=True) if value is not None}])


def _answers(question: Question) -> list[Value | None]:
    some: list[Value] = sorted(question.values) if question.values else ["0", "words"] if question.kind == "number" else ["words"]
    return [None, *([[value] for value in some] if question.kind == "choose_many" else some)]  # type: ignore[list-item]


# ── There and back ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_survey_comes_back_with_the_same_questions(path: Path, tmp_path: Path) -> None:
    survey = load(path)
    back = there_and_back(survey, tmp_path)
    assert [question.id for question in back.questions] == [question.id for question in survey.questions]
    for was, now in zip(survey.questions, back.questions, strict=True):
        kept = ("kind", "text", "hint", "note", "quotation", "optional", "max_choices", "max_length", "lowest", "highest", "is_comment")
        assert {key: getattr(now, key) for key in kept} == {key: getattr(was, key) for key in kept}
        assert [(option.value, option.label) for option in now.options] == [(option.value, option.label) for option in was.options]
        assert means_the_same(was.show_if, now.show_if, survey), was.id
        assert was.optional or now.missing == was.missing


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_survey_comes_back_with_its_easy_read(path: Path, tmp_path: Path) -> None:
    survey = load(path)
    back = there_and_back(survey, tmp_path)
    for was, now in zip(survey.questions, back.questions, strict=True):
        assert was.easy and now.easy
        assert (now.easy.text, now.easy.hint) == (was.easy.text, was.easy.hint)
        assert {value: option.label for value, option in now.easy.options.items()} == {value: option.label for value, option in was.easy.options.items()}
    assert [(section.id, section.title, section.easy_title) for section in back.sections] == [(s.id, s.title, s.easy_title) for s in survey.sections]
    assert (back.title, back.edition, back.yearly) == (survey.title, survey.edition, survey.yearly)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_cards_and_what_stands_beside_a_comment_come_back_as_they_were_written(path: Path, tmp_path: Path) -> None:
    survey = load(path)
    back = there_and_back(survey, tmp_path)

    def written(of: Survey) -> list[tuple[Any, ...]]:
        return [(question.id, question.kind, question.each, [card.id for card in question.cards], question.beside and question.beside.id)
                for section in of.sections for question in section.written]

    assert written(back) == written(survey)


def test_a_choice_that_is_chosen_alone_comes_back_so(tiny: Callable[[str], Survey], tmp_path: Path) -> None:
    back = there_and_back(tiny("one_apart_is_chosen_alone"), tmp_path)
    assert [option.value for option in back.questions[0].options if option.apart] == ["not_sure"]


def test_what_was_read_is_written_as_a_file_that_loads(tmp_path: Path) -> None:
    export(load(HERE / "poet-child" / "survey.yaml"), tmp_path / "there.xlsx")
    raw, _ = read(tmp_path / "there.xlsx", "poet-child")
    text = as_yaml(raw)
    (tmp_path / "survey.yaml").write_text(text, encoding="utf-8")
    assert yaml.safe_load(text) == raw
    assert load(tmp_path / "survey.yaml").by_id["plan"].values == {"yes", "being_made", "no", "not_sure"}
    assert "- value: 'yes'\n" in text
    assert "I’m not sure" in text
    assert [line.split(":")[0] for line in text.splitlines() if line[0].isalpha()] == [
        "slug", "yearly", "title", "easy_title", "minutes", "start", "sections", "next_steps", "easy_next_steps"]


# ── Others can read it ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_exported_survey_is_a_form_that_others_can_run(path: Path, tmp_path: Path) -> None:
    survey = load(path)
    export(survey, tmp_path / "form.xlsx")
    converted = convert(tmp_path / "form.xlsx", validate=False)
    model = ElementTree.fromstring(converted.xform).find(f"{HTML}head/{XFORM}model")
    assert model is not None
    binds = {bind.attrib["nodeset"].rsplit("/", 1)[-1]: bind.attrib for bind in model.iter(f"{XFORM}bind")}
    assert set(survey.by_id) <= set(binds)
    assert {question.id for question in survey.questions if question.is_required} <= {name for name, bind in binds.items() if bind.get("required") == "true()"}
    assert {translation.attrib["lang"] for translation in model.iter(f"{XFORM}translation")} == {"English (en)", "Easy read (en-x-easy)"}


@pytest.mark.parametrize("begins", ["=1+1", "+44 1709", "- none", "@home", "=HYPERLINK(\"http://example.org\")"])
def test_a_text_that_a_spreadsheet_would_calculate_stays_a_text(a_survey: ASurvey, tmp_path: Path, begins: str) -> None:
    path = tmp_path / "form.xlsx"
    export(a_survey({**CHOICE, "text": begins, "options": [{"value": "good", "label": begins}, TWO[1]]}, title=begins), path)
    workbook = load_workbook(path)
    found = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == begins]
    assert len(found) == 3
    assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}
    assert not [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert read(path, "tiny")[0]["title"] == begins


def test_characters_that_a_workbook_cannot_hold_are_left_out_and_said(a_survey: ASurvey, tmp_path: Path) -> None:
    lines = export(a_survey({**COMMENT, "text": "Why\x07 is\ufffe that?", "hint": "As ${name} says"}), tmp_path / "form.xlsx")
    cells = cells_of(tmp_path / "form.xlsx", "survey")[1]
    assert (cells["label::English (en)"], cells["hint::English (en)"]) == ("Why is that?", "As $ {name} says")
    assert sum("there is more in this text than a form can hold" in line for line in lines) == 2
    assert convert(tmp_path / "form.xlsx", validate=False).xform


def test_a_group_or_a_note_never_takes_the_name_of_a_question(a_survey: ASurvey, tmp_path: Path) -> None:
    export(a_survey({**CHOICE, "note": "A fact."}, {**COMMENT, "id": "lunch_note"}, {**COMMENT, "id": "section_all"}), tmp_path / "form.xlsx")
    names = [row["name"] for row in cells_of(tmp_path / "form.xlsx", "survey") if row["name"]]
    assert sorted(names) == ["lunch", "lunch_note", "lunch_note_2", "section_all", "section_all_2"]


@pytest.mark.parametrize(("kind", "columns"), [
    ({**CHOICE, "kind": "choose_many", "max_choices": 1}, {"type": "select_multiple lunch", "constraint": "count-selected(.) <= 1"}),
    ({**COMMENT, "max_length": 90}, {"type": "text", "appearance": "multiline", "constraint": "string-length(.) <= 90"}),
    ({**COMMENT, "rows": 1}, {"type": "text", "appearance": None}),
    ({"id": "plans", "kind": "number", "text": "How many?", "lowest": 1, "highest": 9}, {"type": "integer", "constraint": ". >= 1 and . <= 9"}),
    ({"id": "photo", "kind": "file", "text": "A picture?"}, {"type": "file"}),
    ({**CHOICE, "kind": "age_band"}, {"type": "select_one age-band-lunch"}),
    ({"id": "safe", "kind": "faces", "text": "I feel safe."}, {"type": "select_one scale-faces"}),
    ({**CHOICE, "optional": False, "missing": "Choose one"}, {"required": "yes", "required_message::English (en)": "Choose one"}),
])
def test_each_kind_has_its_type_and_its_limits(a_survey: ASurvey, tmp_path: Path, kind: dict[str, Any], columns: dict[str, Any]) -> None:
    export(a_survey(kind), tmp_path / "form.xlsx")
    cells = cells_of(tmp_path / "form.xlsx", "survey")[1]
    assert {column: cells[column] for column in columns} == columns


def test_both_wordings_of_a_scale_are_in_the_form(a_survey: ASurvey, tmp_path: Path) -> None:
    lines = export(a_survey({"id": "safe", "kind": "faces", "text": "I feel safe."}), tmp_path / "form.xlsx")
    lists = [(row["list_name"], row["name"]) for row in cells_of(tmp_path / "form.xlsx", "choices")]
    assert ("scale-faces", "always") in lists
    assert ("scale-faces-easy", "easy_sometimes") in lists
    assert any(line.startswith("The scale faces: easy read offers Yes, Sometimes, No") for line in lines)


# ── What a form cannot say ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("change", "said"), [
    ({"statement": "safe"}, "Statements: "),
    ({"formats": ["standard"]}, "Ways of reading: "),
    ({"version": 2}, "Versions: "),
    ({"is_comment": False}, "never grouped or quoted"),
    ({"rows": 10}, "Height: "),
    ({"note": "Call %(childline)s."}, "Words that are filled in"),
    ({"note": "A fact."}, "Notes and quotations have full words only"),
    ({"easy": {"text": "Why?", "ideas": [{"picture": "ask", "text": "Think."}]}}, "Pictures: "),
    ({"easy": {"text": "Why?", "ideas": [{"picture": "ask", "text": "Think."}]}}, "Ideas: "),
    ({"easy": {"text": "Why?", "words": [{"word": "Why", "means": "For what."}]}}, "Hard words: "),
    ({}, "Easy read: these have no twin"),
    ({"kind": "file"}, "Files: "),
    ({"kind": "choose_one", "options": [TWO[0], TWO[1] | {"leads_to": "other-survey"}]}, "Leading on: "),
    ({"kind": "choose_one", "options": [TWO[0], TWO[1] | {"hint": "Truly"}]}, "Hints of choices: "),
    ({"kind": "choose_one", "options": [TWO[0], TWO[1] | {"apart": True}]}, "Choices that stand apart"),
])
def test_what_a_form_cannot_say_of_a_question_is_told_with_its_name(a_survey: ASurvey, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    lines = export(a_survey({**COMMENT, **change}), tmp_path / "form.xlsx")
    assert [line for line in lines if said in line and "why" in line]


@pytest.mark.parametrize(("change", "said"), [
    ({}, "The start page"),
    ({"asks": "parent"}, "one kind of people (parent)"),
    ({"indicator": "poet"}, "Outcomes Framework (poet)"),
    ({"easy_for": {"question": "why", "answered": True}}, "easy_for"),
    ({"counts_pages": True}, "counts its pages"),
    ({"sections": [{"id": "who", "title": "You", "easy_title": "You", "says_who": True, "questions": [COMMENT]}]}, "only say who answers"),
])
def test_what_a_form_cannot_say_of_a_survey_is_told(a_survey: ASurvey, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    assert said in "\n".join(export(a_survey(COMMENT, **change), tmp_path / "form.xlsx"))


def test_a_condition_that_cannot_be_written_is_told_and_nothing_is_written_for_it(a_survey: ASurvey, tmp_path: Path) -> None:
    lines = export(a_survey(CHOICE, {**COMMENT, "show_if": {"question": "lunch", "includes": "good"}}), tmp_path / "form.xlsx")
    assert [line for line in lines if line.startswith("“why” is shown to everyone in the form: its condition cannot be written there")]
    assert not any(row["relevant"] for row in cells_of(tmp_path / "form.xlsx", "survey"))


# ── Conditions ──────────────────────────────────────────────────────────────────────────────────────────────────────

KINDS = {"role": "choose_one", "topics": "choose_many", "why": "comment", "plans": "number"}
ASKED = {
    "role": Asked("role", "choose_one", {"child": "child", "P 1": "parent"}), "topics": Asked("topics", "choose_many", {"home": "home", "school": "school"}),
    "why": Asked("why", "comment", {}), "plans": Asked("plans", "number", {}),
}


@pytest.mark.parametrize(("rule", "said"), [
    ({"question": "role", "is": "child"}, "${role} = 'child'"),
    ({"question": "plans", "is": "0"}, "${plans} = '0'"),
    ({"question": "why", "is": "it’s \"so\""}, "${why} = 'it’s \"so\"'"),
    ({"question": "role", "one_of": ["child", "parent"]}, "${role} = 'child' or ${role} = 'parent'"),
    ({"question": "topics", "includes": "home"}, "selected(${topics}, 'home')"),
    ({"question": "why", "answered": True}, "${why} != ''"),
    ({"not": {"question": "role", "one_of": ["child", "parent"]}}, "not(${role} = 'child' or ${role} = 'parent')"),
    ({"all": [{"question": "role", "one_of": ["child", "parent"]}, {"not": {"question": "topics", "includes": "home"}}]},
     "(${role} = 'child' or ${role} = 'parent') and not(selected(${topics}, 'home'))"),
    ({"any": [{"question": "why", "answered": True}, {"all": [{"question": "plans", "is": "1"}, {"question": "role", "is": "child"}]}]},
     "${why} != '' or (${plans} = '1' and ${role} = 'child')"),
    ({"question": "why", "answered": True, "is": "so"}, "${why} != '' and ${why} = 'so'"),
])
def test_every_rule_is_written_as_a_condition(rule: Rule, said: str) -> None:
    assert relevant(rule, KINDS) == said


@pytest.mark.parametrize(("condition", "rule"), [
    ("${role}='child'", {"question": "role", "is": "child"}),
    ("'child' = ${ role }", {"question": "role", "is": "child"}),
    ("${role} = “child”", {"question": "role", "is": "child"}),
    ("${role} = 'P 1'", {"question": "role", "is": "parent"}),
    ("${role} != 'child'", {"not": {"question": "role", "is": "child"}}),
    ("${plans} = 0", {"question": "plans", "is": "0"}),
    ("${why} = ''", {"not": {"question": "why", "answered": True}}),
    ("selected(${role}, 'child')", {"question": "role", "is": "child"}),
    ("selected( ${topics} , \"home\" )", {"question": "topics", "includes": "home"}),
    ("${role} = 'child' or (${role} = 'P 1')", {"question": "role", "one_of": ["child", "parent"]}),
    ("${role} = 'child' or ${plans} = 1 and ${why} != ''",
     {"any": [{"question": "role", "is": "child"}, {"all": [{"question": "plans", "is": "1"}, {"question": "why", "answered": True}]}]}),
    ("((not(${role} = 'child')))", {"not": {"question": "role", "is": "child"}}),
])
def test_a_condition_means_a_rule(condition: str, rule: Rule) -> None:
    assert rule_of(condition, ASKED) == rule


@pytest.mark.parametrize(("condition", "why"), [
    ("${role} = ", "it ends too early"),
    ("${role} = 'child", "cannot be read"),
    ("(${role} = 'child'", "it ends too early"),
    ("${role} = 'child')", "“)” is not expected there"),
    ("${role} 'child'", "“'child'” is not expected there"),
    ("${plans} > 3", "“>” alone is not among what our conditions can say"),
    ("${plans} + 1 = 3", "“+ 1 = 3” cannot be read"),
    ("count-selected(${topics}) = 2", "a comparison needs a question on one side"),
    ("${role} = ${why}", "a comparison needs a question on one side"),
    ("today() = '2026-01-01'", "a comparison needs a question on one side"),
    ("selected(${role})", "“selected” alone is not among"),
    ("selected(${why}, 'x')", "selected() is for choices, and “why” has none"),
    ("${topics} = 'home'", "“topics” takes several answers; write selected(${topics}, 'home')"),
    ("${role} = 'cook'", "it waits for “cook”, which “role” cannot be answered with"),
    ("${later} = 'x'", "“later” is not a question that is asked before it"),
    ("not(" * 60 + "${role} = 'child'" + ")" * 60, "its brackets are too deep"),
    ("", "it ends too early"),
])
def test_a_condition_that_we_cannot_say_says_why(condition: str, why: str) -> None:
    with pytest.raises(Unsayable) as unsayable:
        rule_of(condition, ASKED)
    assert why in str(unsayable.value)


@pytest.mark.parametrize(("constraint", "limits"), [
    (". >= 1 and . <= 500", {"lowest": 1, "highest": 500}),
    (". > 0 and 10 > .", {"lowest": 1, "highest": 9}),
    ("count-selected(.) <= 3", {"max_choices": 3}),
    ("string-length(.) < 100", {"max_length": 99}),
    ("count-selected(.) <= 3 and not(selected(., 'none') and count-selected(.) > 1)", {"max_choices": 3, "apart": ["none"]}),
])
def test_a_constraint_means_limits(constraint: str, limits: dict[str, Any]) -> None:
    assert limits_of(constraint) == limits


@pytest.mark.parametrize("constraint", [". > 1 or . < 0", "regex(., '[a-z]+')", ". <= ${age}", ". = 3", ". <= 2.5", "string-length(${why}) <= 3", ". <", "."])
def test_a_constraint_that_is_no_plain_limit_is_not_guessed(constraint: str) -> None:
    with pytest.raises(Unsayable):
        limits_of(constraint)


# ── A form from elsewhere ───────────────────────────────────────────────────────────────────────────────────────────

YES_NO = [{"list_name": "yes_no", "name": 1, "label": "Yes"}, {"list_name": "yes_no", "name": 0, "label": "No"}]


@pytest.fixture
def field_form(a_form: AForm) -> Path:
    """A form as the field writes it, with the mistakes that it makes."""
    return a_form(
        {"type": "start", "name": "start"},
        {"type": "select_one yes_no", "name": "Q1 age", "label": "Are you over 16?", "required": "TRUE"},
        {"type": "geopoint", "name": "place", "label": "Where are you?"},
        {"type": "calculate", "name": "score", "calculation": "${Q1 age} + 1"},
        {"type": "begin group", "name": "School Life", "label": "School life"},
        {"type": "note", "name": "intro", "label": "100% of these are about school."},
        {"type": "text", "name": "why", "label": "Why?", "relevant": "${Q1 age} = '1'", "appearance": "multiline"},
        {"type": "text", "name": "why", "label": "Why not?", "relevant": "${Q1 age} = "},
        {"type": "begin_repeat", "name": "child", "label": "Each child", "relevant": "${Q1 age} != '0'"},
        {"type": "select_multiple likes", "name": "likes", "label": "What do you like?", "constraint": "count-selected(.) <= 2"},
        {"type": "decimal", "name": "check", "label": "=1+1", "constraint": ". >= 1 and . <= 20"},
        {"type": "end_repeat"},
        {"type": "text", "name": "other", "label": "Which, ${why}?", "relevant": "selected(${likes}, 'Other Things')"},
        {"type": "end group"},
        {"type": "select_one agreement", "name": "heard", "label": "People listen to me."},
        choices=[
            *YES_NO,
            {"list_name": "likes", "name": "maths", "label": "Maths"}, {"list_name": "likes", "name": "maths", "label": "More maths"},
            {"list_name": "likes", "name": "Other Things", "label": "Other things", "image": "other.png"},
            *({"list_name": "agreement", "name": name, "label": name.replace("_", " ").capitalize()}
              for name in ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know")),
        ],
        settings={"form_title": "School and you", "form_id": "school_v1", "version": 2024},
        entities=[{"dataset": "trees"}])


def test_a_form_from_elsewhere_comes_in_as_far_as_it_matches(field_form: Path) -> None:
    raw, _ = read(field_form, "my-school")
    asked = questions_of(raw)
    assert (raw["slug"], raw["title"], raw["edition"]) == ("my-school", "School and you", "2024")
    assert [section["id"] for section in raw["sections"]] == ["questions", "school_life", "questions_2"]
    assert {name: question["kind"] for name, question in asked.items()} == {
        "q1_age": "choose_one", "why": "comment", "why_2": "comment", "likes": "choose_many", "q_check": "number", "other": "comment", "heard": "agreement"}
    assert asked["q1_age"]["options"] == [{"value": "o_1", "label": "Yes"}, {"value": "o_0", "label": "No"}]
    assert (asked["q1_age"]["optional"], asked["q1_age"]["missing"]) == (False, "Answer this question to go on")
    assert asked["why"]["show_if"] == {"question": "q1_age", "is": "o_1"}
    assert asked["why"]["note"] == "100%% of these are about school."
    assert "show_if" not in asked["why_2"]
    assert asked["likes"]["max_choices"] == 2
    assert asked["likes"]["show_if"] == asked["q_check"]["show_if"] == {"not": {"question": "q1_age", "is": "o_0"}}
    assert asked["other"]["show_if"] == {"question": "likes", "includes": "other_things"}
    assert (asked["q_check"]["lowest"], asked["q_check"]["highest"]) == (1, 20)
    Survey.model_validate(raw)


@pytest.mark.parametrize("said", [
    "survey, row 2, “start”: the type “start” is left out: we keep neither the moment, nor the device, nor a name.",
    "survey, row 3, “Q1 age”: this name is not one of ours",
    "survey, row 3, “Q1 age”: it must be answered, and there is no required_message",
    "survey, row 4, “place”: the type “geopoint” is left out: we never ask where exactly somebody is.",
    "survey, row 5, “score”: the type “calculate” is left out",
    "survey, row 7, “intro”: this note is shown below the question “why”.",
    "survey, row 9, “why”: this name stands twice. This question is now “why_2”",
    "survey, row 9, “why”: its condition is not kept, so it is shown to everyone: it ends too early.",
    "survey, row 10, “child”: this group repeats.",
    "survey, row 10, “child”: this group lies inside another.",
    "survey, row 12, “check”: this name is not one of ours",
    "survey, row 12, “check”: we take whole numbers only.",
    "survey, row 12, “check”: there is no label in full words",
    "survey, row 12, label: this is a formula; it has no value, so the cell is read as empty.",
    "survey, row 14, “other”: its words take up another answer",
    "survey, row 2, “questions outside of a group”: they are put into a section of their own.",
    "survey: the column “calculation” is not kept (first in row 5).",
    "choices: the column “image” is not kept (first in row 6).",
    "choices, row 5: the value “maths” stands twice in its list",
    "choices, list “yes_no”: our values have small letters, digits and _, and are longer than one: 1 is now o_1; 0 is now o_0.",
    "choices, list “agreement”: this is our scale agreement, whose own words are shown instead of: Neither; Dont know.",
    "settings: the form_id “school_v1” is not kept; the survey is called “my-school”.",
    "entities: this sheet is not read.",
    "There is no easy read: no column “label::Easy read (en-x-easy)”.",
    "short written answers, so they are never grouped or quoted as comments: why_2, other.",
    "To be written by you, in square brackets",
])
def test_what_does_not_match_is_told_with_sheet_and_row(field_form: Path, said: str) -> None:
    _, lines = read(field_form, "my-school")
    assert [line for line in lines if said in line], "\n".join(lines)


def test_the_last_value_of_a_formula_is_taken_and_told(a_form: AForm) -> None:
    path = a_form({"type": "text", "name": "why", "label": '="Wh"&"y?"'})
    change_sheet(path, (b'<c r="C2">', b'<c r="C2" t="str">'), (b"</f><v /></c>", b"</f><v>Why?</v></c>"))
    raw, lines = read(path, "my-school")
    assert questions_of(raw)["why"]["text"] == "Why?"
    assert "survey, row 2, label: this is a formula; its last value “Why?” is taken. Write the words themselves." in lines


def test_a_condition_of_a_group_is_a_condition_of_each_of_its_questions(a_form: AForm) -> None:
    path = a_form(
        {"type": "text", "name": "why", "label": "Why?"}, {"type": "text", "name": "how_so", "label": "How?"},
        {"type": "begin_group", "name": "more", "label": "More", "relevant": "${why} != ''"},
        {"type": "begin_group", "name": "inner", "relevant": "${how_so} != ''"},
        {"type": "text", "name": "where", "label": "Where?", "relevant": "${why} = 'so'"},
        {"type": "end_group"}, {"type": "end_group"})
    raw, _ = read(path, "my-school")
    assert questions_of(raw)["where"]["show_if"] == {
        "all": [{"question": "why", "answered": True}, {"question": "how_so", "answered": True}, {"question": "why", "is": "so"}]}


def test_statements_on_one_scale_in_a_group_come_in_as_cards(a_form: AForm) -> None:
    points = [{"list_name": "often", "name": name, "label": name} for name in ("always", "mostly", "sometimes", "rarely", "never", "dont_know")]
    path = a_form(
        {"type": "begin_group", "name": "school", "label": "School"},
        {"type": "begin_group", "name": "how_often", "label": "How often is this true?"},
        {"type": "select_one often", "name": "safe", "label": "I feel safe."}, {"type": "select_one often", "name": "heard", "label": "I am heard."},
        {"type": "end_group"}, {"type": "end_group"}, choices=points)
    cards = questions_of(read(path, "my-school")[0])["how_often"]
    assert (cards["kind"], cards["each"], cards["text"]) == ("cards", "faces", "How often is this true?")
    assert [card["id"] for card in cards["cards"]] == ["safe", "heard"]


def test_a_form_without_easy_read_comes_in_but_cannot_open(a_form: AForm) -> None:
    raw, _ = read(a_form({"type": "text", "name": "why", "label": "Why?"}), "my-school")
    found = "\n".join(easy_read.problems(Survey.model_validate(raw), {}))
    assert "question “why”: it has no easy-read twin" in found
    assert "leave it out, or make it 1 more sentence" in found  # what is in brackets must be written first
    assert "this is still the text to be replaced: [Write the title in easy read]" in found


@pytest.mark.parametrize("columns", [
    ("label::English (en)", "label::Easy read (en-x-easy)", "label::French (fr)"), ("Label :: English", "label::easy-read", "label::Urdu"), ("label", "label::Easy", "label::French")])
def test_full_words_and_easy_read_are_found_among_the_languages(a_form: AForm, columns: tuple[str, ...]) -> None:
    path = a_form({"type": "text", "name": "why", **dict(zip(columns, ("Why is that?", "Why?", "Pourquoi ?"), strict=True))})
    raw, lines = read(path, "my-school")
    assert questions_of(raw)["why"]["text"] == "Why is that?"
    assert questions_of(raw)["why"]["easy"] == {"text": "Why?"}
    assert [line for line in lines if f"the column “{columns[2]}” is not kept" in line]


def test_a_question_without_easy_words_among_others_is_named(a_form: AForm) -> None:
    _, lines = read(a_form({"type": "text", "name": "why", "label": "Why?", "label::Easy read": "Why?"}, {"type": "text", "name": "how_so", "label": "How?"}), "my-school")
    assert "These questions have no easy-read words; write easy: for each: how_so." in lines


@pytest.mark.parametrize("required", ["yes", "TRUE", "true()", 1, True])
def test_every_way_to_say_required_counts(a_form: AForm, required: Any) -> None:
    raw, _ = read(a_form({"type": "text", "name": "why", "label": "Why?", "required": required, "required_message": "Say why"}), "my-school")
    assert (questions_of(raw)["why"]["optional"], questions_of(raw)["why"]["missing"]) == (False, "Say why")


def test_groups_that_do_not_close_are_told_and_read(a_form: AForm) -> None:
    raw, lines = read(a_form({"type": "end_group"}, {"type": "begin_group", "name": "one", "label": "One"}, {"type": "text", "name": "why", "label": "Why?"}), "my-school")
    assert raw["sections"][0]["title"] == "One"
    assert "survey, row 2: this ends a group that never began; remove the row." in lines
    assert [line for line in lines if line.startswith("survey, row 3, “one”: this group never ends")]


def test_a_choice_from_a_list_that_is_not_there_is_told(a_form: AForm) -> None:
    _, lines = read(a_form({"type": "select_one gone", "name": "lunch", "label": "How is lunch?"}), "my-school")
    assert "survey, row 2, “lunch”: the list “gone” has fewer than 2 choices; add rows for it to the sheet choices." in lines


def test_a_name_in_letters_that_ids_have_not_is_named_by_its_row(a_form: AForm) -> None:
    raw, _ = read(a_form({"type": "text", "name": "عمر", "label": "How old are you?"}, {"type": "text", "name": "x", "label": "And?"}), "my-school")
    assert list(questions_of(raw)) == ["q_2", "q_x"]


# ── Files that are no forms ─────────────────────────────────────────────────────────────────────────────────────────


def mistake_in(path: Path) -> str:
    with pytest.raises(XlsformMistake) as mistake:
        read(path, "my-school")
    return "\n".join(mistake.value.problems)


def test_a_file_that_is_no_workbook_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"type,name,label\n")
    assert mistake_in(path) == "form.xlsx: this cannot be read as a workbook. Save it again as “Excel workbook (.xlsx)”."
    assert "cannot be read as a workbook" in mistake_in(tmp_path / "not_there.xlsx")


def test_a_file_larger_than_5_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    assert "larger than 5 MB" in mistake_in(path)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (21 * 1024 * 1024))
    assert "unpacks to more than 20 MB" in mistake_in(path)


def test_more_than_2000_rows_are_refused_with_the_row(a_form: AForm) -> None:
    row = {"type": "text", "name": "why", "label": "Why?"}
    assert read(a_form(*[row] * 2000), "my-school")
    assert mistake_in(a_form(*[row] * 2001)).startswith("survey, row 2002: there are more than 2,000 rows.")


def test_a_file_that_claims_a_million_empty_rows_is_refused_soon(a_form: AForm) -> None:
    path = a_form({"type": "text", "name": "why", "label": "Why?"})
    change_sheet(path, (b'2"', b'999999"'))
    assert mistake_in(path) == "survey: the sheet goes on below row 20,000. Delete the empty rows below the form."


def test_a_workbook_without_the_sheet_or_its_columns_says_which(a_form: AForm) -> None:
    assert "There is no sheet called “survey”" in mistake_in(a_form(choices=YES_NO))
    assert mistake_in(a_form({"kind": "text", "id": "why"})) == "survey, row 1: there is no column “type”; add it.\nsurvey, row 1: there is no column “name”; add it."


def test_a_form_with_nothing_that_we_ask_is_refused_with_the_reason(a_form: AForm) -> None:
    assert "there is no question that our surveys can ask" in mistake_in(a_form({"type": "geopoint", "name": "place", "label": "Where?"}))
    assert "“geopoint” is left out" in mistake_in(a_form({"type": "geopoint", "name": "place", "label": "Where?"}))


def test_groups_deeper_than_anybody_writes_are_refused(a_form: AForm) -> None:
    groups = [{"type": "begin_group", "name": f"g{n}", "label": "G"} for n in range(500)]
    assert "groups stand more than 20 deep" in mistake_in(a_form(*groups, {"type": "text", "name": "why", "label": "Why?"}))
