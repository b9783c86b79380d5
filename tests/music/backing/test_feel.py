"""The hand is nearly even: how far onsets and touch stray is bounded, and beats never change their order."""

from __future__ import annotations

import statistics

import pytest

from mtlearn.music.backing import bar
from mtlearn.music.backing.feel import EARLIEST, FEELS, LAZY, TOUCH
from mtlearn.music.backing.setting import STYLES, TEMPI, Setting

METRED = [style for style in STYLES if style not in {"drone", "open-pulse"}]


def test_the_bounds_are_small_and_agree() -> None:
    """No onset can come before the earliest, and a snare behind the beat is nowhere near the next stroke."""
    assert set(STYLES) == set(FEELS)
    assert all(feel.most <= min(0.025, -EARLIEST) and feel.spread < feel.most for feel in FEELS.values())
    assert 8 == TOUCH
    assert LAZY[1] < 0.25 * 60 / TEMPI[-1] / 2


@pytest.mark.parametrize("style", METRED)
def test_onsets_on_the_beat_stray_within_the_stated_bounds(style: str) -> None:
    """The bass on the first beat, over 200 bars: never beyond the bound, and about as wide as stated."""
    feel, setting = FEELS[style], Setting(style, tempo=60, seed=3)
    astray = []
    for number in range(1, 200):
        onsets = [s.onset for s in bar(setting, number).strokes if s.part == "bass" and s.onset < 0.1]
        astray += onsets[:1]
    assert len(astray) > 100
    assert max(abs(onset) for onset in astray) <= feel.most + 1e-9
    assert statistics.pstdev(astray) == pytest.approx(feel.spread, rel=0.25)
    assert abs(statistics.mean(astray)) < 0.002


def test_the_snare_of_hip_hop_is_late_on_purpose() -> None:
    """Between 15 and 25 ms behind two and four, at every tempo."""
    for tempo in (40, 84, 160):
        setting, late = Setting("hip-hop", tempo=tempo), []
        for number in range(40):
            late += [
                stroke.onset - 60 / tempo * (1 if stroke.onset < 120 / tempo else 3)
                for stroke in bar(setting, number).strokes
                if (stroke.part, stroke.pitch) == ("drums", 38)
            ]
        assert 80 == len(late)
        assert LAZY[0] - 1e-9 <= min(late) <= max(late) <= LAZY[1] + 1e-9


@pytest.mark.parametrize("style", METRED)
@pytest.mark.parametrize("tempo", [40, 160])
def test_each_beat_keeps_its_place(style: str, tempo: int) -> None:
    """Strokes written on a later sixteenth never sound before those of an earlier one, of the same part."""
    setting = Setting(style, tempo=tempo, seed=9)
    slot = 60 / tempo / 12
    for number in range(1, 25):
        last: dict[str, int] = {}
        for stroke in bar(setting, number).strokes:
            if stroke.part in {"bass", "drums"} and stroke.pitch != 38:
                place = round(stroke.onset / slot)
                assert place >= last.get(stroke.part, -1)
                last[stroke.part] = place


@pytest.mark.parametrize("style", STYLES)
def test_no_tone_is_struck_while_it_still_sounds(style: str) -> None:
    """Within a bar a key that is struck again has been let go: no notes hang or pile up."""
    for seed in range(6):
        ends: dict[tuple[str, int], float] = {}
        for stroke in bar(Setting(style, seed=seed, tempo=70), seed).strokes:
            key = (stroke.part, stroke.pitch)
            assert ends.get(key, 0) <= stroke.onset + 0.05
            ends[key] = stroke.onset + stroke.duration


@pytest.mark.parametrize("style", STYLES)
def test_no_more_sounds_at_once_than_the_engine_plays(style: str) -> None:
    """At most sixteen strokes are held at any moment: forty sound at once, and the players need theirs."""
    for tempo in (40, 90, 160):
        for number in range(8):
            strokes = bar(Setting(style, tempo=tempo), number).strokes
            for one in strokes:
                held = [s for s in strokes if s.onset <= one.onset < s.onset + s.duration]
                assert len(held) <= 16


@pytest.mark.parametrize("style", METRED)
def test_the_beats_that_are_shown_are_the_beats_that_are_heard(style: str) -> None:
    """Over two rounds each beat of the bar is struck, within the hand's bound, most of the time."""
    setting, bound = Setting(style, tempo=76), FEELS[style].most + 1e-9
    bars = [bar(setting, number) for number in range(1, 17)]
    for place in range(len(bars[0].beats)):
        struck = sum(
            any(abs(stroke.onset - one.beats[place]) <= bound for stroke in one.strokes) for one in bars
        )
        assert struck >= 0.75 * len(bars), place
