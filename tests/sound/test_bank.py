"""The bank has the course's voices, in tune and equally loud, and a rebuild gives the same."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mtlearn.errors import SoundError
from mtlearn.sound.bank import Bank, bank
from mtlearn.sound.event import Event
from mtlearn.sound.listening import cents_from
from mtlearn.sound.loudness import loudness
from mtlearn.sound.render import render

AUDIO = Path(__file__).parents[2] / "audio"
SOUNDFONT = Path(os.environ.get("MTLEARN_SOUNDFONT", "/usr/share/sounds/sf2/FluidR3_GM.sf2"))
NEEDED = {"piano", "nylon-guitar", "marimba", "kalimba", "vibraphone", "warm-pad"}
RATE = 48_000


def test_it_has_the_voices_the_course_plays() -> None:
    assert set(bank().voices) >= NEEDED


def test_it_stays_small() -> None:
    assert sum(file.stat().st_size for file in (AUDIO / "bank").iterdir()) < 10_000_000


@pytest.mark.parametrize("voice", sorted(NEEDED))
def test_every_key_from_36_to_96_sounds_in_tune(voice: str) -> None:
    for pitch in range(36, 97, 4):
        sound = render([Event(0.0, 0, pitch, 90, 1.0)], {0: voice}, RATE)
        assert np.abs(sound).max() > 0.01
        assert abs(cents_from(pitch, sound[RATE // 10 : RATE, 0], RATE)) < 15


@pytest.mark.parametrize("voice", sorted(NEEDED))
def test_voices_are_equally_loud(voice: str) -> None:
    phrase = [Event(0.4 * step, 0, pitch, 90, 0.4) for step, pitch in enumerate((60, 62, 64, 67, 69, 72))]
    assert abs(loudness(render(phrase, {0: voice}, RATE, volume=0.1), RATE) - -39) < 1.5


@pytest.mark.parametrize("voice", sorted(NEEDED))
def test_what_is_said_of_a_zone_is_true_of_its_sample(voice: str) -> None:
    description = bank().description(voice)
    for zone in description["zones"]:
        frames, rate = soundfile.read(io.BytesIO(bank().sample(zone["sample"])))
        assert (zone["frames"], zone["rate"]) == (len(frames), rate)
        assert zone["sample"] in description["samples"]
        assert len(bank().sample_as_pcm(zone["sample"])) == 2 * zone["frames"]
        if zone["loop"]:
            assert 0 < zone["loop"][0] < zone["loop"][1] <= zone["frames"]


def test_an_unknown_voice_is_told_with_those_there_are() -> None:
    with pytest.raises(SoundError, match=r"bassoon.*kalimba"):
        bank().voice("bassoon")


def test_a_bank_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match="Install mtlearn again"):
        Bank(tmp_path)


def test_a_rebuild_gives_what_is_committed(tmp_path: Path) -> None:
    if not SOUNDFONT.exists():
        reason = f"{SOUNDFONT} is not there: apt-get install fluid-soundfont-gm"
        (pytest.fail if os.environ.get("MTLEARN_REQUIRE_SOUNDFONT") == "1" else pytest.skip)(reason)
    build = [sys.executable, str(AUDIO / "build_bank.py"), "--soundfont", str(SOUNDFONT)]
    subprocess.run([*build, "--bank", str(tmp_path)], check=True, capture_output=True)
    committed = sorted(file.name for file in (AUDIO / "bank").iterdir())
    assert committed == sorted(file.name for file in tmp_path.iterdir())
    assert (AUDIO / "bank" / "bank.json").read_text() == (tmp_path / "bank.json").read_text()
    for name in committed:
        if name.endswith(".flac"):
            ours, theirs = (
                soundfile.read(folder / name, dtype="int16")[0] for folder in (AUDIO / "bank", tmp_path)
            )
            assert np.array_equal(ours, theirs), name
    # To the byte too, where the FLAC encoder is the one the bank was written with.
    version = b"reference libFLAC"
    ours, theirs = ((folder / "kalimba-55.flac").read_bytes() for folder in (AUDIO / "bank", tmp_path))
    if ours[ours.index(version) :][:40] == theirs[theirs.index(version) :][:40]:
        for name in committed:
            assert (AUDIO / "bank" / name).read_bytes() == (tmp_path / name).read_bytes(), name
