"""Nobody stands behind a number alone, and no hidden number can be worked out from those that are shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import pytest

from voice.small_numbers import ALL, FEW, HIDDEN, Cell, Protected, percentage, protect, suppress

BELOW = 5
ENOUGH = 14
"""Larger than any count below, so that the solver may try every number that a reader could think of."""


def a_table(rows: Sequence[Sequence[int]]) -> dict[str, dict[str, int]]:
    """Return rows r0, r1, … of columns c0, c1, …"""
    return {f"r{i}": {f"c{j}": n for j, n in enumerate(row)} for i, row in enumerate(rows)}


def may_be(cell: Cell, n: int) -> bool:
    """Say whether a number fits what is shown of it."""
    if isinstance(cell, int):
        return cell == n
    return 1 <= n < BELOW if cell is FEW else True


def innermost(shown: Protected) -> tuple[list[str], list[str]]:
    rows = [r for r in dict.fromkeys(r for r, _ in shown.cells) if r.startswith("r")]
    return rows, [c for c in dict.fromkeys(c for _, c in shown.cells) if c != ALL]


def possible(shown: Protected, groups: Mapping[str, str]) -> Iterator[dict[tuple[str, str], int]]:
    """Yield every table, with its sums, that fits what is shown: by trying them all, a row at a time."""
    rows, columns = innermost(shown)

    def fitting(row: str) -> list[tuple[int, ...]]:
        choices = [[n for n in range(ENOUGH) if may_be(shown.cell(row, c), n)] for c in columns]
        return [found for found in product(*choices) if may_be(shown.cell(row), sum(found))]

    for found in product(*(fitting(row) for row in rows)):
        table = dict.fromkeys(shown.cells, 0)
        for row, numbers in zip(rows, found, strict=True):
            for column, n in zip(columns, numbers, strict=True):
                for r in {row, groups.get(row, ALL), ALL}:
                    table[r, column] += n
                    table[r, ALL] += n
        if all(may_be(shown.cells[place], n) for place, n in table.items()):
            yield table


def solved(shown: Protected, groups: Mapping[str, str] | None = None) -> set[tuple[str, str]]:
    """Return the withheld cells that have the same number in every table that fits."""
    seen: dict[tuple[str, str], set[int]] = {place: set() for place, cell in shown.cells.items() if not isinstance(cell, int)}
    for table in possible(shown, groups or {}):
        for place in seen:
            seen[place].add(table[place])
        if all(len(numbers) > 1 for numbers in seen.values()):
            return set()
    return {place for place, numbers in seen.items() if len(numbers) < 2}


def every(numbers: Iterable[int], cells: int) -> list[tuple[int, ...]]:
    return list(product(numbers, repeat=cells))


def test_the_solver_of_this_test_finds_a_lone_hidden_cell():
    alone = Protected({("r0", "c0"): FEW, ("r0", "c1"): 7, ("r0", ALL): 9, (ALL, "c0"): FEW, (ALL, "c1"): 7, (ALL, ALL): 9})
    assert ("r0", "c0") in solved(alone)


@pytest.mark.parametrize(("rows", "columns", "numbers"), [
    (1, 3, (0, 1, 2, 4, 5, 6, 9)), (3, 1, (0, 1, 4, 5, 9)), (2, 2, (0, 1, 3, 4, 5, 6)), (2, 3, (0, 1, 5)), (3, 2, (0, 4, 6))])
def test_no_hidden_cell_of_a_small_table_can_be_worked_out(rows, columns, numbers):
    for given in every(numbers, rows * columns):
        shown = protect(a_table([given[i * columns:(i + 1) * columns] for i in range(rows)]), BELOW)
        assert solved(shown) == set(), given


def test_no_hidden_cell_of_a_table_with_a_group_of_rows_can_be_worked_out():
    groups = {"r0": "children", "r1": "children"}
    for given in every((0, 1, 5), 6):
        shown = protect(a_table([given[0:2], given[2:4], given[4:6]]), BELOW, groups)
        assert solved(shown, groups) == set(), given


def test_no_row_that_agrees_can_be_told_when_that_is_asked():
    for given in every((0, 1, 6, 7), 4):
        shown = protect(a_table([given[:2], given[2:]]), BELOW, all_same=True)
        assert solved(shown) == set(), given
        for row, (a, b) in {"r0": given[:2], "r1": given[2:]}.items():
            if (a == 0) != (b == 0):
                assert shown.cell(row, "c0") == shown.cell(row, "c1") == HIDDEN


@pytest.mark.parametrize("given", every((0, 1, 3, 4, 5, 8), 4))
def test_a_small_count_is_never_shown_and_a_shown_count_is_true(given):
    counts = a_table([given[:2], given[2:]])
    shown = protect(counts, BELOW)
    for (row, column), cell in shown.cells.items():
        if row != ALL and column != ALL and isinstance(cell, int):
            assert cell == counts[row][column]
        assert not isinstance(cell, int) or cell == 0 or cell >= BELOW


def test_a_row_and_a_column_with_a_hidden_cell_have_another():
    shown = protect(a_table([[22, 51, 9, 14], [19, 88, 12, 22], [3, 21, 5, 6]]), BELOW)
    rows, columns = innermost(shown)
    hidden = [(r, c) for r in rows for c in columns if not isinstance(shown.cell(r, c), int)]
    assert ("r2", "c0") in hidden
    for row, column in hidden:
        assert sum(r == row for r, _ in hidden) > 1
        assert sum(c == column for _, c in hidden) > 1
    assert len(hidden) == 4
    assert shown.cell() == 272


def test_a_true_0_stays_0():
    shown = protect(a_table([[0, 12, 3], [9, 0, 8]]), BELOW)
    assert (shown.cell("r0", "c0"), shown.cell("r1", "c1")) == (0, 0)


def test_a_table_of_many_people_is_shown_whole():
    shown = protect(a_table([[50, 60], [70, 80]]), BELOW)
    assert all(isinstance(cell, int) for cell in shown.cells.values())


def test_how_few_people_divide_is_not_shown():
    shown = protect(a_table([[1, 1, 2, 0], [30, 30, 30, 30]]), BELOW)
    assert shown.cell("r0") is FEW
    assert [shown.cell("r0", f"c{i}") for i in range(4)] == [HIDDEN] * 4


def test_a_group_is_shown_with_its_rows():
    shown = protect(a_table([[10, 11], [20, 21], [30, 31]]), BELOW, {"r0": "children", "r1": "children"})
    assert (shown.cell("children", "c0"), shown.cell("children"), shown.cell()) == (30, 62, 123)


@pytest.mark.parametrize(("counts", "shown"), [
    ({"a": 3, "b": 0, "c": 9, "d": 40}, {"a": FEW, "b": 0, "c": HIDDEN, "d": 40, ALL: 52}),
    ({"a": 1, "b": 2, "c": 40}, {"a": FEW, "b": FEW, "c": 40, ALL: HIDDEN}),
    ({"a": 3}, {"a": FEW, ALL: FEW}),
    ({"a": 1, "b": 1, "c": 2}, {"a": HIDDEN, "b": HIDDEN, "c": HIDDEN, ALL: FEW}),
    ({"a": 12, "b": 7}, {"a": 12, "b": 7, ALL: 19}),
    ({"a": 0, "b": 0}, {"a": 0, "b": 0, ALL: 0}),
])
def test_a_list_hides_its_small_counts_and_what_gives_them_away(counts, shown):
    if counts == {"a": 1, "b": 2, "c": 40}:
        shown |= {ALL: 43}  # 43 - 40 = 3 could be 1 and 2, or 2 and 1
    assert suppress(counts, BELOW) == shown


def test_an_empty_list_has_a_sum_of_0():
    assert suppress({}, BELOW) == {ALL: 0}


def test_fewer_than_2_cannot_hide_anybody():
    with pytest.raises(ValueError, match="3 or more"):
        suppress({"a": 1}, 2)


@pytest.mark.parametrize(("part", "base", "percent"), [
    (24, 61, 39), (0, 40, 0), (40, 40, 100), (12, 29, None), (4, 40, None), (36, 40, None), (5, 40, 12), (35, 40, 88),
    (FEW, 40, None), (12, HIDDEN, None)])
def test_a_percentage_is_said_of_30_people_or_more_and_never_of_a_few(part, base, percent):
    assert percentage(part, base, BELOW) == percent
