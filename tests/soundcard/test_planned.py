"""What is planned ahead keeps its distances, and what is to stop stops, as captured at the sink."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from mtlearn.sound.card import SoundCard
from mtlearn.sound.event import Event
from mtlearn.sound.fading import Fade
from mtlearn.sound.listening import place_of
from mtlearn.sound.loudness import loudness
from mtlearn.sound.render import render

pytestmark = pytest.mark.soundcard
RATE = 48_000
VOICES = {0: "kalimba", 2: "warm-pad"}
UNEVEN = (0.0, 0.137, 0.2519, 0.4003, 0.5551, 0.7207, 0.8, 0.9733, 1.1111, 1.29, 1.4142, 1.6180)
ATTACK = RATE // 50
SOFT = 1e-3


@pytest.mark.parametrize("step", range(3))
def test_clicks_planned_at_uneven_times_fall_within_a_millisecond(
    step: int, sink: Any, within: Any, at_step: Any
) -> None:
    """At each step the device may be taken to; distances between neighbours and over the whole row."""
    click = Event(0.0, 0, 84, 110, 0.05)
    row = [click._replace(time=time) for time in UNEVEN]
    pattern = render([click], VOICES)[:ATTACK, 0]

    def attempt() -> None:
        with SoundCard(VOICES, memory=at_step(step)) as card:
            sink.record(0.7)  # the clock has settled by then
            first = sink.recorder.frames
            card.play(row, time.perf_counter() + 0.25)
            sink.recorder.wait(first + round(2.4 * RATE))
            sound = sink.recorder.sound(first)[:, 0]
        begin = place_of(pattern, sound[: round(0.25 * RATE) + RATE // 5 + ATTACK])
        found = []
        for event in row:
            near = max(0, begin + round(event.time * RATE) - RATE // 50)
            found.append((near + place_of(pattern, sound[near : near + RATE // 25 + ATTACK])) / RATE)
        off = np.array(found) - np.array(UNEVEN)
        assert np.abs(np.diff(off)).max() <= 0.001
        assert np.ptp(off) <= 0.001

    within(attempt)


def test_everything_is_silent_50_ms_after_it_was_asked_for(sink: Any, within: Any) -> None:
    """Held drone, notes that sound and notes that are planned.

    The recorder's own delay is measured in the same run and taken off: it is what a note struck now took
    to be captured, beyond the latency the device itself tells of.
    """

    def attempt() -> None:
        with SoundCard(VOICES) as card:
            sink.record(0.5)
            first = sink.recorder.frames
            struck = time.perf_counter()
            card.note_on(0, 72, 110)
            sink.recorder.wait(first + RATE // 4)
            begins = int(np.flatnonzero(np.abs(sink.recorder.sound(first)).max(axis=1) > SOFT)[0])
            recorder = max(0.0, sink.recorder.heard_at(first + begins) - struck - card.status.latency)
            for pitch in (43, 50, 55):
                card.note_on(2, pitch, 90)
            now = time.perf_counter()
            card.play([Event(0.1 * step, 0, 60 + step, 110, 2.0) for step in range(20)], now)
            sink.record(0.8)
            first = sink.recorder.frames
            asked = time.perf_counter()
            card.silence()
            sink.recorder.wait(first + 2 * RATE)
            sound = np.abs(sink.recorder.sound(first)).max(axis=1)
        last = int(np.flatnonzero(sound > SOFT)[-1])
        assert recorder < 0.1
        assert sink.recorder.heard_at(first + last) - asked - recorder < 0.050

    within(attempt)


def test_a_bar_taken_back_is_not_heard_and_another_is(sink: Any, within: Any) -> None:
    """As when music to play over changes at the next bar."""

    def attempt() -> None:
        with SoundCard({4: "marimba", 2: "warm-pad"}) as card:
            sink.record(0.3)
            first = sink.recorder.frames
            now = time.perf_counter() + 0.2
            card.play([Event(0.5 * step, 4, 60, 110, 0.2) for step in range(5)], now)
            card.cancel([4], now + 0.9)
            card.play([Event(1.75, 4, 72, 110, 0.2)], now)
            sink.recorder.wait(first + 3 * RATE)
            sound = np.abs(sink.recorder.sound(first)).max(axis=1)
        onset = int(np.flatnonzero(sound > SOFT)[0])
        heard = [
            bool(sound[onset + round(at * RATE) - 480 :][: RATE // 12].max() > 5 * SOFT)
            for at in (0.0, 0.5, 1.25, 1.75)
        ]
        assert [True, True, False, True] == heard

    within(attempt)


def test_one_channel_goes_out_and_another_comes_in_at_the_sink_as_in_the_renderer(
    sink: Any, within: Any
) -> None:
    """Over two seconds, in each four tenths of a second as loud as what is rendered."""
    voices = {2: "strings", 3: "warm-pad"}
    events = [
        *(Event(0.0, 2, pitch, 66, 5.0) for pitch in (48, 55, 64)),
        *(Event(0.0, 3, pitch, 79, 5.0) for pitch in (50, 57, 66)),
    ]
    fades = [Fade(2, 1.5, 2.0, up=False), Fade(3, 1.5, 2.0, up=True)]
    rendered = render(events, voices, fades=fades)

    def attempt() -> None:
        with SoundCard(voices) as card:
            sink.record(0.7)
            first = sink.recorder.frames
            start = time.perf_counter() + 0.3
            card.fade(fades, start)
            card.play(events, start)
            sink.recorder.wait(first + round(6.5 * RATE))
            sound = sink.recorder.sound(first)
        begins = int(np.flatnonzero(np.abs(sound).max(axis=1) > SOFT)[0])
        into = int(np.flatnonzero(np.abs(rendered).max(axis=1) > SOFT)[0])
        window = round(0.4 * RATE)
        for at in range(round(0.8 * RATE), round(4.4 * RATE), window):
            mine = loudness(sound[begins - into + at :][:window], RATE)
            assert abs(mine - loudness(rendered[at : at + window], RATE)) < 1.0

    within(attempt)
