"""Sound written to a file is the sound that was made, to the dither, and the same every time."""

from __future__ import annotations

import io
import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import SoundError
from mtlearn.sound.audiofile import FORMS, form_of, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

RATE = 48_000


def noise(frames: int, level: float = 0.5) -> NDArray[np.float32]:
    return np.random.default_rng(3).uniform(-level, level, (frames, 2)).astype(np.float32)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rate", [44_100, RATE])
def test_what_is_written_is_read_again_within_the_dither(form: str, rate: int, tmp_path: Path) -> None:
    """Every form keeps the rate, both sides, the length, and each frame within 1.5 of its steps."""
    sound = noise(150_001)
    path = tmp_path / f"take.{FORMS[form].ending}"
    assert len(sound) == write(path, sound, rate, form)
    again, read_rate = soundfile.read(path, dtype="float64")
    about = soundfile.info(path)
    assert (rate, f"PCM_{FORMS[form].bits}", len(sound)) == (read_rate, about.subtype, about.frames)
    assert np.abs(again - sound).max() <= 1.5 / 2 ** (FORMS[form].bits - 1)
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 70_000), max_size=5))
def test_the_bytes_do_not_depend_on_how_the_sound_was_cut(form: str, lengths: list[int]) -> None:
    """In one array or in stretches, on a path or in an open file: the same bytes."""
    sound = noise(sum(lengths))
    edges = np.cumsum([0, *lengths])
    cut = (sound[first:last] for first, last in itertools.pairwise(edges))
    whole, stretches = io.BytesIO(), io.BytesIO()
    write(whole, sound, RATE, form)
    write(stretches, cut, RATE, form)
    assert whole.getvalue() == stretches.getvalue()


def test_a_tone_under_one_step_is_kept_by_the_dither_and_does_not_distort() -> None:
    """A sine of half a step would vanish by plain rounding; dithered, it stands alone in its noise."""
    moments = np.arange(RATE * 4) / RATE
    tone = np.stack([np.sin(2 * np.pi * 500 * moments)] * 2, 1) * 0.5 / 32768
    file = io.BytesIO()
    write(file, tone.astype(np.float32))
    file.seek(0)
    strength = np.abs(np.fft.rfft(soundfile.read(file)[0][:, 0])) / (len(tone) / 2) * 32768
    assert 0.45 < strength[2000] < 0.55
    assert max(strength[2000 * partial] for partial in (2, 3, 5, 7)) < 0.02


def test_silence_is_silence_and_what_is_too_loud_is_held_at_the_edge() -> None:
    file = io.BytesIO()
    write(file, np.array([[0, 0], [0, 0], [1.5, -1.5]], np.float32))
    file.seek(0)
    assert [[0, 0], [0, 0], [32767, -32768]] == soundfile.read(file, dtype="int16")[0].tolist()


def test_what_stood_there_is_kept_when_the_sound_breaks_off(tmp_path: Path) -> None:
    """A file is replaced when the new one is whole, and nothing half-written stays behind."""
    path = tmp_path / "take.flac"
    write(path, noise(100), RATE, "flac")
    before = path.read_bytes()

    def breaks_off() -> Iterator[NDArray[np.float32]]:
        yield noise(100_000)
        raise SoundError("enough")  # noqa: EM101 - a stretch that could not be made

    with pytest.raises(SoundError):
        write(path, breaks_off(), RATE, "flac")
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_told_as_the_system_tells_it(form: str) -> None:
    with pytest.raises(OSError, match="space"), Path("/dev/full").open("wb", buffering=0) as full:
        write(full, noise(200_000), RATE, form)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "none" / "take.wav", noise(10))


def test_a_name_says_its_form_or_what_it_could_say() -> None:
    assert ["wav", "flac"] == [form_of(Path("a.WAV")), form_of(Path("b.flac"))]
    with pytest.raises(SoundError, match=r"\.wav or \.flac"):
        form_of(Path("take.mp3"))
