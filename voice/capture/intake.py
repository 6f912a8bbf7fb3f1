"""The one way in. Phone, tablet, paper and import all end here (R2, R5 to R10)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys.answers import Answer as Given
from surveys.answers import Answers, problem_with
from surveys.journey import path
from surveys.schema import Survey
from voice.models import Answer, Comment, Edition, KeptApart, KeptFile, PaperEntry, PaperKeying, Phrase, Submission, Withdrawn, writing
from voice.models.edition import day_in_london
from voice.plain_text import keepable, keepable_whole

STRAIGHT_FROM = 5
"""Of fewer statements the same answer to all is likely by itself."""

Outcome = Literal["received", "differs", "deleted"]


@dataclass(frozen=True)
class Incoming:
    """A finished answer as it came, whatever it came through. `answers`: question id -> what was said."""

    id: str
    answers: Answers
    locale: str = "en"
    reading: str = "standard"
    channel: str = "web"
    is_example: bool = False
    receipt_hash: str | None = None
    has_scribe: bool = False
    """An adult wrote it down while the person spoke or signed."""


@dataclass(frozen=True)
class Acknowledgement:
    """What was done with it: the id, the digest of what is stored, and `received`, `differs` or `deleted`."""

    id: str
    digest: str
    outcome: Outcome


def digest_of(incoming: Incoming) -> str:
    """Return the SHA-256 (64 hex digits) of what a person said, the same whatever order it came in."""
    said = {q: [a.value, a.skipped] for q, a in incoming.answers.items()}
    whole = {"id": incoming.id, "reading": incoming.reading, "answers": said}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def take_in(incoming: Incoming, survey: Survey, edition: Edition, now: datetime) -> Acknowledgement:
    """Store a finished answer once, and say what was stored. Call it as often as you like with the same id.

    The same id with the same content is received again and nothing new is stored; with other content both are kept and
    staff are told; an id that was taken back is answered `deleted` and nothing comes back.
    """
    try:
        with writing() as session:
            return store(session, incoming, survey, edition, now)
    except IntegrityError:  # another process stored the same id in the same moment (PostgreSQL)
        with writing() as session:
            return store(session, incoming, survey, edition, now)


def store(session: Session, incoming: Incoming, survey: Survey, edition: Edition, now: datetime) -> Acknowledgement:
    """Do what `take_in` says inside a write that is already open."""
    incoming = _as_kept(incoming)
    digest = digest_of(incoming)
    stored = session.get(Submission, incoming.id)
    if stored is not None:
        if stored.digest == digest:
            return Acknowledgement(incoming.id, digest, "received")
        _keep_apart(session, incoming, digest, now)
        return Acknowledgement(incoming.id, stored.digest, "differs")
    if session.get(Withdrawn, incoming.id):  # asked second: whoever takes it back in between is seen here
        return Acknowledgement(incoming.id, digest, "deleted")
    submission = _submission(incoming, survey, edition, digest, now)
    session.add(submission)
    session.flush()
    session.add_all(_comments(submission, survey, incoming.answers))
    return Acknowledgement(incoming.id, digest, "received")


def _keep_apart(session: Session, incoming: Incoming, digest: str, now: datetime) -> None:
    """Keep other content that came under an id in use, once: its key is made of what it says."""
    key = digest[:32]
    if session.get(KeptApart, key) is None:
        session.add(KeptApart(id=key, submission_id=incoming.id, reason="same id, other content", received_at=now,
                              content={q: [a.value, a.skipped] for q, a in incoming.answers.items()}))


def _as_kept(incoming: Incoming) -> Incoming:
    kept = {keepable(q): Given(keepable_whole(a.value), a.skipped) for q, a in incoming.answers.items()}
    return Incoming(**{**incoming.__dict__, "answers": Answers(kept)})


def _submission(incoming: Incoming, survey: Survey, edition: Edition, digest: str, now: datetime) -> Submission:
    on_path = {q.id for q in path(survey, incoming.answers, incoming.reading)}
    values = {q: value for q, value in incoming.answers.values_of(on_path).items() if problem_with(survey.by_id[q], value) is None}
    answers = [_answer(survey, q, given, on_path) for q, given in incoming.answers.items()]
    role = str(values.get("role") or survey.asks or "unknown")
    return Submission(
        id=incoming.id, edition_id=edition.id, survey_digest=survey.digest, digest=digest, channel=incoming.channel,
        locale=incoming.locale, reading=incoming.reading, role=role, voice=voice_of(role, values, incoming.has_scribe),
        is_complete=is_complete(survey, answers), is_straight=is_straight(survey, answers),
        may_quote=values.get("quotes") == "yes", is_late=edition.state(now) == "closed", is_example=incoming.is_example,
        received_at=now, received_on=day_in_london(now), receipt_hash=incoming.receipt_hash,
        answers=answers)


def is_complete(survey: Survey, answers: list[Answer]) -> bool:
    """Return whether at least one answer that counts says more than who answers. Permissions and empty pages do not."""
    return any(answer.value is not None and answer.mark is None and answer.question_id not in survey.says_who for answer in answers)


def is_straight(survey: Survey, answers: list[Answer]) -> bool:
    """Return whether one and the same face was chosen for every statement, at least five of them. Kept, and marked."""
    faces = [answer.value for answer in answers
             if answer.mark is None and answer.value is not None and survey.by_id[answer.question_id].kind == "faces"]
    return len(faces) >= STRAIGHT_FROM and len({str(value) for value in faces}) == 1


def voice_of(role: str, values: dict[str, Any], has_scribe: bool = False) -> str:
    """Return whose voice it is. An adult in a child's place is `proxy`, and never appears as what children told us.

    A child's words that a scribe wrote down are the child's, with support, also where nobody said who helps.
    """
    if values.get("on_behalf") == "organisation":
        return "organisation"
    if role == "child":
        alone = "supported" if has_scribe else "self"
        return {"read": "supported", "wrote": "supported", "chose": "proxy"}.get(str(values.get("helper", "nobody")), alone)
    return "proxy" if values.get("for_whom") == "child" else "adult"


def _answer(survey: Survey, question_id: str, given: Given, on_path: set[str]) -> Answer:
    question = survey.by_id.get(question_id)
    mark = None
    if question is None:
        mark = "unknown_question"
    elif question_id not in on_path:
        mark = "off_path"
    elif given.is_given and problem_with(question, given.value):
        mark = "does_not_fit"
    return Answer(question_id=question_id, question_version=question.version if question else 0, value=given.value,
                  skipped=given.skipped, mark=mark)


def _comments(submission: Submission, survey: Survey, answers: Answers) -> list[Comment]:
    """Return a comment for each free-text answer. What cannot be a comment stays an answer, marked."""
    found = []
    for question_id, given in answers.items():
        question = survey.by_id.get(question_id)
        if question and question.kind == "comment" and question.is_comment and isinstance(given.value, str) and given.value.strip():
            found.append(Comment(
                submission_id=submission.id, edition_id=submission.edition_id, question_id=question_id, asked=question.statement,
                text=given.value, role=submission.role, voice=submission.voice, reading=submission.reading,
                locale=submission.locale, received_on=submission.received_on, is_example=submission.is_example))
    return found


def withdraw(submission_id: str, today: Any) -> None:
    """Take a submission back: its answers, comments and findings go, and a ledger row keeps it from coming again.

    What was kept apart under its id goes with it, and so do its files, the story that was made of it, phrases that it was counted in, and the
    number of its sheet. A paper form that still waits to be typed a second time goes the same way. Of two at once, the second finds it gone.
    """
    with writing() as session:
        sheet = session.get(PaperEntry, submission_id, with_for_update=True)
        submission = session.get(Submission, submission_id, with_for_update=True)
        if sheet is not None and sheet.state != "taken_back":
            sheet.state, sheet.number = "taken_back", ""
            session.execute(delete(PaperKeying).where(PaperKeying.entry_id == submission_id))
            if submission is None:
                session.merge(Withdrawn(submission_id=submission_id, withdrawn_on=today))
        if submission is not None:
            session.execute(delete(KeptApart).where(KeptApart.submission_id == submission_id))
            session.execute(delete(KeptFile).where(KeptFile.submission_id == submission_id))
            session.execute(delete(Phrase).where(Phrase.edition_id == submission.edition_id))  # counted again without it, by the sweep
            session.add(Withdrawn(submission_id=submission_id, withdrawn_on=today))
            session.delete(submission)
