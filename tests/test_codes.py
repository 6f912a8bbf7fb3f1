"""Codes that people type: hard to guess, kind to read, kept only as a hash, and good for as long as we said (R35, R50)."""

from __future__ import annotations

import math
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import SECRET
from tests.people import Respondent
from voice import create_app
from voice.codes import UNKIND, WORDS_IN_A_CODE, hash_code, hashes_of, new_code, tidy, word_list
from voice.config import Settings
from voice.models import db

NEWER = "a-newer-secret-for-tests-9876543210-zyxwvutsrq"
BITS = 50


def test_four_words_of_a_long_list_are_fifty_bits():
    """R35: 60 guesses a minute for 14 days against 1,000 live codes find one in less than 1 of a million such fortnights."""
    words = word_list()
    assert len(set(words)) == len(words) >= 7000
    space = len(words) ** WORDS_IN_A_CODE
    assert math.log2(space) >= BITS
    assert 1000 * 60 * 60 * 24 * 14 / space < 1e-6


def test_every_word_can_be_read_out_and_typed():
    for word in word_list():
        assert word.isascii()
        assert word.isalpha()
        assert word.islower()
        assert 3 <= len(word) <= 9
        assert tidy(word) == word


def test_nobody_is_handed_an_unkind_word():
    unkind = UNKIND.read_text(encoding="utf-8").split()
    assert len(unkind) > 20
    assert not set(unkind) & set(word_list())


def test_a_code_is_four_words_of_the_list_and_no_two_are_alike():
    codes = [new_code() for _ in range(2000)]
    assert len(set(codes)) == len(codes)
    drawn = Counter(word for code in codes for word in code.split(" "))
    assert set(drawn) <= set(word_list())
    assert drawn.total() == 2000 * WORDS_IN_A_CODE
    assert len(drawn) > 4000  # 8,000 draws from 7,000 words leave about a third undrawn


def test_a_code_may_repeat_a_word_since_each_is_drawn_alone(monkeypatch):
    monkeypatch.setattr("voice.codes.secrets.choice", lambda words: words[0])
    assert new_code() == " ".join([word_list()[0]] * WORDS_IN_A_CODE)


@pytest.mark.parametrize("typed", ["apple bridge candle dune", "Apple Bridge Candle Dune", "APPLE-BRIDGE-CANDLE-DUNE", "  apple,  bridge;\tcandle\n dune. ",
                                   "apple_bridge_candle_dune", "1. apple 2. bridge 3. candle 4. dune", "“apple bridge candle dune”",
                                   "apple\u200bbridge\u00a0candle\u2014dune"])
def test_a_code_is_taken_however_it_is_typed(typed):
    assert tidy(typed) == "apple bridge candle dune"
    assert hash_code(typed, "resume", SECRET) == hash_code("apple bridge candle dune", "resume", SECRET)


@pytest.mark.parametrize("typed", ["", "applebridgecandledune", "bridge apple candle dune", "apple bridge candle", "apple bridge candle dune dune"])
def test_another_code_is_another(typed):
    assert hash_code(typed, "resume", SECRET) != hash_code("apple bridge candle dune", "resume", SECRET)


def test_a_hash_is_of_one_purpose_and_one_secret():
    code = new_code()
    hashes = [hash_code(code, purpose, secret) for purpose in ("resume", "receipt") for secret in (SECRET, NEWER)]
    assert len(set(hashes)) == 4
    assert {len(one) for one in hashes} == {64}
    assert hashes_of(code, "resume", [NEWER, SECRET]) == [hash_code(code, "resume", NEWER), hash_code(code, "resume", SECRET)]
    for one in hashes:
        assert not any(word in one for word in code.split())


@pytest.fixture
def started(tmp_path: Path, empty_sqlite: Path, clock) -> Iterator[Callable[..., Flask]]:
    """Return a builder of applications on one database, each started with its own secrets."""
    shutil.copy(empty_sqlite, tmp_path / "voice.sqlite3")
    made: list[Flask] = []

    def start(secret: str, *older: str) -> Flask:
        app = create_app(Settings(data_folder=tmp_path, secret_key=secret, secret_key_fallbacks=list(older)), clock=clock)
        app.testing = True
        made.append(app)
        return app

    yield start
    for app in made:
        with app.app_context():
            db.engine.dispose()


def a_save_code(app: Flask) -> str:
    person = Respondent(app)
    person.begins()
    person.gives("child")
    return person.gives("nobody", go="save").code


def test_codes_given_out_before_the_secret_changed_still_work(started):
    """R50: links and codes in the field survive a rotation, as long as the older secret is named."""
    before = started(SECRET)
    saved, receipt = a_save_code(before), Respondent(before).begins_and_sends().code
    after = started(NEWER, SECRET)
    assert Respondent(after).posts("standard/resume", code=saved).heading == "Check your answers"
    assert Respondent(after).posts("standard/withdraw", code=receipt).heading == "Your answers are gone"


def test_new_codes_are_hashed_with_the_new_secret(started):
    saved = a_save_code(started(NEWER, SECRET))
    assert Respondent(started(NEWER)).posts("standard/resume", code=saved).heading == "Check your answers"


def test_a_secret_that_is_named_no_more_opens_nothing(started):
    before = started(SECRET)
    saved, receipt = a_save_code(before), Respondent(before).begins_and_sends().code
    without = started(NEWER)
    assert Respondent(without).posts("standard/resume", code=saved).error
    assert Respondent(without).posts("standard/withdraw", code=receipt).error


def test_a_phone_in_the_middle_goes_on_when_the_secret_changes(started):
    """R50: the journey's own cookie does not hang on the secret."""
    person = Respondent(started(SECRET))
    person.begins()
    person.gives("child")
    person.opens("missing")
    person.gives("Lifts")
    cookie = person.client.get_cookie("journey-strategy-2024")
    later = Respondent(started(NEWER))
    later.client.set_cookie("journey-strategy-2024", cookie.value)
    assert later.opens("missing").written == "Lifts"
