"""Settings come from the environment; what would be unsafe is refused at start, in words that say what to do (R50)."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from voice.config import ROOT, Settings, flask_config, table
from voice.secret import NAME, secret_of

GOOD = "kT9vQ2mX7rLb4WzE0pJcYdHs6NfAuGi1-oRtUeVwSxZ"
OLD = "Zy8wVu6tSr4qPo2nMl0kJi9hGf7eDc5bBa3-XwYvUtTs"


def in_production(**given: object) -> Settings:
    return Settings(environment="production", **given)  # type: ignore[arg-type]


def test_production_starts_with_a_good_secret():
    settings = in_production(secret_key=GOOD)
    assert settings.is_production
    assert flask_config(settings, GOOD)["SESSION_COOKIE_SECURE"]
    assert flask_config(settings, GOOD)["SESSION_COOKIE_NAME"] == "__Host-staff"


@pytest.mark.parametrize(("secret", "why"), [
    ("", "is missing"), ("short", "is shorter than 32 characters"), (GOOD[:31], "is shorter than 32 characters"),
    ("a" * 64, "is easy to guess"), ("changeme" * 5, "is easy to guess"), ("secret00000000000000000000000000000000", "is easy to guess"),
    ("Development-development-development!", "is easy to guess"), ("password123!password456!password789!", "is easy to guess"),
    ("CHANGEME-secret-password-development", "is easy to guess"), ("0123456789" * 4, "is easy to guess"), ("abcabcabcabcabcabcabcabcabcabcabcabc", "is easy to guess"),
    (" " * 40, "is easy to guess"),
], ids=lambda given: given[:24] or "nothing")
def test_production_refuses_a_weak_secret_and_says_how_to_make_one(secret, why):
    with pytest.raises(ValidationError) as refusal:
        in_production(secret_key=secret)
    said = str(refusal.value)
    assert f"VOICE_SECRET_KEY {why}" in said
    assert "secrets.token_urlsafe(48)" in said


def test_the_command_that_makes_a_secret_makes_a_good_one():
    with pytest.raises(ValidationError) as refusal:
        in_production()
    command = str(refusal.value).split("python3 -c '")[1].split("'")[0]
    made = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout.strip()
    assert in_production(secret_key=made).secret_key == made


def test_production_refuses_a_weak_older_secret():
    """It would still open sessions."""
    assert in_production(secret_key=GOOD, secret_key_fallbacks=[OLD]).secret_key_fallbacks == [OLD]
    with pytest.raises(ValidationError, match="VOICE_SECRET_KEY_FALLBACKS"):
        in_production(secret_key=GOOD, secret_key_fallbacks=[OLD, "changeme"])


def test_a_refusal_never_prints_a_secret_or_a_password():
    """R49: what stops a start is read by many, in logs and on screens."""
    for given in ({"secret_key": GOOD, "environment": "productoin"}, {"secret_key": GOOD[:31], "environment": "production"},
                  {"secret_key": GOOD, "secret_key_fallbacks": [OLD, "changeme"], "environment": "production"},
                  {"secret_key": GOOD, "DATABASE_URL": "postgresql://voice:hunter2@db/voice", "opens_on": "2024-09-30", "closes_on": "2024-09-02"}):
        with pytest.raises(ValidationError) as refusal:
            Settings(**given)  # type: ignore[arg-type]
        said = f"{refusal.value} {refusal.value!r}"
        assert "VOICE_" in said or "environment" in said
        for kept in (GOOD[:20], OLD[:20], "hunter2", "changeme"):
            assert kept not in said


def test_every_start_in_production_is_refused_alike(tmp_path):
    """Not only by the settings: the command that serves stops too, before it listens, and prints no secret."""
    environment = {**os.environ, "VOICE_ENVIRONMENT": "production", "VOICE_SECRET_KEY": "hunter2-hunter2", "VOICE_DATA_FOLDER": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "voice", "init"], env=environment, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode != 0
    assert "VOICE_SECRET_KEY is shorter than 32 characters" in done.stderr
    assert "hunter2" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("variable", "value"), [("VOICE_OPENS_ON", "soon"), ("VOICE_OPENS_ON", "2024-02-30"), ("VOICE_CLOSES_ON", "30.09.2024"),
                                                 ("VOICE_PORT", "0"), ("VOICE_PORT", "web"), ("VOICE_ENVIRONMENT", "prod"), ("VOICE_SMALL_NUMBER", "1"),
                                                 ("VOICE_LOG_LEVEL", "LOUD"), ("VOICE_SECRET_KEY_FALLBACKS", "not a list")])
def test_a_setting_that_cannot_be_is_refused_by_name(monkeypatch, variable, value):
    Settings()
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValueError) as refusal:
        Settings()
    assert variable.removeprefix("VOICE_").lower() in str(refusal.value)


def test_a_last_day_before_the_first_is_refused():
    assert Settings(opens_on=date(2024, 9, 2), closes_on=date(2024, 9, 2)).closes_on == date(2024, 9, 2)
    with pytest.raises(ValidationError, match="VOICE_CLOSES_ON is before VOICE_OPENS_ON"):
        Settings(opens_on=date(2024, 9, 3), closes_on=date(2024, 9, 2))


@pytest.mark.parametrize("given", ["postgres://voice:pw@db:5432/voice", "postgresql://voice:pw@db:5432/voice", "postgresql+psycopg://voice:pw@db:5432/voice"])
def test_every_form_of_a_postgresql_address_uses_our_driver(monkeypatch, given):
    monkeypatch.setenv("DATABASE_URL", given)
    assert Settings().database() == "postgresql+psycopg://voice:pw@db:5432/voice"


def test_a_password_that_looks_like_an_address_stays_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://voice:postgres://@db/voice")
    assert Settings().database() == "postgresql+psycopg://voice:postgres://@db/voice"


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert Settings(data_folder=tmp_path).database() == f"sqlite:///{tmp_path / 'voice.sqlite3'}"


def test_every_setting_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("VOICE_COUNCIL", "Another Council")
    monkeypatch.setenv("VOICE_SECRET_KEY_FALLBACKS", f'["{OLD}"]')
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/15")
    settings = Settings()
    assert (settings.council, settings.secret_key_fallbacks, settings.redis_url) == ("Another Council", [OLD], "redis://127.0.0.1:6379/15")


def test_every_setting_says_what_it_is_for():
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_the_written_table_of_settings_is_the_one_in_force():
    """To mend: .venv/bin/voice settings > docs/settings.md (and put its first lines back)."""
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for line in table().splitlines():
        assert line in written.splitlines(), "to mend: .venv/bin/voice settings > docs/settings.md"
    assert table() in written


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path):
    settings = Settings(data_folder=tmp_path / "new", secret_key="")
    made = secret_of(settings)
    assert len(made) >= 48
    assert stat.S_IMODE((tmp_path / "new" / NAME).stat().st_mode) == 0o600
    assert secret_of(settings) == made
    assert [path.name for path in (tmp_path / "new").iterdir()] == [NAME]


def test_processes_that_start_at_once_share_one_secret(tmp_path: Path):
    settings = Settings(data_folder=tmp_path, secret_key="")
    for _ in range(20):
        with ThreadPoolExecutor(8) as starting:
            made = set(starting.map(lambda _: secret_of(settings), range(8)))
        assert len(made) == 1
        assert len(made.pop()) >= 48
        (tmp_path / NAME).unlink()


def test_a_given_secret_is_used_and_none_is_made(tmp_path: Path):
    assert secret_of(Settings(data_folder=tmp_path, secret_key=GOOD)) == GOOD
    assert not (tmp_path / NAME).exists()
