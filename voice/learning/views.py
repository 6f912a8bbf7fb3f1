"""The model card, for everybody who reads counts."""

from __future__ import annotations

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select

from voice.capture.shown import seven
from voice.learning import card as cards
from voice.models import User, db
from voice.staff import audit
from voice.staff.access import may, needs


@needs("counts", "read")
def card() -> ResponseReturnValue:
    """Show how right the suggestions are, and where they go wrong."""
    made = cards.the_card()
    release = made.running.release
    return render_template("pages/learning/card.html", card=made, figures=made.figures, statements=seven(), percent=cards.percent, one_in=cards.one_in,
                           clearly=cards.CLEARLY, on=date.fromisoformat, by=names().get(release.decided_by or "", "") if release else "",
                           may_judge=may(current_user, "models", "read"))


def names() -> dict[str, str]:
    """Return the address of every account by how the audit trail names it."""
    return {audit.account(person): person.email for person in db.session.scalars(select(User))}
