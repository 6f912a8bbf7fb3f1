"""The trail of who did what (R49): ids and counts, never words, addresses or tokens. Rows are only ever added."""

from __future__ import annotations

import logging
from typing import Any

from flask import has_request_context
from flask_security import current_user
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from voice import clock
from voice.models import AuditEntry, User, db

log = logging.getLogger(__name__)


class TrailIsKept(RuntimeError):
    """Somebody tried to change or remove an entry of the audit trail."""


def record(action: str, subject: str, details: str = "", who: str | None = None) -> None:
    """Add an entry to the session in use. Inside `voice.models.writing()` it is committed with what it tells of.

    `who` is the person signed in, or "command" outside a request, unless it is given.
    """
    who = who or _who()
    db.session.add(AuditEntry(at=clock.now(), who=who, action=action, subject=subject, details=details))
    log.info("%s: %s, %s", action, who, subject)


def account(person: User) -> str:
    """Return how the trail names an account: by its number, so that a changed or forgotten e-mail changes nothing."""
    return f"account {person.id}"


def _who() -> str:
    if not has_request_context():
        return "command"
    return account(current_user) if current_user.is_authenticated else "nobody"


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _entry_stays(*_: Any) -> None:
    raise TrailIsKept("entries of the audit trail are only ever added")


@event.listens_for(Session, "do_orm_execute")
def _entries_stay(state: ORMExecuteState) -> None:
    changes = state.is_update or state.is_delete
    if changes and state.bind_mapper is not None and state.bind_mapper.class_ is AuditEntry:
        raise TrailIsKept("entries of the audit trail are only ever added")
