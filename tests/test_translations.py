"""Every language says what English says: the same places to fill, nothing missing where respondents read."""

import re

import pytest
from babel.messages.pofile import read_po

from voice import catalogues
from voice.i18n import LANGUAGES

PLACES = re.compile(r"%\(\w+\)s|%%")
STAFF_ONLY = ("staff", "review", "security", "kinds", "editions", "outcomes", "preview", "desk", "learning", "summary", "model", "coding", "bringing",
              "strands", "whats_new", "phrases", "how_right", "translating", "voice/engagement", "session", "components/sheet", "room/facilitator", "room/pair", "room/notes", "components/pin")
TRANSLATED = [code for code in LANGUAGES if code != "en"]


def catalogue(code, domain):
    with (catalogues.FOLDER / code / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=code)


def is_for_respondents(message):
    return any(path.endswith("sessions/printed.html") or not any(word in path for word in STAFF_ONLY) for path, _ in message.locations)


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("domain", ["messages", "surveys"])
def test_every_text_for_respondents_is_translated(code, domain):
    """To mend: `voice translations update`, then translate what is empty."""
    assert [m.id for m in catalogue(code, domain) if m.id and is_for_respondents(m) and not (m.string if isinstance(m.id, str) else all(m.string))] == []


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize(("domain", "source"), [("messages", catalogues.interface), ("surveys", catalogues.questionnaires)])
def test_the_catalogues_hold_the_texts_that_pages_have_now(code, domain, source):
    """To mend: `voice translations update`."""
    assert {m.id for m in source()} <= {m.id for m in catalogue(code, domain)}


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("domain", ["messages", "surveys"])
def test_translations_keep_places_bold_marks_and_lines(code, domain):
    for message in catalogue(code, domain):
        pairs = [(message.id, message.string)] if isinstance(message.id, str) else list(zip(message.id, message.string, strict=False))
        for said, translated in pairs:
            if said and translated:
                assert set(PLACES.findall(said)) == set(PLACES.findall(translated)), said
                assert said.count("**") == translated.count("**"), said
                assert said.count("\n") == translated.count("\n"), said


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_language_that_no_speaker_checked_says_so_on_every_page(respondent, code):
    respondent.lang = code
    assert not LANGUAGES[code].is_checked
    for page in (respondent.goes_to(""), respondent.begins(), respondent.gives("child")):
        assert page.soup.select_one("main .example"), page.url


def test_the_whole_way_is_walked_in_urdu_from_right_to_left(respondent):
    respondent.lang = "ur"
    page = respondent.begins_and_sends("easy", role="parent", missing="زیادہ مدد")
    assert page.soup.find("html")["dir"] == "rtl"
    assert page.code
