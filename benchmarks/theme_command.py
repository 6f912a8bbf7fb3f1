"""`voice theme` as a command: comments a second from start to end, and peak memory, over a file of 5,000 comments.

    .venv/bin/python -m benchmarks.theme_command
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


def main() -> bool:
    """Print speed and memory against their limits; return whether both hold."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for comment in comments(COMMENTS):
                file.write(json.dumps({"id": comment.id, "text": comment.text, "prompt": comment.prompt}) + "\n")
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "voice", "theme", "--in", str(source), "--out", str(target)], check=True)
        spent = time.perf_counter() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return all([row(f"voice theme, {COMMENTS} comments, a second", COMMENTS / spent, 1000, "/s", at_least=True),
                row("voice theme, peak memory", peak_mb, 500, "MB")])


if __name__ == "__main__":
    raise SystemExit(not main())
