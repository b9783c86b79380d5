"""An idea that comes back is heard, as it was or nearly so."""

from __future__ import annotations

import random

from mtlearn.music.hearing.motif import Ideas
from mtlearn.music.move import Move

IDEA = ((0.0, 60), (0.5, 64), (0.75, 62), (1.0, 67))


def played(*ideas: tuple[tuple[float, int], ...], every: float = 2.0) -> Ideas:
    ears = Ideas()
    for place, idea in enumerate(ideas):
        for onset, pitch in idea:
            ears.begin(Move(place * every + onset, sounding=True, pitch=pitch, velocity=70))
            ears.end(pitch, place * every + onset + 0.2)
    return ears


def moved(idea: tuple[tuple[float, int], ...], by: int, slower: float = 1.0) -> tuple[tuple[float, int], ...]:
    return tuple((onset * slower, pitch + by) for onset, pitch in idea)


def test_an_idea_heard_once_has_not_come_back() -> None:
    """Once is no motif."""
    assert None is played(IDEA).at(2.0)


def test_an_idea_that_comes_back_is_heard_whole() -> None:
    """It is given as last played, and how often it was heard."""
    motif = played(IDEA, ((0.0, 50), (0.6, 49)), IDEA).at(6.0)
    assert motif is not None
    assert ([60, 64, 62, 67], 2) == ([note.pitch for note in motif.notes], motif.times)
    assert 4.0 == motif.notes[0].onset


def test_on_other_tones_and_slower_it_is_the_same_idea() -> None:
    """Transposed, and a quarter slower, its shape and rhythm are alike."""
    motif = played(IDEA, ((0.0, 50), (0.6, 49)), moved(IDEA, 5, 1.25)).at(6.0)
    assert motif is not None
    assert [65, 69, 67, 72] == [note.pitch for note in motif.notes]


def test_another_rhythm_is_another_idea() -> None:
    """The same tones, long where they were short, are not taken for it."""
    other = ((0.0, 60), (0.2, 64), (0.9, 62), (1.0, 67))
    assert None is played(IDEA, ((0.0, 50), (0.6, 49)), other).at(6.0)


def test_a_run_up_the_scale_is_no_idea() -> None:
    """An even run is like itself at every step."""
    run = tuple((place * 0.25, 48 + 2 * place) for place in range(16))
    assert None is played(run).at(4.0)


def test_what_comes_back_by_chance_is_no_idea() -> None:
    """Forty players who draw five tones and three waits by lot: an idea is heard in few of their notes."""
    chance = random.Random(5)  # noqa: S311 - a test
    heard = notes = 0
    for _ in range(40):
        ears, now = Ideas(), 0.0
        for _ in range(50):
            now += chance.choice((0.25, 0.5, 0.75))
            pitch = chance.choice((60, 62, 64, 67, 69))
            ears.begin(Move(now, sounding=True, pitch=pitch, velocity=70))
            heard += ears.at(now) is not None
            notes += 1
    assert heard < 0.15 * notes


def test_an_idea_is_forgotten_after_a_while() -> None:
    """What has not been played for twenty seconds is not in mind."""
    ears = played(IDEA, ((0.0, 50), (0.6, 49)), IDEA)
    assert None is not ears.at(20.0)
    assert None is ears.at(26.0)


def test_a_chord_has_its_highest_tone_in_the_melody() -> None:
    """Tones below a melody, struck with it, do not hide an idea."""
    ears = Ideas()
    for place in range(3):
        for onset, pitch in IDEA:
            for tone in (pitch - 12, pitch, pitch - 5):
                ears.begin(Move(place * 3 + onset, sounding=True, pitch=tone, velocity=70))
    motif = ears.at(8.0)
    assert motif is not None
    assert [60, 64, 62, 67] == [note.pitch for note in motif.notes]
    assert 3 == motif.times
