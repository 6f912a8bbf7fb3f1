"""A tablet that is killed at any moment, while the server comes and goes: what its screens promised is stored once, whole and unchanged.

    .venv/bin/python -m benchmarks.kills               200 kills, about half an hour
    .venv/bin/python -m benchmarks.kills --kills 20
"""

from __future__ import annotations

import argparse
import random
import threading
import time
from dataclasses import dataclass, field

from playwright.sync_api import Error

from benchmarks.hall import a_hall
from benchmarks.server import row
from tests.browser.site import Site
from tests.browser.tablet import BrowserTablet, soon
from tests.conftest import Clock

SURE_S = 2.0
"""Words typed longer before a kill than this must be offered again (R4)."""
SOONEST_S, LATEST_S = 0.3, 6.0
"""When a round's kill falls, after its beginning: anywhere in one person's turn."""
SLICE = 6
"""Characters between two looks at the clock."""
BACK_WITHIN_S = 60
FINISHED = "box.get('finished')"
PHRASES = ("the bus came late", "nobody told my mum", "I like the quiet room", "my helper listens", "it was loud", "I want to choose")


@dataclass
class Person:
    """One person and their own words. `typed`: how many characters stood there, and when (seconds)."""

    text: str
    typed: list[tuple[int, float]] = field(default_factory=list)
    is_promised: bool = False

    def sure(self, killed_at: float) -> str:
        """Return the words that a kill at that moment may not take."""
        return self.text[:max((n for n, at in self.typed if at < killed_at - SURE_S), default=0)]


class Evening:
    """A tablet and all who answered on it, and what went wrong."""

    def __init__(self, held: BrowserTablet, site: Site, clock: Clock, chance: random.Random) -> None:
        self.tablet, self.site, self.clock, self.chance = held, site, clock, chance
        self.people: list[Person] = []
        self.ids: set[str] = set()
        self.words_lost = 0

    @property
    def promised(self) -> list[Person]:
        return [person for person in self.people if person.is_promised]

    def is_killed_once(self) -> None:
        """Let people answer until the browser is killed, begin it again, and look what it offers."""
        self._comes_and_goes()
        killed_at: list[float] = []

        def kills() -> None:
            killed_at.append(time.monotonic())
            self.tablet.is_killed()

        timer = threading.Timer(self.chance.uniform(SOONEST_S, LATEST_S), kills)
        timer.start()
        try:
            while True:
                self._takes_a_turn()
        except Error:
            if not killed_at:
                raise
        timer.join()
        self.tablet.dies()
        self._looks(killed_at[0])

    def _comes_and_goes(self) -> None:
        self.site.stops()
        if self.chance.random() < 0.6:
            self.site.starts()
        if self.chance.random() < 0.05:
            self.clock.moves_on(days=15)  # what was sent before is forgotten on the tablet

    def _takes_a_turn(self) -> None:
        """Answer from the first screen to the thanks, or go on where the browser was killed."""
        page = self.tablet.page
        page.goto("/room/")
        page.locator("[data-next]:visible, [data-go-on]:visible").first.wait_for()
        if page.locator("[data-go-on]").is_visible():
            page.get_by_role("link", name="That is me. Go on").click()
            page.locator("#page").wait_for()
        else:
            self.people.append(Person(f"Person {len(self.people):04d}: {', '.join(self.chance.choices(PHRASES, k=5))}."))
            self.tablet.begins()
        if self.tablet.question == "age":
            self.tablet.answers(self.tablet._first())
        self.tablet.jumps_to("good")
        self._types(self.people[-1])
        self.tablet.turns("on")
        self.tablet.jumps_to("check")
        page.get_by_text(self.people[-1].text).wait_for()
        self.tablet.sends()
        self.people[-1].is_promised = True

    def _types(self, person: Person) -> None:
        box = self.tablet.page.locator("textarea")
        person.typed.clear()
        box.fill("")
        for end in range(SLICE, len(person.text) + SLICE, SLICE):
            box.press_sequentially(person.text[end - SLICE:end])
            person.typed.append((end, time.monotonic()))
        while box.input_value() != person.text:  # a page that offers words again sets them before what is typed
            box.fill(person.text)
        self.tablet.page.wait_for_timeout(self.chance.uniform(0, 1500))

    def _looks(self, killed_at: float) -> None:
        """See whether the person's answer is finished, or offered again with their words."""
        page = self.tablet.page
        page.goto("/room/")
        page.locator("[data-next]:visible, [data-go-on]:visible").first.wait_for()
        self.ids |= {item["id"] for item in self.tablet.items()}
        if not self.people or self.people[-1].is_promised:
            return
        person, is_offered = self.people[-1], page.locator("[data-go-on]").is_visible()
        if len(self.promised) < self.tablet.stored(FINISHED):
            person.is_promised = True  # the outbox has it, and only the thanks were not seen any more
        elif sure := person.sure(killed_at):
            if not (is_offered and self._finds(sure)):
                self.words_lost += 1
                print(f"not offered again: {sure!r}, begun {killed_at - person.typed[0][1]:.1f} s before the kill; {is_offered=}", flush=True)
        elif not is_offered:
            self.people.pop()  # killed before anything was written
        person.typed = [(len(person.sure(killed_at)), 0)]  # what came in the last two seconds may be gone, and is not looked for again

    def _finds(self, words: str) -> bool:
        self.tablet.page.get_by_role("link", name="That is me. Go on").click()
        self.tablet.page.locator("#page").wait_for()
        self.tablet.jumps_to("good")
        return bool(soon(lambda: self.tablet.page.locator("textarea").input_value().startswith(words), 5))

    def ends(self) -> list[bool]:
        """Let the server come back, touch nothing, and compare what the screens promised with what is stored."""
        self.site.stops()
        self.tablet.page.goto("/room/")
        begun = time.monotonic()
        self.site.starts()
        soon(lambda: set(self.tablet.waiting()) <= {"sent"}, 2 * BACK_WITHIN_S)
        spent = time.monotonic() - begun
        stored, ids = self.site.comments(), {one.id for one in self.site.submissions()}
        found = [[text for text in stored if text.startswith(person.text[:12])] for person in self.promised]
        changed = [(person.text, texts) for texts, person in zip(found, self.promised, strict=True) if texts and set(texts) != {person.text}]
        for text, texts in changed:
            print(f"promised {text!r}, stored {texts!r}")
        finished = self.tablet.stored(FINISHED)
        return [row("answers that the screens promised", len(self.promised), 1, "", at_least=True),
                row("of those lost", sum(not texts for texts in found) + len(self.ids - ids), 0, ""),
                row("stored twice, or split", sum(len(texts) > 1 for texts in found) + max(0, len(ids) - finished), 0, ""),
                row("changed", len(changed), 0, ""),
                row("stored and never promised", len(stored) - sum(map(len, found)), 0, ""),
                row(f"drafts that did not offer what was typed {SURE_S:.0f} s before", self.words_lost, 0, ""),
                row("all sent after the server came back", spent, BACK_WITHIN_S, "s")]


def main(kills: int = 200, seed: int = 24) -> bool:
    """Print what was promised, lost, doubled and changed, and return whether nothing was."""
    with a_hall() as (held, site):
        evening = Evening(held, site, site.clock, random.Random(seed))
        for done in range(1, kills + 1):
            evening.is_killed_once()
            if done % 10 == 0:
                print(f"{done} kills, {len(evening.promised)} promised, {evening.words_lost} drafts without their words", flush=True)
        held_up = evening.ends()
    return all(held_up)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=24)
    given = parser.parse_args()
    raise SystemExit(0 if main(given.kills, given.seed) else 1)
