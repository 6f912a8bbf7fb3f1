"""A picture or file that somebody adds: looked at in a process of its own, cleaned, and kept for staff only (R46, R47)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from surveys.answers import Answer
from voice.models import Draft, KeptFile, Submission

LIMIT_MB = 10
SECONDS = 20
KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
"""How a file begins, and what it then is. Its name and what the browser calls it say nothing."""


@dataclass(frozen=True)
class Added:
    """What a page says about its file: the answer so far, a new file, or that it is to go; and what to mend."""

    answer: Answer
    content: tuple[str, bytes] | None = None
    is_removed: bool = False
    error: str | None = None


@dataclass(frozen=True)
class Trouble:
    """Why a file was not taken: `too_large`, `other_kind` or `broken`."""

    kind: str


def added_on(upload: FileStorage | None, is_removed: bool, before: Answer) -> Added:
    """Return what a page says about its file, with words for what is to mend. `before` is the answer so far."""
    if upload is None or not upload.filename:
        return Added(before, is_removed=is_removed)
    found = read(upload)
    return Added(before, error=words_for(found)) if isinstance(found, Trouble) else Added(before, content=found)


def words_for(trouble: Trouble) -> str:
    """Return what to do about a file that was not taken."""
    return {"too_large": _("This file is larger than %(most)s MB. Choose a smaller one", most=LIMIT_MB),
            "other_kind": _("Choose a JPEG or PNG picture, or a PDF"),
            "broken": _("We could not open this picture. Choose another one")}[trouble.kind]


def keep_added(session: Session, draft_id: str, question_id: str, added: Added, now: datetime) -> Answer:
    """Keep or remove what a page says, and return the answer that the draft holds from now on."""
    if added.content:
        return Answer(keep_file(session, draft_id, question_id, *added.content, now))
    if added.is_removed:
        remove_file(session, draft_id, question_id)
        return Answer(None, skipped=True)
    return added.answer if added.answer.is_given else Answer(None, skipped=True)


def read(upload: FileStorage) -> tuple[str, bytes] | Trouble:
    """Return what a file is and its content: a picture is drawn anew, so that place and camera are no longer in it."""
    content = upload.stream.read(LIMIT_MB * 1024 * 1024 + 1)
    if len(content) > LIMIT_MB * 1024 * 1024:
        return Trouble("too_large")
    media_type = next((media_type for begin, media_type in KINDS.items() if content.startswith(begin)), None)
    if media_type is None:
        return Trouble("other_kind")
    if media_type == "application/pdf":
        return media_type, content
    return _drawn_anew(content, media_type)


def _drawn_anew(content: bytes, media_type: str) -> tuple[str, bytes] | Trouble:
    try:
        done = subprocess.run([sys.executable, "-m", "voice.capture.clean_picture", media_type], input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Trouble("broken")
    return (media_type, done.stdout) if done.returncode == 0 and done.stdout else Trouble("broken")


def keep_file(session: Session, draft_id: str, question_id: str, media_type: str, content: bytes, now: datetime) -> str:
    """Keep a file in place of an earlier one to the same question, and return its id."""
    remove_file(session, draft_id, question_id)
    kept = KeptFile(submission_id=draft_id, question_id=question_id, media_type=media_type, digest=hashlib.sha256(content).hexdigest(), content=content,
                    received_at=now)
    session.add(kept)
    session.flush()
    return kept.id


def remove_file(session: Session, draft_id: str, question_id: str) -> None:
    """Remove what was added to a question, if anything was."""
    session.execute(delete(KeptFile).where(KeptFile.submission_id == draft_id, KeptFile.question_id == question_id))


def remove_orphans(session: Session) -> int:
    """Delete files whose draft is gone and was never sent, and return how many."""
    alone = KeptFile.submission_id.not_in(select(Draft.id)), KeptFile.submission_id.not_in(select(Submission.id))
    return int(session.execute(delete(KeptFile).where(*alone)).rowcount or 0)  # type: ignore[attr-defined]
