"""``mtlearn render`` turns any music into sound, and says in a sentence what it cannot do."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from mtlearn.music.bars import bars
from mtlearn.music.files import midi
from mtlearn.music.note import Duo, Note
from mtlearn.music.reading.opening import open_file
from mtlearn.server.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MINE = tuple(Note(n * 0.5, 0.4, 60 + n % 5, 80) for n in range(8))
DUO = Duo(MINE, (Note(0.25, 1.0, 48, 70),))


@pytest.fixture
def tune(tmp_path: Path) -> Path:
    """Give a small MIDI file: a marimba and a flute."""
    path = tmp_path / "tune.mid"
    path.write_bytes(midi(DUO, bars(DUO), voices=("marimba", "flute")))
    return path


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_music_becomes_sound_that_carries_its_notes(
    tune: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """As long as the music, sounding, at the rate asked for; read again, it is the same piece."""
    out = tune.with_name(f"tune.{ending}")
    assert 0 == main(["render", str(tune), str(out), "--rate", "44100"])
    sound, rate = soundfile.read(out)
    assert 44_100 == rate
    assert 4 < len(sound) / rate < 10
    assert np.abs(sound).max() > 0.02
    said = capsys.readouterr().out
    assert "marimba" in said
    assert "flute" in said
    assert open_file(tune).piece == open_file(out).piece


def test_a_recording_can_be_rendered_again_with_other_voices(
    tune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By part, or all of them."""
    first, second = tune.with_name("a.flac"), tune.with_name("b.wav")
    assert 0 == main(["render", str(tune), str(first), "--voice", "piano"])
    assert 0 == main(
        ["render", str(first), str(second), "--voice", "kalimba", "--voice", "2=strings", "--volume", "1"]
    )
    lines = capsys.readouterr().out.splitlines()
    assert ["piano", "piano"] == [line.split()[1] for line in lines[:2]]
    assert ["kalimba", "strings"] == [line.split()[1] for line in lines[3:5]]


def test_drums_sound_on_the_kit_that_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bass drum, a conga and a clap come from three kits; what nothing is like is counted."""
    keys = (36, 63, 39, 71)
    body = b"".join(bytes((0, 0x99, key, 90, 48, 0x89, key, 0)) for key in keys) + b"\x00\xff\x2f\x00"
    head = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x00\x60MTrk" + len(body).to_bytes(4, "big")
    (tmp_path / "drums.mid").write_bytes(head + body)
    assert 0 == main(["render", str(tmp_path / "drums.mid"), str(tmp_path / "drums.wav")])
    said = capsys.readouterr()
    assert "soft-kit" in said.out
    assert "1 strokes on drums" in said.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--voice", "trumpet"], "There is: piano, "),
        (["--voice", "3=piano"], "The parts are 1 to 2"),
        (["--voice", "x=piano"], "The parts are 1 to 2"),
        (["--rate", "10"], "choose a number from 8000 to 192000"),
        (["--volume", "2"], "choose a number from 0 to 1"),
    ],
)
def test_what_cannot_be_asked_for_is_said_with_what_can(
    tune: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage ends with 2, and nothing is written."""
    with pytest.raises(SystemExit) as end:
        main(["render", str(tune), str(tune.with_name("out.wav")), *more])
    assert 2 == end.value.code
    assert said in capsys.readouterr().err
    assert [tune] == list(tune.parent.iterdir())


def test_trouble_is_one_sentence_and_loses_nothing(tune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that is read is not written over; a result that stood there stays until there is a new one."""
    old = tune.with_name("old.wav")
    old.write_bytes(b"old")
    (tune.parent / "broken.mid").write_bytes(tune.read_bytes()[:-20])
    (tune.parent / "same.wav").symlink_to(tune)
    before = tune.read_bytes()
    for source, out, said in (
        (tune, tune.parent / "same.wav", "it is the file that is read"),
        (tune.parent / "broken.mid", old, "broken.mid is damaged as MIDI, at byte"),
        (tune.parent / "none.mid", old, "none.mid: No such file"),
        (tune, tune.parent / "no" / "out.wav", "there is no folder"),
    ):
        assert 1 == main(["render", str(source), str(out)])
        err = capsys.readouterr().err
        assert err.startswith("mtlearn: ")
        assert said in err
        assert 1 == err.count("\n")
    assert (before, b"old") == (tune.read_bytes(), old.read_bytes())
    assert not list(tune.parent.glob(".*"))


def test_a_misleading_name_is_noticed(tune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is read by what it is."""
    odd = tune.rename(tune.with_suffix(".xml"))
    assert 0 == main(["render", str(odd), str(tune.with_name("out.wav"))])
    assert "tune.xml is MIDI, and is read as that." in capsys.readouterr().err


def test_rendering_midi_reads_no_notation_library(tune: Path) -> None:
    """It is ready at once: no music21, no verovio, no Voilà."""
    heavy = "{'music21', 'verovio', 'voila', 'tornado', 'yaml', 'defusedxml'}"
    out = f"{tune}.wav"
    code = (
        f"import sys; from mtlearn.server.cli import main; main(['render', {str(tune)!r}, {out!r}]);"
        f" sys.exit(bool({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL)
    assert 0 == done.returncode
