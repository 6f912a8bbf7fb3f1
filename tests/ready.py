"""Before the tests: what of the real things answers here. A Chromium is installed where that may be done."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from urllib.parse import urlsplit

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRESQL = os.environ.get("VOICE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("VOICE_TEST_REDIS", "redis://127.0.0.1:6379/15")


def browser() -> str | None:
    """Return the path of a Chromium, or None."""
    return os.environ.get("VOICE_TEST_BROWSER") or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def answers(url: str) -> bool:
    """Return whether something listens at an address."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=1):
            return True
    except OSError:
        return False


def install_browser() -> None:
    """Install Debian's Chromium, where this is Debian and we may."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests (once)", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-q", "chromium", "fonts-noto-core"], check=False, **quiet)


def main() -> int:
    """Say what is here and what will be skipped; fail when nothing may be skipped and something is missing."""
    if browser() is None:
        install_browser()
    missing = [name for name, here in (("Chromium: no browser tests", browser()), ("PostgreSQL: tests on SQLite only", answers(POSTGRESQL)),
                                       ("Redis: the queue's tests in files only", answers(REDIS))) if not here]
    for line in missing:
        print(f"\n*** SKIPPED, because it is not here: {line} ***\n", file=sys.stderr, flush=True)
    return 1 if missing and os.environ.get("VOICE_TESTS_MAY_SKIP") == "no" else 0


if __name__ == "__main__":
    sys.exit(main())
