"""The draft behind a journey: found by the device's own secret, written once a page.

Every page of every respondent comes through `find`, so it asks for one row of plain columns and builds no objects for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from surveys.answers import Answer, Answers
from surveys.schema import Question, Survey
from voice.codes import WORDS_IN_A_CODE, hashes_of, new_code, tidy
from voice.models import Draft, DraftKey, Edition
from voice.seal import hash_token, new_id, new_token, seal, unseal

KEY, DRAFT, EDITION = cast("tuple[Table, Table, Table]", (DraftKey.__table__, Draft.__table__, Edition.__table__))
ONE_JOURNEY = (
    select(KEY.c.id.label("key_id"), KEY.c.sees_words, KEY.c.resume_sealed, KEY.c.receipt_sealed, DRAFT.c.id.label("draft_id"),
           DRAFT.c.locale, DRAFT.c.reading, DRAFT.c.answers, DRAFT.c.begun_at, DRAFT.c.sent_at, DRAFT.c.revision, *EDITION.c)
    .select_from(KEY).join(DRAFT, DRAFT.c.id == KEY.c.draft_id).join(EDITION, EDITION.c.id == DRAFT.c.edition_id))


class Overtaken(RuntimeError):
    """Another page of the same person was written first."""


@dataclass
class Journey:
    """What one device may see of a draft: all it wrote itself; of words written elsewhere only that they are kept.

    `kept`: question id -> {"v": value or null, "s": skipped, "k": id of the key it was written with}.
    """

    token: str
    key_id: str
    sees_words: bool
    draft_id: str
    locale: str
    reading: str
    edition: Edition
    begun_at: datetime
    kept: dict[str, Any] = field(default_factory=dict)
    revision: int = 0
    sent_at: datetime | None = None
    resume_sealed: str | None = None
    receipt_sealed: str | None = None

    @property
    def answers(self) -> Answers:
        return Answers({q: Answer(kept.get("v"), bool(kept.get("s"))) for q, kept in self.kept.items()})

    def sees_words_of(self, question: Question) -> bool:
        """Words written on another device stay unseen here: a code alone does not show them (R35)."""
        kept = self.kept.get(question.id) or {}
        return question.kind != "comment" or self.sees_words or not kept.get("v") or kept.get("k") == self.key_id

    @property
    def resume_code(self) -> str | None:
        return unseal(self.resume_sealed, self.token)

    @property
    def receipt_code(self) -> str | None:
        return unseal(self.receipt_sealed, self.token)


FIND = ONE_JOURNEY.where(KEY.c.token_hash == bindparam("of_token"))
FIND_AND_LOCK = FIND.with_for_update(of=DRAFT)
WRITE = update(DRAFT).where(DRAFT.c.id == bindparam("of_draft"), DRAFT.c.revision == bindparam("of_revision")).values(
    revision=DRAFT.c.revision + 1,
    answers=bindparam("answers"), reading=bindparam("reading"), locale=bindparam("locale"), sent_at=bindparam("sent_at"), kept_at=bindparam("kept_at"))


def find(session: Session, token: str | None, slug: str, lock: bool = False) -> Journey | None:
    """Return the journey that a device's secret opens, if it is for this survey. `lock` keeps others from writing it."""
    if not token:
        return None
    row = session.execute(FIND_AND_LOCK if lock else FIND, {"of_token": hash_token(token)}).one_or_none()
    if row is None or row.slug != slug:
        return None
    return Journey(
        token, row.key_id, row.sees_words, row.draft_id, row.locale, row.reading, begun_at=row.begun_at, kept=row.answers, revision=row.revision,
        sent_at=row.sent_at, resume_sealed=row.resume_sealed, receipt_sealed=row.receipt_sealed,
        edition=Edition(**{column.name: row._mapping[column] for column in EDITION.c}))


def begin(session: Session, edition: Edition, locale: str, reading: str, now: datetime) -> Journey:
    """Begin a draft, with a new id of 128 random bits and a secret for this device."""
    draft_id = new_id()
    session.execute(insert(DRAFT).values(id=draft_id, edition_id=edition.id, locale=locale, reading=reading, answers={}, begun_at=now, kept_at=now))
    token, key_id = _give_key(session, draft_id, sees_words=True)
    return Journey(token, key_id, True, draft_id, locale, reading, edition, now)


def _give_key(session: Session, draft_id: str, sees_words: bool) -> tuple[str, str]:
    token, key_id = new_token(), new_id()
    session.execute(insert(KEY).values(token_hash=hash_token(token), id=key_id, draft_id=draft_id, sees_words=sees_words))
    return token, key_id


def keep(journey: Journey, question: Question, answer: Answer) -> None:
    """Put what was said to one question into the journey. Other answers are not touched, whatever an older tab thinks of them.

    Words that this device cannot see are added to, never replaced.
    """
    before = journey.kept.get(question.id) or {}
    if journey.sees_words_of(question):
        journey.kept[question.id] = {"v": answer.value, "s": answer.skipped, "k": journey.key_id}
    elif answer.value is not None:
        journey.kept[question.id] = {"v": f"{before['v']}\n{answer.value}", "s": False, "k": before.get("k")}


def write(session: Session, journey: Journey, now: datetime) -> None:
    """Write a journey's draft: one write a page.

    Raises Overtaken when somebody wrote it since it was found: find it again and begin anew.
    """
    done = session.execute(WRITE, {"of_draft": journey.draft_id, "of_revision": journey.revision, "answers": journey.kept,
                                   "reading": journey.reading, "locale": journey.locale, "sent_at": journey.sent_at, "kept_at": now})
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Overtaken
    journey.revision += 1


def give_resume_code(session: Session, journey: Journey, secret: str) -> None:
    """Give the draft a save code, unless this device was shown one before. A new one takes the place of an older one."""
    if journey.resume_code is None:
        code = new_code()
        journey.resume_sealed = seal(code, journey.token)
        session.execute(update(DRAFT).where(DRAFT.c.id == journey.draft_id).values(resume_hash=hashes_of(code, "resume", [secret])[0]))
        session.execute(update(KEY).where(KEY.c.id == journey.key_id).values(resume_sealed=journey.resume_sealed))


def give_receipt(session: Session, journey: Journey, code: str, now: datetime) -> None:
    """Mark a draft as sent: its answers are a submission now and go from here; its receipt code is sealed to this device."""
    journey.kept, journey.sent_at = {}, now
    write(session, journey, now)
    session.execute(update(DRAFT).where(DRAFT.c.id == journey.draft_id).values(resume_hash=None))
    session.execute(update(KEY).where(KEY.c.id == journey.key_id).values(receipt_sealed=seal(code, journey.token)))


def resume(session: Session, code: str, survey: Survey, secrets_in_use: list[str], here: Journey | None, now: datetime) -> Journey | None:
    """Return the journey that a save code opens on this device, or None for an unknown code.

    What this device had begun by itself since is laid over the saved answers, so that nothing typed is lost.
    """
    if len(tidy(code).split()) != WORDS_IN_A_CODE:
        return None
    draft_id = session.scalar(select(DRAFT.c.id).where(DRAFT.c.resume_hash.in_(hashes_of(code, "resume", secrets_in_use))).with_for_update())
    if draft_id is None:
        return None
    if here is not None and here.draft_id == draft_id:
        return here
    token, _ = _give_key(session, draft_id, sees_words=False)
    journey = find(session, token, survey.slug, lock=True)
    if journey is None:
        return None
    if here is not None and here.sent_at is None and journey.sent_at is None:
        for question_id, answer in here.answers.items():
            if answer.is_given:
                keep(journey, survey.by_id[question_id], answer)
        session.execute(delete(DRAFT).where(DRAFT.c.id == here.draft_id))
    write(session, journey, now)
    return journey


def forget_old(session: Session, now: datetime, keep_days: int) -> int:
    """Delete drafts that nobody touched for `keep_days` days, and return how many."""
    gone = session.execute(delete(DRAFT).where(DRAFT.c.kept_at < now - timedelta(days=keep_days)))
    return int(gone.rowcount or 0)  # type: ignore[attr-defined]
