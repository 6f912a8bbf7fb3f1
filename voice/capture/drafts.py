"""The draft behind a journey: found by the device's own secret, written once a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveys.answers import Answer, Answers
from surveys.schema import Question, Survey
from voice.codes import WORDS_IN_A_CODE, hashes_of, new_code, tidy
from voice.models import Draft, DraftKey, Edition
from voice.seal import hash_token, new_token, seal, unseal


@dataclass(frozen=True)
class Journey:
    """What one device may see of a draft: everything it wrote itself; of words written elsewhere only that they are kept."""

    token: str
    key: DraftKey
    draft: Draft

    @property
    def answers(self) -> Answers:
        return Answers({q: Answer(kept.get("v"), bool(kept.get("s"))) for q, kept in self.draft.answers.items()})

    def sees_words_of(self, question: Question) -> bool:
        """Words written on another device stay unseen here: a code alone does not show them (R35)."""
        kept = self.draft.answers.get(question.id) or {}
        return question.kind != "comment" or self.key.sees_words or not kept.get("v") or kept.get("k") == self.key.id

    @property
    def resume_code(self) -> str | None:
        return unseal(self.key.resume_sealed, self.token)

    @property
    def receipt_code(self) -> str | None:
        return unseal(self.key.receipt_sealed, self.token)


def find(session: Session, token: str | None, slug: str, lock: bool = False) -> Journey | None:
    """Return the journey that a device's secret opens, if it is for this survey."""
    if not token:
        return None
    query = select(DraftKey).where(DraftKey.token_hash == hash_token(token))
    key = session.scalar(query.with_for_update(of=DraftKey) if lock else query)
    if key is None or key.draft.edition.slug != slug:
        return None
    if lock:
        session.refresh(key.draft, with_for_update={"of": Draft})
    return Journey(token, key, key.draft)


def begin(session: Session, edition: Edition, locale: str, reading: str, now: datetime) -> Journey:
    """Begin a draft, with a new id of 128 random bits and a secret for this device."""
    draft = Draft(edition=edition, locale=locale, reading=reading, answers={}, begun_at=now, kept_at=now)
    session.add(draft)
    return _give_key(session, draft, sees_words=True)


def _give_key(session: Session, draft: Draft, sees_words: bool) -> Journey:
    token = new_token()
    session.flush()
    key = DraftKey(token_hash=hash_token(token), draft=draft, sees_words=sees_words)
    session.add(key)
    session.flush()
    return Journey(token, key, draft)


def keep(journey: Journey, question: Question, answer: Answer, now: datetime) -> None:
    """Keep what was said to one question. Other answers are not touched, whatever an older tab thinks of them.

    Words that this device cannot see are added to, never replaced.
    """
    before = journey.draft.answers.get(question.id) or {}
    value = answer.value
    if not journey.sees_words_of(question):
        if value is None:
            return
        value = f"{before['v']}\n{value}"
        kept: dict[str, Any] = {"v": value, "s": False, "k": before.get("k")}
    else:
        kept = {"v": value, "s": answer.skipped, "k": journey.key.id}
    journey.draft.answers = {**journey.draft.answers, question.id: kept}
    journey.draft.kept_at = now


def give_resume_code(journey: Journey, secret: str) -> str:
    """Return a save code for a draft: the one this device was shown before, or a new one, which takes the old one's place."""
    shown_before = journey.resume_code
    if shown_before:
        return shown_before
    code = new_code()
    journey.draft.resume_hash = hashes_of(code, "resume", [secret])[0]
    journey.key.resume_sealed = seal(code, journey.token)
    return code


def resume(session: Session, code: str, survey: Survey, secrets_in_use: list[str], here: Journey | None, now: datetime) -> Journey | None:
    """Return the journey that a save code opens on this device, or None for an unknown code.

    What this device had begun by itself since is laid over the saved answers, so that nothing typed is lost.
    """
    if len(tidy(code).split()) != WORDS_IN_A_CODE:
        return None
    draft = session.scalar(select(Draft).where(Draft.resume_hash.in_(hashes_of(code, "resume", secrets_in_use))))
    if draft is None or draft.edition.slug != survey.slug:
        return None
    if here is not None and here.draft.id == draft.id:
        return here
    journey = _give_key(session, draft, sees_words=False)
    if here is not None and here.draft.sent_at is None and draft.sent_at is None:
        for question_id, answer in here.answers.items():
            if answer.is_given:
                keep(journey, survey.by_id[question_id], answer, now)
        session.delete(here.draft)
    draft.kept_at = now
    return journey


def forget_old(session: Session, now: datetime, keep_days: int) -> int:
    """Delete drafts that nobody touched for `keep_days` days, and return how many."""
    return session.execute(delete(Draft).where(Draft.kept_at < now - timedelta(days=keep_days))).rowcount or 0
