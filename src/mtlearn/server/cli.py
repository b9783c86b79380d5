"""The command line ``mtlearn``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from mtlearn import __version__
from mtlearn.errors import MtlearnError
from mtlearn.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

PORT = 8866


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command says; a mistake becomes a sentence and exit status 1."""
    options = _parser().parse_args(argv)
    try:
        return int(options.do(options))
    except MtlearnError as error:
        print(f"mtlearn: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mtlearn", description="Learn about music therapy by playing, in notebooks."
    )
    parser.add_argument("--version", action="version", version=f"mtlearn {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="open the course in your browser")
    serve.add_argument("--lang", choices=LANGUAGES, help="language to begin in (default: the browser's)")
    serve.add_argument("--port", type=int, help=f"port to serve on (default: {PORT}, or the next free one)")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser")
    serve.set_defaults(do=_serve)
    return parser


def _serve(options: argparse.Namespace) -> int:
    from mtlearn.server.serving import serve  # noqa: PLC0415 - Voilà is heavy; only this command needs it

    return serve(options.lang or "", options.port, browser=not options.no_browser)


if __name__ == "__main__":
    sys.exit(main())
