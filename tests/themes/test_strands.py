"""The second level: the strategy's strands, from the words of a comment."""

import re
from pathlib import Path

import pytest

from voice.themes.files import themed
from voice.themes.findings import CODES, Comment
from voice.themes.learning.data import training
from voice.themes.learning.strands import evaluate, labelled, lines
from voice.themes.rulebook import BadRule
from voice.themes.strands import _strand, strands, under
from voice.themes.words import Words

DRAFT = Path(__file__).parents[3] / "shared" / "seeds" / "send-strategy-2024-2028-draft.txt"


def ids(finding, kind="strand"):
    return {one.id for one in finding.strands if strands()[one.id].kind == kind}


@pytest.mark.skipif(not DRAFT.exists(), reason="the draft strategy is not beside the project")
def test_every_strand_bears_a_heading_of_the_draft_strategy():
    draft = _plain(DRAFT.read_text(encoding="utf-8"))
    assert [one.heading for one in strands().values() if one.kind == "strand" and _plain(one.heading) not in draft] == []


def _plain(text):
    return " ".join(re.sub(r"[\W_]+", " ", text.replace("centered", "centred")).lower().split())


def test_every_statement_but_safe_has_strands_and_the_draft_names_none_for_safe():
    assert {code for code in CODES if not under(code)} == {"safe"}
    assert [one.id for one in under("voice")] == ["voice-planning", "voice-information", "voice-coproduction"]


def test_there_are_three_principles_and_three_commitments():
    assert [one.kind for one in strands().values() if one.statement is None] == ["principle"] * 3 + ["commitment"] * 3


@pytest.mark.parametrize("given", [{"heading": "x"}, {"heading": "x", "statement": "happy"}, {"heading": "x", "kind": "wish"},
                                   {"heading": "x", "kind": "principle", "statement": "safe"}])
def test_a_strand_that_cannot_be_placed_is_named(given):
    with pytest.raises(BadRule, match="my-strand"):
        _strand("my-strand", given)


@pytest.mark.parametrize(("text", "strand"), [
    ("nobody asked me what i want in my plan", "voice-planning"),
    ("the letters are full of jargon and acronyms", "voice-information"),
    ("our school council picked the new playground", "voice-coproduction"),
    ("we had to wait until crisis point before camhs would help", "healthy-early"),
    ("two years on the waiting list for camhs", "healthy-pathways"),
    ("speech therapist comes evry week and its brill", "healthy-right-support"),
    ("im too anxious to go to school", "healthy-schools"),
    ("no changing places toilet in town and nothing to do for kids his age", "support-communities"),
    ("my ear defenders and the quiet room help me", "support-universal"),
    ("there are no special school places in Rotherham", "support-specialist"),
    ("parents need respite, we are exhausted", "adults-supported"),
    ("I have to repeat our story to every new social worker", "adults-access"),
    ("travel training so I can get the bus on my own", "independent-adulthood"),
    ("moving up to secondry school was scary, the transition was rushed", "independent-transitions"),
    ("i want a job, more supported internships please", "independent-employment"),
    ("theres nothing after college, he just sits at home", "independent-opportunities"),
    ("nobody plays with me at playtime, I get left out in class", "belong-education"),
    ("they said he was naughty, nobody at school spotted his dyslexia", "belong-identification"),
    ("teachers see my strengths and celebrate what I can do", "belong-sen-support"),
    ("health and education do not talk to each other, it is not joined up", "belong-joined-up"),
])
def test_children_young_people_parents_and_practitioners_are_understood(reads_with_both, text, strand):
    assert strand in ids(reads_with_both(text))


@pytest.mark.parametrize(("text", "one", "kind"), [
    ("it is a postcode lottery", "principle-equity", "principle"),
    ("be more ambitious for our kids", "principle-ambition", "principle"),
    ("I want to be included", "principle-inclusion", "principle"),
    ("he was excluded and put on a part-time timetable", "commitment-exclusions", "commitment"),
    ("too poorly to go to school", "commitment-missing-school", "commitment"),
    ("let the youth forum decide", "commitment-engagement", "commitment"),
])
def test_principles_and_commitments_are_found_beside_the_statements(reads, text, one, kind):
    assert one in ids(reads(text), kind)


@pytest.mark.parametrize("text", ["idk", "", "I feel safe", "pizza"])
def test_a_comment_may_have_no_strand(reads_with_both, text):
    assert ids(reads_with_both(text)) == set()


def test_a_fair_word_gives_a_strand_only_under_its_statement(reads):
    assert "support-communities" not in ids(reads("a fox in the library"))
    assert "independent-employment" in ids(reads("job", prompt="What would help you to be independent?"))


def test_the_words_that_led_to_a_strand_stand_beside_it(reads):
    text = "Nobody told us, and the letters are full of jargon"
    found = next(one for one in reads(text).strands if one.id == "voice-information")
    assert "jargon" in [text[start:end] for start, end in found.evidence]
    assert all(one.evidence for one in reads(text).strands)


def test_strands_are_written_to_files_beside_what_was_there():
    (record,) = themed([Comment("a", "Parents need respite")])
    assert {"id": "adults-supported", "evidence": [[0, 7], [13, 20]]} in record["strands"]


def test_words_of_strands_change_nothing_for_the_other_rules():
    words = Words(["hope"], {"run": ["ran"]}, beside=["hop", "ran", "skip"])
    assert [words.base(word) for word in ("hoping", "ran", "skipping", "hop")] == ["hope", "run", "skip", "hop"]


def test_every_label_given_by_hand_is_a_strand_and_every_comment_one_of_the_training_text():
    assert labelled().keys() <= {one.comment.id for one in training()}
    assert frozenset().union(*labelled().values()) <= strands().keys()


def test_strands_are_found_as_well_as_is_said_in_comments_that_nothing_was_tuned_on():
    figures = evaluate()
    assert figures.comments == 100
    assert figures.together.precision >= 0.55
    assert figures.together.recall >= 0.7
    assert "all together" in lines(figures)[2]
