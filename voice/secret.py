"""The secret that signs sessions and hashes codes: from the environment in production, else made once and kept."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress

from voice.config import Settings

NAME = "secret-key"


def secret_of(settings: Settings) -> str:
    """Return the secret. Outside production it is made at first need, in a file that only its owner reads."""
    if settings.secret_key:
        return settings.secret_key
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    path = settings.data_folder / NAME
    if not path.exists():
        handle, whole = tempfile.mkstemp(dir=settings.data_folder)  # only its owner reads it
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first, and its secret holds
            os.link(whole, path)  # the name comes when the secret is whole: nobody reads half of it, or nothing
        os.unlink(whole)
    return path.read_text(encoding="ascii").strip()
