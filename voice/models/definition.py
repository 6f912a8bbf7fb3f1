"""What exactly was asked: each definition that ever asked somebody something, question by question, as a fingerprint.

Years may be compared only where wording and scale stayed the same. The version that an author writes says what they meant to keep;
the fingerprint says what they did keep. Both must agree.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from surveys.schema import EasyQuestion, Question, Survey
from voice.models.database import Base, db, writing


class Definition(Base):
    """A definition by the digest of its file. `questions`: question id -> [version, fingerprint]."""

    __tablename__ = "definition"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest_is_sha256"),)

    digest: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(index=True)
    first_asked_on: Mapped[date]
    questions: Mapped[dict[str, Any]] = mapped_column(JSON)


def fingerprint(question: Question) -> str:
    """Return 16 hex digits of what a person reads and may choose: text, hint, options or scale, and the easy-read twin."""
    scale = question.scale
    said: list[Any] = [question.kind, question.text, question.hint, question.max_choices, [[o.value, o.label, o.hint] for o in question.options],
                       [[p.value, p.label] for p in (*scale.standard, *scale.easy)] if scale else [], _twin(question.easy)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()[:16]


def _twin(easy: EasyQuestion | None) -> list[Any]:
    if easy is None:
        return []
    return [easy.text, easy.hint, [idea.text for idea in easy.ideas], [[value, option.label] for value, option in easy.options.items()]]


def remember_definition(survey: Survey, today: date) -> None:
    """Write down what a survey asks from now on, once for each state of its file."""
    if db.session.get(Definition, survey.digest) is None:
        with writing() as session:
            session.merge(Definition(digest=survey.digest, slug=survey.slug, first_asked_on=today,
                                     questions={q.id: [q.version, fingerprint(q)] for q in survey.questions}))


def asked_alike(digests: set[str]) -> frozenset[str]:
    """Return the ids of questions that all these definitions asked in the same words, on the same scale, under the same version."""
    known = {digest: questions for digest, questions in db.session.execute(
        select(Definition.digest, Definition.questions).where(Definition.digest.in_(digests)))}
    if not known or set(known) != digests:
        return frozenset()
    first, *others = known.values()
    return frozenset(q for q, asked in first.items() if all(other.get(q) == asked for other in others))
