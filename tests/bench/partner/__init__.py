"""How well the partner hears and plays along: ``python -m tests.bench partner [SECTION …]``.

Each section is a module here whose ``run()`` prints its figures beside references from the same run.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Final

__all__ = ["SECTIONS", "main", "say"]

SECTIONS: Final = ("prediction", "synchrony", "phrases", "stances", "cost")


def main(argv: list[str]) -> int:
    """Run the sections asked for, all where none was named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench partner", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    asked = parser.parse_args(argv).sections or SECTIONS
    unknown = [name for name in asked if name not in SECTIONS]
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    for name in asked:
        say(f"== {name}")
        importlib.import_module(f"{__name__}.{name}").run()
    return 0


def say(line: str = "") -> None:
    """Print one line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
