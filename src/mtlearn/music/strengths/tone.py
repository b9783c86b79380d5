"""What is there in the tones: range, low and high at once, several together, a home, few or many."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.note import Note
    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_WIDE: Final = 14
_FAR: Final = 19
_MANY: Final = 8


def reach(played: Played) -> Strength | None:
    """Low and high tones: where the lowest is, and where the highest."""
    low, high = (edge(note.pitch for note in played.mine) for edge in (min, max))
    if high - low < _WIDE:
        return None
    lows = [note for note in played.mine if note.pitch == low][:40]
    highs = [note for note in played.mine if note.pitch == high][:40]
    pairs = [
        (abs(up.onset - down.onset), (down.onset, down.offset), (up.onset, up.offset))
        for down in lows
        for up in highs
    ]
    told = [pair for pair in pairs if played.apart(pair[1], pair[2])]
    if not told:
        return None
    _, there, where = min(told)
    return played.strength(
        "range", min(0.6, 0.3 + 0.01 * (high - low)), where, there=there, low=low, high=high
    )


def low_with_high(played: Played) -> Strength | None:
    """A low and a high tone struck together and sounding together, twice or more."""
    found = []
    for stroke in played.strokes:
        down = min(stroke.notes, key=lambda note: note.pitch)
        if stroke.top.pitch - down.pitch >= _FAR:
            sounds = min(stroke.top.offset, down.offset) - max(stroke.top.onset, down.onset)
            if sounds > 0:
                found.append((stroke, down))
    if len(found) < 2:  # noqa: PLR2004 - once may be chance
        return None
    stroke, down = max(found, key=lambda one: one[0].top.pitch - one[1].pitch)
    where = (stroke.onset, stroke.offset)
    return played.strength("low-with-high", 0.55, where, low=down.pitch, high=stroke.top.pitch)


def chords(played: Played) -> Strength | None:
    """Several tones sounding together; points at the fullest, and says how many they are."""
    struck = [stroke for stroke in played.strokes if len(stroke.pitches) > 1 and _overlap(stroke.notes)]
    full = [stroke for stroke in struck if len(stroke.pitches) > 3]  # noqa: PLR2004 - one such is no chance
    if len(struck) < 2 and not full:  # noqa: PLR2004 - once may be chance
        return None
    fullest = max(struck, key=lambda stroke: len(stroke.pitches))
    clearness = 0.4 + 0.3 * len(struck) / len(played.strokes)
    where = (fullest.onset, fullest.offset)
    return played.strength("chords", clearness, where, count=len(fullest.pitches))


def _overlap(notes: tuple[Note, ...]) -> bool:
    return min(note.offset for note in notes) > max(note.onset for note in notes)


def home(played: Played) -> Strength | None:
    """A tone that is left and come back to, three times or more."""
    line = [stroke.top.pitch for stroke in played.strokes]
    pitch, count = Counter(line).most_common(1)[0]
    arrivals = [n for n, (earlier, later) in enumerate(pairwise(line), start=1) if later == pitch != earlier]
    if len(arrivals) < 3 or count < 0.3 * len(line):  # noqa: PLR2004 - often enough to be heard
        return None
    first, last = played.strokes[line.index(pitch)], played.strokes[arrivals[-1]]
    clearness = 0.3 + count / len(line) / 2
    times = len(arrivals)
    return played.strength("home-note", clearness, (first.onset, last.offset), pitch=pitch, count=times)


def palette(played: Played) -> Strength | None:
    """How many different tones: all of it made of one, of very few, or of many."""
    pitches = {note.pitch for note in played.mine}
    whole = (played.mine[0].onset, max(note.offset for note in played.mine))
    if len(pitches) == 1:
        pitch = played.mine[0].pitch
        return played.strength("one-tone", 0.8, whole, pitch=pitch, count=len(played.strokes))
    if len(pitches) <= 4 and len(played.strokes) >= 4 * len(pitches):  # noqa: PLR2004 - few enough to hear
        return played.strength("few-tones", 0.6 - 0.05 * len(pitches), whole, count=len(pitches))
    if len(pitches) >= _MANY and len(played.strokes) >= _MANY:
        return played.strength("many-tones", 0.36 + 0.002 * len(pitches), whole, count=len(pitches))
    return None


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (reach, low_with_high, chords, home, palette)
