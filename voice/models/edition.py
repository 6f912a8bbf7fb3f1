"""One asking of a survey: when it opens, when it closes, and why it was extended."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, db, writing

LONDON = ZoneInfo("Europe/London")
DEFAULT_DAYS = 28


def day_in_london(now: datetime) -> date:
    """Return the day that people in Rotherham would name."""
    return now.astimezone(LONDON).date()


class Edition(Base):
    """A survey is asked from the first moment of `opens_on` to the last of `closes_on`, in London."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("slug", "name"), CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
                      CheckConstraint("extended_from IS NULL OR reason <> ''", name="an_extension_says_why"))

    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    extended_from: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")

    def opens_at(self) -> datetime:
        return datetime.combine(self.opens_on, time.min, LONDON).astimezone(UTC)

    def closes_at(self) -> datetime:
        """Return the first moment at which it is closed."""
        return datetime.combine(self.closes_on + timedelta(days=1), time.min, LONDON).astimezone(UTC)

    def state(self, now: datetime) -> str:
        """Return `not_yet`, `open` or `closed`."""
        if now < self.opens_at():
            return "not_yet"
        return "open" if now < self.closes_at() else "closed"

    def withdraw_until(self, days: int) -> date:
        """Return the last day on which a receipt code removes answers."""
        return self.closes_on + timedelta(days=days)

    def summary_by(self, weeks: int) -> date:
        return self.closes_on + timedelta(weeks=weeks)


def current_edition(slug: str, name: str) -> Edition | None:
    """Return the edition of a survey by its name, if it was ever set up."""
    return db.session.get(Edition, edition_id(slug, name))


def edition_id(slug: str, name: str) -> str:
    """Return the key of an edition: what it is, so that two set-ups at once cannot make it twice."""
    return f"{slug}/{name}"


def set_up(slug: str, name: str, today: date, opens_on: date | None, closes_on: date | None) -> Edition:
    """Return the edition; the first time, make it: from the days given, or open today for 28 days."""
    found = current_edition(slug, name)
    if found:
        return found
    opens = opens_on or (min(today, closes_on) if closes_on else today)
    with writing() as session:
        edition = Edition(id=edition_id(slug, name), slug=slug, name=name, opens_on=opens, closes_on=closes_on or opens + timedelta(days=DEFAULT_DAYS - 1))
        session.add(edition)
    return edition


def change_window(slug: str, name: str, opens_on: date | None, closes_on: date | None, reason: str) -> Edition:
    """Move the days of an edition. A later closing day is an extension and needs a reason, which people are shown.

    Raises LookupError when there is no such edition, ValueError when the days or the reason do not hold.
    """
    with writing() as session:
        edition: Edition | None = session.get(Edition, edition_id(slug, name))
        if edition is None:
            raise LookupError(f"{slug} has no edition {name}")
        opens, closes = opens_on or edition.opens_on, closes_on or edition.closes_on
        if closes < opens:
            raise ValueError("the last day is before the first")
        if closes > edition.closes_on:
            if not reason.strip():
                raise ValueError("an extension needs a reason: people are told why")
            edition.extended_from, edition.reason = edition.extended_from or edition.closes_on, reason.strip()
        edition.opens_on, edition.closes_on = opens, closes
    return edition
