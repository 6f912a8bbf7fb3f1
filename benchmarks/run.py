"""Every benchmark, one after another: figures, limits and ratios. Run by hand (`make bench`), never as a test."""

from __future__ import annotations

import os
import platform

from benchmarks import counts, desk, kills, offline, summary, tablets, theme_command, walk, webkit, weight


def main() -> int:
    """Print where it ran and every figure; return 1 when a limit does not hold."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load}\n")
    held = [theme_command.main(), weight.main(), walk.main(), counts.main(), desk.main(), summary.main(), tablets.main(), offline.main(), kills.main(20), webkit.main()]
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
