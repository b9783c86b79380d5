"""``mtlearn doctor`` says of every part whether it is in order, or what to do; and it always answers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mtlearn.learner.store import Store
from mtlearn.server import doctor_sound
from mtlearn.server.cli import main
from mtlearn.server.doctor import examine
from mtlearn.widgets.sounding import choose_device, choose_volume

NO_CARD = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/usr/share/alsa/alsa.conf"}
"""Hides the sound card that other tests may have set up in this session."""
CLIENTS = """Client info
  cur  clients : 3
Client   0 : "System" [Kernel Legacy]
  Port   0 : "Timer" (Rwe-) [In/Out]
Client  14 : "Midi Through" [Kernel Legacy]
  Port   0 : "Midi Through Port-0" (RWe-) [In/Out]
Client  20 : "Keystation 49" [Kernel Legacy]
  Port   0 : "Keystation 49 MIDI 1" (RWeX) [In/Out]
"""


def test_doctor_says_every_part_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """Each part is in order or comes with advice; JSON says the same."""
    assert main(["doctor", "--json"]) == 0
    parts = {part["name"]: part for part in json.loads(capsys.readouterr().out)}
    assert list(parts) == [
        "python", "versions", "notebooks", "sound", "sound engine", "microphone", "sound bank", "midi",
        "browser", "store", "port",
    ]  # fmt: skip
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


def test_without_a_sound_card_every_part_of_sound_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a tone and a measurement that cannot be end in a sentence; nobody is asked to report it."""
    for name, value in NO_CARD.items():
        monkeypatch.setenv(name, value)
    said: list[str] = []
    parts = {part.name: part for part in examine(1, tone=said.append, loop=lambda _question: True)}
    for name in ("sound", "sound engine", "tone", "loop"):
        assert not parts[name].ok
        assert parts[name].advice
        assert "Report this" not in parts[name].advice
    assert " voices, " in parts["sound bank"].found
    assert not said


def test_doctor_measures_nothing_unless_somebody_says_yes() -> None:
    """Where nobody is there to answer, the answer is no, and the exit status is as ever."""
    command = [sys.executable, "-m", "mtlearn.server.cli", "doctor", "--json", "--loop"]
    done = subprocess.run(
        command, input=b"", capture_output=True, check=False, timeout=60, env={**os.environ, **NO_CARD}
    )
    loop = json.loads(done.stdout)[-1]
    assert (0, "loop", "not measured") == (done.returncode, loop["name"], loop["found"])
    assert b"microphone" in done.stderr
    assert b"Traceback" not in done.stderr


def test_doctor_plays_where_and_as_loud_as_the_learner_chose(tmp_path: Path) -> None:
    path = tmp_path / "learner.sqlite3"
    assert (None, 0.6) == (doctor_sound.chosen(path), doctor_sound.level(path, None))
    store = Store(path)
    choose_device(store, "Headphones")
    choose_volume(store, 0.2, "Headphones")
    choose_volume(store, 0.5)
    store.close()
    device = doctor_sound.chosen(path)
    assert ("Headphones", 0.2) == (device, doctor_sound.level(path, device))
    assert 0.5 == doctor_sound.level(path, "Speakers")


def test_an_output_that_was_chosen_and_is_not_there_is_named() -> None:
    part = doctor_sound.outputs("A card that was pulled out")
    assert not part.ok
    assert part.advice


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of its MIDI so")
def test_midi_instruments_are_named_and_the_systems_own_ends_are_not(tmp_path: Path) -> None:
    listed = tmp_path / "clients"
    listed.write_text(CLIENTS)
    assert doctor_sound.midi(listed).found.startswith("Keystation 49; the browser")
    none = doctor_sound.midi(tmp_path / "nothing")
    assert (True, "the system has no MIDI sequencer") == (none.ok, none.found)


def test_a_part_that_breaks_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        message = "no idea"
        raise RuntimeError(message)

    monkeypatch.setattr(doctor_sound, "midi", broken)
    (part,) = (part for part in examine(1) if part.name == "midi")
    assert (False, "RuntimeError: no idea") == (part.ok, part.found)
