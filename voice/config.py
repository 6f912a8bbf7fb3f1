"""Every setting: its default, its unit, its environment variable and its reason. `docs/settings.md` is made from here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 11
"""Different ones, known words left out: more than the ten digits. The secret that we tell people to make always has more."""
KNOWN_SECRETS = {"secret", "changeme", "development", "password"}


class Settings(BaseSettings):
    """What an operator may set. Each is read from the environment once, at start."""

    model_config = SettingsConfigDict(env_prefix="VOICE_", extra="ignore", hide_input_in_errors=True)  # a refusal prints no secret

    environment: Literal["development", "demo", "production"] = Field(
        "development", description="`production` refuses weak secrets and plain-http cookies; `demo` has example data and no second factor.")
    secret_key: str = Field("", description="At least 32 characters. Signs staff sessions and hashes codes. Made and kept in the data folder outside production.")
    secret_key_fallbacks: list[str] = Field([], description="Older secrets, as a JSON list, still accepted while a new one comes in.")
    data_folder: Path = Field(ROOT / "instance", description="Database, queue and secret, when they are files.")
    database_url: str = Field("", validation_alias="DATABASE_URL", description="A PostgreSQL address; empty uses SQLite in the data folder.")
    redis_url: str = Field("", validation_alias="REDIS_URL", description="A Redis address for the queue and the throttles; empty keeps both in this process's files and memory.")
    host: str = Field("127.0.0.1", description="Address that `voice serve` listens on.")
    port: int = Field(5000, ge=1, le=65535, description="Port that `voice serve` listens on.")
    base_url: str = Field("", description="Address that people use, such as https://voice.example.org; for links that are handed to staff. Empty: host and port.")
    workers: int = Field(2, ge=1, le=64, description="Web processes. One a core: they hold no state.")
    trusted_proxies: int = Field(0, ge=0, le=5, description="How many proxies in front may be believed about scheme and address.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged. No level logs an answer.")

    strategy_title: str = Field("My Life, My Rights", description="Title of the draft strategy; it may change before it is adopted.")
    strategy_years: str = Field("2024 to 2028", description="Years of the strategy.")
    council: str = Field("Rotherham Council", description="Who asks, as people know them.")
    partner_forum: str = Field("Rotherham Parent Carers Forum (RPCF)", description="The parent carers forum, in full.")
    opens_on: date | None = Field(None, description="First day of the consultation (2024-09-02 for September 2024). Read when the database is new; empty means the day of the first start.")
    closes_on: date | None = Field(None, description="Last day, until 11:59pm (2024-09-30 for September 2024). Read when the database is new; empty means 28 days in all.")
    year_begins: str = Field("09-01", description="First day of the academic year (month-day), in which the yearly surveys open and close.")
    decided_when: str = Field("", description="When councillors decide, in words (“in late 2024”); empty says “after the consultation”.")
    summary_weeks: int = Field(12, ge=1, le=52, description="Weeks after closing by which the summary is published. 12 is the government's consultation principle.")
    withdraw_days: int = Field(14, ge=1, le=365, description="Days after closing during which a receipt code still removes answers; after that they are in the analysis.")
    draft_keep_days: int = Field(30, ge=1, le=90, description="Days an unsent answer and its save code are kept after the last page.")
    journey_cookie_hours: int = Field(24, ge=1, le=720, description="Hours a phone remembers an unsent answer without the save code: short, because phones are shared.")

    help_phone: str = Field("01709 382121", description="Phone for help with the consultation. To be confirmed by the council.")
    help_email: str = Field("send@rotherham.gov.uk", description="Email for help with the consultation. To be confirmed by the council.")
    childline: str = Field("0800 1111", description="Childline, free, for anybody under 19.")
    nspcc: str = Field("0808 800 5000", description="NSPCC helpline, for adults worried about a child. To be confirmed.")
    mash: str = Field("01709 336080", description="Multi-Agency Safeguarding Hub. To be confirmed.")
    emergency: str = Field("999", description="Emergency number.")
    privacy_contact: str = Field("the council's data protection officer", description="Who answers questions on privacy.")

    small_number: int = Field(5, ge=3, le=20, description="Counts of people from 1 to one less than this are hidden, and what would give them away.")
    comments_a_page: int = Field(25, ge=5, le=100, description="Comments on one page of the lead's list.")
    staff_idle_minutes: int = Field(30, ge=5, le=120, description="Minutes without a click after which staff are signed out.")
    staff_day_hours: int = Field(12, ge=1, le=24, description="Hours after which staff sign in again, however busy.")
    code_guesses_a_minute: int = Field(60, ge=5, le=60, description="Wrong codes a minute, over all devices. 60 keeps a guess below 1 in a million (docs/decisions).")
    request_limit_kb: int = Field(1024, ge=64, le=16384, description="Largest page that may be posted, in kB; 2,000 characters of any script fit 100 times.")
    sweep_minutes: int = Field(2, ge=1, le=60, description="Minutes between looks for comments that a lost job left unread.")

    @field_validator("database_url")
    @classmethod
    def _driver(cls, url: str) -> str:
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)

    @field_validator("year_begins")
    @classmethod
    def _is_a_day_of_every_year(cls, written: str) -> str:
        try:
            date.fromisoformat(f"2023-{written}")
        except ValueError:
            raise ValueError("must be month-day with two digits each, such as 09-01") from None
        return written

    @model_validator(mode="after")
    def _holds_together(self) -> Settings:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValueError("VOICE_CLOSES_ON is before VOICE_OPENS_ON")
        if self.environment == "production":
            given = {"VOICE_SECRET_KEY": [self.secret_key], "VOICE_SECRET_KEY_FALLBACKS": self.secret_key_fallbacks}
            for name, why in [(name, why) for name, secrets in given.items() for one in secrets if (why := weakness_of(one))]:
                raise ValueError(f"{name} {why}. Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'")
        return self

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def year_begins_on(self) -> tuple[int, int]:
        """Month and day of the first day of the academic year."""
        month, day = self.year_begins.split("-")
        return int(month), int(day)

    @property
    def needs_second_factor(self) -> bool:
        """Off only in the demo, where every word is an example."""
        return self.environment != "demo"

    def public_url(self) -> str:
        """Return the address that people use, without a slash at its end."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"

    def database(self) -> str:
        """Return the address of the database."""
        return self.database_url or f"sqlite:///{self.data_folder / 'voice.sqlite3'}"


def weakness_of(secret: str) -> str | None:
    """Return why a secret must not be used in production, or None."""
    if not secret:
        return "is missing"
    if len(secret) < SHORTEST_SECRET:
        return f"is shorter than {SHORTEST_SECRET} characters"
    if len(set(re.sub("|".join(KNOWN_SECRETS), "", secret.lower()))) < FEWEST_CHARACTERS:
        return "is easy to guess"
    return None


def flask_config(settings: Settings, secret: str) -> dict[str, object]:
    """Return what Flask and its extensions read, from our settings."""
    https = settings.is_production
    return {
        "SECRET_KEY": secret,
        "SECRET_KEY_FALLBACKS": settings.secret_key_fallbacks,
        "SQLALCHEMY_DATABASE_URI": settings.database(),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "hide_parameters": True},  # an error never carries an answer into a log
        "MAX_CONTENT_LENGTH": settings.request_limit_kb * 1024,
        "MAX_FORM_MEMORY_SIZE": settings.request_limit_kb * 1024,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_NAME": "__Host-staff" if https else "staff",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": "Europe/London",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_MIN_SIZE": 500,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,  # Redis away slows wrong codes a process at a time; it shuts nobody out
        "RATELIMIT_HEADERS_ENABLED": False,
        "WTF_CSRF_CHECK_DEFAULT": False,
    }


def table() -> str:
    """Return every setting as a Markdown table: variable, default, what it is for."""
    rows = ["| variable | default | what it is for |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"VOICE_{name}".upper())
        default = "`instance/`" if name == "data_folder" else f"`{field.default}`" if field.default not in ("", None, []) else "none"
        rows.append(f"| `{variable}` | {default} | {field.description} |")
    return "\n".join(rows)
