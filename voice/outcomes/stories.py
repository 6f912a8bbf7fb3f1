"""Good news: what came in, and the stories that named staff made of it, with permission, for everybody to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from sqlalchemy import select
from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from surveys.schema import STATEMENTS
from voice import clock
from voice.capture.shown import STATEMENT_WORDS, ShownStatement, statement
from voice.editions.forms import problems_in
from voice.i18n import LANGUAGES
from voice.models import Answer, Comment, Edition, Finding, KeptFile, Story, Submission, db, writing
from voice.review.marking import Shown, capped, merged
from voice.review.words import said_by
from voice.running import settings
from voice.staff import audit
from voice.staff.access import may, needs
from voice.translating import words_read

SLUG = "good-news"
MOST_WORDS = 3000
public_bp = Blueprint("stories", __name__, url_prefix="/<lang>/stories")


class StoryForm(Form):
    """What everybody will read: staff take out names and places, and change nothing else of what was said."""

    title = StringField(_l("Title"), [DataRequired(_l("Write a title.")), Length(max=120, message=_l("Write 120 characters or fewer."))])
    words = TextAreaField(_l("The story, in the person’s own words"), [
        DataRequired(_l("Write the story.")), Length(max=MOST_WORDS, message=_l("Write 3,000 characters or fewer."))])
    statement = SelectField(_l("Statement"), choices=[SelectChoice("", _l("None of the seven")), *(SelectChoice(code, STATEMENT_WORDS[code]) for code in STATEMENTS)])


@dataclass(frozen=True)
class GoodNews:
    """One that came in: who told it, whether it may be shown, its words with names hidden, its file, and the story made of it."""

    submission: Submission
    said_by: str
    may_share: bool
    words: Shown | None
    text: str
    file: KeptFile | None
    story: Story | None
    about: ShownStatement | None


@needs("stories", "read")
def listed() -> ResponseReturnValue:
    """List what came in, newest first. Who reads it is in the audit trail."""
    query = select(Submission).join(Edition).where(Edition.slug == SLUG, Submission.is_complete.is_(True),
                                                   Submission.is_example.is_(settings().environment == "demo"))
    found = [_good_news(one) for one in db.session.scalars(query.order_by(Submission.received_on.desc(), Submission.id).limit(200))]
    made = render_template("pages/outcomes/stories.html", found=found)
    if found:
        with writing():
            audit.record("read_comments", SLUG, " ".join(one.submission.id for one in found))
    return made


@needs("stories", "read")
def story(submission_id: str) -> ResponseReturnValue:
    """Show one, with the form to make a story of it, release it or take it back from the public page."""
    one = _good_news(_submission(submission_id))
    form = StoryForm(request.form) if request.method == "POST" else _begun(one)
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        if not may(current_user, "stories", "change") or not one.may_share:
            abort(404)
        if form.validate():
            return _keep(one, form, request.form.get("do", ""))
        problems = problems_in(form)
    made = render_template("pages/outcomes/story.html", one=one, form=form, problems=dict(problems), everything=problems,
                           may_change=may(current_user, "stories", "change"))
    with writing():
        audit.record("read_comments", SLUG, submission_id)
    return made, 422 if problems else 200


def _keep(one: GoodNews, form: StoryForm, do: str) -> ResponseReturnValue:
    who = audit.account(current_user)
    with writing() as session:
        kept = session.get(Story, one.submission.id) or Story(submission_id=one.submission.id, written_by=who)
        kept.title, kept.words, kept.statement = form.title.data.strip(), form.words.data.strip(), form.statement.data or None
        if do == "release":
            kept.released_on, kept.released_by = clock.today(), who
        if do == "take_back":
            kept.released_on = kept.released_by = None
        session.add(kept)
        audit.record({"release": "story released", "take_back": "story taken back"}.get(do, "story written"), one.submission.id)
    flash({"release": _("The story is on the public page."), "take_back": _("The story is no longer on the public page.")}.get(do, _("The story is kept.")))
    return redirect(url_for("outcomes.story", submission_id=one.submission.id))


def _begun(one: GoodNews) -> StoryForm:
    """Return the form as it stands: the story so far, or the person's own words to begin from."""
    if one.story:
        return StoryForm(data={"title": one.story.title, "words": one.story.words, "statement": one.story.statement or ""})
    return StoryForm(data={"title": "", "words": one.text, "statement": one.about.code if one.about else ""})


@needs("stories", "read")
def story_file(submission_id: str, file_id: str) -> ResponseReturnValue:
    """Hand out a file that came with good news: to staff, as a download, run by nothing."""
    kept = db.session.get(KeptFile, file_id)
    if kept is None or kept.submission_id != _submission(submission_id).id:
        abort(404)
    with writing():
        audit.record("read_file", submission_id, file_id)
    ending = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}[kept.media_type]
    response = Response(kept.content, mimetype=kept.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="good-news.{ending}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _submission(submission_id: str) -> Submission:
    found = db.session.get(Submission, submission_id)
    if found is None or found.edition.slug != SLUG:
        abort(404)
    return found


def _good_news(submission: Submission) -> GoodNews:
    said = {answer.question_id: answer.value for answer in db.session.scalars(select(Answer).where(
        Answer.submission_id == submission.id, Answer.mark.is_(None)))}
    comment = db.session.scalar(select(Comment).where(Comment.submission_id == submission.id, Comment.question_id == "story"))
    finding = db.session.get(Finding, comment.id) if comment else None
    words = words_read([comment])[comment.id] if comment else None
    about, hidden = said.get("story_about"), finding.personal + finding.place if finding and words and words.are_of(finding) else []
    return GoodNews(
        submission, said_by(submission.role, submission.voice), said.get("may_share") == "yes",
        capped(words.text, [], hidden, _("name or contact hidden")) if words else None, without(words.text, hidden) if words else "",
        db.session.scalar(select(KeptFile).where(KeptFile.submission_id == submission.id)),
        db.session.get(Story, submission.id), statement(about if about in STATEMENTS else None))


def without(text: str, spans: Iterable[Sequence[int]]) -> str:
    """Return a text with […] in place of names, contacts and places: what staff begin to write the story from."""
    kept, done = [], 0
    for start, end in merged(spans, len(text)):
        kept.append(text[done:start])
        done = end
    return "[…]".join([*kept, text[done:]])


@public_bp.get("/")
def released(lang: str) -> ResponseReturnValue:
    """Show everybody the stories that were released, newest first."""
    g.locale = lang if lang in LANGUAGES else abort(404)
    rows = db.session.execute(select(Story, Submission).join(Submission, Submission.id == Story.submission_id).where(
        Story.released_on.is_not(None)).order_by(Story.released_on.desc(), Story.submission_id))
    found = [(one, said_by(submission.role, submission.voice), statement(one.statement)) for one, submission in rows]
    return render_template("pages/stories/released.html", found=found)
