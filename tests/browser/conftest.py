"""Chromium, a phone to hold it in, and the real application at a port of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests import ready
from tests.browser.people import BrowserRespondent
from tests.browser.site import Site, lasting_port
from tests.browser.tablet import FLAGS, WAIT_MS, BrowserTablet, Paired, a_session, a_tablet, tablet
from tests.browser.watch import Watch
from tests.conftest import SECRET, TUESDAY, Clock
from voice import assets, create_app
from voice.config import Settings
from voice.extensions import limiter
from voice.models import db

PHONE = (390, 844)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for each worker."""
    path = ready.browser()
    if path is None:
        pytest.skip("NO BROWSER TESTS: there is no Chromium here. Install one, or set VOICE_TEST_BROWSER to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _own_assets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Styles and scripts built for this run alone, so that nobody who builds meanwhile takes them away under a page."""
    folder = tmp_path_factory.mktemp("assets") / "build"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "BUILD", folder)
        assets.build(folder)
        yield
    assets.built_names.cache_clear()


@pytest.fixture
def site(app: Flask, clock: Clock) -> Iterator[Site]:
    """The application on a fresh SQLite database, listening. It fails as it does in earnest: with a page."""
    app.testing = False
    limiter.reset()
    made = Site(app, clock)
    made.starts()
    yield made
    made.stops()


@pytest.fixture(scope="session")
def paired(chromium: Browser, tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> Paired:
    """Pair a tablet and prepare it, once for all tests."""
    folder = tmp_path_factory.mktemp("paired")
    shutil.copy(empty_sqlite, folder / "voice.sqlite3")
    with _hall(folder, lasting_port(), Clock(TUESDAY)) as hall, tablet(chromium.browser_type, hall, folder / "profile") as made:
        made.pairs(a_tablet(hall, a_session(hall)))
    return Paired(folder, hall.port)


@contextmanager
def _hall(folder: Path, port: int, clock: Clock, secret: str = SECRET) -> Iterator[Site]:
    app = create_app(Settings(data_folder=folder, secret_key=secret), clock=clock)
    limiter.reset()
    made = Site(app, clock, port)
    made.starts()
    yield made
    made.stops()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def hall(paired: Paired, tmp_path: Path, clock: Clock) -> Iterator[Site]:
    """The application that knows the tablet `one`, listening."""
    paired.copied_to(tmp_path)
    with _hall(tmp_path, paired.port, clock) as made:
        yield made


@pytest.fixture
def one(chromium: Browser, hall: Site, tmp_path: Path) -> Iterator[BrowserTablet]:
    """A tablet that is paired and prepared, with a session's child survey on it."""
    with tablet(chromium.browser_type, hall, tmp_path / "profile") as made:
        yield made


@pytest.fixture
def offline(one: BrowserTablet, hall: Site) -> BrowserTablet:
    """The same tablet with the server gone."""
    hall.stops()
    return one


@pytest.fixture
def a_browser(chromium: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Return a builder of clean browsers. When the test ends, each must have stayed at home and within its policy."""
    opened: list[BrowserContext] = []

    def build(size: tuple[int, int] = PHONE, javascript: bool = True, is_phone: bool = True) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=javascript, is_mobile=is_phone, has_touch=is_phone,
            base_url=site.origin, locale="en-GB", service_workers="block", reduced_motion="reduce")
        context.set_default_timeout(WAIT_MS)
        context.watch = Watch(context, site.origin)  # type: ignore[attr-defined]
        opened.append(context)
        return context

    yield build
    problems = [problem for context in opened for problem in context.watch.problems]  # type: ignore[attr-defined]
    for context in opened:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def a_respondent(a_browser: Callable[..., BrowserContext], site: Site) -> Callable[..., BrowserRespondent]:
    """Return a builder of people with a phone."""
    def build(lang: str = "en", **browser: object) -> BrowserRespondent:
        return BrowserRespondent(a_browser(**browser), site, lang)

    return build


@pytest.fixture
def respondent(a_respondent: Callable[..., BrowserRespondent]) -> BrowserRespondent:
    """Somebody with a phone with JavaScript."""
    return a_respondent()
