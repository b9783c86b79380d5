"""How much of music21's corpus comes back note for note: ``python -m tests.bench corpus [--all]``."""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.music.reading.corpus_trip import REASONS, trips

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Take scores there and back until the time is up; say what differs, by kind and count, and why."""
    from music21 import corpus  # noqa: PLC0415 - half a second

    parser = argparse.ArgumentParser(prog="python -m tests.bench corpus", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every score, however long it takes")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long to go on (default: 120)")
    options = parser.parse_args(arguments)
    paths = sorted(path for path in corpus.getPaths() if path.suffix != ".rntxt")
    random.Random(1).shuffle(paths)  # noqa: S311 - a sample, nothing secret
    began, counts, odd = time.monotonic(), trips([])[0], list[str]()
    for path in paths:
        if not options.all and time.monotonic() - began > options.seconds:
            break
        more, strange = trips([path])
        counts += more
        odd += strange
    for kind, count in sorted(counts.items()):
        why = REASONS.get(kind.partition(": ")[2], "")
        sys.stdout.write(f"{count:8}  {kind}{f' ({why})' if why else ''}\n")
    sys.stdout.writelines(f"{line}\n" for line in odd)
    return int(any(kind.endswith("unexplained") for kind in counts))
