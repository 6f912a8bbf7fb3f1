"""Pages of double coding: draw a sample, code it blind, settle differences, read the figures."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import select

from surveys.schema import STATEMENTS
from voice import clock
from voice.capture.shown import seven
from voice.coding import samples as verbs
from voice.coding.agreement import GATE, is_enough
from voice.coding.samples import Coded, NotYet
from voice.i18n import survey_words
from voice.models import Comment, Finding, User, db, writing
from voice.models.coding import Sample
from voice.review import words
from voice.review.choosing import Asked, asked_without_people
from voice.review.marking import marked
from voice.review.words import language_tag, said_by
from voice.staff import audit
from voice.staff.access import may, needs
from voice.translating import words_read

UNPROCESSABLE = 422


def who_am_i() -> str:
    return audit.account(current_user)  # type: ignore[arg-type]


def names() -> dict[str, str]:
    """Return the e-mail of each account, as staff know each other."""
    return {audit.account(person): person.email for person in db.session.scalars(select(User))}


def may_code() -> dict[str, str]:
    """Return the accounts that may code: whoever may decide comments."""
    return {audit.account(person): person.email for person in db.session.scalars(select(User).order_by(User.email)) if may(person, "comments", "decide")}


def _sample(asked: Asked, sample_id: str) -> Sample:
    found = db.session.get(Sample, sample_id)
    if found is None or (found.edition_id, found.is_example) != (asked.edition.id, asked.is_example):
        abort(404)
    return found


def _to(endpoint: str, asked: Asked, **values: Any) -> Response:
    """Return a redirect to another page of double coding, with the same answers."""
    return redirect(url_for(f"coding.{endpoint}", **{**asked.link, **values}))  # type: ignore[return-value]


def _page(template: str, asked: Asked, **given: Any) -> str:
    return render_template(f"pages/coding/{template}.html", asked=asked, survey=asked.survey, edition=asked.edition, link=asked.link, words=words,
                           statements=seven(), gate=GATE, **given)


@needs("comments", "decide")
def samples(slug: str) -> ResponseReturnValue:
    """List the samples of a consultation, and offer to draw one."""
    return _samples(asked_without_people(slug))


def _samples(asked: Asked, problem: str = "", chosen: list[str] | None = None) -> ResponseReturnValue:
    listed = [(one, verbs.coders_of(one.id), len(verbs.items_of(one.id))) for one in verbs.samples_of(asked.edition.id, asked.is_example)]
    made = _page("samples", asked, listed=listed, names=names(), may_code=may_code(), problem=problem, chosen=chosen if chosen is not None else [who_am_i()])
    return made, UNPROCESSABLE if problem else 200


@needs("comments", "decide")
def draw(slug: str) -> ResponseReturnValue:
    """Draw a sample for two or three people."""
    asked = asked_without_people(slug)
    coders = [one for one in request.form.getlist("coder") if one in may_code()]
    try:
        made = verbs.draw(asked.edition.id, asked.is_example, coders, who_am_i(), clock.now())
    except ValueError:
        return _samples(asked, _("Choose 2 or 3 people."), coders)
    except NotYet:
        return _samples(asked, _("No comment was read yet. Draw a sample when there are some."), coders)
    with writing():
        audit.record("sample drawn", made.id, f"{len(verbs.items_of(made.id))} of {made.drawn_from} comments, {len(coders)} coders")
    return _to("sample", asked, sample_id=made.id)


@needs("comments", "decide")
def sample(slug: str, sample_id: str) -> ResponseReturnValue:
    """Show where a sample stands: who is done, how far people agree, and how right the machine is."""
    asked = asked_without_people(slug)
    here = _sample(asked, sample_id)
    coders, items, rows = verbs.coders_of(here.id), verbs.items_of(here.id), verbs.sides(here.id)
    coded = {one.coder: len(verbs.codings_of(here.id, one.coder).keys() & {item.comment_id for item in items}) for one in coders}
    return _page("sample", asked, sample=here, coders=coders, n=len(items), coded=coded, names=names(), is_mine=who_am_i() in coded,
                 open=sum(row.settled is None for row in rows), figures=verbs.figures(here.id), is_enough=is_enough, is_done=bool(rows) or verbs.is_done(here.id),
                 pipelines=sorted({item.pipeline for item in items}))


@needs("comments", "decide")
def code(slug: str, sample_id: str) -> ResponseReturnValue:
    """Show one comment of a sample to a coder, without what anybody else, or the machine, says of it."""
    asked = asked_without_people(slug)
    here = _sample(asked, sample_id)
    mine = _mine(here)
    items, given = verbs.items_of(here.id), verbs.codings_of(here.id, who_am_i())
    ids = [item.comment_id for item in items]
    at = request.args.get("at", "")
    at = at if at in ids else next((id for id in ids if id not in given), ids[-1] if ids else "")
    if mine.done_at or not at:
        return _to("sample", asked, sample_id=here.id)
    made = _page("code", asked, sample=here, comment=_shown(asked, at), wanted=given.get(at), number=ids.index(at) + 1, n=len(ids), left=len(set(ids) - set(given)),
                 before=ids[ids.index(at) - 1] if ids.index(at) else None, after=ids[ids.index(at) + 1] if ids.index(at) + 1 < len(ids) else None)
    _remember(asked, [at])
    return made


def _mine(here: Sample) -> Any:
    return next((one for one in verbs.coders_of(here.id) if one.coder == who_am_i()), None) or abort(404)


def _remember(asked: Asked, ids: list[str]) -> None:
    with writing():
        audit.record("read_comments", f"{asked.survey.slug}/coding", " ".join(ids))


def _shown(asked: Asked, comment_id: str) -> dict[str, Any]:
    """Return a comment as everybody may see it: personal details hidden, nothing marked."""
    comment, finding = db.session.get_one(Comment, comment_id), db.session.get(Finding, comment_id)
    read = words_read([comment])[comment.id]
    hidden = finding.personal if finding and read.are_of(finding) else []
    question = asked.survey.by_id.get(comment.question_id)
    return {"id": comment.id, "said_by": said_by(comment.role, comment.voice), "question": survey_words(question.text) if question else comment.question_id,
            "tag": read.language or language_tag(comment.locale), "whole": marked(read.text, [], hidden, _("name or contact hidden"))}


def _given() -> Coded | None:
    """Return what the form says, or None where no direction was chosen."""
    stance = request.form.get("stance")
    return Coded.of(request.form.getlist("statement"), stance) if stance in words.STANCES else None


@needs("comments", "decide")
def keep(slug: str, sample_id: str, comment_id: str) -> ResponseReturnValue:
    """Keep what a coder gives a comment, and go on to the next that is open."""
    asked = asked_without_people(slug)
    here = _sample(asked, sample_id)
    _mine(here)
    given = _given()
    if given is None:
        flash(_("Choose a direction first."))
        return _to("code", asked, sample_id=here.id, at=comment_id)
    try:
        verbs.code(here.id, comment_id, who_am_i(), given, clock.now())
    except LookupError:
        flash(_("This comment is not in the sample any more: it was taken back."))
    except NotYet:
        flash(_("You said that you are done. What you gave stays as it is."))
    return _to("code", asked, sample_id=here.id)


@needs("comments", "decide")
def done(slug: str, sample_id: str) -> ResponseReturnValue:
    """Say that one is done: from now on one's codes stand, and count."""
    asked = asked_without_people(slug)
    here = _sample(asked, sample_id)
    _mine(here)
    try:
        verbs.finish(here.id, who_am_i(), clock.now())
    except NotYet:
        flash(_("Some comments are left to code."))
    else:
        with writing():
            audit.record("sample coded", here.id)
    return _to("sample", asked, sample_id=here.id)


@needs("comments", "decide")
def settle(slug: str, sample_id: str) -> ResponseReturnValue:
    """Show one comment on which coders differ, with both sides."""
    asked = asked_without_people(slug)
    here = _sample(asked, sample_id)
    differing = [row for row in verbs.sides(here.id) if not row.is_same]
    at = next((row for row in differing if row.comment_id == request.args.get("at")), None) or next((row for row in differing if row.settled is None), None)
    if at is None:
        return _to("sample", asked, sample_id=here.id)
    wanted = at.settled or Coded.of({code for _coder, given in at.given for code in given.statements if code in STATEMENTS
                                     and sum(code in other.statements for _other, other in at.given) * 2 > len(at.given)}, None)
    made = _page("settle", asked, sample=here, comment=_shown(asked, at.comment_id), side=at, wanted=wanted, names=names(),
                 number=differing.index(at) + 1, n=len(differing), left=sum(row.settled is None for row in differing), is_settled=at.settled is not None)
    _remember(asked, [at.comment_id])
    return made


@needs("comments", "decide")
def settled(slug: str, sample_id: str, comment_id: str) -> ResponseReturnValue:
    """Write down what was settled, and go on."""
    asked = asked_without_people(slug)
    here = _sample(asked, sample_id)
    given = _given()
    if given is None:
        flash(_("Choose a direction first."))
        return _to("settle", asked, sample_id=here.id, at=comment_id)
    try:
        verbs.settle(here.id, comment_id, given, who_am_i(), clock.now())
    except LookupError:
        flash(_("This comment is not in the sample any more: it was taken back."))
    except NotYet:
        abort(404)
    return _to("settle", asked, sample_id=here.id)
