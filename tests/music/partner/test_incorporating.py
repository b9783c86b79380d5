"""Incorporating: the learner's own motif comes back, moved and developed."""

from __future__ import annotations

from itertools import pairwise

from mtlearn.music.note import Note
from mtlearn.music.partner.partner import Partner
from mtlearn.music.partner.tones import Tones

from .duet import KEYS, together

MOTIF = ((0, 1.0), (2, 0.5), (1, 0.5), (3, 2.0))


def motifs(times: int = 4, rest: float = 8.0, beat: float = 0.5) -> list[Note]:
    """Play one motif again and again, a rest between."""
    found, at = [], 1.0
    for _ in range(times):
        for step, length in MOTIF:
            found.append(Note(at, 0.9 * length * beat, KEYS[step + 2], 72))
            at += length * beat
        at += rest * beat
    return found


def steps(notes: list[Note]) -> list[int]:
    tones = Tones(KEYS)
    return [tones.steps(a.pitch, b.pitch) for a, b in pairwise(notes)]


def in_rhythm(four: list[Note]) -> bool:
    waits = [b.onset - a.onset for a, b in pairwise(four)]
    return all(abs(wait - want) < 0.02 for wait, want in zip(waits, (0.5, 0.25, 0.25), strict=True))


def test_the_motif_comes_back_elsewhere_with_its_rhythm_and_its_steps() -> None:
    notes = motifs()
    own = together(Partner("incorporating", 1, KEYS, 1), notes, 6)
    theirs = steps(notes[:4])
    found = [
        own[place]
        for place in range(len(own) - 3)
        if steps(own[place : place + 4]) == theirs and in_rhythm(own[place : place + 4])
    ]
    assert len(found) >= 6, "stated and led further, after most of the phrases"
    assert sum(note.pitch != notes[0].pitch for note in found) >= 4


def test_it_says_more_than_was_said_and_ends_at_home() -> None:
    notes = motifs(1)
    own = together(Partner("incorporating", 1, KEYS, 1), notes, 12)
    assert 8 <= len(own) <= 20
    assert 0 == own[-1].pitch % 12
    assert own[0].onset > notes[-1].offset


def test_it_finishes_its_statement_when_the_learner_comes_in_and_no_more() -> None:
    notes = motifs(1)
    again = notes[-1].offset + 2.2
    own = together(Partner("incorporating", 1, KEYS, 1), [*notes, Note(again, 6.0, 60, 70)], 0)
    whole = together(Partner("incorporating", 1, KEYS, 1), notes, 12)
    assert 1 <= len(own) < len(whole)
    assert own[-1].onset < again + 2.0


def test_freely_it_keeps_less_of_the_motif() -> None:
    def kept(closeness: float) -> int:
        theirs, count = steps(motifs(1)), 0
        for seed in range(6):
            own = together(Partner("incorporating", closeness, KEYS, seed), motifs(), 6)
            count += sum(steps(own[place : place + 4]) == theirs for place in range(len(own) - 3))
        return count

    assert kept(1) > kept(0)
