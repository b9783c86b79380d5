"""Chords lead from one to the next: tones held, small steps, nothing hollow in parallel, nothing muddy."""

from __future__ import annotations

import itertools

import pytest

from mtlearn.music.backing import bar
from mtlearn.music.backing.harmony import VOICES, Moment, harmony
from mtlearn.music.backing.setting import MODES, STYLES, Setting
from mtlearn.music.backing.voicing import BASS, HIGHEST, LOWEST, closed_path, motion, parallel

CHORDAL = [style for style in STYLES if style != "drone"]
MOST = 12
"""Semitones all voices together move at most from one chord to the next, in any style, key and mode."""
USUAL = 3.0
"""... and what one voice moves at most on the average over a round."""


def changes(style: str, tonic: int, mode: str) -> list[tuple[Moment, Moment]]:
    """Give each chord of a round with the one after it, the last with the first."""
    moments = [moment for one in harmony(style, tonic, mode) for moment in one]
    return list(itertools.pairwise([*moments, moments[0]]))


@pytest.mark.parametrize("style", CHORDAL)
def test_every_chord_leads_to_the_next_in_every_key_and_mode(style: str) -> None:
    """Motion is bounded, in sum and on average, also across the seam of the round."""
    for tonic, mode in itertools.product(range(12), MODES):
        moved = [motion(one.layout, two.layout) for one, two in changes(style, tonic, mode)]
        assert max(moved) <= MOST, (tonic, mode)
        assert sum(moved) / len(moved) <= USUAL * VOICES[style], (tonic, mode)


@pytest.mark.parametrize("style", CHORDAL)
def test_every_layout_is_in_range_well_spaced_and_whole(style: str) -> None:
    """Three or four different tones between E3 and C5, a hand wide; thirds and sevenths always there."""
    for tonic, mode in itertools.product(range(12), MODES):
        for one, _ in changes(style, tonic, mode):
            classes = {tone % 12 for tone in one.layout}
            assert VOICES[style] == len(set(one.layout))
            assert sorted(one.layout) == list(one.layout)
            assert LOWEST <= one.layout[0] <= one.layout[-1] <= HIGHEST
            assert one.layout[-1] - one.layout[0] <= 16
            assert all(above - below <= 9 for below, above in itertools.pairwise(one.layout))
            assert one.layout[1] - one.layout[0] >= 2
            assert classes <= set(one.chord.tones)
            assert {one.chord.tones[1], *one.chord.tones[3:4]} <= classes
            assert len(one.chord.tones) > 3 or classes == set(one.chord.tones)
            assert one.bass in BASS
            assert one.bass % 12 == one.chord.root


@pytest.mark.parametrize("style", CHORDAL)
def test_top_voice_and_bass_never_go_in_fifths_or_octaves(style: str) -> None:
    """It is always avoidable here, and always avoided."""
    for tonic, mode in itertools.product(range(12), MODES):
        for one, two in changes(style, tonic, mode):
            assert not parallel((one.layout, one.bass), (two.layout, two.bass)), (tonic, mode, one, two)


def test_music21_hears_no_parallels_either() -> None:
    """Its own reading of the outer voices, in three keys."""
    from music21 import note, voiceLeading  # noqa: PLC0415 - half a second, for this test

    for style, tonic, mode in itertools.product(("waltz", "four-chords", "blues"), (0, 5, 9), MODES):
        for one, two in changes(style, tonic, mode):
            outer = voiceLeading.VoiceLeadingQuartet(
                *(note.Note(pitch) for pitch in (one.layout[-1], two.layout[-1], one.bass, two.bass))
            )
            assert not outer.parallelFifth()
            assert not outer.parallelOctave()


@pytest.mark.parametrize("style", CHORDAL)
def test_a_common_tone_in_reach_is_held(style: str) -> None:
    """Over a round in C, tones that two neighbours share mostly stay in their voice."""
    held = shared = 0
    for mode in MODES:
        for one, two in changes(style, 0, mode):
            if one.chord != two.chord:
                common = set(one.chord.tones) & set(two.chord.tones)
                shared += len(
                    common & {tone % 12 for tone in one.layout} & {tone % 12 for tone in two.layout}
                )
                held += len(set(one.layout) & set(two.layout))
    assert held >= 0.75 * shared


def test_the_path_round_is_the_cheapest_there_is() -> None:
    """Against trying all ways round, on a small case."""
    rows = [[0, 4, 7], [1, 5], [2, 6, 9], [3, 8]]

    def still(place: int) -> float:
        return 0.1 * place

    def moving(before: int, after: int) -> float:
        return (after - before) ** 2 % 7

    def cost(way: tuple[int, ...]) -> float:
        return sum(map(still, way)) + sum(moving(a, b) for a, b in itertools.pairwise([*way, way[0]]))

    best = min(cost(way) for way in itertools.product(*rows))
    assert best == pytest.approx(cost(tuple(closed_path(rows, still, moving))))


@pytest.mark.parametrize("style", [style for style in CHORDAL if style not in {"lullaby", "two-chords"}])
def test_a_new_setting_is_led_into(style: str) -> None:
    """Where the music changes, the first chord lies as near to the last one as its next chord allows."""
    nearer = same = 0
    for before, tonic in itertools.product(("waltz", "blues", "hip-hop"), range(0, 12, 3)):
        old = bar(Setting(before, 60, "major"), 3)
        last = harmony(before, 0, "major")[3][-1].layout
        new = Setting(style, 60 + tonic, "minor")
        plain, led = (
            tuple(sorted({s.pitch for s in found.strokes if s.part in {"chords", "held"} and s.pitch >= 52}))
            for found in (bar(new, 0), bar(new, 0, coming_from=old))
        )
        nearer += motion(last, led[:4]) < motion(last, plain[:4])
        same += led == plain
        assert motion(last, led[:4]) <= motion(last, plain[:4]) + 4
    assert nearer + same
