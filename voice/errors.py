"""Every failure becomes a page that a child can read, and nothing that was typed is lost."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import InternalError, OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import HTTPException

from voice.i18n import LANGUAGES
from voice.models import db

RETRY_AFTER_S = 5
SECRET_FIELDS = {"password", "code", "csrf_token", "password_confirm"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    title: str
    what_to_do: str


def words_for(status: int) -> Words:
    """Return what to say: what happened, and what to do."""
    if status == 404:
        return Words(_("We cannot find this page."), _("Check the address. Or go to the first page."))
    if status == 413:
        return Words(_("That is too much for one page."), _("Go back. Write less. Then try again."))
    if status == 429:
        return Words(_("Please wait 1 minute."), _("Many codes were tried. Then try again."))
    if status == 403:
        return Words(_("We could not do that."), _("It came from a different website. Go to the first page and try again."))
    if status == 503:
        return Words(_("We are very busy."), _("Your answer is on this page. Wait a few seconds. Then try again."))
    if 400 <= status < 500:
        return Words(_("That did not work."), _("Go back and try again. Or go to the first page."))
    return Words(_("Something went wrong. It is not your fault."), _("Please try again. Answers that you gave before are kept."))


def page(status: int) -> ResponseReturnValue:
    """Return the page for a failure. What was posted stands in it again, ready to be sent once more; codes are typed again."""
    db.session.rollback()
    again = None
    if request.method == "POST" and status >= 500 and request.blueprint == "capture" and not SECRET_FIELDS & set(request.form):
        again = list(request.form.items(multi=True))
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 503 else {"Retry-After": "60"} if status == 429 else {}
    template = "pages/staff/trouble.html" if request.path.startswith("/staff/") else "pages/trouble.html"
    return render_template(template, words=words_for(status), status=status, again=again), status, headers


def handle(app: Flask) -> None:
    """Turn every exception into its page, in one place. Logs name the route and the kind of error, never what was typed."""

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        _find_language()
        if error.response is not None or (error.code or 500) < 400:
            return error  # type: ignore[return-value]
        return page(error.code or 500)

    @app.errorhandler(OperationalError)
    @app.errorhandler(InternalError)  # PostgreSQL that can only be read
    @app.errorhandler(TimeoutError)
    def _busy(error: SQLAlchemyError) -> ResponseReturnValue:
        log.error("database away at %s: %s", request.endpoint, type(getattr(error, "orig", error)).__name__)
        return _safely(503)

    @app.errorhandler(Exception)
    def _unknown(error: Exception) -> ResponseReturnValue:
        frame = error.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        where = f"{frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}" if frame else "?"
        log.error("%s at %s (%s)", type(error).__name__, request.endpoint, where)
        if app.testing or app.debug:
            raise error
        return _safely(500)


def _safely(status: int) -> ResponseReturnValue:
    """Return the page, or where even that fails, a few plain words."""
    try:
        return page(status)
    except Exception:
        log.exception("the page for %d failed", status)
        return "<!doctype html><title>Please try again</title><h1>Please try again.</h1><p>It is not your fault.</p>", status


def _find_language() -> None:
    """An address that leads nowhere may still say a language."""
    first = request.path.strip("/").split("/")[0]
    if "locale" not in g and first in LANGUAGES:
        g.locale = first
