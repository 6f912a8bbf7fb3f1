"""The training text is honest work, and the measures say what they claim."""

import json

import numpy as np
import pytest

from voice.themes import CODES, STANCES, Finding, StatementFinding
from voice.themes.learning import curve, data, evaluate
from voice.themes.learning.build import fit
from voice.themes.learning.data import Labelled, alike, read_labelled, training
from voice.themes.learning.measures import both, groups_of, kappa, overlap, sample_f1, share

NEAR = [
    "My teacher always listens to me when I am sad about the noise in the hall",
    "My teacher always listens to me when I am sad about the noise in the canteen",
    "I have no friends at all",
]


@pytest.fixture(scope="module")
def text():
    return training()


def test_the_training_text_is_large_and_every_label_is_one_of_ours(text):
    assert len(text) >= 4000
    assert len({one.comment.id for one in text}) == len(text)
    assert {code for one in text for code in one.statements} == set(CODES)
    assert {one.stance for one in text} == set(STANCES)


def test_personal_details_in_the_training_text_are_words_of_the_comment(text):
    assert [one.comment.id for one in text if any(span not in one.comment.text for span in (*one.personal, *one.place))] == []


def test_near_duplicates_are_seen(text):
    assert list(alike(NEAR)) == [(0, 1)]
    assert list(alike([one.comment.text for one in text])) == []


def test_nothing_in_the_training_text_is_near_a_comment_that_we_measure_on(text):
    dev = data.FOLDER.parents[3] / "shared" / "data" / "comments-dev.jsonl"
    if not dev.exists():
        pytest.skip("the labelled comments are not here")
    ours, theirs = [one.comment.text for one in text], [one.comment.text for one in read_labelled(dev)]
    assert [pair for pair in alike([*ours, *theirs]) if pair[1] >= len(ours)] == []


def test_two_coders_agree_and_the_command_can_say_how_far():
    found = evaluate.agreement()
    assert found["comments"] >= 500
    assert min(found["codes"].values()) >= 0.75


def test_fitting_twice_gives_the_same_numbers(text):
    few = text[:300]
    first, second = fit(few), fit(few)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_measures():
    assert sample_f1({"safe"}, {"safe", "adults"}) == pytest.approx(2 / 3)
    assert sample_f1([], []) == 1
    assert kappa(hit=20, extra=5, missed=10, neither=15) == pytest.approx(0.4)
    assert kappa(0, 0, 0, 0) is None
    found = share([(True, True), (True, False), (False, True), (False, False)])
    assert (found.n, found.precision, found.recall, found.f1) == (2, 0.5, 0.5, 0.5)
    assert overlap([(3, 8)], ["Tyler"], "My Tyler and Tyler") == (1, 1, 1, 2)


def finding(*codes: str) -> Finding:
    return Finding("x", tuple(StatementFinding(code, 0.5, ()) for code in codes), "change", False, (), (), (), "themed")


def labelled(tmp_path, *statements: str, second: tuple[str, ...] | None = None, who: str = "child") -> Labelled:
    record = {"id": "x", "text": "word " * 3, "who": who, "prompt": None, "statements": list(statements), "stance": "change", "concern": False}
    again = {"statements": list(second), "stance": "working", "concern": False} if second is not None else None
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({**record, "second": again}) + "\n", encoding="utf-8")
    return read_labelled(path)[0]


def test_figures_are_the_mean_of_both_coders(tmp_path):
    pairs = [(finding("safe"), labelled(tmp_path, "safe", second=("adults",)))]
    measured = both(pairs)
    assert (measured["f1"], measured["stance"]) == (0.5, 0.5)


def test_a_group_that_is_read_worse_is_named(tmp_path):
    pairs = [(finding("safe"), labelled(tmp_path, "safe")), (finding("safe"), labelled(tmp_path, "adults", who="parent"))]
    groups = groups_of(pairs)
    assert (groups["children and young people"], groups["parents"], groups["over 50 words"]) == (1, 0, None)
    assert evaluate.read_worse(groups, 0.5) == ["parents"]


def test_each_strength_is_measured_by_the_words_that_the_desk_says(tmp_path):
    pairs = [(Finding("x", tuple(StatementFinding(code, score, ()) for code, score in (("safe", 0.9), ("adults", 0.7), ("voice", 0.4))), "change", False, (), (), (), "themed"),
              labelled(tmp_path, "safe", "voice"))]
    assert evaluate.bands(pairs) == {"strong": {"n": 1, "right": 1.0}, "middle": {"n": 1, "right": 0.0}, "weak": {"n": 1, "right": 1.0}}
    assert [row["n"] for row in evaluate.reliability(pairs)] == [1, 0, 1, 1]


def test_the_learning_curve_is_kept_when_figures_are_measured_again(tmp_path):
    path = tmp_path / "figures.json"
    evaluate.write_figures({"pipeline": "rules-1", "f1": 0.5}, path)
    evaluate.add_curve({"pipeline": "rules-1", "rows": []}, path)
    evaluate.write_figures({"pipeline": "rules-2", "f1": 0.6}, path)
    assert json.loads(path.read_text()) == {"pipeline": "rules-2", "f1": 0.6, "curve": {"pipeline": "rules-1", "rows": []}}


def test_the_learning_curve_measures_alone_and_with_the_rules(tmp_path, text):
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(json.dumps({"id": one.comment.id, "text": one.comment.text, "prompt": one.comment.prompt, "statements": list(one.statements),
                                          "stance": one.stance, "concern": one.concern}) for one in text[:30]), encoding="utf-8")
    found = curve.curve(path, text[30:400], sizes=(60, 150), draws=2, folds=2)
    assert [(row["n"], row["draws"]) for row in found["rows"]] == [(60, 2), (150, 1)]
    assert all(0 <= row[way][name] <= 1 for row in found["rows"] for way in ("alone", "mixed") for name in curve.FIGURES)
    assert found["crossed"]["n"] == len(text[30:400])
    assert all(0 <= found["crossed"][name] <= 1 for name in curve.FIGURES)
