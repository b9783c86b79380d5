"""A channel comes in and another goes out: as loud together all the way, in the renderer and live."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.sound.bank import Bank, Voice, Zone, bank
from mtlearn.sound.event import Event
from mtlearn.sound.fading import Fade, Fader
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render
from mtlearn.sound.standing import Standing
from mtlearn.sound.synth import Synth
from mtlearn.sound.wire import Kind, Record, fading, pack, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 48_000
BLOCK = 480
VOICES = {2: "strings", 3: "warm-pad"}
ENDS = 10.0
HELD = [
    *(Event(0.0, 2, pitch, 66, ENDS) for pitch in (48, 55, 64)),
    *(Event(0.0, 3, pitch, 79, ENDS) for pitch in (50, 57, 66)),
]
STEADY = [Event(0.0, 2, 57, 90, ENDS), Event(0.0, 3, 74, 90, ENDS)]
"""Two tones that have nothing to do with one another, each as loud all the time."""
TONE = Zone(
    sample="tone", low=0, high=127, low_velocity=1, high_velocity=127, root=69.0, rate=RATE, frames=RATE,
    loop=(0, RATE), attack=0.0, hold=0.0, decay=1.0, sustain=1.0, release=0.05, gain=0.3, pan=0.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def even(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """A bank whose voices are a sine that lasts."""
    import soundfile  # noqa: PLC0415 - only to write the sample

    folder: Path = tmp_path_factory.mktemp("bank")
    soundfile.write(folder / "tone.flac", 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE), RATE)
    return Bank(folder, tuple(Voice(name, 1.0, (TONE,)) for name in VOICES.values()))


def gain(fader: Fader, channel: int, moment: float) -> float:
    found = fader.over(channel, moment, 1, RATE)
    return 1.0 if found is None else float(found[0])


def live(
    events: list[Event], fades: list[Fade], seconds: float, voices: Bank | None = None
) -> NDArray[np.float32]:
    """Play through the engine's synthesiser, block by block."""
    synth = Synth(voices or bank(), RATE, 0.6)
    for channel, voice in VOICES.items():
        synth.set_voice(channel, voice)
    for fade in fades:
        synth.fade(fade)
    for event in events:
        synth.note(
            struck=True, channel=event.channel, pitch=event.pitch, velocity=event.velocity,
            time=event.time, length=event.duration,
        )  # fmt: skip
    blocks = round(seconds * RATE / BLOCK)
    return np.concatenate([synth.block(BLOCK, number * BLOCK / RATE) for number in range(blocks)])


def momentary(sound: NDArray[np.float32], begins: float, ends: float, window: float = 0.4) -> list[float]:
    """Give the loudness of each window of a stretch."""
    count = round((ends - begins) / window)
    starts = [round((begins + place * window) * RATE) for place in range(count)]
    return [loudness(sound[at : at + round(window * RATE)], RATE) for at in starts]


@given(st.floats(0, 20), st.floats(0.01, 6), st.floats(-1, 30))
def test_power_is_kept_at_any_moment(at: float, seconds: float, moment: float) -> None:
    fader = Fader()
    fader.add(Fade(2, at, seconds, up=False))
    fader.add(Fade(3, at, seconds, up=True))
    first, second = gain(fader, 2, moment), gain(fader, 3, moment)
    assert first**2 + second**2 == pytest.approx(1, abs=1e-5)
    assert 0 <= first <= 1
    assert gain(fader, 4, moment) == 1


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 4), st.booleans()), max_size=6), st.floats(0, 14))
def test_what_is_forgotten_makes_no_difference(fades: list[tuple[float, float, bool]], now: float) -> None:
    first, second = Fader(), Fader()
    for at, seconds, up in sorted(fades):
        for fader in (first, second):
            fader.add(Fade(2, at, seconds, up))
    second.forget(now)
    assert len(second.all()) <= len(first.all())
    for moment in (now, now + 0.3, now + 2, now + 9):
        assert gain(first, 2, moment) == pytest.approx(gain(second, 2, moment))


@pytest.mark.parametrize("seconds", [1, 3, 6])
@pytest.mark.parametrize("way", ["rendered", "live"])
def test_steady_sounds_pass_over_as_loud_as_they_are(even: Bank, seconds: int, way: str) -> None:
    """No gap, nothing above the ceiling, and as loud in each 0.4 s of the fade as before and after it."""
    fades = [Fade(2, 2.0, seconds, up=False), Fade(3, 2.0, seconds, up=True)]
    if way == "rendered":
        sound = render(STEADY, VOICES, fades=fades, bank=even)
    else:
        sound = live(STEADY, fades, ENDS, even)
    low = momentary(render(STEADY[:1], VOICES, bank=even), 1.2, 2.0)
    high = momentary(render(STEADY[1:], VOICES, bank=even), 1.2, 2.0)
    found = momentary(sound, 1.2, min(ENDS - 0.4, 2.8 + seconds))
    least, most = sorted((low[0], high[0]))
    assert most - least < 1.5
    assert least - 0.3 < min(found) <= max(found) < most + 0.3, found
    assert true_peak(sound) <= -1.0


@pytest.mark.parametrize("seconds", [1, 3, 6])
def test_instruments_pass_over_with_the_power_each_has(seconds: int) -> None:
    """Strings and a pad are never as loud all the time: in each 0.4 s they have what is theirs by then."""
    fades = [Fade(2, 2.0, seconds, up=False), Fade(3, 2.0, seconds, up=True)]
    each = [
        momentary(render([one for one in HELD if one.channel == channel], VOICES), 0.8, 9.6)
        for channel in VOICES
    ]
    found = momentary(render(HELD, VOICES, fades=fades), 0.8, 9.6)
    for place, loud in enumerate(found):
        passed = min(1.0, max(0.0, (0.8 + 0.4 * (place + 0.5) - 2.0) / seconds))
        share = math.sin(math.pi / 2 * passed) ** 2
        power = (1 - share) * 10 ** (each[0][place] / 10) + share * 10 ** (each[1][place] / 10)
        assert abs(loud - 10 * math.log10(power)) < 1.5, (place, loud)


def test_both_ways_make_the_same_of_a_fade() -> None:
    fades = [Fade(2, 1.0, 2.0, up=False), Fade(3, 1.0, 2.0, up=True)]
    rendered, played = render(HELD, VOICES, fades=fades), live(HELD, fades, 5.0)
    for one, other in zip(momentary(rendered, 0.8, 4.0), momentary(played, 0.8, 4.0), strict=True):
        assert abs(one - other) < 0.5


def test_silence_in_the_middle_of_a_fade_is_no_louder_and_what_comes_then_is_heard_whole() -> None:
    synth = Synth(bank(), RATE, 0.6)
    synth.set_voice(2, "strings")
    synth.fade(Fade(2, 0.5, 1.0, up=False))
    synth.note(struck=True, channel=2, pitch=60, velocity=90, time=0.0, length=9.0)
    blocks = [synth.block(BLOCK, number * BLOCK / RATE) for number in range(140)]
    faint = float(np.abs(np.concatenate(blocks[-10:])).max())
    synth.silence()
    after = [synth.block(BLOCK, 1.4 + number * BLOCK / RATE) for number in range(20)]
    assert float(np.abs(np.concatenate(after)).max()) <= faint * 1.2
    synth.note(struck=True, channel=2, pitch=60, velocity=90, time=1.6, length=1.0)
    again = [synth.block(BLOCK, 1.6 + number * BLOCK / RATE) for number in range(60)]
    assert float(np.abs(np.concatenate(again)).max()) > 3 * faint


@given(st.integers(0, 15), st.floats(0, 1e6), st.integers(0, 6), st.booleans())
def test_a_fade_goes_over_the_wire(channel: int, at: float, seconds: int, up: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    record = unpack(pack(fading(Fade(channel, at, seconds, up))))
    assert (Kind.FADE, channel, int(up), at, seconds) == (
        record.kind,
        record.channel,
        record.first,
        record.value,
        record.length,
    )


def test_a_new_engine_takes_up_where_each_channel_stands() -> None:
    """What went out stays out, what is to come in comes in; silence forgets both."""
    standing = Standing({2: "strings", 3: "warm-pad"}, 0.6)
    for fade in (Fade(2, 0.0, 0.0, up=True), Fade(2, 5.0, 3.0, up=False), Fade(3, 5.0, 3.0, up=True)):
        standing.take(fading(fade), 0.0)
    told = [record for record in standing.again(20.0) if record.kind is Kind.FADE]
    assert [(2, 0, 5.0), (3, 1, 5.0)] == [(record.channel, record.first, record.value) for record in told]
    standing.take(Record(Kind.SILENCE), 21.0)
    assert not [record for record in standing.again(21.0) if record.kind is Kind.FADE]
