"""A hall for a benchmark: the application on a database of its own, listening, and one prepared tablet in a real Chromium."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.site import Site, lasting_port
from tests.browser.tablet import BrowserTablet, a_session, a_tablet, tablet
from tests.conftest import Clock
from voice import create_app
from voice.config import Settings
from voice.setting_up import set_up


@contextmanager
def a_hall() -> Iterator[tuple[BrowserTablet, Site]]:
    """Give a tablet that is ready without a network, and the site it belongs to."""
    clock = Clock(datetime(2024, 9, 10, 9, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = create_app(Settings(data_folder=Path(folder)), clock=clock)
        set_up(app)
        site = Site(app, clock, lasting_port())
        site.starts()
        with tablet(playwright.chromium, site, Path(folder) / "profile") as held:
            held.pairs(a_tablet(site, a_session(site)))
            yield held, site
        site.stops()
