"""Everything that sounds at once: what is planned, taken back, choked, broken off and taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtlearn.sound.bank import Bank, Voice, Zone
from mtlearn.sound.synth import Synth

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 48_000
BLOCK = 256
TONE = Zone(
    sample="tone", low=0, high=127, low_velocity=1, high_velocity=127, root=69.0, rate=RATE, frames=RATE,
    loop=(0, RATE), attack=0.0, hold=0.0, decay=1.0, sustain=1.0, release=0.05, gain=0.1, pan=0.0,
)  # fmt: skip
HAT = 1


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """A bank of two voices: a tone that lasts, and a pair of cymbals that cut each other off."""
    import soundfile  # noqa: PLC0415 - only to write the sample

    folder: Path = tmp_path_factory.mktemp("bank")
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    soundfile.write(folder / "tone.flac", wave, RATE)
    hat = {"choke": HAT, "low": 42, "high": 46}
    zones = tuple(Zone(**{**_fields(TONE), **hat, "low": key, "high": key}) for key in (42, 46))
    return Bank(folder, (Voice("tone", 1.0, (TONE,)), Voice("kit", 1.0, zones, kind="drums")))


def _fields(zone: Zone) -> dict[str, object]:
    return {name: getattr(zone, name) for name in zone.__struct_fields__}


def playing(bank: Bank) -> Synth:
    """Give a synthesiser whose first soft moments are over."""
    synth = Synth(bank, RATE, 1.0)
    synth.set_voice(0, "tone")
    synth.set_voice(6, "kit")
    heard(synth, -1.0, 0.0)
    return synth


def heard(synth: Synth, begins: float, ends: float) -> NDArray[np.float32]:
    """Play on for a while, and give what was heard."""
    blocks = round((ends - begins) * RATE / BLOCK)
    return np.concatenate([synth.block(BLOCK, begins + number * BLOCK / RATE) for number in range(blocks)])


def strike(synth: Synth, channel: int, pitch: int, time: float, length: float = 0.0) -> None:
    synth.note(struck=True, channel=channel, pitch=pitch, velocity=127, time=time, length=length)


def level(sound: NDArray[np.float32], begins: float, ends: float) -> float:
    return float(np.abs(sound[round(begins * RATE) : round(ends * RATE)]).max(initial=0))


def test_a_note_with_a_length_ends_by_itself(bank: Bank) -> None:
    synth = playing(bank)
    strike(synth, 0, 69, 0.1, 0.2)
    sound = heard(synth, 0.0, 1.0)
    assert [False, True, False] == [
        level(sound, *when) > 0.01 for when in ((0.0, 0.1), (0.15, 0.3), (0.4, 1.0))
    ]


def test_what_is_taken_back_never_sounds_and_what_sounds_keeps_its_end(bank: Bank) -> None:
    synth = playing(bank)
    strike(synth, 0, 69, 0.0, 0.5)
    strike(synth, 0, 72, 0.6, 0.3)
    heard(synth, 0.0, 0.2)
    synth.cancel([0], 0.3)
    strike(synth, 0, 64, 0.8, 0.1)
    sound = heard(synth, 0.2, 1.2)
    assert [True, False, True, False] == [
        level(sound, *when) > 0.01 for when in ((0.0, 0.3), (0.4, 0.59), (0.61, 0.7), (0.8, 1.0))
    ]


def test_a_closed_cymbal_cuts_the_open_one_off_within_20_ms(bank: Bank) -> None:
    """On its own channel only; and a cymbal does not cut off the very stroke it belongs to."""
    synth = playing(bank)
    synth.set_voice(7, "kit")
    strike(synth, 6, 46, 0.0)
    heard(synth, 0.0, 0.5)
    strike(synth, 7, 42, 0.5)
    both = level(heard(synth, 0.5, 0.7), 0.1, 0.2)
    strike(synth, 6, 42, 0.7)
    heard(synth, 0.7, 0.75)
    assert 2 == len(synth._playing)
    assert both > 1.5 * 0.05 / np.sqrt(2)


def test_after_a_break_nothing_missed_is_made_up_for_and_sound_comes_in_softly(bank: Bank) -> None:
    synth = playing(bank)
    strike(synth, 0, 57, 0.0)
    for time in (0.6, 0.7, 0.8):
        strike(synth, 0, 69, time, 2.0)
    whole = level(heard(synth, 0.0, 0.5), 0.2, 0.5)
    synth.resume(1.0, 0.3)
    sound = heard(synth, 1.0, 2.0)
    assert level(sound, 0.0, 0.05) < 0.25 * whole
    assert level(sound, 0.5, 1.0) == pytest.approx(whole, rel=0.01)
    assert np.abs(np.diff(sound[:, 0])).max() < 0.02, "no click"


def test_a_change_of_volume_is_reached_in_a_straight_line_and_never_passed(bank: Bank) -> None:
    synth = playing(bank)
    strike(synth, 0, 69, 0.0)
    heard(synth, 0.0, 0.5)
    synth.set_volume(0.2)
    sound = heard(synth, 0.5, 1.0)
    assert level(sound, 0.1, 0.5) == pytest.approx(0.2 * 0.05, rel=0.01)
    assert np.abs(np.diff(sound[:, 0])).max() < 0.01
    assert 0.2 == synth.volume
