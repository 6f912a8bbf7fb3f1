"""Coming back: the save code, resuming with it, and taking answers back with the receipt code."""

from __future__ import annotations

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from voice import clock
from voice.capture.asking import asking
from voice.capture.drafts import give_resume_code, resume
from voice.capture.intake import withdraw as take_back
from voice.capture.start import way_on
from voice.capture.views import bp, forget, journey_here, page_context, remember, to
from voice.codes import hashes_of
from voice.extensions import limiter
from voice.models import Edition, Submission, db, writing
from voice.running import secrets_in_use, settings

WRONG = 422


def guesses() -> str:
    """Return the limit on wrong codes, over all devices: an address would slow a whole school (R35).

    Without Redis each web process counts for itself, so each has its share.
    """
    given = settings()
    return f"{max(1, given.code_guesses_a_minute // (1 if given.redis_url else given.workers))}/minute"


def wrong_codes_only(response: Response) -> bool:
    return response.status_code == WRONG


slowed = limiter.shared_limit(guesses, scope="codes", methods=["POST"], deduct_when=wrong_codes_only)


@bp.post("/<reading>/save")
def save(slug: str, reading: str) -> ResponseReturnValue:
    """Give a save code from the check page."""
    asked = asking(slug, reading)
    with writing() as session:
        here = journey_here(slug, lock=True)
        if here is None or here.sent_at:
            return to("lost", asked)
        give_resume_code(session, here, secrets_in_use()[0])
    return to("saved", asked)


@bp.get("/<reading>/saved")
def saved(slug: str, reading: str) -> ResponseReturnValue:
    """Show the save code, large and printable."""
    asked = asking(slug, reading)
    here = journey_here(slug)
    if here is None or here.resume_code is None:
        return to("lost", asked)
    return render_template("pages/capture/saved.html", **page_context(asked), code=here.resume_code, going_on=way_on(asked, here))


@bp.get("/<reading>/resume")
def resume_page(slug: str, reading: str) -> ResponseReturnValue:
    """Ask for the save code."""
    return render_template("pages/capture/resume.html", **page_context(asking(slug, reading)), error=False, typed="")


@bp.post("/<reading>/resume")
@slowed
def resume_with_code(slug: str, reading: str) -> ResponseReturnValue:
    """Go on where the code was made. The code travels in the body, never in an address."""
    asked = asking(slug, reading)
    typed = request.form.get("code", "")[:200]
    with writing() as session:
        journey = resume(session, typed, asked.survey, secrets_in_use(), journey_here(slug, lock=True), clock.now())
    if journey is None:
        return render_template("pages/capture/resume.html", **page_context(asked), error=True, typed=typed), WRONG
    asked = asking(slug, journey.reading)
    return remember(to("check", asked, lang=journey.locale), slug, journey)


@bp.get("/<reading>/withdraw")
def withdraw_page(slug: str, reading: str) -> ResponseReturnValue:
    """Ask for the receipt code, until the stated day; after it, say why not and whom to ask."""
    asked = asking(slug, reading)
    if _is_over(asked.edition):
        return render_template("pages/capture/too_late.html", **page_context(asked))
    return render_template("pages/capture/withdraw.html", **page_context(asked), error=False, typed="")


@bp.post("/<reading>/withdraw")
@slowed
def withdraw(slug: str, reading: str) -> ResponseReturnValue:
    """Remove what was sent: from lists, counts and screens. The same words for every unknown code."""
    asked = asking(slug, reading)
    typed = request.form.get("code", "")[:200]
    if _is_over(asked.edition):
        return to("withdraw_page", asked)
    found, edition = next(iter(db.session.execute(select(Submission.id, Edition).join(Edition, Edition.id == Submission.edition_id).where(
        Submission.receipt_hash.in_(hashes_of(typed, "receipt", secrets_in_use())), Edition.slug == slug))), (None, asked.edition))
    if found and _is_over(edition):
        return render_template("pages/capture/too_late.html", **page_context(asking(slug, reading, edition)))
    if found is None:
        return render_template("pages/capture/withdraw.html", **page_context(asked), error=True, typed=typed), WRONG
    take_back(found, clock.today())
    current_app.logger.info("a submission was taken back by its receipt code")
    return forget(to("withdrawn", asked), slug)


@bp.get("/<reading>/withdrawn")
def withdrawn(slug: str, reading: str) -> ResponseReturnValue:
    """Say that it is gone."""
    return render_template("pages/capture/withdrawn.html", **page_context(asking(slug, reading)))


def _is_over(edition: Edition) -> bool:
    return clock.today() > edition.withdraw_until(settings().withdraw_days)
