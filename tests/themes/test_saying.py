import pytest


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "...", "?!", "-", "idk", "IDK", "i don't know", "dunno", "n/a", "N/A", "NA", "no comment", "none",
     "nothing", "Nothing.", "no", "not sure", "👍", "👨‍👩‍👧", "👍🏽", "\n\n", "\u200b", "\x00",
     "nothing to add", "not bothered", "meh", "ditto"],
)
def test_nothing_said_is_no_view(reads, text):
    finding = reads(text, prompt="Anything else?")
    assert (finding.status, finding.statements, finding.stance) == ("no_view", (), "neutral")


@pytest.mark.parametrize("text", ["pizza", "good survey", "See my last answer.", "Dinosaurs"])
def test_something_said_about_no_statement_is_other(reads, text):
    assert reads(text, prompt="Anything else?").status == "other"


def test_several_emoji_say_something(reads):
    assert reads("😭😭🏫", prompt="How do you feel about school?").status == "other"


def test_nothing_to_change_is_content(reads):
    finding = reads("Nothing", prompt="What would you change?")
    assert (finding.status, finding.stance) == ("other", "working")


def test_nothing_good_is_not(reads):
    finding = reads("nothing", prompt="What is good about your school?")
    assert (finding.status, finding.stance) == ("other", "change")


def test_a_lone_word_is_read_with_its_question(reads):
    finding = reads("CAMHS", prompt="What would you change?")
    assert [statement.code for statement in finding.statements] == ["healthy"]
    assert finding.stance == "change"


def test_a_lone_word_without_a_question_says_nothing_of_a_statement(reads):
    finding = reads("CAMHS")
    assert (finding.status, finding.statements) == ("other", ())


def test_a_lone_word_is_never_evidence(reads):
    finding = reads("safe", prompt="How do you feel at school?")
    assert [(statement.code, statement.evidence) for statement in finding.statements] == [("safe", ())]


@pytest.mark.parametrize(("text", "stance"), [("yes", "working"), ("No", "change")])
def test_yes_and_no_answer_a_question_that_asks_yes_or_no(reads, text, stance):
    finding = reads(text, prompt="Do you feel safe at school?")
    assert (finding.status != "no_view", finding.stance) == (True, stance)


@pytest.mark.parametrize("text", ["yes", "no"])
def test_yes_and_no_are_no_view_where_nothing_was_asked(reads, text):
    assert reads(text, prompt="Any other comments?").status == "no_view"
    assert reads(text).status == "no_view"


@pytest.mark.parametrize("text", ["all good ta", "no complaints", "Happy with it thanks"])
def test_content_is_content_whatever_was_asked(reads, text):
    assert reads(text, prompt="What should change first?").stance == "working"
