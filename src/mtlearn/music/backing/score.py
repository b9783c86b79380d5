"""The music to play over as notation: rounds of it as a music21 score, its unevenness taken out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mtlearn.music.backing.accompaniment import bar, bars, voices
from mtlearn.music.backing.metre import beat_length, metre

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.bar import Bar, Stroke
    from mtlearn.music.backing.setting import Setting

__all__ = ["score"]

_GRID: Final = 12
"""Steps of a quarter that onsets are laid on: sixteenths and triplets both fall on them."""
_DOTTED: Final = 1.5


def score(setting: Setting, rounds: int = 1) -> Any:  # noqa: ANN401 - a music21 Score; music21 has no types
    """Write out some rounds: a part for each part that plays, and the chord symbols over the first.

    A quarter is a beat, and a dotted quarter in 6/8. Where there is no metre there is no time signature,
    and a quarter is a beat at the setting's tempo.

    Raises:
        MusicError: there can be no music of this setting.
    """
    from music21 import harmony, meter, stream, tempo  # noqa: PLC0415 - only for those who write it out

    new_part: Any = stream.Part
    parts = {name: new_part(id=name) for name in voices(setting)}
    signature, quarters = metre(setting), _DOTTED if metre(setting) == (6, 8) else 1.0
    scale = quarters / beat_length(setting)
    first = next(iter(parts.values()))
    first.insert(0, tempo.MetronomeMark(number=setting.tempo, referent=quarters))
    for part in parts.values():
        if signature:
            part.insert(0, meter.TimeSignature(f"{signature[0]}/{signature[1]}"))
    start = 0.0
    for number in range(bars(setting) * rounds):
        found = bar(setting, number)
        if setting.style != "drone":  # which has no third, and music21 no symbol for that
            for when, symbol in found.chords:
                first.insert(start + when * scale, harmony.ChordSymbol(_read(symbol)))
        for name, onset, tone in _tones(found, scale):
            parts[name].insert(start + onset, tone)
        start += found.length * scale
    return stream.Score(list(parts.values()))


def _tones(found: Bar, scale: float) -> Iterator[tuple[str, float, Any]]:
    """Give a bar's notes and chords with their part and their place in quarters, laid on the grid."""
    from music21 import chord, note  # noqa: PLC0415 - only for those who write it out

    together: defaultdict[tuple[str, float], list[Stroke]] = defaultdict(list)
    for stroke in found.strokes:
        together[stroke.part, max(0.0, round(stroke.onset * scale * _GRID) / _GRID)].append(stroke)
    for (name, onset), strokes in together.items():
        pitches = sorted({stroke.pitch for stroke in strokes})
        tone: Any = chord.Chord(pitches) if len(pitches) > 1 else note.Note(pitches[0])
        lasts = max(stroke.duration for stroke in strokes)
        tone.quarterLength = max(1 / _GRID, round(lasts * scale * _GRID) / _GRID)
        tone.volume.velocity = max(stroke.velocity for stroke in strokes)
        yield name, onset, tone


def _read(symbol: str) -> str:
    """Write a symbol as music21 reads it: a flat root has a minus."""
    return symbol[0] + symbol[1:].replace("b", "-", 1) if symbol[1:2] == "b" else symbol
