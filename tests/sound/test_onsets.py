"""A click every eighth of a second lands on its own frame, for a whole minute, in every voice that clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from mtlearn.sound.bank import Bank, Voice, Zone
from mtlearn.sound.event import Event
from mtlearn.sound.listening import fit_of
from mtlearn.sound.render import render, render_blocks

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EVERY = 0.125
COUNT = 480
"""A minute of them."""


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_click_every_125_ms_lands_within_one_frame_for_a_minute(rate: int, tmp_path: Path) -> None:
    """A single frame as sound: where it comes out is where it was put, to the frame."""
    zone = Zone(
        sample="click", low=0, high=127, low_velocity=1, high_velocity=127, root=60, rate=rate, frames=8,
        loop=None, attack=0.0, hold=0.0, decay=0.0, sustain=1.0, release=0.1, gain=1.0, pan=0.0,
    )  # fmt: skip
    # The envelope begins at nothing, so the click is in the frame after the onset.
    soundfile.write(tmp_path / "click.flac", np.array([0, 0.5, 0, 0, 0, 0, 0, 0]), rate, subtype="PCM_16")
    clicks = Bank(tmp_path, (Voice("click", 1.0, (zone,)),))
    events = [Event(EVERY * number, 0, 60, 100, 0.05) for number in range(COUNT)]
    sound = render(events, {0: "click"}, rate, bank=clicks)[:, 0]
    found = np.flatnonzero(sound > 0.1) - 1
    wanted = np.arange(COUNT) * EVERY * rate
    assert len(found) == COUNT
    assert np.abs(found - wanted).max() <= 0.5


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize(
    ("voice", "pitch", "each"), [("marimba", 72, 7), ("soft-kit", 37, 1), ("hand-drums", 76, 1)]
)
def test_the_banks_own_voices_land_within_one_frame_for_a_minute(
    voice: str, pitch: int, each: int, rate: int
) -> None:
    """Found by likeness in what came out in stretches; a bar that rings is struck less often."""
    events = [Event(EVERY * number, 0, pitch, 100, 0.05) for number in range(0, COUNT, each)]
    sound = np.concatenate(list(render_blocks(events, {0: voice}, rate, volume=0.2)))[:, 0]
    alone = _beginning(voice, pitch, rate)
    for event in events:
        at = round(event.time * rate)
        near = max(0, at - rate // 100)
        part = sound[near : at + len(alone) + rate // 100]
        assert abs(near + fit_of(alone, part) - event.time * rate) <= 1


def _beginning(voice: str, pitch: int, rate: int) -> NDArray[np.float32]:
    sound = render([Event(0.0, 0, pitch, 100, 0.05)], {0: voice}, rate, volume=0.2)
    return sound[: rate // 20, 0]


def test_a_soft_start_when_asked_and_the_attack_when_not() -> None:
    """Listening again may come in softly; what is saved keeps its first note as it was struck."""
    note = [Event(0.0, 0, 60, 100, 0.5)]
    struck, soft = (render(note, {0: "piano"}, soft=soft) for soft in (0.0, 0.2))
    frames = round(0.2 * 48_000)
    rise = np.arange(frames) / frames
    assert np.allclose(struck[:frames] * rise[:, None], soft[:frames], atol=1e-6)
    assert np.array_equal(struck[frames:], soft[frames:])
