"""How strokes are told apart: what belongs together, what is said of each, and that it rests on the past."""

from __future__ import annotations

import pytest

from mtlearn.music.hearing.stroke import COUNT, Strokes, accent, weight
from mtlearn.music.move import Move


def _said(*strokes: tuple[float, tuple[int, ...], int]) -> list[list[float]]:
    heard, said = Strokes(), []
    for time, pitches, velocity in strokes:
        for pitch in pitches:
            heard.begin(Move(time, True, pitch, velocity))  # noqa: FBT003 - a record
        said.append(heard.close())
        for pitch in pitches:
            heard.end(pitch)
    return said


def test_each_stroke_is_as_many_numbers() -> None:
    """Whatever is struck, the sense is told the same number of finite numbers."""
    for said in _said((0.0, (60,), 80), (0.0, (60, 64, 67), 1), (9.0, (21,), 127), (9.01, (108,), 64)):
        assert COUNT == len(said)
        assert all(abs(one) < 10 for one in said)


def test_louder_deeper_and_thicker_strokes_are_stronger() -> None:
    """Beside what was usual, each of the three makes an accent; only two of them make weight."""
    usual = [(0.5 * beat, (67,), 70) for beat in range(8)]
    plain, loud, deep, thick = (
        _said(*usual, (4.0, pitches, velocity))[-1]
        for pitches, velocity in (((67,), 70), ((67,), 100), ((43,), 70), ((67, 71, 74), 70))
    )
    assert accent(plain) < min(accent(loud), accent(deep), accent(thick))
    assert weight(plain) == pytest.approx(weight(loud))
    assert weight(plain) < min(weight(deep), weight(thick))


def test_held_notes_are_known_and_ends_of_silent_ones_are_nothing() -> None:
    """A note held from before is said; ending what does not sound changes nothing."""
    held, ended = Strokes(), Strokes()
    for strokes in (held, ended):
        strokes.begin(Move(0.0, True, 48, 80))  # noqa: FBT003 - a record
        strokes.close()
        strokes.end(50)
    ended.end(48)
    for strokes in (held, ended):
        strokes.begin(Move(1.0, True, 60, 80))  # noqa: FBT003 - a record
    assert held.close()[23] > ended.close()[23] == 0


def test_density_follows_the_playing() -> None:
    """After some seconds of four strokes a second it is about four."""
    strokes = Strokes()
    for beat in range(60):
        strokes.begin(Move(0.25 * beat, True, 60, 80))  # noqa: FBT003 - a record
        strokes.close()
    assert 4 == pytest.approx(strokes.density, rel=0.05)
