"""The listening examples: built from scores, equally loud, and there to be found."""

from __future__ import annotations

import hashlib
import io
import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mtlearn.course.example import examples
from mtlearn.errors import SoundError
from mtlearn.sound.listening_example import heard, sound_of
from mtlearn.sound.loudness import loudness, true_peak

AUDIO = Path(__file__).parents[2] / "audio"
NAMES = [example.id for example in examples()]


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    command = [sys.executable, str(AUDIO / "build_examples.py"), "--examples", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_rebuild_sounds_as_what_is_committed(name: str, rebuilt: Path) -> None:
    """The scores and the bank give the example that is shipped; another encoder may differ by -46 dBFS."""
    ours, rate = soundfile.read(io.BytesIO(sound_of(name)), dtype="float32")
    again, same_rate = soundfile.read(rebuilt / f"{name}.mp3", dtype="float32")
    assert rate == same_rate
    assert ours.shape == again.shape
    assert 0.005 >= np.abs(ours - again).max()


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_equally_loud_and_under_the_ceiling(name: str) -> None:
    """Each file is at -18 LUFS, and no true peak passes -1 dBFS."""
    sound, rate = soundfile.read(io.BytesIO(sound_of(name)), dtype="float32")
    assert -18 == pytest.approx(loudness(sound, rate), abs=0.5)
    assert -1 >= true_peak(sound)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_is_what_is_heard(name: str) -> None:
    """The file is the one the notes belong to, and both are as long as they say."""
    told = heard(name)
    sound, rate = soundfile.read(io.BytesIO(sound_of(name)))
    assert hashlib.sha256(sound_of(name)).hexdigest()[:16] == told.digest
    assert told.seconds == pytest.approx(len(sound) / rate, abs=0.001)
    assert max(row[0] + row[1] for row in told.mine + told.partner) < told.seconds


def test_the_words_under_the_examples_are_true() -> None:
    """Mirrored is the same at once; followed freely is close; a plan of one's own fills the pauses."""
    mine = heard("mirrored").mine
    assert heard("alone").mine == mine == heard("freely-followed").mine
    assert () == heard("alone").partner
    assert mine == heard("mirrored").partner
    free = heard("freely-followed").partner
    assert mine != free
    pauses = [(one[0] + one[1], other[0]) for one, other in itertools.pairwise(mine)]
    longest = max(pauses, key=lambda pause: pause[1] - pause[0])
    assert any(longest[0] < row[0] < longest[1] for row in free)
    own = heard("own-plan")
    assert all(
        any(begins < row[0] < ends for row in own.partner) for begins, ends in pauses if ends - begins > 1
    )
    assert own.partner[-1][0] > own.mine[-1][0] + own.mine[-1][1]


def test_an_example_that_is_not_there_is_said_to_be_missing() -> None:
    """The sentence names those that are there."""
    with pytest.raises(SoundError, match="There are: alone, mirrored"):
        heard("no such")
