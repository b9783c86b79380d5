"""Start the course: makes its own environment the first time, then serves the lessons.

    python3 start.py                   sets up (first time only), serves the course and opens the browser
    python3 start.py --lang en         the same; what stands after start.py goes to `mtlearn serve`
    python3 start.py --test [...]      sets up what the tests need and runs them; the rest goes to pytest

Only Python's standard library is needed to run this file.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
PLACE = HERE / ".venv"
REPORTS = ("artefacts/tests.xml", "artefacts/pages.xml", "artefacts/real.xml", "artefacts/notebooks.xml")
FIRST, LAST = (3, 11), (3, 13)
SYSTEM: dict[str, tuple[Callable[[], object], str]] = {
    "chromium": (
        lambda: (
            os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        ),
        "the browser tests",
    ),
    "libportaudio2": (lambda: ctypes.util.find_library("portaudio"), "the sound card tests"),
    "pulseaudio": (lambda: shutil.which("pulseaudio"), "the sound card tests"),
    "pulseaudio-utils": (lambda: shutil.which("parec"), "the sound card tests"),
    "libasound2-plugins": (lambda: any(Path("/usr/lib").glob("*/alsa-lib")), "the sound card tests"),
    "fluid-soundfont-gm": (
        lambda: Path("/usr/share/sounds/sf2/FluidR3_GM.sf2").exists(),
        "the comparison of the sound bank with its original",
    ),
    "hunspell": (lambda: shutil.which("hunspell"), "the spelling tests"),
    "hunspell-no": (lambda: Path("/usr/share/hunspell/nb_NO.dic").exists(), "the spelling tests"),
    "hunspell-en-gb": (lambda: Path("/usr/share/hunspell/en_GB.dic").exists(), "the spelling tests"),
}
"""Debian's packages for the tests: how to see that each is there, and what is left out without it."""

UNREACHABLE = ("NewConnectionError", "Temporary failure", "NameResolution", "getaddrinfo", "ConnectTimeout")
"""What pip says when it cannot reach anything."""


def main(arguments: list[str]) -> int:
    """Do what was asked for; give the exit status."""
    if not FIRST <= sys.version_info[:2] <= LAST:
        stop(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; the course needs "
            "3.11, 3.12 or 3.13. Install one of them and start again with it: python3.12 start.py"
        )
    testing = "--test" in arguments
    rest = [argument for argument in arguments if argument != "--test"]
    if testing:
        ready_the_system()
    python = ready(testing=testing)
    if testing:
        return run_tests(python, rest)
    command = [str(python), "-m", "mtlearn.server.cli", "serve", *rest]
    if os.name == "posix":
        os.execv(python, command)  # noqa: S606 - the course takes this process over, Ctrl-C and all
    return subprocess.call(command)


def ready(*, testing: bool) -> Path:
    """Make the environment, or bring it up to date; give its Python."""
    python = PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = PLACE / "mtlearn-ready"
    wanted = state(testing=testing)
    found = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if python.exists() and wanted in found:
        return python
    if not python.exists():
        make(python)
    what = ".[test]" if testing else "."
    say("Getting the course's parts. This takes a minute or two the first time (about 450 MB) …")
    install = (python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-input")
    answer = subprocess.run(
        [*install, "-c", HERE / "constraints.txt", "-e", what],
        cwd=HERE,
        check=False,
        stderr=subprocess.PIPE,
        text=True,
    )
    if answer.returncode:
        stop(explained(answer.stderr))
    # with the tests' parts the course's own are there too
    stamp.write_text("\n".join([wanted, state(testing=False)]), encoding="utf-8")
    say("The course's parts are in place.")
    return python


def make(python: Path) -> None:
    """Make an empty environment beside this file."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    advice = f"On Debian or Ubuntu: sudo apt-get install python{version}-venv. Then start again."
    if importlib.util.find_spec("ensurepip") is None:
        stop(f"Python's venv part is not complete (ensurepip is missing). {advice}")
    say(f"Making an environment of its own for the course, in {PLACE.name} …")
    answer = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", PLACE],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if answer.returncode or not python.exists():
        stop(f"The environment could not be made.\n{answer.stdout.strip()}\n{advice}")


def state(*, testing: bool) -> str:
    """Name what the environment is made from, so that a change is noticed."""
    made = hashlib.sha256(f"{testing} {sys.version_info[:2]} {HERE}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        made.update((HERE / name).read_bytes())
    return made.hexdigest()


def explained(error: str) -> str:
    """Say what pip's trouble means and what to do about it."""
    tail = "\n".join(error.strip().splitlines()[-6:])
    if "No space left" in error:
        return f"The disk is full. Free about 1 GB where {HERE} lies, then start again.\n{tail}"
    if any(sign in error for sign in UNREACHABLE):
        return (
            f"The parts could not be fetched: the network does not answer. Connect, then start again.\n{tail}"
        )
    if "Permission denied" in error:
        return (
            f"{HERE} may not be written to. Put the course in a folder of your own, then start again.\n{tail}"
        )
    return f"The course's parts could not be installed. What pip said last:\n{tail}"


def missing() -> list[str]:
    """Name the system's packages that the tests need and that are not there."""
    return [package for package, (is_there, _) in SYSTEM.items() if not is_there()]


def ready_the_system() -> None:
    """On Debian as root install what the tests need; elsewhere say what is missing, and what that costs."""
    if sys.platform != "linux":
        say("The browser tests need Chromium or Chrome. The sound card tests need Linux, and are left out.")
        return
    lacking = missing()
    if not lacking:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"Installing {', '.join(lacking)} …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *lacking]):
            subprocess.run(["/usr/bin/apt-get", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)
        lacking = missing()
    for package in lacking:
        say(f"{package} is missing; without it {SYSTEM[package][1]} are left out.")
    if lacking and shutil.which("apt-get"):
        say(f"To get them: sudo apt-get install {' '.join(lacking)}")


def run_tests(python: Path, rest: list[str]) -> int:
    """Run every check and every test; give 0 only when all of them hold."""
    steps: list[tuple[str, tuple[str, ...]]] = [("The tests", ("-m", "pytest", *rest))]
    if not rest:
        both = ("-m", "pytest", "-n", "logical", "-m")
        real = "(browser or soundcard) and not patient"  # these hear and see time, each by itself
        lessons = ("--nbval-lax", "notebooks", "--junit-xml", REPORTS[3])
        steps = [
            ("How the code is written", ("-m", "ruff", "check", ".")),
            ("How the code is laid out", ("-m", "ruff", "format", "--check", ".")),
            ("Types", ("-m", "mypy")),
            ("The tests", (*both, "not (browser or soundcard)", "--junit-xml", REPORTS[0])),
            ("The pages", (*both, "browser and patient", "--junit-xml", REPORTS[1])),
            ("The browser and the sound card", ("-m", "pytest", "-m", real, "--junit-xml", REPORTS[2])),
            ("The notebooks", ("-m", "pytest", *lessons)),
            ("Content, citations and notebooks", ("-m", "mtlearn.server.cli", "check", "--strict")),
        ]
    (HERE / "artefacts").mkdir(exist_ok=True)
    for report in REPORTS:
        (HERE / report).unlink(missing_ok=True)
    failed = []
    with tempfile.TemporaryDirectory(prefix="mtlearn-") as data:  # a learner's own work is not for tests
        for name, command in steps:
            say(f"\n{name}")
            if run(python, *command, MTLEARN_DATA=data):
                failed.append(name)
    for line in reported():
        say(line)
    say(f"\nNot in order: {', '.join(failed)}." if failed else "\nEverything is in order.")
    return 1 if failed else 0


def reported() -> Iterator[str]:
    """Name the tests that failed or were left out, and why: at the end, where one looks."""
    for report in REPORTS:
        if (HERE / report).exists():
            for case in ET.parse(HERE / report).iter("testcase"):  # noqa: S314 - written by pytest just now
                for kind in ("failure", "error", "skipped"):
                    if (told := case.find(kind)) is not None:
                        why = (told.get("message") or "").partition("\n")[0]
                        yield f"{kind}: {case.get('classname')}::{case.get('name')}: {why[:160]}"


def run(python: Path, *command: str, **told: str) -> int:
    """Run something with the environment's Python."""
    env = {**os.environ, **told, "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.call([python, *command], cwd=HERE, env=env)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """Say what is the matter and what to do, and end."""
    print(text, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
