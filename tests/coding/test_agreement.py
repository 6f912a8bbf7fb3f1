"""Figures of agreement, worked by hand."""

import pytest

from voice.coding.agreement import agreement, is_enough, measured, right


def coder(**said):
    return said


def test_kappa_and_alpha_of_two_coders_are_those_worked_by_hand():
    """20 comments: both say safe of 8, neither of 8, one alone of 2 and 2. Po = 0.8, Pe = 0.5, kappa = 0.6.

    Krippendorff's alpha: Do = 4/20; 20 yes and 20 no among 40 values, De = 2 * 20 * 20 / (40 * 39); alpha = 1 - 0.2 / 0.5128 = 0.61.
    """
    one = {f"c{n}": ("safe",) if n < 10 else () for n in range(20)}
    other = {f"c{n}": ("safe",) if n < 8 or n in (10, 11) else () for n in range(20)}
    found = agreement([one, other])["safe"]
    assert found["n"] == 20
    assert found["kappa"] == pytest.approx(0.6)
    assert found["alpha"] == pytest.approx(0.61)
    assert is_enough(found["kappa"])


def test_a_code_that_everybody_gave_or_nobody_says_nothing():
    found = agreement([{"a": ("safe",), "b": ("safe",)}, {"a": ("safe",), "b": ("safe",)}])
    assert (found["safe"]["kappa"], found["voice"]["kappa"], found["voice"]["n"]) == (None, None, 0)
    assert not is_enough(None)


def test_kappa_of_three_is_the_mean_of_their_pairs():
    """The first two agree wholly (1); the third gives the other half each time (-1, -1)."""
    same, other = {"a": ("safe",), "b": ()}, {"a": (), "b": ("safe",)}
    assert agreement([same, same, other])["safe"]["kappa"] == pytest.approx(-1 / 3)


def test_comments_that_somebody_left_out_do_not_count():
    assert agreement([{"a": ("safe",), "b": ()}, {"a": ("safe",)}])["safe"] == {"n": 2, "kappa": None, "alpha": None}


def test_a_share_has_the_interval_of_wilson():
    """9 of 10: 0.596 to 0.982, as tables of Wilson's interval have it."""
    found = right(9, 10)
    assert (found.share, found.low, found.high) == pytest.approx((0.9, 0.596, 0.982), abs=0.001)
    assert right(0, 0) is None


def test_the_machine_is_measured_on_what_it_groups_and_on_what_belongs():
    found = measured([(("safe",), ("safe",)), (("safe", "voice"), ("safe",)), (("safe",), ()), ((), ("safe",)), ((), ())])["safe"]
    assert (found.grouped.right, found.grouped.n, found.belonging.right, found.belonging.n) == (2, 3, 2, 3)
