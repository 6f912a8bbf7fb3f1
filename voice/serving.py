"""One command runs everything: the web pages on every core, and the queue beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

from flask import Flask
from huey.consumer import Consumer

from voice.assets import BUILD, build
from voice.config import Settings
from voice.secret import secret_of

NICE = 10
"""The queue gives way to people who are answering."""


def serve(settings: Settings) -> int:
    """Set up, then run the web processes and the queue until one is told to stop. Returns the exit status."""
    secret_of(settings)
    if not (BUILD / "names.json").exists():
        build()
    from voice import create_app
    from voice.setting_up import set_up

    said = set_up(create_app(settings))
    _greet(settings, said)
    web = subprocess.Popen([sys.executable, "-m", "granian", *_granian(settings), "voice.wsgi:app"])
    queue = _start_queue()
    stopping: list[int] = []

    def stop(number: int, _frame: object) -> None:
        if not stopping:
            print("Stopping: whoever is sending is waited for, 5 seconds at most.", flush=True)
        stopping.append(number)
        web.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while (status := _wait(web)) is None:
        if queue.poll() is not None and not stopping:  # a worker that died is started again; nothing is lost with it
            queue = _start_queue()
    queue.terminate()
    with suppress(subprocess.TimeoutExpired):
        queue.wait(10)
    return 0 if stopping else status


def _wait(web: subprocess.Popen[bytes]) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        return web.wait(1)
    return None


def _start_queue() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "voice", "work"], preexec_fn=lambda: os.nice(NICE))


def _granian(settings: Settings) -> list[str]:
    """One thread a process: threads in one process wait for each other (docs/decisions/0005-one-command.md)."""
    return ["--interface", "wsgi", "--host", settings.host, "--port", str(settings.port), "--workers", str(settings.workers),
            "--blocking-threads", "1", "--log-level", "warning", "--no-access-log", "--respawn-failed-workers", "--workers-kill-timeout", "5"]


def _greet(settings: Settings, said: list[str]) -> None:
    base = f"http://{settings.host}:{settings.port}"
    print("\n".join(["", *said, "", f"Answer here:        {base}/", f"Staff sign in here: {base}/staff/sign-in",
                     "Make the first staff account in another terminal:",
                     "    .venv/bin/voice staff add you@example.org --role lead", ""]), flush=True)


def work(app: Flask) -> None:
    """Run the queue in this process until it is told to stop."""
    from voice import themes

    themes.load()
    consumer: Consumer = app.extensions["queue"].create_consumer(workers=1, periodic=True, initial_delay=1.0, max_delay=1.0, check_worker_health=True)
    consumer.run()
