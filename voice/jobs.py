"""The one queue. Jobs hold ids, never words; each may run twice or be lost, and a sweep finds what was left (R24)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey

from surveys.library import all_surveys
from voice import clock, running
from voice.bringing import coming_in
from voice.capture.drafts import forget_old
from voice.capture.files import remove_orphans
from voice.config import Settings
from voice.models import writing
from voice.models.edition import set_up_years
from voice.phrases import count_phrases
from voice.reading import read_again, read_submission, read_waiting

log = logging.getLogger(__name__)


def make_queue(settings: Settings) -> Huey:
    """Return the queue: a file in the data folder, or Redis when it is configured, so that workers may be elsewhere."""
    if settings.redis_url:
        return RedisHuey("voice", url=settings.redis_url, results=False)
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("voice", filename=str(settings.data_folder / "queue.sqlite3"), results=False, fsync=False)


def set_up(app: Flask, settings: Settings) -> Huey:
    """Give an application its queue and the jobs that run on it."""
    queue = make_queue(settings)

    def job(work: Callable[..., Any], *given: Any) -> Callable[..., Any]:
        def inside(*args: Any) -> None:
            with app.app_context():
                work(*given, *args)
        inside.__name__ = work.__name__
        return inside

    app.extensions["queue"] = queue
    app.extensions["read_submission"] = queue.task(retries=2, retry_delay=30)(job(read_submission))
    app.extensions["train_model"] = queue.task()(job(train_model))
    app.extensions["bring_in"] = queue.task(retries=2, retry_delay=30)(job(bring_in_rows))
    queue.periodic_task(crontab(minute=f"*/{settings.sweep_minutes}"))(job(sweep))
    queue.periodic_task(crontab(minute="17", hour="3"))(job(forget_drafts, settings.draft_keep_days))
    queue.periodic_task(crontab(minute="27", hour="3"))(job(begin_years, settings))
    return queue


def ask_to_read(app: Flask, submission_id: str) -> None:
    """Ask for the comments of a submission to be read. If the queue is away the sweep will find them."""
    try:
        app.extensions["read_submission"](submission_id)
    except Exception as error:  # an answer that is stored is never refused because of the queue
        log.warning("the queue did not take a job (%s); the sweep will", type(error).__name__)


def ask_to_train(app: Flask) -> bool:
    """Ask for a candidate to be learnt from people's decisions, and return whether the queue took it. The job holds no words, not even an id."""
    try:
        app.extensions["train_model"]()
    except Exception as error:
        log.warning("the queue did not take the training of a model (%s)", type(error).__name__)
        return False
    return True


def train_model() -> None:
    """Learn a candidate from people's decisions; it reads nothing before an administrator promotes it."""
    from voice.learning.candidate import train_when_asked  # here, so that web processes never load what fits models

    train_when_asked()


def ask_to_bring_in(app: Flask, slug: str) -> None:
    """Ask for the rows of a brought file to come in. If the queue is away the sweep will go on with it."""
    try:
        app.extensions["bring_in"](slug)
    except Exception as error:
        log.warning("the queue did not take a job (%s); the sweep will", type(error).__name__)


def bring_in_rows(slug: str) -> None:
    """Bring in the rows of a file, then read them."""
    coming_in.bring_in(slug, clock.now())
    while read_waiting():
        pass


def sweep() -> None:
    """Read what a lost job left behind, and what an older release of the pipeline read; count phrases where comments changed."""
    coming_in.go_on(clock.now())
    found = read_waiting()
    again = read_again()
    if found or again:
        log.info("the sweep read %d waiting comments and put %d back to be read again", found, again)
    count_phrases(running.settings().small_number, clock.now())


def begin_years(settings: Settings) -> None:
    """Give every yearly survey the edition of its next academic year, some weeks ahead."""
    for survey in all_surveys().values():
        if survey.yearly:
            set_up_years(survey.slug, clock.today(), settings.year_begins_on)


def forget_drafts(keep_days: int) -> None:
    """Delete answers that were never sent, and their files, after the days that people were told."""
    with writing() as session:
        gone = forget_old(session, clock.now(), keep_days)
        remove_orphans(session)
    coming_in.forget_waiting(clock.now())
    log.info("%d unsent drafts were older than %d days and are gone", gone, keep_days)
