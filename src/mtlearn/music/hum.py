"""Two chords with a tune over them that has no words: a piece to listen to, made bar by bar."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.backing.metre import beat_length, beats_in
from mtlearn.music.tune import Ground, propose
from mtlearn.music.vamp import bar, chords_of, is_dotted
from mtlearn.music.verse import BARS, LINES

if TYPE_CHECKING:
    from mtlearn.music.vamp import Vamp
    from mtlearn.music.verse import Sung

__all__ = ["hummed"]

_LINES: Final = ("la la la la la la", "la la la la la", "la la la la la la", "la la la la")
"""So many tones a line; the tune does not know what is sung."""
_TOUCH: Final = 78
_HELD: Final = 0.95


def hummed(vamp: Vamp, scale: str, number: int, *, part: str = "tune", touch: int = _TOUCH) -> Bar:
    """Make one bar of the vamp with its tune, played by ``part``; the tune goes round in sixteen bars.

    Raises:
        MusicError: there can be no music of this setting, or there is no such scale.
    """
    made, beats = bar(vamp, number), beats_in(vamp.setting.style)
    beat = beat_length(vamp.setting)
    begins = number % (BARS * LINES) * beats
    tune = tuple(
        Stroke(part, (one.onset - begins) * beat, one.length * beat * _HELD, one.pitch, touch)
        for one in _tune(vamp, scale)
        if begins <= one.onset < begins + beats
    )
    return made._replace(strokes=tuple(sorted((*made.strokes, *tune), key=lambda stroke: stroke.onset)))


@cache
def _tune(vamp: Vamp, scale: str) -> tuple[Sung, ...]:
    setting = vamp.setting
    chords = chords_of(setting.tonic, setting.mode)
    rounds = -(-BARS * LINES // len(vamp.numerals))
    under = tuple(chords[numeral].tones for numeral in vamp.numerals * rounds)[: BARS * LINES]
    ground = Ground(scale, setting.tonic, under, beats_in(setting.style), is_dotted(setting.style))
    return propose(_LINES, ground, "en", setting.seed)
