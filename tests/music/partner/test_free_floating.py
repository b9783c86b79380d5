"""Free-floating dialogue: into the learner's spaces, and the less the more the learner plays."""

from __future__ import annotations

from bisect import bisect_right
from statistics import mean

from mtlearn.music.note import Note
from mtlearn.music.partner.partner import Partner

from .duet import KEYS, phrased, together


def playing(wait: float) -> list[Note]:
    """Play on and on, so many seconds from tone to tone."""
    return [Note(1 + n * wait, 0.8 * wait, KEYS[(n * 3) % 7], 70) for n in range(round(30 / wait))]


def test_it_comes_between_the_learners_strokes() -> None:
    notes = playing(0.6)
    onsets = [note.onset for note in notes]
    own = together(Partner("free-floating-dialogue", 1, KEYS, 1), notes, 0)
    places = []
    for note in own:
        place = bisect_right(onsets, note.onset)
        if 0 < place < len(onsets):
            places.append((note.onset - onsets[place - 1]) / (onsets[place] - onsets[place - 1]))
    assert mean(0.2 < place < 0.9 for place in places) > 0.9


def test_both_play_at_the_same_time() -> None:
    notes = playing(0.6)
    own = together(Partner("free-floating-dialogue", 1, KEYS, 1), notes, 0)
    over = [any(one.onset < note.offset and note.onset < one.offset for one in notes) for note in own]
    assert mean(over) > 0.5


def test_it_plays_less_where_the_learner_plays_more() -> None:
    def share(wait: float) -> float:
        notes = playing(wait)
        return len(together(Partner("free-floating-dialogue", 1, KEYS, 1), notes, 0)) / len(notes)

    assert share(0.18) < 0.8 * min(share(0.45), share(0.9))


def test_it_talks_into_a_rest_and_then_leaves_it() -> None:
    notes = phrased(1)
    own = together(Partner("free-floating-dialogue", 1, KEYS, 1), notes, 30)
    after = [note for note in own if note.onset > notes[-1].offset]
    assert 2 <= len(after) <= 4
    assert after[-1].offset < notes[-1].offset + 6


def test_freely_it_says_more_into_a_rest() -> None:
    notes = phrased(1)

    def said(closeness: float) -> int:
        played = (
            together(Partner("free-floating-dialogue", closeness, KEYS, seed), notes, 30) for seed in range(5)
        )
        return sum(note.onset > notes[-1].offset for own in played for note in own)

    assert said(0) > said(1) > 0


def test_its_register_is_beside_the_learners() -> None:
    notes = playing(0.6)
    own = together(Partner("free-floating-dialogue", 1, KEYS, 1), notes, 0)
    assert abs(mean(note.pitch for note in own) - mean(note.pitch for note in notes)) > 7
