"""Phrases are heard to end, and not to end, as the silence after a tone grows."""

from __future__ import annotations

from mtlearn.music.hearing.ear import Ear
from mtlearn.music.move import Move

TUNE = ((0.0, 0.45, 60), (0.5, 0.45, 62), (1.0, 0.45, 64), (1.5, 0.45, 65), (2.0, 0.45, 62), (2.5, 0.9, 60))


def played(*rows: tuple[float, float, int]) -> Ear:
    ear = Ear()
    moves = [Move(onset, sounding=True, pitch=pitch, velocity=70) for onset, _, pitch in rows]
    moves += [Move(onset + length, sounding=False, pitch=pitch, velocity=0) for onset, length, pitch in rows]
    for move in sorted(moves):
        ear.hear(move)
    return ear


def test_the_silence_after_a_phrase_makes_it_over() -> None:
    """The surer the longer, and within a third of a second after a tune that closes."""
    ear = played(*TUNE)
    endings = [heard.ending for n in range(12) if (heard := ear.at(3.4 + n / 20).phrase)]
    assert endings == sorted(endings)
    over = ear.at(3.75).phrase
    assert over is not None
    assert 3.4 == over.ended


def test_a_phrase_is_not_over_while_a_tone_sounds() -> None:
    """However long it is held."""
    ear = played(*TUNE)
    ear.hear(Move(3.45, sounding=True, pitch=60, velocity=70))
    held = ear.at(30.0).phrase
    assert held is not None
    assert None is held.ended


def test_short_tones_with_air_between_are_one_phrase() -> None:
    """Whoever plays detached is not interrupted at each tone."""
    ear = Ear()
    for n in range(24):
        ear.hear(Move(n * 0.5, sounding=True, pitch=60 + n % 5, velocity=70))
        ear.hear(Move(n * 0.5 + 0.25, sounding=False, pitch=60 + n % 5, velocity=0))
        if n >= 4:
            waiting = ear.at(n * 0.5 + 0.5).phrase
            assert waiting is not None
            assert None is waiting.ended


def test_the_next_tone_after_the_end_begins_a_new_phrase() -> None:
    """Its notes are its own."""
    ear = played(*TUNE, *((onset + 6, length, pitch) for onset, length, pitch in TUNE[:3]))
    heard = ear.at(7.4).phrase
    assert heard is not None
    assert (6.0, 3) == (heard.begins, len(heard.notes))


def test_a_phrase_taken_up_again_at_once_goes_on() -> None:
    """A tone within a fifth of a second, before an answer would have come, belongs to the phrase."""
    ear = played(*TUNE, *((onset + 3.55, length, pitch) for onset, length, pitch in TUNE[:3]))
    heard = ear.at(5.0).phrase
    assert heard is not None
    assert (0.0, 9) == (heard.begins, len(heard.notes))
