import pytest

from voice.themes.library import all_rules, vocabulary
from voice.themes.rulebook import BadRule, phrases, rules_of
from voice.themes.words import Words


def test_every_rule_file_keeps_to_the_grammar():
    labels = {rule.label for rule in all_rules()}
    assert {"voice", "healthy", "safe", "support", "adults", "independent", "belong", "working", "change"} <= labels
    assert all(part for rule in all_rules() for part in rule.parts)


def test_a_rule_says_several_phrases():
    spelled = {" ".join(phrase) for phrase in phrases("feel|be not? safe", "x")}
    assert spelled == {"feel safe", "feel not safe", "be safe", "be not safe"}
    assert phrases("part-time", "x") == (("part", "time"), ("part", "-", "time"))


@pytest.mark.parametrize(
    ("tiers", "word"),
    [({"certain": ["a"]}, "certain"), ({"fair": ["<nobody-knows> b"]}, "nobody-knows"), ({"fair": ["a .. "]}, "gap")],
)
def test_a_rule_that_breaks_the_grammar_is_named(tiers, word):
    with pytest.raises(BadRule, match=word):
        list(rules_of("x", tiers))


@pytest.mark.parametrize(
    ("written", "base"),
    [("hoped", "hope"), ("hopped", "hop"), ("worries", "worry"), ("ran", "run"), ("noted", "noted")],
)
def test_a_word_is_led_back_to_the_one_that_the_rules_mention(written, base):
    assert Words(["hope", "hop", "worry", "run", "not"], {"run": ["ran"]}).base(written) == base


def test_a_word_that_no_rule_mentions_keeps_its_form():
    assert vocabulary().base("Zxqvings") == "zxqvings"
