"""Files of other tools are read, and their columns guessed."""

import pytest

from tests.bringing import files
from voice.bringing.mapping import LONGEST, Column, Kept, day_of, guessed, id_of, kinds_of, mapped, role_of
from voice.bringing.tables import CannotRead, read_table


@pytest.mark.parametrize(("make", "uses"), [
    (files.microsoft_forms, ["key", "leave_out", "day", "leave_out", "leave_out", "who", "comment", "quotes"]),
    (files.smart_survey, ["leave_out", "key", "leave_out", "leave_out", "day", "who", "comment"]),
    (files.lime_survey, ["key", "day", "leave_out", "leave_out", "leave_out", "who", "comment"]),
    (files.citizen_space, ["key", "day", "leave_out", "leave_out", "who", "comment"]),
    (files.open_document, ["who", "comment"])])
def test_the_usual_tools_are_understood(make, uses):
    """And nobody's name, e-mail or IP address is taken by itself."""
    table = read_table(make())
    assert [column.use for column in guessed(table)] == uses
    rows = mapped(table, guessed(table), {})
    assert [next(iter(row.said.values())) for row in rows] == [said for _, said, _ in files.ROWS]
    assert [row.role for row in rows] == ["parent", "child", "education"]
    if "day" in uses:
        assert all(row.day and row.day.year == 2024 and row.day.month == 9 for row in rows)


@pytest.mark.parametrize(("content", "kind"), [
    (b"", "empty"), (b"only,headings\n", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_a_table"), (b"PK\x03\x04torn", "not_a_table"),
    (",".join(map(str, range(300))).encode() + b"\n" + b",".join([b"x"] * 300), "too_many_columns"), (b"a\n" + b"x y z\n" * 20_001, "too_many_rows")])
def test_what_is_no_table_is_told_apart(content, kind):
    with pytest.raises(CannotRead) as refusal:
        read_table(content)
    assert refusal.value.kind == kind


def test_a_small_file_that_unpacks_to_much_is_refused():
    """R47."""
    with pytest.raises(CannotRead) as refusal:
        read_table(files.a_bomb())
    assert refusal.value.kind == "too_large"


def test_formulas_are_text_and_encodings_are_understood():
    table = read_table(files.a_csv([["Say"], ["=1+1"], ["café “quoted”"]], encoding="cp1252"))
    assert table.rows == [["=1+1"], ["café “quoted”"]]


def test_every_row_comes_in_or_is_kept_out_with_a_reason():
    table = read_table(files.a_csv([["Who", "Say"], ["Mum", "The bus"], ["Mum", " "], ["Mum", "x" * (LONGEST + 1)]]))
    rows = mapped(table, [Column("Who", "who"), Column("Say", "comment")], {})
    assert [(row.number, getattr(row, "reason", "in")) for row in rows] == [(2, "in"), (3, "no_comment"), (4, "too_long")]
    assert isinstance(rows[2], Kept)
    assert len(rows[2].cells[1]) == LONGEST + 1


@pytest.mark.parametrize(("said", "day"), [("03/09/2024 09:05", "2024-09-03"), ("2024-09-03T10:00:00Z", "2024-09-03"), ("3.9.2024", "2024-09-03"), ("31/02/2024", "None"), ("soon", "None")])
def test_days_are_read_as_in_britain(said, day):
    assert str(day_of(said)) == day


def test_who_answered_is_told_by_what_the_file_says():
    assert [role_of(said) for said in ("I am a parent carer", "Young person (16-25)", "SENCO", "Member of the public", "???")] == ["parent", "child", "education", "other", "unknown"]
    table = read_table(files.smart_survey())
    assert kinds_of(table, guessed(table)) == ["Parent or carer", "Young person", "Teacher"]


def test_a_row_has_the_same_id_however_often_it_comes():
    table = read_table(files.smart_survey())
    one, other = (mapped(table, guessed(table), {}) for _ in range(2))
    assert [id_of("a", row) for row in one] == [id_of("a", row) for row in other]
    assert len({id_of(slug, row) for slug in "ab" for row in one}) == 6
