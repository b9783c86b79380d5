"""From the tones of a phrase to notes as a person plays them: swelling, leaning, a little uneven."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.hand import SHORTEST
from mtlearn.music.coplayers.timing import HumanTime
from mtlearn.music.note import Note

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from mtlearn.music.coplayers.phrase import Tone
    from mtlearn.music.coplayers.playing import Playing

__all__ = ["performed"]

_STRESS: Final = 6.0
_TOUCH: Final = 2.5
_LONGEST: Final = 5.0


def performed(
    tones: Sequence[Tone], playing: Playing, pitches: Sequence[int], start: float, chance: random.Random
) -> list[Note]:
    """Play tones (in order of ``at``) from ``start`` seconds on, in a way of playing."""
    if not tones:
        return []
    whole = max(tone.at + tone.length for tone in tones)
    time = HumanTime(chance, start)
    notes, before = [], tones[0].at
    onset = start
    for tone in tones:
        along = (tone.at - tones[0].at) / whole if whole else 0.0
        period = 60 / playing.tempo * playing.broad / max(0.5, 1 + playing.rush * along)
        if tone.at > before:
            stray = 1 + chance.uniform(-playing.sway, playing.sway)
            time.pass_by((tone.at - before) * period * stray)
            onset = time.stroke()
            before = tone.at
        swell = playing.swell * (math.sin(math.pi * min(1.0, along + 0.15)) - 0.5)
        level = playing.velocity + swell + _STRESS * tone.stress + chance.gauss(0, _TOUCH)
        length = min(_LONGEST, max(2 * SHORTEST, tone.length * period * playing.held))
        velocity = round(min(124.0, max(12.0, level)))
        notes.append(Note(max(start, onset), length, pitches[tone.place], velocity))
    return notes
