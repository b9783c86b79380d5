"""Chords have the tones and the spelling that their Roman numeral means, in every key and mode."""

from __future__ import annotations

import pytest

from mtlearn.errors import MusicError
from mtlearn.music.backing.chord import STEPS, chord, fifth, tonic_name
from mtlearn.music.backing.progression import BORROWING, PROGRESSIONS, progression
from mtlearn.music.backing.setting import MODES, STYLES


@pytest.mark.parametrize(
    ("numeral", "tonic", "mode", "expected"),
    [
        ("I", 0, "major", "C"),
        ("IV", 5, "major", "Bb"),
        ("V7", 4, "major", "B7"),
        ("ii7", 1, "major", "Ebm7"),
        ("V7/ii", 0, "major", "A7"),
        ("IV9", 2, "dorian", "G9"),
        ("IV7@dorian", 0, "major", "F7"),
        ("VII", 9, "mixolydian", "G"),
        ("II", 4, "phrygian", "F"),
        ("II", 5, "lydian", "G"),
        ("VI", 3, "minor", "Cb"),
        ("iiø7", 9, "minor", "Bm7b5"),
        ("i9", 6, "minor", "F#m9"),
        ("i", 1, "dorian", "C#m"),
        ("I7", 10, "lydian", "Bbmaj7"),
    ],
)
def test_a_numeral_is_the_chord_a_musician_expects(
    numeral: str, tonic: int, mode: str, expected: str
) -> None:
    assert expected == chord(numeral, tonic, mode).symbol


def test_keys_are_spelled_with_few_accidentals() -> None:
    """Flats for keys of major, sharps where a minor key has fewer of them; never more than six."""
    assert ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"] == [
        tonic_name(tonic, "major") for tonic in range(12)
    ]
    assert ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"] == [
        tonic_name(tonic, "minor") for tonic in range(12)
    ]


def test_music21_agrees_about_every_chord() -> None:
    """Each symbol, read back by music21, has the tones the chord has."""
    from music21 import harmony  # noqa: PLC0415 - half a second, for this test

    seen = {}
    for style in PROGRESSIONS:
        for mode in MODES:
            for tonic in (0, 1, 6, 9):
                for bar in progression(style, mode):
                    for numeral in bar:
                        found = chord(numeral, tonic, mode)
                        seen[found.symbol] = frozenset(found.tones)
    for symbol, tones in seen.items():
        read = symbol[0] + symbol[1:].replace("b", "-", 1) if symbol[1:2] == "b" else symbol
        assert tones == {pitch.pitchClass for pitch in harmony.ChordSymbol(read).pitches}, symbol


@pytest.mark.parametrize("style", [style for style in STYLES if style != "drone"])
@pytest.mark.parametrize("mode", MODES)
def test_chords_keep_to_the_mode_but_where_it_is_said(style: str, mode: str) -> None:
    """Borrowed chords are in the blues, in minor cadences, and in the walking bass before ii; only there."""
    outside = {
        tone
        for bar in progression(style, mode)
        for numeral in bar
        for tone in chord(numeral, 0, mode).tones
        if tone not in STEPS[mode]
    }
    assert ((style, mode) in BORROWING) == bool(outside)


@pytest.mark.parametrize("style", [style for style in STYLES if style != "drone"])
@pytest.mark.parametrize("mode", MODES)
def test_a_round_begins_at_home_and_moves_on_across_its_seam(style: str, mode: str) -> None:
    """The first chord is the tonic's, and the last is another, so that the first is come home to."""
    first, last = (chord(progression(style, mode)[place][place], 0, mode) for place in (0, -1))
    assert 0 == first.root
    assert first != last


def test_a_drone_has_no_third() -> None:
    assert ("Bb5", (10, 5)) == (fifth(10, "minor").symbol, fifth(10, "minor").tones)


def test_what_is_no_numeral_is_told() -> None:
    with pytest.raises(MusicError, match="cannot be read"):
        chord("banana", 0, "major")
    with pytest.raises(MusicError, match="no symbol"):
        chord("V+", 0, "major")
