"""When lines are heard to be held against one another, and what is one line or a drone."""

from __future__ import annotations

import pytest

from mtlearn.music.hearing.held_lines import HeldLines
from mtlearn.music.move import Move

Tone = tuple[float, float, int]
"""When it begins and ends, in seconds, and its MIDI pitch."""


def _several(tones: list[Tone]) -> bool:
    """Let tones be heard, those that begin together as one stroke; say what is heard in the end."""
    lines = HeldLines()
    moves = [(begins, 1, pitch) for begins, _, pitch in tones] + [
        (ends, 0, pitch) for _, ends, pitch in tones
    ]
    struck = None
    for time, sounding, pitch in sorted(moves):
        if sounding:
            lines.begin(Move(time, True, pitch, 80), first=time != struck)  # noqa: FBT003 - a record
            struck = time
        else:
            lines.end(pitch)
    return lines.several


def _line(every: float, pitch: int, late: float = 0.0, held: float = 0.95) -> list[Tone]:
    count = int(16 / every)
    return [
        (late + step * every, late + (step + held) * every, pitch + (0, 2, 4, 2)[step % 4])
        for step in range(count)
    ]


def test_voices_that_come_in_after_one_another_are_several_lines() -> None:
    """Four voices, each moving while the others are held."""
    voices = [_line(1.0, 42 + 10 * voice, 0.25 * voice) for voice in range(4)]
    assert _several([tone for voice in voices for tone in voice])


@pytest.mark.parametrize(
    "tones",
    [
        _line(0.5, 72),
        _line(0.5, 72, held=1.3),
        _line(0.5, 72)
        + [(at, end, pitch - 28 + up) for at, end, pitch in _line(2.0, 72) for up in (0, 4, 7)],
        _line(0.5, 72, held=3.2),
        [*_line(0.5, 72), (0.0, 20.0, 40), (0.0, 20.0, 47)],
        [*_line(0.25, 72), (0.0, 20.0, 40), (0.2, 20.0, 47)],
        _line(1.0, 43, held=1.4) + _line(0.5, 72),
    ],
    ids=[
        "a tune",
        "a tune that overlaps itself",
        "over chords",
        "a tune that rings on",
        "over a drone",
        "over a drone laid one tone after the other",
        "over a bass that overlaps itself",
    ],
)
def test_a_tune_over_what_is_held_is_no_such_music(tones: list[Tone]) -> None:
    assert not _several(tones)


def test_the_end_of_a_note_that_never_began_is_nothing() -> None:
    lines = HeldLines()
    lines.end(60)
    assert not lines.several
