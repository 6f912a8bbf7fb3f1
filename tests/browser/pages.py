"""Every page for respondents, in every state. Each tour leads a person through them and names each while it stands in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NoReturn

from flask import abort, g
from sqlalchemy.exc import OperationalError

from surveys.library import HERE, all_surveys, load
from surveys.schema import READINGS, Question
from tests.browser.people import BrowserRespondent
from tests.people import SLUG
from voice.kinds import STATES
from voice.models.edition import change_window

SERVER_FAILED = "Failed to load resource: the server responded with a status of 5"
KIND = "kind: "
LONG = "The bus to school comes too early, and nobody on it knows what my daughter needs. " * 8


def every_page(someone: BrowserRespondent, readings_of_kinds: tuple[str, ...] = READINGS) -> Iterator[str]:
    """All the tours below, in the order in which a person meets them."""
    yield from before_and_after(someone)
    yield from first_pages(someone)
    yield from kinds(someone, readings_of_kinds)
    yield from an_answer(someone)
    yield from coming_back(someone)
    yield from about(someone)
    yield from trouble(someone)


def first_pages(someone: BrowserRespondent) -> Iterator[str]:
    for reading in READINGS:
        someone.goes_to(f"{reading}/")
        yield f"start, {reading}"
        someone.goes_to(f"{reading}/no")
        yield f"no, {reading}"
        someone.goes_to(f"{reading}/lost")
        yield f"lost, {reading}"
    someone.goes_to("how")
    yield "how"
    someone.presses(".forward .button")
    yield "how, nothing chosen"


def is_a_kind(name: str) -> bool:
    """Return whether a page shows a kind of question in one of its states."""
    return name.startswith(KIND)


def kinds(someone: BrowserRespondent, readings: tuple[str, ...] = READINGS) -> Iterator[str]:
    """Each kind of question in each state, in each way of reading or some."""
    for reading in readings:
        for question in load(HERE / "every-kind.yaml").questions:
            for state in STATES:
                someone.goes_to(f"/{someone.lang}/kinds/{reading}/{question.id}/{state}")
                yield f"{KIND}{question.id}, {reading}, {state}"
    someone.goes_to(f"/{someone.lang}/kinds/")
    yield "every kind"


def shape_of(question: Question | None, name: str) -> tuple[object, ...]:
    """Return what the page of a question is made of, whatever its words."""
    if question is None:
        return (name,)
    kept = question.easy
    return (question.kind, bool(question.statement), bool(question.hint), bool(question.note), bool(question.quotation), bool(question.beside), question.is_required,
            question.max_choices is not None, any(option.apart for option in question.options), bool(kept and kept.ideas), bool(kept and kept.words))


def every_question(someone: BrowserRespondent, reading: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each question of the consultation that a child meets, unanswered, about themselves too, with the shape of its page."""
    given: dict[str, str | list[str]] = {
        "role": "child", "helper": "wrote", "vision_agree": "agree" if reading == "standard" else "no", "about_you": "yes",
        "outcomes_matter": ["voice", "belong"], "language": "other"}
    someone.begins(reading)
    while not someone.is_at("check"):
        here = someone.question_id
        yield f"{here}, {reading}", shape_of(all_surveys()[SLUG].by_id[here], here)
        someone.goes_to(someone.answers_unseen(someone.page.url, given.get(here)))


def an_answer(someone: BrowserRespondent) -> Iterator[str]:
    """What comes after the questions, with long words in it, in each way of reading."""
    for reading in READINGS:
        someone.context.clear_cookies()
        someone.begins(reading)
        someone.opens("check")
        yield f"check, unfinished, {reading}"
        someone.opens("role")
        someone.gives("child")
        someone.opens("change_first")
        someone.gives(LONG)
        someone.opens("outcomes_matter")
        someone.gives(["voice", "safe", "belong"])
        someone.opens("")
        yield f"start, begun, {reading}"
        someone.opens("check")
        yield f"check, {reading}"
        someone.presses('button[formaction$="/save"]')
        yield f"saved, {reading}"
        someone.opens("check")
        someone.sends()
        yield f"receipt, {reading}"
        someone.opens("")
        yield f"start, sent, {reading}"


def coming_back(someone: BrowserRespondent) -> Iterator[str]:
    """Codes: typed wrong and right; words that are kept and not shown; answers taken back."""
    someone.reading = "standard"
    for page in ("resume", "withdraw"):
        someone.opens(page)
        yield page
        someone.page.fill("#code", "apple banana cherry")
        someone.presses(".forward .button")
        yield f"{page}, a wrong code"
    someone.opens("receipt")
    receipt = someone.code
    someone.context.clear_cookies()
    someone.begins()
    someone.gives("child")
    someone.opens("missing")
    someone.fills_in("Lifts")
    someone.presses('button[value="save"]')
    saved = someone.code
    someone.context.clear_cookies()
    someone.opens("resume")
    someone.page.fill("#code", saved)
    someone.presses(".forward .button")
    yield "check on another phone"
    someone.opens("missing")
    yield "a comment that was written on another phone"
    someone.context.clear_cookies()
    someone.opens("withdraw")
    someone.page.fill("#code", receipt)
    someone.presses(".forward .button")
    yield "withdrawn"
    someone.begins()
    someone.gives("child")
    someone.opens("missing")
    someone.context.clear_cookies()
    someone.gives("Typed after a long tea")
    yield "lost, and what was written is kept"


def before_and_after(someone: BrowserRespondent) -> Iterator[str]:
    """Not yet open, closed, too late to take back, and made longer."""
    clock = someone.site.clock
    now = clock.at
    for reading in READINGS:
        clock.is_set_to(2024, 8, 1, 9)
        someone.goes_to(f"{reading}/")
        yield f"not yet, {reading}"
        clock.is_set_to(2024, 10, 2, 9)
        someone.goes_to(f"{reading}/")
        yield f"closed, {reading}"
    clock.is_set_to(2024, 12, 2, 9)
    someone.goes_to("standard/withdraw")
    yield "too late"
    clock.at = now
    with someone.site.app.app_context():
        change_window(f"{SLUG}/{all_surveys()[SLUG].edition}", None, date(2024, 10, 4), "Schools asked for **more time**.")
    someone.goes_to("standard/")
    yield "start, made longer"


def about(someone: BrowserRespondent) -> Iterator[str]:
    for page in ("help", "privacy", "accessibility"):
        someone.goes_to(f"/{someone.lang}/{page}")
        yield page


def trouble(someone: BrowserRespondent) -> Iterator[str]:
    """Pages for what fails. What the server may fail with is brought about."""
    someone.watch.also_expects.append(SERVER_FAILED)
    someone.goes_to(f"/{someone.lang}/nowhere-at-all")
    yield "404"
    for status in (403, 413, 429, 500):
        with someone.site.answering("public.about", lambda status=status, **_: _fails(status, someone.lang)):
            someone.goes_to(f"/{someone.lang}/help")
            yield str(status)
    someone.begins()
    someone.opens("role")
    someone.fills_in("child")
    with someone.site.answering("capture.answer", is_busy):
        someone.presses('.forward button[value="on"]')
        yield "503, with what was written"


def _fails(status: int, lang: str) -> NoReturn:
    g.locale = lang
    abort(status)


def is_busy(**_: object) -> NoReturn:
    """Answer as when the database is away."""
    raise OperationalError("SELECT 1", {}, Exception("away"))
