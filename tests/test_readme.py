"""What the README, CONTRIBUTING and the authors' page say is there, is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
COMMANDS = (
    *("serve", "lab", "doctor", "check", "words", "new", "stated"),
    *("render", "notate", "timeline", "follow"),
)
PAGES = ("README.md", "CONTRIBUTING.md", "docs/authoring.md")


def told(pattern: str) -> list[tuple[str, str]]:
    """Find what a pattern names in each page."""
    found = ((page, (TOP / page).read_text(encoding="utf-8")) for page in PAGES)
    return [(page, name) for page, text in found for name in re.findall(pattern, text)]


@pytest.mark.parametrize(("page", "path"), told(r"\]\(([^)#:]+)\)"))
def test_every_link_leads_to_a_file(page: str, path: str) -> None:
    """A picture or page that is linked is in the repository."""
    assert (TOP / path).exists(), f"{page} links to {path}"


@pytest.mark.parametrize(("page", "path"), told(r"`((?:src|notebooks|docs|tests)/[\w./-]+)`"))
def test_every_path_is_there(page: str, path: str) -> None:
    """A path that is named is in the repository."""
    assert (TOP / path).exists(), f"{page} names {path}"


@pytest.mark.parametrize(
    "command",
    sorted({name for _, name in told(rf"mtlearn ({'|'.join(COMMANDS)})\b")}),
)
def test_every_command_helps(command: str) -> None:
    """A command that is named answers ``--help``."""
    asked = [sys.executable, "-m", "mtlearn.server.cli", command, "--help"]
    answer = subprocess.run(asked, check=False, capture_output=True, text=True)
    assert 0 == answer.returncode
    assert answer.stdout.startswith("usage: mtlearn")


def test_the_two_commands_are_start_py() -> None:
    """The two commands that do everything are in the README, and start.py knows both."""
    assert {"python3 start.py", "python3 start.py --test"} == {
        line.strip()
        for line in (TOP / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("    python3")
    }
    assert "--test" in str((TOP / "start.py").read_text(encoding="utf-8"))
