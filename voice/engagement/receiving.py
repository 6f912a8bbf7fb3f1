"""What a tablet sends, answers and group notes, is opened and stored, once, however often it comes. Nothing that arrives is ever thrown away (R6 to R11)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from surveys.answers import Answer, Answers
from surveys.library import all_surveys
from surveys.schema import READINGS, Survey
from voice.capture.intake import Incoming, take_in
from voice.codes import hash_code
from voice.engagement import notes
from voice.engagement.keys import CannotOpen, opened
from voice.i18n import LANGUAGES
from voice.models import Collected, Edition, InPersonSession, SealedItem, Submission, Tablet, db, writing
from voice.models.edition import edition_now, find_edition
from voice.running import settings

MOST_ANSWERS = 500
LONGEST_CLOCK = 14
"""Digits of a clock's milliseconds: the year 5138."""


@dataclass(frozen=True)
class Receipt:
    """The server's word on one item: its id, the SHA-256 of what was sealed (empty where it did not open), and what became of it."""

    id: str
    digest: str
    outcome: str
    reason: str = ""

    @property
    def status(self) -> int:
        """Return the status of the reply. Only 200 lets a tablet forget."""
        return {"kept_apart": 422, "differs": 409}.get(self.outcome, 200)


@dataclass
class Arrival:
    """How an item came: from which tablet, when by the server's clock, and what the tablet's clock said as it sent and as the item was finished."""

    tablet: Tablet
    now: datetime
    clock_there: datetime | None
    finished_at: datetime | None = None

    @property
    def clock_off_s(self) -> int | None:
        """Return by how many seconds the tablet's clock was behind."""
        return None if self.clock_there is None else round((self.now - self.clock_there).total_seconds())


def receive(tablet: Tablet, item_id: str, item: Any, secrets_in_use: list[str], now: datetime, takes_revoked: bool = False,
            clock_there: datetime | None = None) -> Receipt:
    """Open and store one item of a tablet, and say what became of it. Safe to call with the same item at any time, also twice at once.

    `takes_revoked`: a person of the staff lets in what a revoked tablet brought. `clock_there`: what the tablet's clock said as it sent.
    """
    came = Arrival(tablet, now, clock_there)
    session = db.session.get_one(InPersonSession, tablet.session_id)
    sealed = json.dumps(item, sort_keys=True).encode()
    try:
        plain = opened(item, session.private_key, secrets_in_use)
    except CannotOpen as error:
        return _kept_apart(came, item_id, sealed, hashlib.sha256(sealed).hexdigest(), str(error))
    digest = hashlib.sha256(plain).hexdigest()
    before = db.session.get(SealedItem, item_id)
    if before is not None and before.digest == digest and before.outcome != "kept_apart":
        return Receipt(item_id, digest, before.outcome)
    if session.is_rehearsal:
        return _remember(came, Receipt(item_id, digest, "rehearsal"))
    if tablet.revoked_at is not None and not takes_revoked:
        return _kept_apart(came, item_id, sealed, digest, "the tablet was revoked")
    try:
        return _taken_in(came, session, item_id, json.loads(plain), digest, secrets_in_use[0])
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        return _kept_apart(came, item_id, sealed, digest, f"not an answer ({type(error).__name__})")


def moment(said: Any) -> datetime | None:
    """Return the moment that a tablet's clock says, in milliseconds since 1970; None for what no clock says."""
    text = str(said)
    return datetime.fromtimestamp(int(text) / 1000, UTC) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_CLOCK else None


def _taken_in(came: Arrival, session: InPersonSession, item_id: str, said: Any, digest: str, secret: str) -> Receipt:
    if said["id"] != item_id:
        raise ValueError("another id")
    now, came.finished_at = came.now, moment(said.get("finished_at"))
    how = "notes" if said.get("kind") == "note" else "tablet"
    if how == "notes":
        incoming, survey, edition = notes.incoming(item_id, said), notes.survey(), notes.edition_of(session, settings().year_begins_on)
    else:
        incoming, survey, edition = _answers(item_id, said, secret, now)
    try:
        outcome = take_in(incoming, survey, edition, now).outcome
    except IntegrityError:  # its code stands with another answer: that one keeps the code, and this one is stored without
        outcome = take_in(replace(incoming, receipt_hash=None), survey, edition, now).outcome
    if outcome == "received":
        _remember_where(item_id, session.id, how)
    return _remember(came, Receipt(item_id, digest, outcome))


def _answers(item_id: str, said: Any, secret: str, now: datetime) -> tuple[Incoming, Survey, Edition]:
    """Return what one person answered, with the survey and the edition that asked."""
    survey = all_surveys()[said["slug"]]
    edition = find_edition(survey.slug, str(said.get("edition", ""))) or edition_now(survey.slug, now)
    if edition is None or said["reading"] not in READINGS or len(said["answers"]) > MOST_ANSWERS:
        raise ValueError("no such edition or way of reading")
    answers = Answers({str(q): Answer(_value(a.get("v")), a.get("s") is True) for q, a in said["answers"].items()})
    code = said.get("receipt")
    incoming = Incoming(item_id, answers, locale=said["locale"] if said.get("locale") in LANGUAGES else "en", reading=said["reading"], channel="tablet",
                        receipt_hash=hash_code(code, "receipt", secret) if isinstance(code, str) and code else None)
    return incoming, survey, edition


def _value(given: Any) -> Any:
    """Return an answer's value as any way in would bring it: words, a list of words, or nothing."""
    if isinstance(given, list):
        return [str(one) for one in given] or None
    return given if isinstance(given, str) and given else None


def _remember_where(submission_id: str, session_id: str, how: str) -> None:
    try:
        with writing() as write:
            if write.get(Submission, submission_id) and write.get(Collected, submission_id) is None:
                write.add(Collected(submission_id=submission_id, session_id=session_id, how=how))
    except IntegrityError:  # the same item, twice in the same moment
        return


def _remember(came: Arrival, receipt: Receipt, sealed: bytes | None = None) -> Receipt:
    """Write the receipt down. One that says stored is never replaced by one that says otherwise."""
    for _ in range(2):
        try:
            with writing() as session:
                kept = session.get(SealedItem, receipt.id, with_for_update=True)
                if kept is None:
                    session.add(SealedItem(id=receipt.id, tablet_id=came.tablet.id, digest=receipt.digest, outcome=receipt.outcome, reason=receipt.reason,
                                           sealed=sealed, received_at=came.now, finished_at=came.finished_at, clock_off_s=came.clock_off_s))
                elif kept.outcome == "kept_apart":
                    kept.digest, kept.outcome, kept.reason, kept.sealed = receipt.digest, receipt.outcome, receipt.reason, sealed
                    kept.finished_at = came.finished_at
            return receipt
        except IntegrityError:  # the same item, twice in the same moment
            continue
    return receipt


def _kept_apart(came: Arrival, item_id: str, sealed: bytes, digest: str, reason: str) -> Receipt:
    """Keep the bytes as they came, listed for staff; the tablet keeps its copy too."""
    return _remember(came, Receipt(item_id, digest, "kept_apart", reason), sealed)
