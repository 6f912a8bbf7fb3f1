"""A real server for benchmarks: `voice serve` on a free port, a database of its own, nothing else running in it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

UP_WITHIN_S = 60


@dataclass(frozen=True)
class Server:
    port: int
    folder: Path

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(**environment: str) -> Iterator[Server]:
    """Run `voice serve` until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(free_port(), Path(folder))
        env = {**os.environ, "VOICE_PORT": str(server.port), "VOICE_DATA_FOLDER": folder, "VOICE_LOG_LEVEL": "WARNING", **environment}
        process = subprocess.Popen([sys.executable, "-m", "voice", "serve"], env=env, stdout=subprocess.DEVNULL)
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + UP_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server stopped before it was up")
        try:
            with urllib.request.urlopen(f"{server.base}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server was not up within {UP_WITHIN_S} s")


def row(what: str, measured: float, limit: float, unit: str, at_least: bool = False) -> bool:
    """Print a figure, its limit and their ratio; return whether it holds."""
    ratio = measured / limit if limit else 0.0
    holds = measured >= limit if at_least else measured <= limit
    sign = "at least" if at_least else "at most"
    print(f"{what:<58} {measured:>10.1f} {unit:<6} {sign} {limit:>7.0f}   ratio {ratio:5.2f}   {'holds' if holds else 'DOES NOT HOLD'}", flush=True)
    return holds
