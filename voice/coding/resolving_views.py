"""The pages on which people settle where coders differ: what each gave side by side, with their names, and still not what the machine found."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from voice import clock
from voice.coding import resolving
from voice.coding.asking import AskedSample, asked_sample, page, remember_reading
from voice.coding.codes import Codes
from voice.coding.forms import CodesForm, problems_in
from voice.coding.samples import Coded, names
from voice.coding.showing import plain
from voice.staff import audit
from voice.staff.access import needs

OVERTAKEN, UNPROCESSABLE = 409, 422


@needs("comments", "decide")
def differences(slug: str, sample_id: str) -> ResponseReturnValue:
    """List the comments on which coders differ, and what was settled."""
    here = _to_settle(slug, sample_id)
    return page("differences", here.asked, sample=here.sample, coders=here.coders, names=_names(here), differences=resolving.differences(sample_id),
                resolutions={id: Codes.of(row) for id, row in resolving.resolutions(sample_id).items()})


@needs("comments", "decide")
def difference(slug: str, sample_id: str, comment_id: str) -> ResponseReturnValue:
    """Show one comment with what each coder gave."""
    return _page(_to_settle(slug, sample_id), comment_id)


@needs("comments", "decide")
def settle(slug: str, sample_id: str, comment_id: str) -> ResponseReturnValue:
    """Keep what was settled on a comment, and go on to the next that waits."""
    here, form = _to_settle(slug, sample_id), CodesForm(request.form)
    if not form.validate():
        return _page(here, comment_id, form)
    number = next((one.number for one in resolving.differences(sample_id) if one.comment_id == comment_id), None)
    if number is None:
        abort(404)
    try:
        resolving.settle(sample_id, comment_id, form.codes, form.revision.data or 0, audit.account(current_user), clock.now())
    except resolving.Overtaken:
        return _page(here, comment_id, form, is_overtaken=True)
    except resolving.NothingToSettle:
        flash(_("The machine was measured on this sample. What was settled stays as it was."))
        return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))
    except LookupError:
        flash(_("That comment has left the sample."))
    waits = resolving.settled(sample_id)[1]
    if not waits:
        flash(_("Every difference is settled. Now measure the machine."))
        return redirect(url_for("coding.sample", slug=slug, sample_id=sample_id))
    following = next((one for one in waits if one.number > number), waits[0])
    return redirect(url_for("coding.difference", slug=slug, sample_id=sample_id, comment_id=following.comment_id))


def _to_settle(slug: str, sample_id: str) -> AskedSample:
    """Return the sample for its coders and for leads, once all coders are done; else there is no such page."""
    here = asked_sample(slug, sample_id)
    if not here.may_settle or here.sample.state not in ("resolving", "measured"):
        abort(404)
    return here


def _names(here: AskedSample, *more: str) -> dict[str, str]:
    return names([*(one.coder for one in here.coders), *more])


def _page(here: AskedSample, comment_id: str, form: CodesForm | None = None, is_overtaken: bool = False) -> ResponseReturnValue:
    """Show one difference. `form` is what somebody had chosen: nothing of it is lost."""
    every = resolving.differences(here.sample.id)
    place = next((place for place, one in enumerate(every) if one.comment_id == comment_id), None)
    shown = plain([comment_id], here.asked.survey)
    if place is None or comment_id not in shown:
        abort(404)
    row = resolving.resolutions(here.sample.id).get(comment_id)
    problems = problems_in(form) if form else []
    made = page("difference", here.asked, sample=here.sample, coders=here.coders, names=_names(here, *([row.settled_by] if row else [])), comment=shown[comment_id],
                one=every[place], number=place + 1, n=len(every), resolution=row, settled=Codes.of(row) if row else None,
                given=form.codes if form else _begins_with(every[place], Codes.of(row) if row else None), is_overtaken=is_overtaken,
                problems=dict(problems), everything=problems, before=every[place - 1].comment_id if place else None)
    remember_reading(here.asked, [comment_id])
    return made, OVERTAKEN if is_overtaken else UNPROCESSABLE if problems else 200


def _begins_with(one: Coded, settled: Codes | None) -> Any:
    """Return what the form begins with: what was settled, else what all coders have in common."""
    statements, stance = resolving.common(one)
    return settled or Codes.given(statements, stance or "")
