"""The samples of a consultation, and the page of one: how far it is, how far people agree, how right the machine is."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import select

from voice import clock
from voice.coding import agreement, drawing, measuring, resolving
from voice.coding.asking import asked_sample, page
from voice.coding.forms import DrawForm, draw_form, problems_in
from voice.coding.samples import OPEN, coders_of, comment_ids, names, progress, samples_of
from voice.models import CodingItem, db
from voice.review.choosing import Asked, asked_without_people
from voice.staff import audit
from voice.staff.access import may, needs

UNPROCESSABLE = 422


@needs("comments", "decide")
def samples(slug: str) -> ResponseReturnValue:
    """List a consultation's samples, and offer a lead to draw one."""
    return _samples(asked_without_people(slug), draw_form())


@needs("coding", "draw")
def draw(slug: str) -> ResponseReturnValue:
    """Draw a sample for two or three people to code."""
    asked, form = asked_without_people(slug), draw_form(request.form)
    if not form.validate():
        return _samples(asked, form, problems_in(form))
    coders = [str(choice.value) for choice in form.coders.choices or () if choice.value in (form.coders.data or ())]
    try:
        sample = drawing.draw(asked.edition.id, asked.is_example, coders, audit.account(current_user), clock.now())
    except drawing.NothingToDraw:
        return _samples(asked, form, [("coder-1", _("No comment has been read yet. Come back when some have."))])
    except drawing.OneIsOpen:
        return _samples(asked, form, [("coder-1", _("A sample is being worked on already. Finish it first, or set it aside."))])
    flash(_("The sample is drawn. Tell those who code it."))
    return redirect(url_for("coding.sample", slug=slug, sample_id=sample.id))


def _samples(asked: Asked, form: DrawForm, problems: list[tuple[str, str]] | None = None) -> ResponseReturnValue:
    found = samples_of(asked.edition.id, asked.is_example)
    accounts = {one.id: [coder.coder for coder in coders_of(one.id)] for one in found}
    named = names([coder for coders in accounts.values() for coder in coders])
    n = len(drawing.drawable(asked.edition.id, asked.is_example))
    made = page("samples", asked, samples=found, who={id: [named[coder] for coder in coders] for id, coders in accounts.items()},
                form=form, problems=dict(problems or []), everything=problems or [], n=n, n_drawn=drawing.how_many(n),
                is_open=any(one.state in OPEN for one in found), may_draw=may(current_user, "coding", "draw"))
    return made, UNPROCESSABLE if problems else 200


@needs("comments", "decide")
def sample(slug: str, sample_id: str) -> ResponseReturnValue:
    """Show how far a sample is and, once it can be said, how far people agree and how right the machine is."""
    here = asked_sample(slug, sample_id)
    named = names([*(one.coder for one in here.coders), here.sample.drawn_by])
    done, waits = resolving.settled(sample_id) if here.sample.state == "resolving" else ([], [])
    kept = agreement.kept(sample_id)
    return page("sample", here.asked, here=here, sample=here.sample, names=named, who=[named[one.coder] for one in here.coders],
                coded=progress(sample_id), n=len(comment_ids(sample_id)), all_done=all(one.done_at for one in here.coders),
                agreement=kept, is_enough=agreement.is_enough, enough=agreement.ENOUGH, doubtful=[one.code for one in kept if not agreement.is_enough(one.kappa)],
                measures=measuring.measures(sample_id), precision=measuring.precision, recall=measuring.recall, fewest=measuring.FEWEST,
                waits=waits, n_differed=sum(one.differs for one, _codes in done) + len(waits),
                releases=sorted(db.session.scalars(select(CodingItem.pipeline).where(CodingItem.sample_id == sample_id).distinct())))


@needs("comments", "decide")
def agree(slug: str, sample_id: str) -> ResponseReturnValue:
    """Work out the agreement where the last coder's own “I am done” did not come to it."""
    here = asked_sample(slug, sample_id)
    agreement.keep(here.sample.id, clock.now())
    return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))


@needs("comments", "decide")
def measure(slug: str, sample_id: str) -> ResponseReturnValue:
    """Measure the machine on what is settled, and close the sample."""
    here = asked_sample(slug, sample_id)
    if not here.may_settle:
        abort(404)
    try:
        measuring.measure(sample_id, clock.now())
    except measuring.NotAllSettled:
        flash(_("Settle every difference first."))
    return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))


@needs("coding", "draw")
def set_aside(slug: str, sample_id: str) -> ResponseReturnValue:
    """Close a sample that nobody will finish, so that another can be drawn."""
    here = asked_sample(slug, sample_id)
    try:
        drawing.set_aside(here.sample.id)
        flash(_("The sample is set aside. You can draw another."))
    except LookupError:
        flash(_("That sample is closed already."))
    return redirect(url_for("coding.samples", slug=slug, data=here.asked.link["data"], edition=here.asked.link["edition"]))
