"""Short pieces for words about the character of music."""

from __future__ import annotations

import pytest

from mtlearn.music.moods import CHARACTERS, TUNE, bar, piece_for, voices
from mtlearn.music.scale import SCALES, pitches
from mtlearn.sound.bank import bank


@pytest.mark.parametrize("word", CHARACTERS)
@pytest.mark.parametrize("seconds", [20, 30, 40])
def test_every_word_has_a_piece_of_about_that_length(word: str, seconds: int) -> None:
    """With a tune in it, in voices the bank has; and it comes to an end."""
    piece = piece_for(word, seconds)
    assert abs(piece.seconds - seconds) <= 4
    made = [bar(piece, number) for number in range(piece.bars)]
    assert None is bar(piece, piece.bars)
    assert pytest.approx(piece.seconds) == sum(one.length for one in made if one)
    parts = {stroke.part for one in made if one for stroke in one.strokes}
    assert TUNE in parts
    assert parts <= set(voices(piece))
    assert set(voices(piece).values()) <= set(bank().voices)


@pytest.mark.parametrize("word", CHARACTERS)
def test_a_piece_comes_in_softly_and_fades(word: str) -> None:
    """The first bar grows, the last one fades, and nothing is held beyond the end."""
    piece = piece_for(word, 20)
    first, last = bar(piece, 0), bar(piece, piece.bars - 1)
    inside = bar(piece, 4)
    assert first
    assert last
    assert inside
    usual = max(stroke.velocity for stroke in inside.strokes)
    assert first.strokes[0].velocity < usual
    late = [stroke for stroke in last.strokes if stroke.onset > last.length * 0.8]
    assert all(stroke.velocity < 0.75 * usual for stroke in late)
    assert all(stroke.onset + stroke.duration <= last.length + 1e-9 for stroke in last.strokes)


def test_words_that_differ_sound_different() -> None:
    """No two pieces share style, scale and tempo."""
    assert len(CHARACTERS) == len({(one.style, one.scale, one.tempo) for one in CHARACTERS.values()})


@pytest.mark.parametrize("scale", SCALES)
def test_the_tune_takes_the_scale_that_is_chosen(scale: str) -> None:
    """In another scale, voice and tempo it is the same word's piece."""
    piece = piece_for("calm", 20, percent=80, scale=scale, voice="kalimba")
    allowed = {pitch % 12 for pitch in pitches(scale, piece.character.tonic, 12)}
    strokes = [stroke for number in range(piece.bars) for stroke in (bar(piece, number) or ()).strokes]  # type: ignore[union-attr] # it has these bars
    assert {stroke.pitch % 12 for stroke in strokes if stroke.part == TUNE} <= allowed
    assert "kalimba" == voices(piece)[TUNE]
    assert 40 == piece.character.tempo
