"""Choose a measurement: ``python -m tests.bench pages``, or another in ``BENCHES``."""

from __future__ import annotations

import importlib
import sys

BENCHES = {
    "pages": "tests.bench.pages",
    "note": "tests.bench.note",
    "live": "tests.bench.live",
    "render": "tests.bench.render",
    "import": "tests.bench.importing",
    "corpus": "tests.bench.corpus",
    "partner": "tests.bench.partner",
    "feedback": "tests.bench.feedback",
}


def main() -> int:
    """Run the one that was asked for."""
    if len(sys.argv) < 2 or sys.argv[1] not in BENCHES:
        print(f"python -m tests.bench {{{','.join(BENCHES)}}} [--help]")  # noqa: T201 - said to a person
        return 2
    return int(importlib.import_module(BENCHES[sys.argv[1]]).main(sys.argv[2:]))


if __name__ == "__main__":
    raise SystemExit(main())
