"""What the running application was given: its settings, and the secrets in use."""

from __future__ import annotations

from flask import current_app

from voice.config import Settings


def settings() -> Settings:
    """Return the settings of the running application."""
    found: Settings = current_app.extensions["settings"]
    return found


def secrets_in_use() -> list[str]:
    """Return the secret that new codes are hashed with, then the older ones still accepted."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]
