"""One asking of a survey: when it opens, when it closes, and why it was extended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from voice.models.database import Base, db, writing

LONDON = ZoneInfo("Europe/London")
DEFAULT_DAYS = 28
AHEAD_DAYS = 30
"""The next academic year's edition stands ready this long before it opens, so that it opens on the stroke of midnight."""


def day_in_london(now: datetime) -> date:
    """Return the day that people in Rotherham would name."""
    return now.astimezone(LONDON).date()


@dataclass(frozen=True)
class AcademicYear:
    """A year from its first day (1 September, if nothing else is set) to the day before the next. `name` is “2026/27”."""

    first: date
    last: date

    @property
    def name(self) -> str:
        return f"{self.first.year}/{(self.first.year + 1) % 100:02d}"

    @classmethod
    def of(cls, day: date, begins: tuple[int, int]) -> AcademicYear:
        """Return the academic year of a day. `begins`: month and day."""
        first = date(day.year, *begins)
        first = first if first <= day else date(day.year - 1, *begins)
        return cls(first, date(first.year + 1, *begins) - timedelta(days=1))


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


def edition_id(slug: str, name: str) -> str:
    """Return the key of an edition: what it is, so that two set-ups at once cannot make it twice."""
    return f"{slug}/{name}"


def slug_of(edition_key: str) -> str:
    """Return the slug of the survey that an edition asks, from its key alone."""
    return edition_key.partition("/")[0]


def find_edition(slug: str, name: str) -> Edition | None:
    """Return an edition of a survey by its name, if it was ever set up."""
    return db.session.get(Edition, edition_id(slug, name))


def editions_of(slug: str) -> list[Edition]:
    """Return the editions of a survey, the newest first."""
    return list(db.session.scalars(select(Edition).where(Edition.slug == slug).order_by(Edition.opens_on.desc())))


def edition_now(slug: str, now: datetime) -> Edition | None:
    """Return the edition that a person who comes now is asked in: of those that are open the newest, else the next to open, else the last.

    Editions may overlap, when one was extended into the next. What was begun in one stays in it.
    """
    editions = editions_of(slug)
    by_state = {state: [edition for edition in editions if edition.state(now) == state] for state in ("open", "not_yet", "closed")}
    return next((edition for edition in (*by_state["open"][:1], *by_state["not_yet"][-1:], *by_state["closed"][:1])), None)


def set_up_once(slug: str, name: str, today: date, opens_on: date | None, closes_on: date | None) -> Edition:
    """Return the edition of a survey that is asked once; the first time, make it: from the days given, or open today for 28 days."""
    opens = opens_on or (min(today, closes_on) if closes_on else today)
    return _made(slug, name, opens, closes_on or opens + timedelta(days=DEFAULT_DAYS - 1))


def set_up_years(slug: str, today: date, year_begins: tuple[int, int]) -> Edition:
    """Return the edition of this academic year, made when it is missing, as is the next one from some weeks before it begins.

    Safe to call every day. An edition that is there keeps the days that staff gave it.
    """
    this, ahead = (AcademicYear.of(day, year_begins) for day in (today, today + timedelta(days=AHEAD_DAYS)))
    edition = _made(slug, this.name, this.first, this.last)
    _made(slug, ahead.name, ahead.first, ahead.last)
    return edition


def _made(slug: str, name: str, opens_on: date, closes_on: date) -> Edition:
    found = find_edition(slug, name)
    if found:
        return found
    with writing() as session:
        edition = Edition(id=edition_id(slug, name), slug=slug, name=name, opens_on=opens_on, closes_on=closes_on)
        session.add(edition)
    return edition


def new_edition(slug: str, opens_on: date, closes_on: date, year_begins: tuple[int, int]) -> Edition:
    """Make an edition for the academic year in which it opens.

    Raises ValueError when it closes before it opens, or when that year has its edition.
    """
    name = AcademicYear.of(opens_on, year_begins).name
    if closes_on < opens_on:
        raise ValueError("the last day is before the first")
    if find_edition(slug, name):
        raise ValueError(f"there is an edition for {name}; change its days")
    return _made(slug, name, opens_on, closes_on)


def change_window(edition_key: str, opens_on: date | None, closes_on: date | None, reason: str) -> Edition:
    """Move the days of an edition. A later closing day is an extension and needs a reason, which people are shown.

    Raises LookupError when there is no such edition, ValueError when the days or the reason do not hold.
    """
    with writing() as session:
        edition: Edition | None = session.get(Edition, edition_key)
        if edition is None:
            raise LookupError(f"there is no edition {edition_key}")
        opens, closes = opens_on or edition.opens_on, closes_on or edition.closes_on
        if closes < opens:
            raise ValueError("the last day is before the first")
        if closes > edition.closes_on:
            if not reason.strip():
                raise ValueError("an extension needs a reason: people are told why")
            edition.extended_from, edition.reason = edition.extended_from or edition.closes_on, reason.strip()
        edition.opens_on, edition.closes_on = opens, closes
    return edition
