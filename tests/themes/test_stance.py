import pytest


@pytest.mark.parametrize(
    ("stance", "text"),
    [
        ("working", "My teacher is brilliant and I love my class."),
        ("working", "The nurse is lovely and the new plan is working well."),
        ("change", "The transport is terrible and nobody helps."),
        ("change", "There should be more clubs, we have waited too long."),
        ("mixed", "My teacher is brilliant but the building is terrible."),
        ("neutral", "The meeting is on Tuesday."),
        ("neutral", "We live next to a canal."),
    ],
)
def test_the_stance_is_the_speakers_own(reads, stance, text):
    assert reads(text).stance == stance


@pytest.mark.parametrize("text", ["It is not good.", "The plan is not very helpful.", "They were never kind."])
def test_praise_that_is_denied_asks_for_change(reads, text):
    assert reads(text).stance == "change"


def test_the_question_decides_where_the_words_do_not(reads):
    text = "the swings and the big slide"
    assert reads(text).stance == "neutral"
    assert reads(text, prompt="What is good about your school?").stance == "working"
    assert reads(text, prompt="What would you change?").stance == "change"
