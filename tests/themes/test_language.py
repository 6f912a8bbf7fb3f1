"""Comments that are not in English are told from English, whatever their script, and English is hardly ever taken for another language.

The comments of `languages.jsonl` were written for this project, a little after the manner of the training text, by no native speakers: nobody who
speaks these languages has checked them yet. Each says its `tag` and its `variant`: plain, bare (without accents), txt, mixed (with EHCP or
SENCO inside), pa (Panjabi in Roman letters), short, name, or unseen (written after the rules were).
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from voice.themes import Comment, load, read
from voice.themes.elsewhere import ELSEWHERE
from voice.themes.language import language_of
from voice.themes.learning.data import training

LANGUAGES = ("pl", "sk", "cs", "ro", "hu", "kmr", "ur-Latn", "ur", "pa", "pa-Arab", "ar", "fa", "ckb")
DEV = Path(__file__).parents[2].parent / "shared" / "data" / "comments-dev.jsonl"


def of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def measured():
    """Return per language how many comments there are, how many are told from English, and how many are named right."""
    found = defaultdict(Counter)
    for one in of(Path(__file__).with_name("languages.jsonl")):
        said = language_of(one["text"])
        is_english = one["tag"] == "en"
        found[one["tag"]].update(all=1, told=said.is_read == is_english, named=said.is_read if is_english else said.tag == one["tag"] and not said.is_read)
    for tag, n in found.items():
        print(f"{tag:8} {n['all']:3} comments, told from English {n['told'] / n['all']:.2f}, named right {n['named'] / n['all']:.2f}")
    return found


def test_there_are_enough_comments_of_each_language(measured):
    assert all(measured[tag]["all"] >= 25 for tag in (*LANGUAGES, "en"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_comment_is_told_from_english_and_its_language_is_named(measured, tag):
    n = measured[tag]
    assert n["told"] / n["all"] >= 0.93
    assert n["named"] / n["all"] >= (0.85 if tag == "cs" else 0.93)


def test_english_as_it_is_written_is_seldom_taken_for_another_language(measured):
    assert measured["en"]["told"] / measured["en"]["all"] >= 0.95
    false = [one.comment.text for one in training() if not language_of(one.comment.text).is_read]
    assert len(false) / 4011 < 0.003, false


def test_english_that_no_rule_was_made_from_is_never_taken_for_another_language():
    if not DEV.exists():
        pytest.skip("the labelled comments are not here")
    assert [one["id"] for one in of(DEV) if not language_of(one["text"]).is_read] == []


@pytest.mark.parametrize(("text", "tag"), [
    ("My son says میرا نام علی ہے and then he says it in English.", "en"),
    ("EHCP ابھی تک نہیں ملا", "ur"), ("CAMHS kazało nam czekać", "pl"), ("SYN NIE CHCE CHODZIĆ DO SZKOŁY BO SIĘ BOI", "pl"),
    ("我喜歡", "und-Hani"), ("Мой сын не ходит в школу", "und-Cyrl"), ("👍👍", "und"), ("", "und"), ("12 34", "und"),
    ("https://przyklad.example/nie-chce-chodzic zofia@przyklad.example", "und")])
def test_the_words_say_the_language_and_what_is_no_word_says_none(text, tag):
    assert language_of(text).tag == tag


def test_what_cannot_be_told_is_read_as_it_stands(reads):
    for text in ("CAMHS!!!", "ok", "pizza", "Zeenat", "i dnt lyk skool", "hydro"):
        assert reads(text).status != "language", text


def test_the_page_s_language_is_a_hint_and_not_the_truth():
    assert language_of("I like the swings and my teacher", hint="ur").tag == "en"
    assert language_of("Lubię grać w piłkę", hint="ur").tag == "pl"


def test_what_is_not_english_is_not_themed_but_details_and_concerns_are_still_found(reads_with_both):
    finding = reads_with_both("Mój syn jest bity w szkole i chce umrzeć. Proszę dzwonić 07700 900123, S65 1AB")
    assert (finding.status, finding.language, finding.statements, finding.stance) == ("language", "pl", (), "neutral")
    assert finding.reasons == (ELSEWHERE,)
    assert len(finding.personal) >= 2


@pytest.mark.parametrize("text", ["بچے اسے مارتے ہیں", "ਬੱਚੇ ਉਸਨੂੰ ਮਾਰਦੇ ਹਨ", "Kure min dixwaze xwe bikuje, ez ditirsim", "منداڵەکان لێی دەدەن", "الأولاد يضربونه",
                                  "بچه‌ها او را کتک می‌زنند", "nechce žiť, sa bojím o ňu", "nechce žít, bojím se o ni", "copiii îl bat", "a fiam öngyilkos akar lenni",
                                  "woh kehta hai ke mujhe marna chahta hoon", "اوہنوں ماردے نیں"])
def test_a_word_of_concern_is_seen_in_every_language(reads, text):
    assert reads(text).concern, reads(text).language


@pytest.mark.parametrize("text", ["I feel bad, they bat the ball and we hit it", "marta and veri are my friends", "Czekamy od dwóch lat na diagnozę"])
def test_harmless_words_raise_nothing(reads, text):
    assert not reads(text).concern


def test_a_person_s_word_on_the_language_is_believed():
    as_english, as_polish = read([Comment("a", "Lubię grać w piłkę", language="en"), Comment("b", "pizza", language="pl")], load())
    assert (as_english.status, as_english.language) == ("other", "en")
    assert (as_polish.status, as_polish.language) == ("language", "pl")


def test_a_translation_is_read_in_english_and_the_original_still_raises_a_concern():
    (finding,) = read([Comment("a", "He is bullied at school. Ring Zofia.", language="en", original="Syn jest bity. Zofia, 07700 900123")], load())
    assert finding.status == "themed"
    assert ELSEWHERE in finding.reasons
    assert [finding.personal_in_original[0], len(finding.personal_in_original)] == [(15, 20), 2]


def test_every_entry_of_the_words_of_concern_finds_itself():
    from voice.themes.elsewhere import has_word_of_concern
    from voice.themes.rulebook import read_yaml

    for tag, words in read_yaml("concern_elsewhere.yaml").items():
        for word in words:
            assert has_word_of_concern(f"x {word.rstrip('*')} x", is_english=False), (tag, word)
