"""The record of a session as a tagged PDF: evidence for the workstream. Facts, head counts and counts of answers; nothing that anybody said."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst
from flask_babel import gettext as _
from sqlalchemy import func, select

from surveys.library import all_surveys
from voice.engagement import words
from voice.i18n import day_in_words, survey_words
from voice.models import Collected, InPersonSession, Submission, db
from voice.models.edition import slug_of
from voice.models.engagement import GROUPS, HOW
from voice.running import settings
from voice.small_numbers import ALL, FEW, Cell, Protected, protect, suppress

DOCUMENT = Path(__file__).with_name("record.typ")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Controls and overrides of direction: no reader of a record can see them, and a PDF may not hold them."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Record:
    """A record as bytes. `is_accessible`: it keeps PDF/UA-1; without, it is tagged all the same."""

    pdf: bytes
    is_accessible: bool


def record(session: InPersonSession, today: date) -> Record:
    """Return the record of a session as it stands today."""
    return typeset(document(session, today))


def typeset(given: Mapping[str, Any]) -> Record:
    """Typeset a record. What people wrote comes in as data, so that no word of it can be markup.

    A character that no font here draws (an emoji, a rare script) rules PDF/UA out; the record is then made without it.
    """
    inputs = {"data": json.dumps(_clean(given), ensure_ascii=False)}
    try:
        return Record(typst.compile(str(DOCUMENT), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]), True)
    except typst.TypstError as error:
        log.warning("a record does not keep PDF/UA (%s)", type(error).__name__)
    return Record(typst.compile(str(DOCUMENT), format="pdf", sys_inputs=inputs), False)


def document(session: InPersonSession, today: date) -> dict[str, Any]:
    """Return what a record says, ready for JSON. Small numbers are hidden already."""
    below = settings().small_number
    return {"title": _("Record of a session: %(name)s", name=session.name), "author": settings().partner_forum, "note": _note(session),
            "parts": [_facts(session), _came(session, below), _answers(session, below), *_written(session)],
            "foot": _("Made on %(day)s. Numbers from 1 to %(most)s are not shown, nor what would give them away. No names, and nothing that anybody said.",
                      day=day_in_words(today), most=below - 1)}


def _note(session: InPersonSession) -> str:
    notes = [_("Example data.")] if settings().environment == "demo" else []
    notes += [_("A rehearsal: nothing in it was stored or counted.")] if session.is_rehearsal else []
    notes += [_("The session is not closed yet.")] if session.state != "closed" else []
    return " ".join(notes)


def _facts(session: InPersonSession) -> dict[str, Any]:
    said = _("not said")
    asked = [survey_words(all_surveys()[slug].title) if slug in all_surveys() else slug for slug in session.surveys]
    return _part(_("The session"), (_("What"), _("Facts")), [
        (_("Kind"), str(words.KINDS[session.kind])), (_("Day"), day_in_words(session.held_on)), (_("Where"), session.venue or said),
        (_("Led by"), session.led_by or said), (_("Surveys"), ", ".join(asked)), (_("Tablets"), str(len(session.tablets)))])


def _came(session: InPersonSession, below: int) -> dict[str, Any]:
    came = suppress({group: _n(session.came, group) for group in GROUPS}, below)
    rows = [(str(words.GROUPS[group]), _n(session.expected, group), _cell(came[group], below)) for group in GROUPS]
    return _part(_("Who came"), (_("Group"), _("Expected"), _("Came")), [*((a, str(b), c) for a, b, c in rows), (_("All"), "", _cell(came[ALL], below))],
                 "" if session.came else _("Not written up yet."))


def _answers(session: InPersonSession, below: int) -> dict[str, Any]:
    table = answers(session, below)
    ways = [way for way in HOW if table.cells.get((ALL, way), 0) != 0]
    slugs = [slug for slug in session.surveys if (slug, ALL) in table.cells]
    if not ways:
        return _part(_("Answers received"), (), [], lines=[_("None.")])
    columns = (_("Survey"), *(str(words.WAYS[way]) for way in ways), _("All"))
    rows = [(survey_words(all_surveys()[slug].title) if slug in all_surveys() else slug,
             *(_cell(table.cell(slug, way), below) for way in ways), _cell(table.cell(slug), below)) for slug in slugs]
    return _part(_("Answers received"), columns, [*rows, (_("All"), *(_cell(table.cell(column=way), below) for way in ways), _cell(table.cell(), below))],
                 _("Answers are counted, not people: nobody gives a name."))


def answers(session: InPersonSession, below: int) -> Protected:
    """Return how many answers were collected at a session, by survey and by way, protected."""
    rows = db.session.execute(select(Submission.edition_id, Collected.how, func.count()).join(Collected, Collected.submission_id == Submission.id)
                              .where(Collected.session_id == session.id).group_by(Submission.edition_id, Collected.how))
    counts: dict[str, dict[str, int]] = {slug: dict.fromkeys(HOW, 0) for slug in session.surveys}
    for edition, how, n in rows:
        counts.setdefault(slug_of(edition), dict.fromkeys(HOW, 0))[how] += n
    return protect(counts, below)


def _written(session: InPersonSession) -> list[dict[str, Any]]:
    said = [(_("Support given"), session.support), (_("Consent and assent"), session.consent), (_("Notes"), session.write_up)]
    return [_part(heading, (), [], lines=(text or _("Nothing was written.")).split("\n")) for heading, text in said]


def _part(heading: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], note: str = "", lines: list[str] | None = None) -> dict[str, Any]:
    return {"heading": heading, "note": note, "columns": columns, "rows": rows, "lines": [line for line in lines or [] if line.strip()]}


def _n(counts: Mapping[str, Any], group: str) -> int:
    n = counts.get(group, 0)
    return n if isinstance(n, int) else 0


def _cell(cell: Cell, below: int) -> str:
    if isinstance(cell, int):
        return f"{cell:,}"
    return _("fewer than %(number)s", number=below) if cell is FEW else _("hidden")


def _clean(value: Any) -> Any:
    """Return words as a PDF may hold them."""
    if isinstance(value, str):
        return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return {key: _clean(one) for key, one in value.items()} if isinstance(value, dict) else value
