"""The secret that signs sessions and hashes codes: from the environment in production, else made once and kept."""

from __future__ import annotations

import os
import secrets

from voice.config import Settings

NAME = "secret-key"


def secret_of(settings: Settings) -> str:
    """Return the secret. Outside production it is made at first need, in a file that only its owner reads."""
    if settings.secret_key:
        return settings.secret_key
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    path = settings.data_folder / NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
