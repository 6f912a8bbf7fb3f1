"""In-person sessions: planned by staff, answered on tablets with or without a network, and written up."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request


def room_blueprint() -> Blueprint:
    """Return what tablets use: pages that hold nothing of anybody, and the way in for what is finished."""
    from voice.engagement import api, documents  # noqa: F401 (importing puts their addresses on it)

    return documents.bp


def join_blueprint() -> Blueprint:
    """Return the public pages on which people join a session from their own phones."""
    from voice.engagement import join_pages

    return join_pages.bp


def sessions_blueprint() -> Blueprint:
    """Return the staff pages of in-person sessions, with their addresses."""
    from voice.engagement import board_pages, plan_pages
    from voice.engagement.importing import LIMIT_MB

    blueprint = Blueprint("sessions", __name__, url_prefix="/staff/sessions")
    add = blueprint.add_url_rule
    add("/", "listed", plan_pages.listed)
    add("/guide", "guide", plan_pages.guide)
    add("/new", "new", plan_pages.new, methods=["GET", "POST"])
    add("/<session_id>/", "board", board_pages.board)
    add("/<session_id>/change", "change", plan_pages.change, methods=["GET", "POST"])
    add("/<session_id>/close", "close", plan_pages.close, methods=["POST"])
    add("/<session_id>/open", "open_again", plan_pages.open_again, methods=["POST"])
    add("/<session_id>/write-up", "write_up", plan_pages.write_up, methods=["GET", "POST"])
    add("/<session_id>/record.pdf", "record", plan_pages.record)
    add("/<session_id>/phones", "phones", plan_pages.phones)
    add("/<session_id>/phones", "new_words", plan_pages.new_words, methods=["POST"])
    add("/<session_id>/tablets", "tablets", board_pages.all_tablets)
    add("/<session_id>/tablets", "add_tablets", board_pages.add_tablets, methods=["POST"])
    add("/<session_id>/tablets/<tablet_id>/revoke", "revoke", board_pages.revoke, methods=["POST"])
    add("/<session_id>/apart", "apart", board_pages.apart)
    add("/<session_id>/apart/<item_id>", "again", board_pages.again, methods=["POST"])
    add("/<session_id>/import", "importing", board_pages.importing)
    add("/<session_id>/import", "take_in", board_pages.take_in, methods=["POST"])
    add("/<session_id>/heard", "heard", board_pages.heard)
    _add_paper(add)

    @blueprint.url_value_preprocessor
    def _let_a_tablets_file_in(endpoint: str | None, _values: dict[str, str] | None) -> None:
        """Before the token of the form is looked for in it."""
        if endpoint == "sessions.take_in":
            request.max_content_length = (LIMIT_MB + 1) * 1024 * 1024

    return blueprint


def _add_paper(add: Callable[..., None]) -> None:
    """Add the pages on which paper is printed, typed in and settled."""
    from voice.engagement import paper_pages

    add("/<session_id>/paper", "typing", paper_pages.typing)
    add("/<session_id>/paper", "begin", paper_pages.begin, methods=["POST"])
    add("/<session_id>/paper/print/<slug>/<reading>/<lang>", "printed", paper_pages.printed)
    add("/<session_id>/paper/<entry_id>", "form", paper_pages.form, methods=["GET", "POST"])
    add("/<session_id>/paper/<entry_id>/again", "type_again", paper_pages.type_again, methods=["GET", "POST"])
    add("/<session_id>/paper/<entry_id>/differences", "differences", paper_pages.differences, methods=["GET", "POST"])
    add("/<session_id>/paper/<entry_id>/take-back", "take_back", paper_pages.take_back, methods=["GET", "POST"])
    add("/<session_id>/paper/<entry_id>/as-it-is", "as_it_is", paper_pages.as_it_is, methods=["POST"])
