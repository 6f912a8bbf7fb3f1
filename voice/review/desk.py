"""The review desk: one comment at a time or a compact list, decided by people, with keys for everything. Works without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import select

from surveys.schema import STATEMENTS
from voice import clock
from voice.capture.shown import ShownStatement, seven, statement
from voice.models import Comment, Decision, Finding, FindingStatement, db, writing
from voice.review import comments, deciding, queue, strands, words
from voice.review.came import came_from
from voice.review.choosing import Asked, asked_without_people
from voice.review.marking import marked
from voice.review.queue import Queue
from voice.staff import audit
from voice.staff.access import may, needs
from voice.themes.findings import band
from voice.translating import Words, words_read

CODES = (*STATEMENTS, "other", "no_view")
PLACES = ("open", "not_sure", "decided", "safeguarding")


@dataclass(frozen=True)
class Suggestion:
    """A statement that was suggested, how strong, and the words that led to it (none where the question gave the meaning)."""

    statement: ShownStatement
    band: str
    because: tuple[str, ...]


def asked_queue(asked: Asked) -> Queue:
    """Return the queue that the address asks for; what is not known is left out."""
    given = request.values
    code, order, place = given.get("code", ""), given.get("order", ""), given.get("place", "")
    place = place if place in PLACES else "open"
    if place == "safeguarding" and not sees_safeguarding():
        abort(404)
    return Queue(asked.edition.id, asked.is_example, code if code in CODES else "", order if order in queue.ORDERS else "least_sure", place)


def sees_safeguarding() -> bool:
    """Say whether who is signed in may read what a safeguarding lead has. Everybody else neither reads nor decides it."""
    return may(current_user, "concerns", "read")


def link_of(asked: Asked, line: Queue) -> dict[str, Any]:
    """Return what every address of the desk says, so as to stay in this queue and to find the way back."""
    came = came_from(request.values, asked.survey)
    return {**asked.link, **(came.names if came else {}), "code": line.code or None, "order": line.order if line.order != "least_sure" else None,
            "place": line.desk if line.desk != "open" else None}


def way_back(asked: Asked) -> dict[str, Any]:
    """Return the way back to where somebody came from, with the names that the form of choices keeps for it."""
    came = came_from(request.values, asked.survey)
    return {"back": came.address(asked) if came else "", "came": came.names if came else {}}


@needs("comments", "read")
def desk(slug: str) -> ResponseReturnValue:
    """Show the comment in hand with what is suggested, and the queue beside it; or a compact list."""
    asked = asked_without_people(slug)
    line = asked_queue(asked)
    if request.args.get("view") == "list":
        return _list(asked, line)
    at = request.args.get("at", "")
    here = db.session.get(Comment, at) if at else None
    if here is not None and here.desk == "translation":
        return redirect(url_for("review.translation", comment_id=at, **asked.link))
    if here is None:
        first = queue.waiting(line, request.args.get("after", ""), 1) or queue.waiting(line, "", 1)
        at = first[0] if first else ""
    return _page(asked, line, at)


def _page(asked: Asked, line: Queue, at: str, wanted: deciding.Wanted | None = None, overtaken: bool = False) -> ResponseReturnValue:
    """Show one comment. `wanted` is what somebody had chosen when another person was faster: nothing of it is lost."""
    tally = queue.tally(line.edition_id, line.is_example)
    before = queue.before(line, at) if at else None
    ids = queue.waiting(line, before or "") if at else []
    ids = ids if at in ids or not at else [at, *ids][:queue.SHOWN]
    shown = comments.shown(ids, asked.survey, line.code)
    here = next((one for one in shown if one.id == at), None)
    if at and here is None:
        abort(404)
    comment = db.session.get(Comment, at) if at else None
    if comment is not None and (comment.edition_id != line.edition_id or comment.is_example != line.is_example):
        abort(404)
    if comment is not None and comment.desk == "safeguarding" and not sees_safeguarding():
        abort(404)
    made = render_template(
        "pages/review/desk.html", asked=asked, survey=asked.survey, edition=asked.edition, line=line, link=link_of(asked, line), here=here, comment=comment,
        beside=[(one, one.id == at, _codes_of(one.id)) for one in shown], tally=tally, statements=seven(), words=words, codes=CODES, orders=queue.ORDERS,
        places=_places(), **(_what_stands(comment, wanted) if comment else {}), overtaken=overtaken, before=before, longest_note=deciding.LONGEST_NOTE,
        **way_back(asked), name=statement(line.code) if line.code in STATEMENTS else None)
    _remember(asked, ids)
    return made, 409 if overtaken else 200


def _places() -> list[str]:
    return [place for place in PLACES if place != "safeguarding" or sees_safeguarding()]


def _list(asked: Asked, line: Queue) -> ResponseReturnValue:
    ids = queue.waiting(line, request.args.get("after", ""), queue.AT_MOST)
    shown = comments.shown(ids, asked.survey, line.code)
    more = queue.waiting(line, ids[-1], 1) if ids else []
    revisions = {id: (decision.revision if (decision := deciding.newest(id)) else 0) for id in ids}
    made = render_template("pages/review/desk_list.html", asked=asked, survey=asked.survey, edition=asked.edition, line=line, link=link_of(asked, line),
                           shown=[(one, _suggestions(one.id), revisions[one.id]) for one in shown], words=words, codes=CODES, statements=seven(), orders=queue.ORDERS,
                           places=_places(), more=ids[-1] if more else None, tally=queue.tally(line.edition_id, line.is_example), **way_back(asked))
    _remember(asked, ids)
    return made


def _remember(asked: Asked, ids: list[str]) -> None:
    if ids:
        with writing():
            audit.record("read_comments", f"{asked.survey.slug}/desk", " ".join(ids))


def _codes_of(comment_id: str) -> list[ShownStatement]:
    codes = set(db.session.scalars(select(FindingStatement.code).where(FindingStatement.comment_id == comment_id)))
    return [one for code in STATEMENTS if code in codes and (one := statement(code))]


def _suggestions(comment_id: str) -> list[Suggestion]:
    finding, found = db.session.get(Finding, comment_id), []
    words = _words(db.session.get_one(Comment, comment_id))
    text, is_marked = words.text, words.are_of(finding)
    hidden = [tuple(span) for span in (finding.personal if finding else [])]
    for one in sorted(finding.statements if finding else [], key=lambda one: STATEMENTS.index(one.code)):
        named = statement(one.code)
        because = tuple(text[start:end] for start, end in (one.evidence if is_marked else []) if not any(start < to and since < end for since, to in hidden))
        if named:
            found.append(Suggestion(named, band(one.score), because))
    return found


def _words(comment: Comment) -> Words:
    return words_read([comment])[comment.id]


def _what_stands(comment: Comment, wanted: deciding.Wanted | None) -> dict[str, Any]:
    """Return what the form begins with: what somebody chose just now, else the decision that counts, else what is suggested."""
    finding, decisions = db.session.get(Finding, comment.id), deciding.history(comment.id)
    counts = decisions[0] if decisions and decisions[0].state != "open" else None
    suggested = [one.code for one in finding.statements] if finding else []
    who = comments.people() if decisions else {}
    if wanted is None:
        wanted = (deciding.Wanted(counts.state, tuple(counts.statements), counts.stance, counts.may_be_quoted, counts.note) if counts
                  else deciding.Wanted("decided", tuple(suggested), finding.stance if finding else None))
    words = _words(comment)
    of_these = finding if words.are_of(finding) else None
    evidence = [span for one in (of_these.statements if of_these else []) for span in one.evidence]
    return {"wanted": wanted, "decisions": [(one, who.get(one.decided_by, _("Somebody"))) for one in decisions], "revision": decisions[0].revision if decisions else 0,
            "suggestions": _suggestions(comment.id), "strands": strands.of_comment(comment.id),
            "whole": marked(words.text, evidence, of_these.personal if of_these else [], _("name or contact hidden")),
            "mine": bool(decisions and decisions[0].decided_by == audit.account(current_user) and not decisions[0].is_undo)}


@needs("comments", "decide")
def decide(slug: str, comment_id: str) -> ResponseReturnValue:
    """Keep a decision and go on to the next comment, or undo one's own and stay."""
    asked = asked_without_people(slug)
    line, form = asked_queue(asked), request.form
    do, seen = form.get("do", "keep"), int(form["revision"]) if form.get("revision", "").isdecimal() else 0
    comment = db.session.get(Comment, comment_id)
    if comment is None or (comment.edition_id, comment.is_example) != (line.edition_id, line.is_example) or do not in ("keep", "not_sure", "safeguarding", "undo"):
        abort(404)
    following = next(iter(queue.waiting(line, comment_id, 1)), None)
    if comment.desk == "safeguarding" and not sees_safeguarding():
        flash(_("A safeguarding lead has that comment now. What you chose was not kept."))
        return redirect(url_for("review.desk", at=following, **link_of(asked, line)))
    wanted = deciding.Wanted("decided" if do == "keep" else do, tuple(form.getlist("statement")), form.get("stance"), bool(form.get("quote")), form.get("note", ""))
    try:
        made = _make(comment_id, wanted, seen, do)
    except deciding.Overtaken:
        return _page(asked, line, comment_id, wanted, overtaken=True)
    except deciding.NothingToUndo:
        flash(_("There is nothing of yours to undo here."))
        return redirect(url_for("review.desk", at=comment_id, **link_of(asked, line)))
    with writing():
        audit.record("decided", comment_id, f"{made.state} {' '.join(made.statements)}{' undo' if made.is_undo else ''}")
    if do == "undo":
        flash(_("Undone. What stood before stands again."))
        return redirect(url_for("review.desk", at=comment_id, **link_of(asked, line)))
    if form.get("view") == "list":
        return redirect(url_for("review.desk", view="list", **link_of(asked, line)))
    if do == "safeguarding" and not sees_safeguarding():
        flash(_("Sent. A safeguarding lead has the comment now."))
        return redirect(url_for("review.desk", at=following, **link_of(asked, line)))
    return redirect(url_for("review.desk", at=following, done=comment_id, **link_of(asked, line)))


def _make(comment_id: str, wanted: deciding.Wanted, seen: int, do: str) -> Decision:
    who, now = audit.account(current_user), clock.now()
    return deciding.undo(comment_id, seen, who, now) if do == "undo" else deciding.decide(comment_id, wanted, seen, who, now)
