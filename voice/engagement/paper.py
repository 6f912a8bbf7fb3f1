"""Paper forms that are typed in, and what a scribe writes: opened, kept, keyed a second time for a sample, settled, stored as every answer is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from surveys.answers import Answer, Answers, Value
from surveys.library import all_surveys
from voice.capture.intake import Incoming, store
from voice.models import Collected, Edition, InPersonSession, PaperBatch, PaperEntry, PaperKeying, Submission, db, writing
from voice.models.edition import edition_now, editions_of

ONE_IN = 5
"""Of forms that are typed in, one in so many is keyed twice: the share that is usual where data entry is checked."""
AT_LEAST = 2
"""Of every batch, so that a short one is checked as well."""

Said = dict[str, Value]
"""What was typed, by question. What was left empty is not in it."""


class NotNow(RuntimeError):
    """The form is not where this step belongs: it was taken back, or somebody was faster. `state` says where it is."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True)
class Standing:
    """How the paper of a session stands. `typed`: every form that was typed in, also those that wait; `agreement`: answers typed twice, and those that were the same."""

    typed: tuple[PaperEntry, ...]
    waiting: tuple[PaperEntry, ...]
    differing: tuple[PaperEntry, ...]
    agreement: tuple[int, int] | None


def begin(here: InPersonSession, slug: str, reading: str, how: str, who: str, now: datetime) -> PaperBatch:
    """Begin a batch. Raises LookupError for a survey that was never asked."""
    edition = edition_on(slug, here.held_on, now)
    with writing() as session:
        batch = PaperBatch(session_id=here.id, edition_id=edition.id, reading=reading, how=how, made_by=who, made_at=now)
        session.add(batch)
    return batch


def edition_on(slug: str, day: date, now: datetime) -> Edition:
    """Return the edition that was asked on a session's day; where none was, the present one. Raises LookupError."""
    found = next((edition for edition in editions_of(slug) if edition.opens_on <= day <= edition.closes_on), None) or edition_now(slug, now)
    if found is None:
        raise LookupError(slug)
    return found


def open_form(batch_id: str, draw: Callable[[int], int] = secrets.randbelow) -> PaperEntry:
    """Open an empty form of a batch, and draw whether it is keyed twice. Nobody learns it before the form is kept.

    `draw` returns a random number below the one it is given. A scribe has no sheet to look at again.
    """
    with writing() as session:
        batch = session.get_one(PaperBatch, batch_id)
        session.get(InPersonSession, batch.session_id, with_for_update=True)  # of two at once, the second sees the first one's number
        before = list(session.scalars(forms_of(batch.session_id)))
        n_twice = sum(one.is_twice and one.state != "open" for one in before if one.batch_id == batch_id)
        is_twice = batch.how == "paper" and (n_twice < AT_LEAST or draw(ONE_IN) == 0)
        entry = PaperEntry(batch_id=batch_id, place=max((one.place for one in before), default=0) + 1, is_twice=is_twice)
        session.add(entry)
    return entry


def keep(entry_id: str, said: Said, who: str, now: datetime, number: str = "", scribe: str | None = None) -> str:
    """Keep what was typed of a form: store it as an answer, or let it wait for the second keying. Safe to call twice.

    Returns `stored`, `waiting`, or `apart` where other answers are stored under this form already: both are kept. Raises LookupError, NotNow.
    """
    with writing() as session:
        entry = _locked(session, entry_id)
        if entry.state == "open":
            entry.number = number
        if entry.is_twice and entry.state in ("open", "waiting"):
            session.merge(PaperKeying(entry_id=entry_id, turn=1, said=said, by=who, at=now))
            entry.state = "waiting"
            return "waiting"
        if entry.state not in ("open", "stored"):
            raise NotNow(entry.state)
        return _store(session, entry, said, who, now, scribe)


def keep_again(entry_id: str, said: Said, who: str, now: datetime) -> str:
    """Keep the second keying: `stored` where both are the same, else `differs`. Raises LookupError, NotNow."""
    with writing() as session:
        entry = _locked(session, entry_id, "waiting")
        first = session.get_one(PaperKeying, (entry_id, 1))
        n, differing = compared(first.said, said)
        entry.n_compared, entry.n_differing = n, len(differing)
        if not differing:
            return _store(session, entry, first.said, first.by, now)
        session.add(PaperKeying(entry_id=entry_id, turn=2, said=said, by=who, at=now))
        entry.state = "differs"
        return "differs"


def settle(entry_id: str, settled: Mapping[str, Value | None], now: datetime) -> None:
    """Store a form that was keyed twice, with what a person settled for each difference. None: nothing was answered.

    Raises LookupError, NotNow, and ValueError while a difference is not settled.
    """
    with writing() as session:
        entry = _locked(session, entry_id, "differs")
        first, second = (session.get_one(PaperKeying, (entry_id, turn)) for turn in (1, 2))
        if set(compared(first.said, second.said)[1]) != set(settled):
            raise ValueError("each difference is settled, and nothing else")
        said = {question: value for question, value in {**first.said, **settled}.items() if value is not None}
        _store(session, entry, said, first.by, now)


def take_as_it_is(entry_id: str, now: datetime) -> None:
    """Store a form as it was typed once, since its sheet is gone. Raises LookupError, NotNow."""
    with writing() as session:
        entry = _locked(session, entry_id, "waiting")
        first = session.get_one(PaperKeying, (entry_id, 1))
        _store(session, entry, first.said, first.by, now)


def compared(first: Mapping[str, Value], second: Mapping[str, Value]) -> tuple[int, tuple[str, ...]]:
    """Return how many questions have an answer in either keying, and ids of those where the two differ. Spaces and line ends make no difference."""
    asked = list({**first, **second})
    return len(asked), tuple(q for q in asked if _plain(first.get(q)) != _plain(second.get(q)))


def keyings(entry_id: str) -> dict[int, PaperKeying]:
    """Return what was typed of a form that waits, by turn."""
    return {one.turn: one for one in db.session.scalars(select(PaperKeying).where(PaperKeying.entry_id == entry_id))}


def standing(session_id: str) -> Standing:
    """Return how the paper of a session stands now."""
    entries = list(db.session.scalars(forms_of(session_id).where(PaperEntry.state.not_in(("open", "taken_back")))))
    n, differing = (sum(getattr(one, name) or 0 for one in entries) for name in ("n_compared", "n_differing"))
    waiting, differs = (tuple(one for one in entries if one.state == state) for state in ("waiting", "differs"))
    return Standing(tuple(entries), waiting, differs, (n, n - differing) if n else None)


def typed_in(batch_id: str) -> int:
    """Return how many forms of a batch were typed in."""
    return db.session.scalar(select(func.count()).where(PaperEntry.batch_id == batch_id, PaperEntry.state.not_in(("open", "taken_back")))) or 0


def forms_of(session_id: str) -> Select[PaperEntry]:
    """Return the query for forms of a session, in the order in which they were opened."""
    return select(PaperEntry).join(PaperBatch, PaperBatch.id == PaperEntry.batch_id).where(PaperBatch.session_id == session_id).order_by(PaperEntry.place)


def _locked(session: Session, entry_id: str, state: str = "") -> PaperEntry:
    """Return a form that nobody else can change until this write is done. Raises LookupError, NotNow where it must be in another state."""
    entry = session.get(PaperEntry, entry_id, with_for_update=True)
    if entry is None:
        raise LookupError(entry_id)
    if state and entry.state != state:
        raise NotNow(entry.state)
    return entry


def _store(session: Session, entry: PaperEntry, said: Said, who: str, now: datetime, scribe: str | None = None) -> str:
    """Send a form the one way in, note where and by whom it was collected, and let go of what was typed."""
    batch = session.get_one(PaperBatch, entry.batch_id)
    edition, here = session.get_one(Edition, batch.edition_id), session.get_one(InPersonSession, batch.session_id)
    incoming = Incoming(entry.id, Answers({question: Answer(value) for question, value in said.items()}), reading=batch.reading, channel=batch.how,
                        has_scribe=batch.how == "scribe")
    outcome = store(session, incoming, all_surveys()[edition.slug], edition, now).outcome
    if outcome == "received" and session.get(Collected, entry.id) is None:
        session.add(Collected(submission_id=entry.id, session_id=here.id, how=batch.how, by=who, scribe=scribe))
        session.get_one(Submission, entry.id).is_late = here.held_on > edition.closes_on  # it was given on the session's day
    session.execute(delete(PaperKeying).where(PaperKeying.entry_id == entry.id))
    entry.state = "stored"
    return "apart" if outcome == "differs" else "stored"


def _plain(value: Value | None) -> Value | None:
    return " ".join(value.split()) if isinstance(value, str) else value
