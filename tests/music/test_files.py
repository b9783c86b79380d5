"""What a learner takes along can be read back note for note: MIDI in exact time, MusicXML as written."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import converter
from music21 import midi as m21midi

from mtlearn.music.bars import bars
from mtlearn.music.files import midi, musicxml
from mtlearn.music.note import Duo, Note

NAMES = ("Du", "Partner")


def read_midi(data: bytes) -> list[tuple[str, list[tuple[float, float, int, int]]]]:
    """Read MIDI with music21: for each track its name and [(onset s, length s, pitch, velocity)]."""
    file = m21midi.MidiFile()
    file.readstr(data)
    tempo = next(
        int.from_bytes(event.data, "big")
        for track in file.tracks
        for event in track.events
        if event.type == m21midi.MetaEvents.SET_TEMPO
    )
    tick = tempo / 1_000_000 / file.ticksPerQuarterNote
    found = []
    for track in file.tracks[1:]:
        now, name, sounding, notes = 0, "", {}, []
        for event in track.events:
            if event.type == "DeltaTime":
                now += event.time
            elif event.type == m21midi.MetaEvents.SEQUENCE_TRACK_NAME:
                name = event.data.decode()
            elif event.isNoteOn():
                sounding[event.pitch] = (now, event.velocity)
            elif event.isNoteOff():
                began, velocity = sounding.pop(event.pitch)
                notes.append((began * tick, (now - began) * tick, event.pitch, velocity))
        assert not sounding
        found.append((name, sorted(notes)))
    return found


def some(count: int, seed: int) -> tuple[Note, ...]:
    chance = random.Random(seed)  # noqa: S311 - a test, nothing secret
    return tuple(
        Note(
            n * 0.31 + chance.uniform(0, 0.2),
            chance.uniform(0.05, 0.1),
            chance.randint(40, 90),
            chance.randint(1, 127),
        )
        for n in range(count)
    )


@pytest.mark.parametrize(
    "mine", [some(40, 1), tuple(Note(1 + n * 0.5, 0.4, 60 + n % 5, 50 + n) for n in range(32)), ()]
)
def test_midi_keeps_onset_length_pitch_and_velocity_of_every_note(mine: tuple[Note, ...]) -> None:
    duo = Duo(mine, some(10, 2))
    tracks = read_midi(midi(duo, bars(duo), names=NAMES))
    assert [name for name, _ in tracks] == list(NAMES)
    for (_, found), played in zip(tracks, duo, strict=True):
        assert [(pitch, velocity) for _, _, pitch, velocity in found] == [
            (n.pitch, n.velocity) for n in played
        ]
        assert [onset for onset, *_ in found] == pytest.approx([n.onset for n in played], abs=0.002)
        assert [length for _, length, *_ in found] == pytest.approx([n.duration for n in played], abs=0.002)


def test_midi_opens_in_music21_as_music() -> None:
    duo = Duo(some(12, 1), some(12, 2))
    whole = converter.parse(midi(duo, bars(duo)), format="midi", quantizePost=False)
    assert len(list(whole.parts)) == 2
    assert sorted(n.pitch.midi for n in whole.parts[0].flatten().notes) == sorted(n.pitch for n in duo.mine)


def test_midi_names_the_voices_as_programs() -> None:
    duo = Duo(some(2, 1), some(2, 2))
    data = midi(duo, bars(duo), voices=("marimba", "warm-pad"))
    assert b"\xc0\x0c" in data
    assert b"\xc1\x59" in data


def test_a_key_struck_again_while_it_sounds_ends_first() -> None:
    duo = Duo((Note(0, 2, 60, 70), Note(1, 2, 60, 80)), ())
    (_, found), _ = read_midi(midi(duo, bars(duo)))
    assert found == [pytest.approx((0, 1, 60, 70), abs=0.002), pytest.approx((1, 2, 60, 80), abs=0.002)]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 30), st.floats(0, 5), st.integers(58, 62), st.integers(1, 127)), max_size=30
    )
)
def test_any_take_gives_midi_in_which_every_tone_ends(rows: list[tuple[float, float, int, int]]) -> None:
    mine = tuple(sorted(Note(*row) for row in rows))
    duo = Duo(mine, ())
    read_midi(midi(duo, bars(duo)))


def test_musicxml_keeps_pitches_and_written_lengths() -> None:
    rhythm = [(0, 2), (2, 1), (3, 1), (4, 4), (8, 3), (11, 1), (12, 4)] * 1
    mine = tuple(
        Note(1.0 + bar * 4 + start * 0.25, length * 0.25 * 0.95, 60 + start, 70)
        for bar in range(4)
        for start, length in rhythm
    )
    duo = Duo(mine, mine[:7])
    laid = bars(duo)
    assert laid.tempo == pytest.approx(120, abs=1)
    whole = converter.parse(musicxml(duo, laid, NAMES).decode(), format="musicxml")
    assert [part.partName for part in whole.parts] == list(NAMES)
    read = [
        (float(n.offset), float(n.quarterLength), n.pitch.midi)
        for n in whole.parts[0].stripTies().flatten().notes
    ]
    expected = [(bar * 8 + start / 2, length / 2, 60 + start) for bar in range(4) for start, length in rhythm]
    assert read == expected


def test_musicxml_holds_a_long_take_whole_and_is_the_same_each_time() -> None:
    mine = tuple(Note(n * 0.25, 0.2, 55 + n % 24, 70) for n in range(1200))
    duo = Duo(mine, ())
    began = time.monotonic()
    data = musicxml(duo, bars(duo), NAMES)
    assert time.monotonic() - began < 20
    assert data.count(b"<pitch>") >= 1200
    assert data == musicxml(duo, bars(duo), NAMES)
