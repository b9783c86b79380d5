"""Dialogue in turns: after the learner's phrase, a little space, an answer no longer than it, and waiting."""

from __future__ import annotations

from statistics import mean, median

from mtlearn.music.note import Note
from mtlearn.music.partner.partner import Partner

from .duet import KEYS, answered, moves, phrased, together, tones

NOTES = phrased(6, rest=12)


def answers(own: list[Note]) -> list[list[Note]]:
    """Part what the partner played into its answers, one for each of the learner's phrases."""
    ends = [NOTES[place + 7].offset for place in range(0, len(NOTES), 8)]
    begins = [NOTES[place].onset for place in range(8, len(NOTES), 8)] + [1e9]
    return [[note for note in own if a < note.onset < b] for a, b in zip(ends, begins, strict=True)]


def test_an_answer_comes_after_each_phrase_without_overlap_and_soon() -> None:
    own = together(Partner("turn-taking-dialogue", 1, KEYS, 1), NOTES, 8)
    found = answers(own)
    assert all(found)
    assert len(own) == sum(map(len, found)), "nothing while the learner plays"
    gaps = [found[place][0].onset - NOTES[place * 8 + 7].offset for place in range(6)]
    assert 0.15 <= median(gaps) <= 1.0


def test_where_a_beat_comes_just_after_the_gap_the_answer_is_on_it() -> None:
    """A last tone let go of a quarter of a second before a beat: the gap would end 50 ms before it."""
    beat, begins, gaps, away = 0.5, 1.0, [], []
    played = [
        note._replace(duration=0.75) if place % 8 == 7 else note
        for place, note in enumerate(phrased(6, beat, rest=11))
    ]
    own = together(Partner("turn-taking-dialogue", 1, KEYS, 1), played, 8)
    for last in played[15::8]:
        first = next(note for note in own if note.onset > last.offset)
        gaps.append(first.onset - last.offset)
        away.append(abs((first.onset - begins + beat / 2) % beat - beat / 2))
    assert max(away) < 0.03, (gaps, away)
    assert all(0.15 <= gap <= 0.3 for gap in gaps)


def test_it_is_no_longer_no_stronger_and_not_the_same() -> None:
    own = answers(together(Partner("turn-taking-dialogue", 1, KEYS, 1), NOTES, 8))
    for place, answer in enumerate(own):
        phrase = NOTES[place * 8 : place * 8 + 8]
        assert len(answer) <= len(phrase)
        assert answer[-1].offset - answer[0].onset <= phrase[-1].offset - phrase[0].onset + 1e-6
        assert mean(note.velocity for note in answer) <= mean(note.velocity for note in phrase)
        assert [note.pitch for note in answer] != [note.pitch for note in phrase[-len(answer) :]]


def test_what_ended_open_is_answered_with_the_ground_tone() -> None:
    question = [Note(1 + n * 0.5, 0.45, pitch, 70) for n, pitch in enumerate((60, 64, 67, 69))]
    own = together(Partner("turn-taking-dialogue", 1, KEYS, 1), question, 6)
    assert 0 == own[-1].pitch % 12


def test_it_gives_way_when_the_learner_comes_in_and_then_answers_the_new_phrase() -> None:
    first = phrased(1)
    again = first[-1].offset + 2.0
    played = [*first, *(note._replace(onset=note.onset - 1.0 + again) for note in phrased(1))]
    own = tones(answered(Partner("turn-taking-dialogue", 1, KEYS, 1), moves(played), played[-1].offset + 6))
    during = [note for note in own if again < note.onset < played[-1].offset]
    assert len(during) <= 1
    assert all(note.offset < again + 0.4 for note in during)
    assert [note for note in own if note.onset > played[-1].offset]


def test_after_its_answer_it_waits_for_as_long_as_it_takes() -> None:
    own = together(Partner("turn-taking-dialogue", 0, KEYS, 1), phrased(1), 60)
    assert 1 <= len(own) <= 8


def test_freely_it_takes_longer_and_its_rhythm_is_its_own() -> None:
    def first(closeness: float) -> float:
        own = answers(together(Partner("turn-taking-dialogue", closeness, KEYS, 1), NOTES, 8))
        return mean(
            answer[0].onset - NOTES[place * 8 + 7].offset for place, answer in enumerate(own) if answer
        )

    assert first(0) > first(1)
