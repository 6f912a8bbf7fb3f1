import base64
import json
import random
import time
from pathlib import Path

import pytest

from voice.themes import STANCES, STATUSES, Comment, load, read
from voice.themes.reading import READ_LIMIT, reading_copy

DATA = Path(__file__).parents[2].parent / "shared" / "data"
MOST_SECONDS = 2
LENGTH = 100_000

LONG = {
    "one letter": "a" * LENGTH,
    "nested repeats": "ab" * (LENGTH // 2),
    "base64": base64.b64encode(random.Random(1).randbytes(LENGTH * 3 // 4)).decode(),
    "emoji": "😀" * LENGTH,
    "spaced emoji": "😀 " * LENGTH,
    "family emoji": "👨‍👩‍👧" * LENGTH,
    "brackets": "(" * LENGTH,
    "quotes": "'" * LENGTH,
    "short runs of brackets": ("(" * 59 + " ") * (LENGTH // 60),
    "right to left": "مرحبا " * LENGTH,
    "overrides": "\u202e\u2066" * LENGTH,
    "NUL": "\x00" * LENGTH,
    "lone surrogates": "\ud800" * LENGTH,
    "spaces": " " * LENGTH,
    "new lines": "\n" * LENGTH,
    "digits": "07" * LENGTH,
    "spaced digits": "0 7 " * LENGTH,
    "almost emails": "a@" * LENGTH,
    "almost addresses": "1 aa " * LENGTH,
    "almost names": "my son " * LENGTH,
    "almost schools": "Aa of " * LENGTH,
    "links": "http://" * LENGTH,
    "combining marks": "e\u0301" * LENGTH,
    "one rule again and again": "he hit me " * LENGTH,
    "half a rule again and again": "not not listen because " * LENGTH,
    "an idiom again and again": "dying of boredom " * LENGTH,
}


def is_whole(finding, text):
    """Check what is true of every finding, whatever the text."""
    assert finding.stance in STANCES
    assert finding.status in STATUSES
    assert finding.concern == bool(finding.reasons)
    spans = [span for statement in finding.statements for span in statement.evidence]
    assert all(0 <= start < end <= len(text) for start, end in [*spans, *finding.personal, *finding.place])
    json.dumps(finding.as_record(), ensure_ascii=False).encode()
    return True


@pytest.mark.parametrize("name", LONG)
def test_a_long_run_is_read_within_two_seconds_and_marked(reads, name):
    reads("warm")
    started = time.perf_counter()
    finding = reads(LONG[name], prompt="What would you change?")
    assert time.perf_counter() - started < MOST_SECONDS
    assert is_whole(finding, LONG[name])
    assert finding.status == "unread"


def test_a_text_over_the_limit_is_read_up_to_it(reads):
    early, late = "I get bullied. " + "x " * READ_LIMIT, "x " * READ_LIMIT + "I get bullied."
    assert [s.code for s in reads(early).statements] == ["safe"]
    assert (reads(early).status, reads(late).status, reads(late).statements) == ("unread", "unread", ())
    assert reads("I get bullied. " + "x" * (READ_LIMIT - 15)).status == "themed"


def test_a_long_question_is_no_harm(reads):
    started = time.perf_counter()
    prompt = "Do you have friends? " + "😀" * LENGTH
    assert reads("I play near the swings", prompt=prompt, asked="x" * LENGTH).statements
    assert time.perf_counter() - started < MOST_SECONDS


def test_naughty_strings_are_read_like_any_other():
    file = DATA / "naughty-strings.json"
    if not file.exists():
        pytest.skip("the naughty strings are not here")
    strings = json.loads(file.read_text(encoding="utf-8"))
    assert len(strings) > 500
    started = time.perf_counter()
    comments = [Comment(str(n), text, prompt=text, asked=text) for n, text in enumerate(strings)]
    findings = list(read(comments, load()))
    assert time.perf_counter() - started < MOST_SECONDS * 10
    assert len(findings) == len(strings)
    assert all(is_whole(finding, text) for finding, text in zip(findings, strings, strict=True))


SHORT = {"surrogate and NUL": "a\ud800b\x00c", "just over a run": "x" * 61 + "!😀", "curly": "“curly” \u200b"}


@pytest.mark.parametrize("text", [*LONG.values(), *SHORT.values()], ids=[*LONG, *SHORT])
def test_the_copy_that_is_read_is_as_long_as_the_text(text):
    assert len(reading_copy(text)) == min(len(text), READ_LIMIT)


def test_words_between_symbols_in_a_run_without_spaces_are_still_read(reads):
    assert [s.code for s in reads("I-get-bullied-" + "😀" * 100).statements] == ["safe"]


def test_the_vocabulary_forgets_the_words_of_a_comment(reads):
    nlp = load()
    reads("Zxqvwordone zxqvwordtwo")
    assert "school" in nlp.vocab.strings
    assert "zxqvwordtwo" not in nlp.vocab.strings
