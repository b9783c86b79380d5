"""What each value of a timeline is called: in words and figures of one language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.names import pitch_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.music.timeline import Timeline
    from mtlearn.music.timeline.strand import Strand
    from mtlearn.music.timeline.tonality import Centre
    from mtlearn.music.timeline.window import Series

__all__ = ["Values", "clock", "scale"]

_SOFT: Final = 56
_STRONG: Final = 92
_ROOM: Final = {"velocity": 24.0, "pitch": 6.0}
"""How far a scale goes at least to each side of its middle, so that small changes look small."""
_OCTAVE: Final = 12
_KEYS: Final[dict[tuple[Language, bool], tuple[str, ...]]] = {
    ("nb", False): ("C", "Dess", "D", "Ess", "E", "F", "Fiss", "G", "Ass", "A", "B", "H"),
    ("nb", True): ("c", "ciss", "d", "ess", "e", "f", "fiss", "g", "giss", "a", "b", "h"),
    ("en", False): ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"),
    ("en", True): ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B"),
}


class Values:
    """Says the values of one timeline in one language."""

    def __init__(self, found: Timeline, own: dict[str, str], lang: Language) -> None:
        self._found, self._own, self._lang = found, own, lang

    def values(self, name: str, side: str) -> list[str]:
        """Say a measure of one player at each time."""
        strand: Strand = getattr(self._found, side)
        if name == "clarity":
            pairs = zip(strand.clarity, strand.period, strict=True)
            return [self._own["none"] if c is None else self._pulse(c, period) for c, period in pairs]
        series: Series = getattr(strand, name)
        return [self._own["none"] if value is None else self._value(name, value) for value in series]

    def centres(self, side: str) -> list[str]:
        """Name the tonal centre of one player at each time, nothing where there is none to name."""
        return ["" if one is None else self._key(one) for one in getattr(self._found, side).centres]

    def keys(self) -> dict[str, str]:
        """Give a short name for each tonal centre by its name: a minor one can be told from a major one."""
        short = {False: "{tone}", True: self._own["key-minor-short"]}
        return {
            self._own["key-minor" if minor else "key-major"].format(tone=tone): short[minor].format(tone=tone)
            for (lang, minor), tones in _KEYS.items()
            if lang == self._lang
            for tone in tones
        }

    def _value(self, name: str, value: float) -> str:
        own = self._own
        if name == "velocity":
            level = "soft" if value < _SOFT else "medium" if value < _STRONG else "strong"
            return own[f"value-velocity-{level}"].format(value=round(value))
        if name == "pitch":
            return own["value-pitch"].format(note=pitch_name(round(value), self._lang))
        return own[f"value-{name}"].format(value=self.number(value, 1 if name == "density" else 2))

    def _pulse(self, clarity: float, period: float | None) -> str:
        own, value = self._own, self.number(clarity, 2)
        if period is None:
            return own["value-clarity-none"].format(value=value)
        return own["value-clarity"].format(value=value, tempo=round(60 / period))

    def end(self, name: str, value: float) -> str:
        """Say what stands at an end of a measure's scale."""
        if name == "pitch":
            return pitch_name(round(value), self._lang)
        number = self.number(value, 0 if value == round(value) else 1)
        return self._own["unit-density"].format(value=number) if name == "density" and value else number

    def range(self, name: str, side: str) -> str:
        """Say from where to where a measure of one player goes."""
        who = self._own["me" if side == "mine" else "partner"]
        series = getattr(getattr(self._found, side), name)
        known = [value for value in series if value is not None]
        if not known:
            return self._own["range-none"].format(who=who)
        say: Callable[[float], str] = (
            (lambda value: self.number(value, 2))
            if name == "clarity"
            else (lambda value: self._value(name, value))
        )
        low, high = say(min(known)), say(max(known))
        return self._own["range-one" if low == high else "range"].format(who=who, low=low, high=high)

    def _key(self, centre: Centre) -> str:
        tone = _KEYS[self._lang, centre.minor][centre.pitch_class % _OCTAVE]
        return self._own["key-minor" if centre.minor else "key-major"].format(tone=tone)

    def number(self, value: float, digits: int) -> str:
        """Write a number as the language does."""
        return f"{value:.{digits}f}".replace(".", self._own["decimal"])


def clock(seconds: float) -> str:
    """Give seconds as minutes and seconds: ``1:05``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def scale(name: str, values: list[float | None]) -> tuple[float, float]:
    """Give the ends of a lane's scale: the whole one where there is one, else as far as the values go."""
    known = [value for value in values if value is not None]
    if name == "clarity" or not known:
        return 0, 1
    if name in _ROOM:
        middle = (min(known) + max(known)) / 2
        aside = max(_ROOM[name], (max(known) - min(known)) / 2 + 1)
        return max(0, math.floor(middle - aside)), min(127, math.ceil(middle + aside))
    highest = max(known)
    step = 10.0 ** math.floor(math.log10(highest)) if highest > 0 else 1.0
    return 0, next(step * size for size in (1, 1.5, 2, 3, 5, 7.5, 10) if step * size >= highest * 0.999)
