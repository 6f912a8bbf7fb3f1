"""The pages on which a coder codes, one comment at a time. Nobody but a coder of the sample sees them, and each sees only their own codes."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from voice import clock
from voice.coding import agreement, blind
from voice.coding.asking import AskedSample, asked_sample, page, remember_reading
from voice.coding.forms import CodesForm, problems_in
from voice.coding.samples import coded_by, comment_ids
from voice.coding.showing import plain
from voice.models import writing
from voice.review import deciding
from voice.staff import audit
from voice.staff.access import needs

BESIDE = 4
"""Comments listed before and after the one in hand."""
UNPROCESSABLE = 422


@needs("comments", "decide")
def mine(slug: str, sample_id: str) -> ResponseReturnValue:
    """Show the comment that is asked for, or the first that this coder has not coded; when all are, the way to say so."""
    here = _as_coder(slug, sample_id)
    if not _codes_still(here):
        return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))
    ids, coded = comment_ids(sample_id), coded_by(sample_id, here.mine.coder)  # type: ignore[union-attr]
    at = request.args.get("at", "")
    return _page(here, at if at in ids else _next(ids, coded, at=""), ids, coded)


@needs("comments", "decide")
def code(slug: str, sample_id: str, comment_id: str) -> ResponseReturnValue:
    """Keep this coder's codes of a comment and go on, or send the comment to safeguarding."""
    here, form = _as_coder(slug, sample_id), CodesForm(request.form)
    ids = comment_ids(sample_id)
    if comment_id not in ids:
        flash(_("That comment has left the sample. Here is the next."))
        return redirect(url_for("coding.mine", slug=slug, sample_id=sample_id))
    me: str = here.mine.coder  # type: ignore[union-attr]
    if request.form.get("do") == "safeguarding":
        return _to_safeguarding(here, comment_id)
    if not form.validate():
        return _page(here, comment_id, ids, coded_by(sample_id, me), form)
    try:
        blind.code(sample_id, comment_id, me, form.codes, clock.now())
    except blind.CodesAreKept:
        flash(_("You said that you are done, or the sample is closed. What you had coded stays as it was."))
        return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))
    except LookupError:
        flash(_("That comment has left the sample. Here is the next."))
        return redirect(url_for("coding.mine", slug=slug, sample_id=sample_id))
    return redirect(url_for("coding.mine", slug=slug, sample_id=sample_id, at=_next(ids, coded_by(sample_id, me), comment_id) or None))


@needs("comments", "decide")
def done(slug: str, sample_id: str) -> ResponseReturnValue:
    """Close this coder's own coding. With the last coder's, the agreement is kept."""
    here = _as_coder(slug, sample_id)
    try:
        is_last = blind.say_done(sample_id, here.mine.coder, clock.now())  # type: ignore[union-attr]
    except blind.NotAllCoded:
        flash(_("Some comments have no codes of yours yet. Here is the first of them."))
        return redirect(url_for("coding.mine", slug=slug, sample_id=sample_id))
    except blind.CodesAreKept:
        return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))
    if is_last:
        agreement.keep(sample_id, clock.now())
    else:
        flash(_("Thank you. The others still code; the figures come when all are done."))
    return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))


def _as_coder(slug: str, sample_id: str) -> AskedSample:
    """Return the sample for one of its coders; for anybody else there is no such page."""
    here = asked_sample(slug, sample_id)
    if here.mine is None:
        abort(404)
    return here


def _codes_still(here: AskedSample) -> bool:
    return here.sample.state == "coding" and here.mine is not None and here.mine.done_at is None


def _next(ids: list[str], coded: set[str], at: str) -> str:
    """Return the first comment without codes after one, else from the beginning; nothing when all have some."""
    start = ids.index(at) + 1 if at in ids else 0
    return next((id for id in (*ids[start:], *ids[:start]) if id not in coded), "")


def _page(here: AskedSample, at: str, ids: list[str], coded: set[str], form: CodesForm | None = None) -> ResponseReturnValue:
    if not _codes_still(here) or here.mine is None:
        return redirect(url_for("coding.sample", slug=here.asked.survey.slug, sample_id=here.sample.id))
    place = ids.index(at) if at else len(ids)
    beside = list(enumerate(ids, start=1))[max(0, place - BESIDE):place + BESIDE + 1]
    own = blind.own(here.sample.id, here.mine.coder, [id for _number, id in beside])
    shown = plain([at], here.asked.survey) if at else {}
    problems = problems_in(form) if form else []
    given = form.codes if form else own.get(at)
    made = page("mine", here.asked, sample=here.sample, comment=shown.get(at), number=place + 1, n=len(ids), n_coded=len(coded & set(ids)), beside=beside, own=own,
                given=given, problems=dict(problems), everything=problems, before=ids[place - 1] if 0 < place < len(ids) else None)
    remember_reading(here.asked, list(shown))
    return made, UNPROCESSABLE if problems else 200


def _to_safeguarding(here: AskedSample, comment_id: str) -> ResponseReturnValue:
    """Send a comment on to a safeguarding lead, as the desk does; with that it leaves the sample. What was decided before stays in its history."""
    before = deciding.newest(comment_id)
    wanted = deciding.Wanted("safeguarding", tuple(before.statements) if before else (), before.stance if before else None)
    try:
        deciding.decide(comment_id, wanted, before.revision if before else 0, audit.account(current_user), clock.now())
    except deciding.Overtaken:
        flash(_("Somebody else decided about this comment just now. If it still needs safeguarding, send it again."))
        return redirect(url_for("coding.mine", slug=here.asked.survey.slug, sample_id=here.sample.id, at=comment_id))
    except LookupError:
        flash(_("That comment has left the sample. Here is the next."))
    else:
        with writing():
            audit.record("decided", comment_id, "safeguarding")
        flash(_("Sent. A safeguarding lead has the comment now; it has left the sample."))
    return redirect(url_for("coding.mine", slug=here.asked.survey.slug, sample_id=here.sample.id))
