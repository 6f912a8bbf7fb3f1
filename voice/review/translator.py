"""The translator's page: one comment at a time in its own words, and a place for its words in English. No words leave the server."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from wtforms import Form, SelectField, TextAreaField, ValidationError
from wtforms.validators import Length

from voice import clock
from voice.editions.forms import problems_in
from voice.jobs import ask_to_read
from voice.models import Comment, Finding, db, writing
from voice.review import comments, deciding, languages, queue
from voice.review.choosing import Asked, asked_without_people
from voice.review.marking import visible
from voice.review.words import language_tag
from voice.staff import audit
from voice.staff.access import may, needs
from voice.translating import ENGLISH, Overtaken, Words, translate, words_read

LONGEST = 20_000
"""Characters: the longest answer that any question takes, so that no translation must leave out anything."""


SAID = {"keep": _l("Kept. The comment is read in English now and then waits to be decided."),
        "language": _l("The language is kept. The comment still waits for a translation."),
        "english": _l("It is read as it stands now, and then waits to be decided.")}
"""What somebody can do here, and what they are told then."""


class TranslationForm(Form):
    """The comment in English, and the language it came in."""

    text = TextAreaField(_l("The comment in English"), [Length(max=LONGEST, message=_l("Write 20,000 characters or fewer."))])
    language = SelectField(_l("The comment is in"))

    def validate_text(self, field: Any) -> None:
        if request.form.get("do") == "keep" and not (field.data or "").strip():
            raise ValidationError(_("Write the comment in English."))


@needs("comments", "translate")
def translations(slug: str) -> ResponseReturnValue:
    """Show the comment that waits first, or that none waits."""
    asked = asked_without_people(slug)
    first = next(iter(queue.to_translate(asked.edition.id, asked.is_example, 1)), None)
    return _page(asked, _found(asked, first) if first else None)


@needs("comments", "translate")
def translation(slug: str, comment_id: str) -> ResponseReturnValue:
    """Show one comment with what is said of it so far; keep a translation, a language, or that it is English."""
    asked = asked_without_people(slug)
    comment = _found(asked, comment_id)
    if request.method == "GET":
        return _page(asked, comment)
    form, do, seen = _form(comment, posted=True), request.form.get("do", ""), request.form.get("revision", "")
    if do not in SAID:
        abort(404)
    if not form.validate():
        return _page(asked, comment, form)
    language = ENGLISH if do == "english" else form.language.data
    text = _tidy(form.text.data) if do == "keep" else None
    try:
        submission = translate(comment_id, language, text, int(seen) if seen.isdecimal() else 0, audit.account(current_user), clock.now())
    except Overtaken:
        return _page(asked, comment, form, is_overtaken=True)
    with writing():
        audit.record("translated" if text else "said_language", comment_id, language)
    ask_to_read(current_app._get_current_object(), submission)  # type: ignore[attr-defined]
    flash(str(SAID[do]))
    return redirect(url_for("review.translations", **asked.link))


def _found(asked: Asked, comment_id: str) -> Comment:
    """Return a comment of these answers that who is signed in may read, or answer 404."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or (comment.edition_id, comment.is_example) != (asked.edition.id, asked.is_example):
        abort(404)
    if comment.desk == "safeguarding" and not may(current_user, "concerns", "read"):
        abort(404)
    return comment


def _form(comment: Comment, posted: bool) -> TranslationForm:
    """Return the form as it was sent, or as it begins: with what was said of the comment last, or with what it looks like."""
    words = words_read([comment])[comment.id]
    tag = _tag(comment, words)
    form = TranslationForm(request.form if posted else None, data={"text": words.text if words.is_translation else "", "language": tag})
    form.language.choices = languages.choices(tag)
    return form


def _tag(comment: Comment, words: Words) -> str:
    """Return the language that a comment was written in, as far as it is known."""
    finding = db.session.get(Finding, comment.id)
    return words.said.language if words.said else finding.language if finding else languages.UNKNOWN


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _page(asked: Asked, comment: Comment | None, form: TranslationForm | None = None, is_overtaken: bool = False) -> ResponseReturnValue:
    problems = problems_in(form) if form else []
    made = render_template("pages/review/translate.html", asked=asked, survey=asked.survey, edition=asked.edition, comment=comment,
                           problems=dict(problems), everything=problems, is_overtaken=is_overtaken, longest=LONGEST,
                           n=queue.tally(asked.edition.id, asked.is_example)["translation"],
                           **(_what_stands(asked, comment, form) if comment else {}))
    if comment:
        with writing():
            audit.record("read_original", comment.id)
    return made, 409 if is_overtaken else 422 if problems else 200


def _what_stands(asked: Asked, comment: Comment, form: TranslationForm | None) -> dict[str, Any]:
    """Return the comment with its whole original: who translates needs every word, also those that other pages hide."""
    words = words_read([comment])[comment.id]
    tag, decided = _tag(comment, words), deciding.newest(comment.id)
    lang = language_tag(comment.locale) if tag == languages.UNKNOWN else tag
    return {"one": comments.shown([comment.id], asked.survey, "")[0], "original": visible(comment.text), "words": words, "tag": lang,
            "direction": languages.direction(lang), "looks_like": languages.name(tag), "form": form or _form(comment, posted=False),
            "revision": words.revision, "decided": decided.revision if decided else 0, "may_be_sent": comment.desk == "translation"}
