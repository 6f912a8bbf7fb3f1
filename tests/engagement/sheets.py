"""Paper forms of a session, typed in through the pages as a person types them."""

from __future__ import annotations

from tests.desk import Page, Reader
from voice.models import InPersonSession, PaperEntry, db


class Typist:
    """Somebody who types in forms of one session."""

    def __init__(self, reader: Reader, session: InPersonSession) -> None:
        self.reader, self.here = reader, f"/staff/sessions/{session.id}"

    def begins(self, survey: str = "child-survey", reading: str = "easy", how: str = "paper") -> Page:
        return self.reader.posts(f"{self.here}/paper", survey=survey, reading=reading, how=how)

    def types(self, **boxes: str) -> Page:
        """Fill in the form that was opened last, and keep it."""
        return self.posts(the_last().id, **boxes)

    def posts(self, entry_id: str, **boxes: str) -> Page:
        return self.reader.posts(f"{self.here}/paper/{entry_id}", **named(boxes))

    def types_again(self, entry_id: str, **boxes: str) -> Page:
        return self.reader.posts(f"{self.here}/paper/{entry_id}/again", **named(boxes))

    def settles(self, entry_id: str, **form: str) -> Page:
        return self.reader.posts(f"{self.here}/paper/{entry_id}/differences", **form)

    def opens(self, path: str = "paper") -> Page:
        return self.reader.opens(f"{self.here}/{path}")


OF_THE_SHEET = ("number", "scribe", "as_on_paper", "go")


def named(boxes: dict[str, str]) -> dict[str, str]:
    return {name if name in OF_THE_SHEET else f"q_{name}": value for name, value in boxes.items()}


def entries(state: str = "") -> list[PaperEntry]:
    """Return the forms in the order in which they were opened, as the database has them now."""
    db.session.rollback()
    found = db.session.scalars(db.select(PaperEntry).order_by(PaperEntry.place))
    return [one for one in found if not state or one.state == state]


def the_last() -> PaperEntry:
    return entries("open")[-1]
