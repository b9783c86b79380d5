"""The command line says what it does, and what is in order."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mtlearn.server.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    text = capsys.readouterr().out
    assert end.value.code == 0
    assert all(
        f"    {name} " in text for name in ("serve", "lab", "doctor", "check", "words", "new", "stated")
    )


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_refused_in_words(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--port", port])
    assert "choose a number" in capsys.readouterr().err


def test_no_notebooks_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MTLEARN_NOTEBOOKS", str(tmp_path))
    assert main(["check"]) == 1
    assert "notebooks were not found" in capsys.readouterr().err


def test_check_finds_nothing_to_mend_and_says_how_much_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict"]) == 0
    said = capsys.readouterr().out
    assert "are in order" in said
    for counted in ("lessons", "items", "scenes", "claims", "sources", "cards", "terms"):
        assert f"{counted}: " in said


def test_words_are_shown_side_by_side_and_templates_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "page", "--find", "til forsiden"]) == 0
    assert capsys.readouterr().out.endswith("page/home\n    nb  Til forsiden\n    en  To the front page\n")
    assert main(["words", "--templates", str(tmp_path)]) == 0
    assert 'msgctxt "home"' in (tmp_path / "page.pot").read_text(encoding="utf-8")
    assert main(["words", "attic"]) == 1
    assert "no room of words 'attic'" in capsys.readouterr().err
    assert main(["words", "--templates", str(tmp_path / "none")]) == 1
    assert "is not a folder" in capsys.readouterr().err


def test_the_command_line_is_light() -> None:
    """Saying --help does not read Voilà."""
    heavy = "('voila', 'tornado', 'numpy')"
    code = f"import sys, mtlearn.server.cli; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
