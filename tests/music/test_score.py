"""Any piece is written on its own beats, note for note, or on the pulse that is heard in it."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import TooMuchMusicError
from mtlearn.music.files import as_musicxml
from mtlearn.music.note import Note
from mtlearn.music.piece import Key, Metre, Part, Piece, Tempo
from mtlearn.music.reading.opening import open_bytes
from mtlearn.music.score import score_of


def rows(piece: Piece) -> list[tuple[float, float, int]]:
    """Give all notes in quarters."""
    return sorted(
        (
            round(piece.quarters(n.onset), 3),
            round(piece.quarters(n.offset) - piece.quarters(n.onset), 3),
            n.pitch,
        )
        for part in piece.parts
        for n in part.notes
    )


def again(piece: Piece) -> Piece:
    """Write a piece, and read what was written."""
    return open_bytes(as_musicxml(score_of(piece, "a")), "a.musicxml", written=True).piece


def played(*notes: tuple[float, float, int], **more: object) -> Piece:
    """Make a piece of one part, at a quarter a second, of notes in quarters."""
    part = Part("P", tuple(sorted(Note(at, length, pitch, 80) for at, length, pitch in notes)))
    return Piece((part,), tempi=(Tempo(0.0, 0.0, 1.0),), **more)  # type: ignore[arg-type]


_PLACES = st.sampled_from([Fraction(n, 4) for n in range(32)] + [Fraction(n, 3) for n in range(24)])
_LENGTHS = st.sampled_from([Fraction(n, 4) for n in range(1, 20)] + [Fraction(n, 3) for n in range(1, 9)])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(_PLACES, _LENGTHS, st.integers(30, 90)),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[2],
    ),
    st.sampled_from([(4, 4), (3, 4), (2, 2), (6, 8), (9, 8), (5, 8), (7, 8), (3, 16), (5, 4)]),
    st.integers(-7, 7),
    st.sampled_from([0.0, 0.5, 1.0]),
)
def test_what_lies_on_a_grid_is_written_note_for_note(
    notes: list[tuple[Fraction, Fraction, int]], metre: tuple[int, int], fifths: int, upbeat: float
) -> None:
    """Any metre and key, with an upbeat or not, up to four voices: read again, it is the same."""
    piece = played(
        *[(float(at), float(length), pitch) for at, length, pitch in notes],
        metres=(Metre(0.0, *metre),),
        keys=(Key(0.0, fifths, minor=False),),
        upbeat=upbeat,
    )
    found = again(piece)
    assert rows(piece) == rows(found)
    assert piece.metres == found.metres
    assert fifths == found.keys[0].fifths


def test_what_was_played_freely_is_written_on_the_pulse_that_is_heard() -> None:
    """Quarters at 100 a minute over a file that says 120: not syncopations, but quarters."""
    chance = random.Random(5)  # noqa: S311 - a test, nothing secret
    notes = tuple(Note(0.3 + n * 0.6 + chance.uniform(-0.02, 0.02), 0.5, 60 + n % 5, 80) for n in range(32))
    found = again(Piece((Part("P", notes),), tempi=(Tempo(0.0, 0.0, 0.5),)))
    assert 32 == found.count
    assert {1.0} == {length for _, length, _ in rows(found)[:-1]}
    assert pytest.approx(100, abs=4) == found.tempi[0].bpm


def test_tones_are_spelled_as_their_key_does() -> None:
    """The same key of the piano is A flat in E flat major and G sharp in A major."""
    for fifths, names in ((-3, ["A-4", "B-4", "G-4"]), (3, ["G#4", "A#4", "F#4"])):
        piece = played((0, 1, 68), (1, 1, 70), (2, 1, 66), keys=(Key(0.0, fifths, minor=False),))
        assert names == [note.nameWithOctave for note in score_of(piece, "a").flatten().notes]


def test_what_reaches_far_down_and_up_has_two_staves_and_drums_have_crosses() -> None:
    """As a pianist and a drummer read."""
    piano = played(*[(n, 1, 40 + 40 * (n % 2)) for n in range(8)])
    assert ["BassClef", "TrebleClef"] == sorted(
        type(staff.recurse().getElementsByClass("Clef")[0]).__name__ for staff in score_of(piano, "a").parts
    )
    kit = Piece(
        (Part("Kit", (Note(0, 0.5, 36, 80), Note(0, 0.5, 42, 80), Note(0.5, 0.5, 38, 80)), drums=True),)
    )
    found = again(kit)
    assert found.parts[0].drums
    assert [36, 42, 38] == [pitch for *_, pitch in rows(found)]


def test_more_than_can_be_written_is_said() -> None:
    """The sentence has the limit and what was found."""
    with pytest.raises(TooMuchMusicError, match="20001 notes to write, and the most is 20000"):
        score_of(played(*[(n / 10, 0.1, 60) for n in range(20_001)]), "a")
    with pytest.raises(TooMuchMusicError, match="9000 beats to write"):
        score_of(played((8999, 1, 60)), "a")
