"""How long ``import mtlearn`` takes, against a Python that imports nothing."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time


def main(argv: list[str]) -> int:
    """Start Python again and again, with and without the import, alternating."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench import", description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args(argv)
    taken: dict[str, list[float]] = {
        code: [] for code in ("pass", "import mtlearn", "import mtlearn.server.cli")
    }
    for _ in range(options.runs):
        for code, seconds in taken.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            seconds.append(time.perf_counter() - began)
    nothing = statistics.median(taken["pass"])
    for code, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"{code:28} {1000 * middle:6.0f} ms   {1000 * (middle - nothing):+6.0f} ms")  # noqa: T201
    return 0
