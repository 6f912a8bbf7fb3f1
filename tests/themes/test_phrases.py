"""What is new: phrases that more responses say here than elsewhere."""

from voice.themes.phrases import Said, keys, new_phrases

BELOW = 5


def said(text, n=8, group="support", start=0, **more):
    return [Said(f"{group}{start + i}", f"r-{group}{start + i}", text, [group], **more) for i in range(n)]


def rest(n=40):
    return said("the garden is green", n, "safe")


def words(comments, group="support", below=BELOW):
    return [one.words for one in new_phrases(comments, [group], below)[group]]


def test_a_phrase_that_many_say_here_and_few_elsewhere_is_new():
    (found,) = new_phrases(said("The hydro pool") + rest(), ["support"], BELOW)["support"]
    assert (found.words, found.here, found.elsewhere) == ("hydro pool", 8, 0)
    assert found.is_new
    assert found.score > 2.6


def test_what_everybody_says_everywhere_is_not_new():
    assert words(said("the garden is green") + rest()) == []


def test_a_phrase_of_fewer_responses_than_the_small_number_is_never_given():
    assert words(said("the hydro pool", 4) + rest()) == []
    assert words(said("the hydro pool", 5) + rest()) == ["hydro pool"]


def test_whoever_says_a_thing_ten_times_said_it_once():
    often = [Said(f"c{i}", "one response", "the hydro pool", ["support"]) for i in range(10)]
    assert words(often + rest()) == []


def test_what_is_hidden_is_cut_out_and_joins_nothing():
    hidden = said("the hydro Amina pool", hidden=[(10, 15)])
    assert words(hidden + rest()) == ["hydro", "pool"]
    assert set(keys(hidden[0])) == {"hydro", "pool"}


def test_no_phrase_spans_a_full_stop_or_is_made_of_empty_words():
    assert set(keys(Said("a", "r", "It is. He's not it. Hydro. Pool", []))) == {"hydro", "pool"}


def test_a_phrase_within_a_longer_one_that_is_said_as_often_is_the_longer_one():
    assert words(said("a waiting list") + rest()) == ["waiting list"]
    assert words(said("a waiting list") + said("the list", 20, start=20) + rest(80)) == ["list", "waiting list"]


def test_forms_of_a_word_are_counted_together_and_shown_as_most_write_them():
    assert words(said("waiting lists", 3) + said("Waiting list", 4, start=10) + rest()) == ["waiting list"]


def test_what_the_strands_speak_of_is_not_new_and_comes_last():
    comments = said("the hydro pool and a quiet room", strands=[(21, 31)])
    assert [(one.words, one.is_new) for one in new_phrases(comments + rest(), ["support"], BELOW)["support"]] == [("hydro pool", True), ("quiet room", False)]


def test_only_people_who_allow_it_are_named_for_a_quote_and_each_once():
    comments = said("the hydro pool") + said("the hydro pool", 1, start=50, may_quote=True)
    comments.append(Said("again", comments[-1].response, "the hydro pool", ["support"], may_quote=True))
    (found,) = new_phrases(comments + rest(), ["support"], BELOW)["support"]
    assert len(found.quotes) == 1
    assert found.quotes[0] in ("support50", "again")


def test_nothing_said_gives_nothing():
    assert new_phrases([], ["support"], BELOW) == {"support": []}
