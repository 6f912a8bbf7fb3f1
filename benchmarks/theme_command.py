"""`voice theme` as a command: comments a second from start to end, and peak memory, over a file of 5,000 comments.

    .venv/bin/python -m benchmarks.theme_command [--grow]

`--grow` measures 20,000 and 100,000 comments beside it: some five minutes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.server import row
from benchmarks.themes import comments

COMMENTS = 5000
GROWN = (20_000, 100_000)
LINEAR = 0.85
"""Of the speed of a small file, what a file twenty times as large must keep."""


def spent_on(n: int) -> tuple[float, float]:
    """Return the seconds that a file of n comments takes, start to end, and the peak memory of its processes so far, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for comment in comments(n):
                file.write(json.dumps({"id": comment.id, "text": comment.text, "prompt": comment.prompt}) + "\n")
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "voice", "theme", "--in", str(source), "--out", str(target)], check=True)
        return time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> bool:
    """Print speed and memory against their limits; return whether both hold."""
    spent, peak_mb = spent_on(COMMENTS)
    return all([row(f"voice theme, {COMMENTS} comments, a second", COMMENTS / spent, 1000, "/s", at_least=True),
                row("voice theme, peak memory", peak_mb, 500, "MB")])


def grows() -> bool:
    """Print how speed and memory keep as the file grows; the small file is measured again beside each large one, for a machine's speed changes."""
    held = []
    for n in GROWN:
        before, (spent, peak_mb), after = spent_on(COMMENTS)[0], spent_on(n), spent_on(COMMENTS)[0]
        held += [row(f"voice theme, {n:,} comments: speed, of that of {COMMENTS:,}", (n / spent) / (2 * COMMENTS / (before + after)), LINEAR, "", at_least=True),
                 row(f"voice theme, {n:,} comments, a second", n / spent, 300, "/s", at_least=True), row(f"voice theme, {n:,} comments, peak memory", peak_mb, 700, "MB")]
    return all(held)


if __name__ == "__main__":
    raise SystemExit(not (grows() if "--grow" in sys.argv else main()))
