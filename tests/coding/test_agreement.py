"""Agreement is what the literature's own examples say, is worked out before anybody talks, and is never worked out again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.coding.builders import some_comments
from voice.coding import agreement
from voice.coding.agreement import agreed
from voice.models import CodingAgreement, db

KRIPPENDORFF_BINARY = ("0100000010", "1110010000")
KRIPPENDORFF_NAMES = ("aabbdcccedda", "babbbccceddd")
"""Examples A and B of Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): alpha 0.095 and 0.692."""


def given(**by_coder):
    """Return what coders gave, from a row of labels each."""
    return [(coder, str(item), label) for coder, labels in by_coder.items() for item, label in enumerate(labels)]


def test_kappa_of_two_coders_by_hand():
    """50 proposals, both yes 20, only one yes 5, only the other 10, both no 15: observed 0.7, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5, kappa 0.4."""
    found = agreed(given(a=[True] * 20 + [True] * 5 + [False] * 10 + [False] * 15, b=[True] * 20 + [False] * 5 + [True] * 10 + [False] * 15))
    assert found.kappa == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert found.kappa == pytest.approx(0.4)


@pytest.mark.parametrize(("labels", "alpha"), [
    (KRIPPENDORFF_BINARY, 1 - 19 * 4 / (14 * 6)),
    (KRIPPENDORFF_NAMES, 1 - 23 * 6 / (24 ** 2 - 4 ** 2 - 6 ** 2 - 6 ** 2 - 6 ** 2 - 2 ** 2)),
])
def test_alpha_of_two_coders_by_hand(labels, alpha):
    """alpha = 1 - (n - 1) * values in pairs that differ / pairs of values that could differ; in the first, 4 of 10 units differ."""
    assert agreed(given(a=labels[0], b=labels[1])).alpha == pytest.approx(alpha)


def test_alpha_as_krippendorff_printed_it():
    assert round(agreed(given(a=KRIPPENDORFF_BINARY[0], b=KRIPPENDORFF_BINARY[1])).alpha, 3) == 0.095
    assert round(agreed(given(a=KRIPPENDORFF_NAMES[0], b=KRIPPENDORFF_NAMES[1])).alpha, 3) == 0.692


def test_kappa_of_three_is_the_mean_over_the_pairs():
    """a and b agree on all: 1. c agrees with each on 3 of 4; by chance (2 * 3 + 2 * 1) / 16 = 0.5: (0.75 - 0.5) / 0.5 = 0.5."""
    found = agreed(given(a="yynn", b="yynn", c="yyyn"))
    assert found.kappa == pytest.approx((1 + 0.5 + 0.5) / 3)


def test_a_pair_that_never_gave_a_code_is_no_perfect_agreement():
    """Of two who never gave it nothing can be said; the third agrees with each by chance only. The library alone would say 1/3."""
    assert agreed(given(a="nnnn", b="nnnn", c="ynnn")).kappa == pytest.approx(0)


@pytest.mark.parametrize("labels", ["nnnn", "yyyy"])
def test_where_all_gave_the_same_everywhere_nothing_can_be_said(labels):
    assert agreed(given(a=labels, b=labels)) == agreement.Agreed(None, None)


def test_of_no_comment_nothing_can_be_said():
    assert agreed([]) == agreement.Agreed(None, None)


@pytest.mark.parametrize(("kappa", "enough"), [(0.60, True), (1.0, True), (0.5999, False), (0.0, False), (-1.0, False), (None, False)])
def test_the_gate_is_six_tenths(kappa, enough):
    assert agreement.is_enough(kappa) is enough


@pytest.fixture
def four(team):
    """Four comments, on one of which the other coder says something else."""
    with team.inside():
        some_comments(4)
    team.draws()
    return team


def kept(team):
    with team.inside():
        return {one.code: (one.kappa, one.alpha, one.n, one.n_given) for one in db.session.scalars(select(CodingAgreement))}


def test_the_figures_come_when_the_last_is_done_and_say_what_cannot_be_said(four):
    ids = four.ids
    for reader, last in ((four.lead, ["safe"]), (four.other, ["belong"])):
        for id in ids[:3]:
            four.codes(reader, id, "safe")
        four.codes(reader, ids[3], last, "mixed")
        assert kept(four) == {}
        four.done(reader)
    found = kept(four)
    assert found["voice"] == (None, None, 4, 0)
    assert found["safe"][2:] == (4, 4)
    assert found["safe"][0] == pytest.approx(0)  # one of them gave it everywhere: no more than chance
    assert found["stance"][:2] == (1.0, 1.0)
    (table,) = four.lead.opens(four.at).soup.select("table")
    rows = {row.th.get_text(" ", strip=True): row.get_text(" ", strip=True) for row in table.select("tbody tr")}
    assert "Cannot be said: nobody gave it." in rows["1 I have a voice, and this is listened to and respected"]
    assert "People do not agree enough on this one" in rows["3 I feel safe"]
    assert rows["Direction of the comment"].endswith("1.00 1.00 People agree enough.")


def test_settling_changes_no_agreement(four):
    four.all_code(**{four.ids[1]: {"statements": ["belong"], "stance": "mixed"}})
    before = kept(four)
    assert before["belong"][3] == 1
    four.settles(four.lead, four.ids[1], "safe")
    with four.inside():
        assert not agreement.keep(four.sample.id, four.sample.drawn_at)
    four.lead.posts(f"{four.at}/agreement")
    four.measures()
    assert kept(four) == before


def test_agreement_that_was_not_come_to_can_be_worked_out_later_and_once(four, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(agreement, "keep", lambda *_: False)  # the power went between the two writes
        four.all_code()
    assert four.sample.state == "coding"
    assert "Work out how far people agree" in four.lead.opens(four.at).text
    four.other.posts(f"{four.at}/agreement")
    assert four.sample.state == "resolving"
    assert len(kept(four)) == 8


def test_agreement_cannot_be_worked_out_while_somebody_codes(four):
    for id in four.ids:
        four.codes(four.lead, id)
    four.done(four.lead)
    four.lead.posts(f"{four.at}/agreement")
    assert (four.sample.state, kept(four)) == ("coding", {})
