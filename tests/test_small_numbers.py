"""Nobody stands behind a number alone, and no hidden number can be worked out from those that are shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import pytest

from voice.small_numbers import ALL, FEW, HIDDEN, Cell, Protected, percentage, protect, suppress

BELOW = 5
REACHES = ((0, 1, -1), (0, 2, -2, 3, -3, 4, -4))
"""How far the solver goes from the true numbers to find others that fit: one first, which is nearly always enough."""


def a_table(rows: Sequence[Sequence[int]]) -> dict[str, dict[str, int]]:
    """Return rows r0, r1, … of columns c0, c1, …"""
    return {f"r{i}": {f"c{j}": n for j, n in enumerate(row)} for i, row in enumerate(rows)}


def may_be(cell: Cell, n: int, real: int) -> bool:
    """Say whether a number fits what is shown of a cell. A reader may guess that what is hidden is no small number."""
    if isinstance(cell, int):
        return cell == n
    if cell is FEW:
        return 1 <= n < BELOW
    return n >= (BELOW if real >= BELOW else 0)


def innermost(shown: Protected) -> tuple[list[str], list[str]]:
    rows = [r for r in dict.fromkeys(r for r, _ in shown.cells) if r.startswith("r")]
    return rows, [c for c in dict.fromkeys(c for _, c in shown.cells) if c != ALL]


def summed(inner: Mapping[tuple[str, str], int], groups: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Return a table with its sums."""
    table: dict[tuple[str, str], int] = defaultdict(int)
    for (row, column), n in inner.items():
        for r in {row, groups.get(row, ALL), ALL}:
            table[r, column] += n
            table[r, ALL] += n
    return table


def solved(shown: Protected, truth: Mapping[str, Mapping[str, int]],
           groups: Mapping[str, str] | None = None) -> set[tuple[str, str]]:
    """Return the withheld cells for which no other number fits: no other table, tried by adding and taking away."""
    withheld = {place for place, cell in shown.cells.items() if not isinstance(cell, int)}
    places = [(r, c) for r, row in truth.items() for c in row]
    real = summed({(r, c): truth[r][c] for r, c in places}, groups or {})
    for reach in REACHES:
        steps = [[d for d in reach if may_be(shown.cells[place], real[place] + d, real[place])] for place in places]
        for found in product(*steps):
            if not any(found):
                continue
            table = summed({place: real[place] + d for place, d in zip(places, found, strict=True)}, groups or {})
            if all(may_be(shown.cells[place], n, real[place]) for place, n in table.items()):
                withheld -= {place for place in withheld if table[place] != real[place]}
                if not withheld:
                    return set()
    return withheld


def every(numbers: Iterable[int], cells: int) -> list[tuple[int, ...]]:
    return list(product(numbers, repeat=cells))


def test_the_solver_of_this_test_finds_a_lone_hidden_cell():
    whole = {("r0", "c0"): FEW, ("r0", "c1"): 7, ("r0", ALL): 9}
    alone = Protected(whole | {(ALL, column): cell for (_, column), cell in whole.items()})
    assert ("r0", "c0") in solved(alone, a_table([[2, 7]]))


@pytest.mark.parametrize(("rows", "columns", "numbers"), [
    (1, 3, (0, 1, 2, 4, 5, 6, 9)), (3, 1, (0, 1, 4, 5, 9)), (2, 2, (0, 1, 3, 4, 5, 6)), (2, 3, (0, 1, 5)),
    (3, 2, (0, 4, 6))])
def test_no_hidden_cell_of_a_small_table_can_be_worked_out(rows, columns, numbers):
    for given in every(numbers, rows * columns):
        counts = a_table([given[i * columns:(i + 1) * columns] for i in range(rows)])
        assert solved(protect(counts, BELOW), counts) == set(), given


def test_no_hidden_cell_of_a_table_with_a_group_of_rows_can_be_worked_out():
    groups = {"r0": "children", "r1": "children"}
    for given in every((0, 1, 5), 6):
        counts = a_table([given[0:2], given[2:4], given[4:6]])
        assert solved(protect(counts, BELOW, groups), counts, groups) == set(), given


def test_no_row_that_agrees_can_be_told_when_that_is_asked():
    for given in every((0, 1, 6, 7), 4):
        counts = a_table([given[:2], given[2:]])
        shown = protect(counts, BELOW, all_same=True)
        assert solved(shown, counts) == set(), given
        for row, (a, b) in {"r0": given[:2], "r1": given[2:]}.items():
            if (a == 0) != (b == 0):
                assert shown.cell(row, "c0") == shown.cell(row, "c1") == HIDDEN


def test_a_small_count_is_never_shown_and_a_shown_count_is_true():
    for given in every((0, 1, 3, 4, 5, 8), 4):
        counts = a_table([given[:2], given[2:]])
        for (row, column), cell in protect(counts, BELOW).cells.items():
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


def test_few_people_who_all_differ_are_not_given_away_by_being_few():
    counts = a_table([[1, 1, 1, 1], [30, 30, 30, 30]])
    shown = protect(counts, BELOW)
    assert [shown.cell("r0", f"c{i}") for i in range(4)] == [FEW] * 4
    assert shown.cell("r0") is HIDDEN
    assert solved(shown, counts) == set()


def test_a_group_is_shown_with_its_rows():
    shown = protect(a_table([[10, 11], [20, 21], [30, 31]]), BELOW, {"r0": "children", "r1": "children"})
    assert (shown.cell("children", "c0"), shown.cell("children"), shown.cell()) == (30, 62, 123)


@pytest.mark.parametrize(("counts", "shown"), [
    ({"a": 3, "b": 0, "c": 9, "d": 40}, {"a": FEW, "b": 0, "c": HIDDEN, "d": 40, ALL: 52}),
    ({"a": 1, "b": 2, "c": 40}, {"a": FEW, "b": FEW, "c": 40, ALL: 43}),  # 3 is 1 and 2, or 2 and 1
    ({"a": 3}, {"a": FEW, ALL: FEW}),
    ({"a": 1, "b": 1, "c": 2}, {"a": FEW, "b": FEW, "c": FEW, ALL: FEW}),
    ({"a": 12, "b": 7}, {"a": 12, "b": 7, ALL: 19}),
    ({"a": 0, "b": 0}, {"a": 0, "b": 0, ALL: 0}),
])
def test_a_list_hides_its_small_counts_and_what_gives_them_away(counts, shown):
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


def test_a_table_beside_another_shares_its_totals_and_neither_gives_the_other_away():
    """Who spoke (r0, r1) and who says where it stands (p, and m with its parts): given columns, every number of both."""
    inside = {"m0": "m", "m1": "m"}
    for given in every((0, 1, 5, 7), 4):
        first = a_table([given[:2], given[2:]])
        for p, m0 in every((0, 1, 3), 2):
            sums = [given[0] + given[2], given[1] + given[3]]
            if p > sums[0] or m0 > sums[1]:
                continue
            beside = {"p": {"c0": p, "c1": 0}, "m0": {"c0": 0, "c1": m0}, "m1": {"c0": sums[0] - p, "c1": sums[1] - m0}}
            shown = protect(first, BELOW, inside, beside=beside)
            assert solved_together(shown, first, beside, inside) == set(), (given, beside)


def solved_together(shown, first, beside, inside):
    """Return the withheld cells of two tables with the same totals for which no other numbers fit."""
    withheld = {place for place, cell in shown.cells.items() if not isinstance(cell, int)}
    truth = {(r, c): n for table in (first, beside) for r, row in table.items() for c, n in row.items()}
    real = both(truth, beside, inside)
    for reach in REACHES:
        steps = [[d for d in reach if may_be(shown.cells[place], n + d, n)] for place, n in truth.items()]
        for found in product(*steps):
            if not withheld:
                return set()
            if any(found) and (table := both({place: n + d for (place, n), d in zip(truth.items(), found, strict=True)}, beside, inside)) and all(
                    may_be(shown.cells[place], n, real[place]) for place, n in table.items()):
                withheld -= {place for place in withheld if table[place] != real[place]}
    return withheld


def both(inner, beside, inside):
    """Return two tables with their sums as one, or nothing where their totals differ."""
    one = summed({place: n for place, n in inner.items() if place[0] not in beside}, {})
    other = summed({place: n for place, n in inner.items() if place[0] in beside}, inside)
    same = all(one[ALL, column] == other[ALL, column] for _, column in one)
    return {**other, **one} if same else {}


def test_tables_of_other_people_cannot_stand_beside_each_other():
    with pytest.raises(ValueError, match="the same sums"):
        protect({"a": {"n": 10}}, BELOW, beside={"b": {"n": 11}})
