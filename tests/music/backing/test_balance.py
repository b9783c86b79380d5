"""Rendered at the start volume, every style is equally loud, and quiet enough for the learner to stand out.

This is the one place where the music meets the bank. Where it fails, the message says how loud each style
came out; ``LEVELS`` in ``music/backing/feel.py`` is where to put it right (velocities times 1.08 are 1 dB).
"""

from __future__ import annotations

import numpy as np
import pytest

from mtlearn.music.backing import bar, usual, voices
from mtlearn.music.backing.setting import STYLES, Setting
from mtlearn.sound.bank import bank
from mtlearn.sound.channels import BACKING, COUNT_IN
from mtlearn.sound.event import VOLUME, Event
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render

RATE = 48_000
WANTED, WITHIN = -23.0, 1.5
SECONDS = 9


def measured(setting: Setting) -> tuple[float, float]:
    """Render some bars and give their loudness in LUFS and true peak in dBFS."""
    events, start, number = [], 0.1, 0
    while start < SECONDS:
        one = bar(setting, number)
        events += [
            Event(start + s.onset, BACKING[s.part], s.pitch, s.velocity, s.duration) for s in one.strokes
        ]
        start += one.length
        number += 1
    sound = render(events, {BACKING[part]: voice for part, voice in voices(setting).items()}, volume=VOLUME)
    sound = sound[: int(start * RATE)]
    return loudness(sound, RATE), true_peak(sound)


@pytest.mark.parametrize("at", ["as usual", "slow and in another key", "fast and in another mode"])
def test_every_style_is_equally_loud(at: str) -> None:
    """-23 LUFS, give or take 1.5, and far from the ceiling: at its usual tempo, at 50 and at 150."""
    found = {}
    for style in STYLES:
        mode, tempo = usual(style)
        setting = {
            "as usual": Setting(style, 60, mode, tempo),
            "slow and in another key": Setting(style, 66, mode, 50, 1),
            "fast and in another mode": Setting(style, 57, "minor", 150, 2),
        }[at]
        found[style] = tuple(round(value, 1) for value in measured(setting))
    said = f"LUFS and peak of each style, {at}: {found}; see LEVELS in music/backing/feel.py"
    assert all(abs(loud - WANTED) <= WITHIN for loud, _ in found.values()), said
    assert all(peak <= -3 for _, peak in found.values()), said


@pytest.mark.parametrize("style", STYLES)
def test_the_bank_has_every_voice_and_every_key(style: str) -> None:
    """Nothing is written that would be silent: each stroke meets a sample; drums meet a drum with a name."""
    for tempo in (50, 150):
        setting = Setting(style, 61, "dorian", tempo)
        for number in range(12):
            for stroke in bar(setting, number).strokes:
                voice = bank().voice(voices(setting)[stroke.part])
                assert any(zone.answers(stroke.pitch, stroke.velocity) for zone in voice.zones), stroke
                assert (stroke.part in {"drums", "hands"}) == (voice.kind == "drums")
                assert voice.kind == "tones" or stroke.pitch in voice.keys, stroke


def test_there_is_a_channel_for_every_part() -> None:
    """And the clicks of the count-in have their own."""
    parts = {part for style in STYLES for part in voices(Setting(style))}
    assert parts == set(BACKING)
    assert COUNT_IN not in BACKING.values()
    assert {76, 77} <= set(bank().voice("hand-drums").keys)


def test_a_drone_has_no_gap_where_its_bars_meet() -> None:
    """The level over a fifth of a second dips no more at a bar line than the pad does by itself."""
    setting, events, start, lines = Setting("drone", 60, "major", 60), [], 0.1, []
    for number in range(7):
        one = bar(setting, number)
        lines.append(start)
        events += [
            Event(start + s.onset, BACKING[s.part], s.pitch, s.velocity, s.duration)
            for s in one.strokes
            if s.part == "held"
        ]
        start += one.length
    sound = render(events, {BACKING["held"]: voices(setting)["held"]}, volume=VOLUME)
    levels = [
        10 * np.log10((sound[first : first + RATE // 5] ** 2).sum(1).mean())
        for first in range(0, int(start * RATE), RATE // 20)
    ]
    for line in lines[2:]:
        first = int(line * 20)
        assert min(levels[first - 4 : first + 12]) >= np.median(levels) - 4
