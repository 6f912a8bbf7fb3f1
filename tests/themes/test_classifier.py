"""The classifier beside the rules: what it adds, what it may not do, and that nothing foreign is ever loaded."""

import json
import shutil

import pytest

from voice.themes import CODES
from voice.themes.classifier import BadModel, Plain, classifier
from voice.themes.mixing import where
from voice.themes.release import FOLDER, model_name

BY_CLASSIFIER = "The lady on the desk had read about him before we came, so I did not have to begin from the start yet again"


def codes(finding):
    return {statement.code for statement in finding.statements}


def test_it_finds_what_nobody_wrote_a_rule_for(reads, reads_with_both):
    assert codes(reads(BY_CLASSIFIER)) == set()
    assert codes(reads_with_both(BY_CLASSIFIER)) == {"adults"}


def test_what_it_finds_carries_words_of_the_comment(reads_with_both):
    (found,) = reads_with_both(BY_CLASSIFIER).statements
    assert found.evidence
    assert all(0 <= start < end <= len(BY_CLASSIFIER) and BY_CLASSIFIER[start:end].strip() for start, end in found.evidence)


@pytest.mark.parametrize("prompt", ["Do you feel safe at school?", "Do you have friends?", "What helps you?"])
def test_a_question_alone_never_makes_a_statement(reads_with_both, prompt):
    assert codes(reads_with_both("Qwzx vbnm.", prompt=prompt)) == set()


def test_it_never_clears_a_concern_that_a_rule_raised(reads, reads_with_both):
    text = "My uncle hits me with a belt when mum is at work"
    assert reads(text).reasons == reads_with_both(text).reasons != ()


def test_no_more_than_three_statements_are_shown(reads_with_both):
    text = ("Nobody listens to me, I am scared on the bus, I have no friends, the physio stopped, the staff were never trained, "
            "I want a job and my plan is not followed")
    assert len(reads_with_both(text).statements) == 3


def test_a_close_call_is_less_sure_than_a_clear_one(reads_with_both):
    assert reads_with_both(BY_CLASSIFIER).certainty < reads_with_both("I have no friends and nobody plays with me").certainty


def test_a_model_that_is_not_the_one_its_card_names_is_refused(tmp_path):
    copy = tmp_path / "model"
    shutil.copytree(FOLDER, copy)
    with (copy / "plain.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(BadModel, match="voice themes build"):
        Plain(copy)


def test_without_a_model_the_rules_work_alone(tmp_path):
    assert classifier(tmp_path) is None
    assert model_name(tmp_path) is None


def test_the_card_says_what_it_is_and_what_it_learnt_from():
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert card["name"] == f"plain-{card['sha256'][:8]}"
    assert card["learnt_from"] >= 4000
    assert len(card["licence"]) > 3


def test_chances_lie_between_0_and_1(reads_with_both):
    finding = reads_with_both("I get bullied")
    assert all(0 < statement.score <= 1 for statement in finding.statements)
    assert {statement.code for statement in finding.statements} <= set(CODES)


def test_words_are_found_where_they_stand_and_do_not_overlap():
    assert where("Bus, the BUS stop", ["bus", "the bus", "stop"]) == ((0, 3), (5, 12), (13, 17))
    assert where("business", ["bus"]) == ()
