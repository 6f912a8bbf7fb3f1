from itertools import pairwise

import pytest

from voice.themes import CODES, Comment, load, read


def codes(finding):
    return {statement.code for statement in finding.statements}


def words(finding, text, code):
    return [text[a:b] for statement in finding.statements if statement.code == code for a, b in statement.evidence]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("voice", "Nobody asked me what I think, and they never listen."),
        ("healthy", "We have waited two years for CAMHS and she cannot sleep."),
        ("safe", "I get bullied on the bus and I do not feel safe."),
        ("support", "His EHCP says fifteen hours but there is no school place."),
        ("adults", "Parents are exhausted, there is no respite and staff need autism training."),
        ("independent", "I want a job and to live in my own flat when I leave college."),
        ("belong", "I have no friends and I am always left out."),
    ],
)
def test_each_statement_is_found_in_a_plain_sentence_about_it(reads, code, text):
    assert code in codes(reads(text))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("safe", "It is safe to say the hall was full of flowers."),
        ("independent", "He goes to an independent school with a red roof."),
        ("belong", "All my belongings went in a blue box."),
        ("support", "I support the red team."),
        ("safe", "She hit the nail on the head about the colour of the door."),
        ("healthy", "I am sick of the colour green."),
    ],
)
def test_a_word_that_only_looks_like_a_statement_does_not_make_one(reads, code, text):
    assert code not in codes(reads(text))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("safe", "i get bullyed evry day at skool"),
        ("voice", "no1 lissens to me"),
        ("voice", "they dont lisen to me"),
        ("belong", "i hav no frends"),
        ("safe", "I get bul\u200blied every day"),
        ("voice", "they don’t listen to me"),
        ("safe", "I get BULLIED every day"),
        ("safe", "I get bulliedddd every day"),
    ],
)
def test_a_word_is_known_however_it_is_written(reads, code, text):
    assert code in codes(reads(text))


@pytest.mark.parametrize("before", ["", "😀👨‍👩‍👧 ", "“Well” – ", "\ud800\x00 ", "é\u0301 ﷽ ", "\u200b\u200b "])
def test_evidence_selects_the_very_words_of_the_comment_whatever_stands_before(reads, before):
    text = before + "they never bullied me but I was left out"
    finding = reads(text)
    assert words(finding, text, "safe") == ["bullied"]
    assert words(finding, text, "belong") == ["left out"]


def test_evidence_is_in_order_and_does_not_overlap(reads):
    text = "No friends, left out, lonely, no one to play with, no friends. I wish I had one friend at the party."
    spans = [span for statement in reads(text).statements for span in statement.evidence]
    assert len(spans) >= 3
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_statements_come_in_the_order_of_the_strategy_with_a_score_between_0_and_1(reads):
    finding = reads("I have no friends, I get bullied, and nobody listens to me.")
    found = [statement.code for statement in finding.statements]
    assert len(found) >= 2
    assert found == sorted(found, key=CODES.index)
    assert all(0 < statement.score <= 1 for statement in finding.statements)


def test_the_same_comments_give_the_same_findings_in_the_same_order():
    comments = [Comment(str(n), f"My friend number {n} never listens, {'we' * n} wait for CAMHS.") for n in range(600)]
    first, second = list(read(comments, load())), list(read(comments, load()))
    assert first == second
    assert [finding.id for finding in first] == [comment.id for comment in comments]
    assert first[7] == next(read([comments[7]], load()))


def test_a_weak_word_counts_when_the_question_is_on_its_subject(reads):
    text = "I play near the swings"
    assert codes(reads(text)) == set()
    assert codes(reads(text, prompt="Do you have friends?")) == {"belong"}
    assert codes(reads(text, asked="belong")) == {"belong"}


@pytest.mark.parametrize("about", [{"prompt": "Do you feel safe at school?"}, {"asked": "safe"}])
def test_a_question_alone_never_makes_a_statement(reads, about):
    assert codes(reads("Purple dinosaurs and custard.", **about)) == set()


def test_a_hint_that_is_no_statement_is_no_hint(reads):
    assert reads("I play near the swings", asked="weather") == reads("I play near the swings")


def test_a_comment_has_at_most_three_statements(reads):
    text = (
        "Nobody listens. CAMHS has a waiting list. He is bullied. His EHCP is late. Parents are exhausted. "
        "I want a job. She has no friends."
    )
    assert 1 <= len(reads(text).statements) <= 3
