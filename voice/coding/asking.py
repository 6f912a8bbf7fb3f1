"""Which sample an address means, and what its signed-in reader may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template
from flask_security import current_user

from voice.capture.shown import seven
from voice.coding.samples import coders_of
from voice.models import CodingCoder, CodingSample, Edition, db, writing
from voice.review import words
from voice.review.choosing import Asked, consultation
from voice.review.counts import real_and_example
from voice.running import settings
from voice.staff import audit
from voice.staff.access import may


@dataclass(frozen=True)
class AskedSample:
    """A sample with its consultation and coders. `mine` is the reader's own place among the coders, if they are one."""

    asked: Asked
    sample: CodingSample
    coders: list[CodingCoder]
    mine: CodingCoder | None

    @property
    def is_lead(self) -> bool:
        return may(current_user, "coding", "draw")

    @property
    def may_settle(self) -> bool:
        return self.mine is not None or self.is_lead


def asked_sample(slug: str, sample_id: str) -> AskedSample:
    """Return the sample of an address, or answer 404. It says itself which consultation it is of, real or example."""
    sample = db.session.get(CodingSample, sample_id)
    edition = db.session.get(Edition, sample.edition_id) if sample else None
    if sample is None or edition is None or edition.slug != slug:
        abort(404)
    survey, edition = consultation(slug, edition.name)
    n = real_and_example(edition.id)
    asked = Asked(survey, edition, sample.is_example, n[not sample.is_example], edition.name != consultation(slug)[1].name)
    coders, me = coders_of(sample.id), audit.account(current_user)
    return AskedSample(asked, sample, coders, next((one for one in coders if one.coder == me), None))


def page(template: str, asked: Asked, **given: Any) -> str:
    """Return a page with what all of them are given."""
    return render_template(f"pages/coding/{template}.html", asked=asked, survey=asked.survey, edition=asked.edition, words=words, statements=seven(),
                           below=settings().small_number, **given)


def remember_reading(asked: Asked, comment_ids: list[str]) -> None:
    """Write who read which comments into the audit trail. Ids, no words."""
    if comment_ids:
        with writing():
            audit.record("read_comments", f"{asked.survey.slug}/coding", " ".join(comment_ids))
