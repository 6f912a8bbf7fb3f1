"""The end: check your answers, send once, a receipt, and a clean phone for the next person."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from surveys.journey import next_question, parts, reading_for, to_send
from voice import clock, jobs
from voice.capture.asking import asking
from voice.capture.drafts import give_receipt
from voice.capture.intake import Incoming, store
from voice.capture.shown import said, shown
from voice.capture.views import bp, forget, journey_here, not_open, page_context, remember, to
from voice.codes import hash_code, new_code
from voice.engagement import joining
from voice.models import writing
from voice.running import secrets_in_use


@bp.get("/<reading>/check")
def check(slug: str, reading: str) -> ResponseReturnValue:
    """Show every answer with the way to change it."""
    here = journey_here(slug)
    asked = asking(slug, reading, here.edition if here else None)
    if here is None:
        return not_open(asked) or to("lost", asked)
    if here.sent_at:
        return to("receipt", asked)
    fitting = reading_for(asked.survey, here.answers, reading)
    if fitting != reading:
        return to("check", asked, reading=fitting)
    rows = [(section, [(shown(asked.survey, q, reading), said(q, here.answers.get(q.id), reading, here.sees_words_of(q)))
                       for q in questions]) for section, questions in parts(asked.survey, here.answers, reading)]
    first = next((q for q in asked.survey.questions if q.is_required), None)
    unfinished = next_question(asked.survey, here.answers, reading)
    return render_template("pages/capture/check.html", **page_context(asked), rows=rows, required=first,
                           unfinished=unfinished if unfinished and (unfinished.is_required or unfinished.id in here.answers) else None,
                           has_any=any(a.is_given for q, a in here.answers.items() if q not in asked.survey.says_who))


@bp.post("/<reading>/send")
def send(slug: str, reading: str) -> ResponseReturnValue:
    """Send once, however often it is pressed. Sent is said only after it is stored (R1, R6).

    It belongs to the edition in which it was begun, also when that one has closed or the next has opened since.
    """
    with writing() as session:
        here = journey_here(slug, lock=True)
        asked = asking(slug, reading, here.edition if here else None)
        if here is None:
            return not_open(asked) or to("lost", asked)
        if here.sent_at is None:
            mend = next_question(asked.survey, here.answers, reading)
            if mend and (mend.is_required or (mend.id in here.answers and here.answers[mend.id].is_given)):
                return to("question", asked, question_id=mend.id, then="check")
            code = new_code()
            incoming = Incoming(here.draft_id, to_send(asked.survey, here.answers, reading), locale=here.locale, reading=reading,
                                receipt_hash=hash_code(code, "receipt", secrets_in_use()[0]))
            store(session, incoming, asked.survey, asked.edition, clock.now())
            joining.sent(session, here.draft_id)
            give_receipt(session, here, code, clock.now())
    jobs.ask_to_read(current_app, here.draft_id)
    return remember(to("receipt", asked), slug, here)


@bp.get("/<reading>/receipt")
def receipt(slug: str, reading: str) -> ResponseReturnValue:
    """Thank, give the receipt code, and say what happens next."""
    here = journey_here(slug)
    asked = asking(slug, reading, here.edition if here else None)
    if here is None or not here.sent_at:
        return to("start", asked)
    return render_template("pages/capture/receipt.html", **page_context(asked), code=here.receipt_code)


@bp.post("/<reading>/finish")
def finish(slug: str, reading: str) -> ResponseReturnValue:
    """Clear this device for the next person. What was sent stays sent; what was not is kept under its save code."""
    asked = asking(slug, reading)
    return forget(to("start", asked), slug)
