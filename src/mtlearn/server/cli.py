"""The command line ``mtlearn``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtlearn import __version__
from mtlearn.errors import MtlearnError
from mtlearn.language import LANGUAGES
from mtlearn.server.commands import follow, new, notate, render, stated, timeline, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PORT", "main"]

PORT: Final = 8866


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
        prog="mtlearn",
        description="A course on user-led music therapy, made of notebooks you read, play and answer in.",
        epilog="What you do is kept in your own user data folder; set MTLEARN_DATA to keep it elsewhere.",
    )
    parser.add_argument("--version", action="version", version=f"mtlearn {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    serve = commands.add_parser(
        "serve", help="open the course in your browser", description="Open the course in your browser."
    )
    serve.add_argument(
        "--lang", choices=LANGUAGES, help="language to begin in (default: the last one, or the browser's)"
    )
    serve.add_argument("--port", type=_port, help=f"port to serve on (default: {PORT}, or the next free one)")
    serve.add_argument("--no-browser", action="store_true", help="do not open a browser")
    serve.set_defaults(do=_serve)

    lab = commands.add_parser(
        "lab",
        help="open the notebooks in JupyterLab, to read or write lessons",
        description="Open the notebooks in JupyterLab, to read or write lessons.",
    )
    lab.add_argument("--port", type=_port, help="port to serve on (default: JupyterLab's own)")
    lab.add_argument("--no-browser", action="store_true", help="do not open a browser")
    lab.set_defaults(do=_lab)

    doctor = commands.add_parser(
        "doctor",
        help="see whether all the course needs is in place, and what to do if not",
        description="See whether all the course needs is in place, and what to do if not.",
    )
    doctor.add_argument("--json", action="store_true", help="say it as JSON")
    doctor.add_argument("--tone", action="store_true", help="play a tone on the left, then on the right")
    doctor.add_argument(
        "--loop", action="store_true", help="measure the sound card with the microphone; you are asked first"
    )
    doctor.set_defaults(do=_doctor)

    check = commands.add_parser(
        "check",
        help="for authors: check content, citations and notebooks",
        description="For authors: check content, citations and notebooks; say file, line and what to mend.",
    )
    check.add_argument(
        "--strict",
        action="store_true",
        help="exit with 1 for what is only advised, too, and say what there is",
    )
    check.add_argument("--spelling", action="store_true", help="look up every word, too (needs hunspell)")
    check.set_defaults(do=_check)
    render.add(commands)
    notate.add(commands)
    follow.add(commands)
    timeline.add(commands)
    words.add(commands)
    new.add(commands)
    stated.add(commands)
    return parser


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    if not 0 < port < 1 << 16:
        message = f"{text!r} is not a port; choose a number from 1024 to 65535"
        raise argparse.ArgumentTypeError(message)
    return port


def _serve(options: argparse.Namespace) -> int:
    from mtlearn.server.serving import serve  # noqa: PLC0415 - Voilà is heavy; only this command needs it

    return serve(options.lang or "", options.port, PORT, browser=not options.no_browser)


def _asking_nobody() -> dict[str, str]:
    """Give JupyterLab's environment with its news and its looking for updates off: no other host is asked."""
    ours = str(Path(__file__).parent / "jupyter" / "config")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join([ours, others] if others else [ours])}


def _lab(options: argparse.Namespace) -> int:
    from mtlearn.server.place import find_notebooks  # noqa: PLC0415 - only this command needs it

    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={find_notebooks()}",
        "--ip=127.0.0.1",
        "--ZMQChannelsWebsocketConnection.iopub_data_rate_limit=0",  # a take as WAV is large
    ]
    command += [f"--port={options.port}"] if options.port else []
    command += ["--no-browser"] if options.no_browser else []
    if os.name == "posix":
        command += ["--allow-root"] if os.geteuid() == 0 else []  # in a container there is nobody else
        os.execve(sys.executable, command, _asking_nobody())  # noqa: S606 - JupyterLab takes this process over
    import subprocess  # noqa: PLC0415 - only where a process cannot be taken over

    return subprocess.call(command, env=_asking_nobody())


def _doctor(options: argparse.Namespace) -> int:
    from mtlearn.server.doctor import examine  # noqa: PLC0415 - only this command needs it

    parts = examine(PORT, tone=_tell if options.tone else None, loop=_agrees if options.loop else None)
    if options.json:
        print(json.dumps([part._asdict() for part in parts], ensure_ascii=False, indent=2))
    else:
        for part in parts:
            print(f"{'ok ' if part.ok else '-- '} {part.name}: {part.found}")
            if part.advice:
                print(f"     {part.advice}")
    return 0


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # standard output is for what was found, as JSON maybe


def _agrees(question: str) -> bool:
    """Ask for a yes; where nobody can answer it is a no."""
    print(question, "[y/N]", end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes", "j", "ja"}


def _check(options: argparse.Namespace) -> int:
    from mtlearn.course.check import check_course  # noqa: PLC0415 - only this command needs it
    from mtlearn.course.check_wording import check_wording  # noqa: PLC0415 - only this command needs it
    from mtlearn.server.place import find_notebooks  # noqa: PLC0415 - only this command needs it
    from mtlearn.widgets.exercises import EXERCISES  # noqa: PLC0415 - only this command needs it

    found = check_course(find_notebooks(), exercises=EXERCISES)
    if not any(one.serious for one in found):
        found += check_wording(find_notebooks(), spelling=options.spelling)
    for one in found:
        print(one if one.serious else f"{one} (advice)")
    if options.strict:
        from mtlearn.course.counts import counts  # noqa: PLC0415 - only this command needs it

        print(*counts(), sep="\n")
    serious = sum(one.serious for one in found)
    print(
        f"{serious} to mend, {len(found) - serious} advised."
        if found
        else "Content, citations and notebooks are in order."
    )
    return 1 if serious or (found and options.strict) else 0


if __name__ == "__main__":
    sys.exit(main())
