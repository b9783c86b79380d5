"""The command line says what it does, and what is in order."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mtlearn.server.cli import main
from mtlearn.server.doctor import examine


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    text = capsys.readouterr().out
    assert end.value.code == 0
    assert all(f"    {name} " in text for name in ("serve", "lab", "doctor", "check"))


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


def test_check_finds_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict"]) == 0
    assert "in order" in capsys.readouterr().out


def test_doctor_says_every_part_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """Each part is in order or comes with advice; JSON says the same."""
    assert main(["doctor", "--json"]) == 0
    parts = {part["name"]: part for part in json.loads(capsys.readouterr().out)}
    assert set(parts) == {
        "python",
        "versions",
        "notebooks",
        "sound",
        "sound bank",
        "browser",
        "store",
        "port",
    }
    assert all(part["ok"] or part["advice"] for part in parts.values())
    assert parts["versions"]["ok"]
    assert parts["notebooks"]["ok"]


def test_doctor_sees_a_damaged_store_and_leaves_it(tmp_path: Path) -> None:
    """It only looks: keeping the file aside is the course's own doing, when it is opened."""
    path = tmp_path / "learner.sqlite3"
    path.write_bytes(b"no log at all" * 100)
    part = next(part for part in examine(1, path) if part.name == "store")
    assert not part.ok
    assert "damaged" in part.found
    assert path.read_bytes().startswith(b"no log")
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("state", ["newer", "file", "folder", "held", "relative"])
def test_doctor_says_what_stands_in_the_way_of_the_store(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the file's state, there is a sentence, and none of them asks to be reported."""
    path = tmp_path / "learner.sqlite3"
    log = sqlite3.connect(tmp_path / "other.sqlite3" if state in {"file", "folder"} else path)
    log.execute("CREATE TABLE log (id INTEGER)")
    log.execute(f"PRAGMA user_version = {99 if state == 'newer' else 1}")
    log.commit()
    if state == "held":
        log.execute("BEGIN EXCLUSIVE")
    elif state == "folder":
        path.mkdir()
    elif state == "file":
        (tmp_path / "taken").write_text("a file")
        path = tmp_path / "taken" / "learner.sqlite3"
    elif state == "relative":
        monkeypatch.chdir(tmp_path)
        path = Path("learner.sqlite3")
    store = next(part for part in examine(8866, path) if part.name == "store")
    log.close()
    said = {"newer": "newer mtlearn", "held": "held by another", "relative": "0 entries"}
    assert said.get(state, "cannot be made") in store.found
    assert (state == "relative") is store.ok is (not store.advice)


def test_the_command_line_is_light() -> None:
    """Saying --help does not read Voilà."""
    heavy = "('voila', 'tornado', 'numpy')"
    code = f"import sys, mtlearn.server.cli; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
