"""What one player keeps in mind of the other."""

from __future__ import annotations

import math

import pytest

from mtlearn.music.coplayers.listening import Listening
from mtlearn.music.move import Move
from mtlearn.music.note import Note


def told(*notes: Note) -> Listening:
    heard = Listening()
    moves = [
        Move(note.offset if ends else note.onset, not ends, note.pitch, note.velocity)
        for note in notes
        for ends in (False, True)
    ]
    for move in sorted(moves):
        heard.hear(move)
    return heard


def test_silence_is_counted_from_the_last_end() -> None:
    """Endless where nothing was heard, nought while a tone sounds."""
    assert math.inf == Listening().silence(3.0)
    heard = told(Note(0, 1, 60, 60))
    assert pytest.approx(2.0) == heard.silence(3.0)
    heard.hear(Move(4.0, sounding=True, pitch=60, velocity=60))
    assert 0.0 == heard.silence(5.0)
    assert heard.sounding


def test_the_line_goes_back_to_the_last_gap() -> None:
    """The last phrase, without the one before it."""
    heard = told(Note(0, 0.5, 60, 60), Note(2, 0.5, 62, 60), Note(2.6, 0.5, 64, 60))
    assert [62, 64] == [note.pitch for note in heard.line()]
    assert [] == Listening().line()


def test_density_and_recent_are_of_the_last_seconds() -> None:
    """Onsets per second; what still sounds is as long as it has sounded."""
    heard = told(Note(0, 0.5, 60, 60), Note(4, 0.5, 62, 60))
    heard.hear(Move(5.0, sounding=True, pitch=64, velocity=60))
    assert pytest.approx(2 / 3) == heard.density(6.0)
    assert [(62, 0.5), (64, 1.0)] == [(note.pitch, note.duration) for note in heard.recent(6.0, 3.0)]
    assert 5.0 == heard.last_onset
    assert Listening().last_onset is None
