"""A verse: lines of words over bars with two chords in them, and the tones the words are sung on.

A line has four bars. What is sung is laid out in beats from the beginning of the verse, so that it can be
played, drawn and written down from the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.syllables import of_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtlearn.language import Language

__all__ = ["BARS", "LINES", "ORDERS", "Line", "Segment", "Sung", "order_of", "over", "parts_of", "sing"]

BARS: Final = 4
"""Bars in a line."""
LINES: Final = 4
"""Lines in a verse."""
ORDERS: Final = ("AABB", "ABAB", "ABBA", "AAAB", "ABAA", "AAAA", "BBAA")
"""Which of the two chords stands in each bar of a line."""
_EARLY: Final = 0.26
"""How far (in beats) before a bar a syllable may begin and still have that bar's chord over it."""


class Sung(NamedTuple):
    """One tone of the melody: onset and length in beats from the beginning of the verse, and its syllable.

    ``place`` says where in its word the syllable stands: "single", "begin", "middle" or "end"; both are
    empty where a tone has no syllable of its own.
    """

    onset: float
    length: float
    pitch: int
    syllable: str = ""
    place: str = ""

    @property
    def end(self) -> float:
        """When it ends, in beats."""
        return self.onset + self.length


class Line(NamedTuple):
    """A line of a verse: its words, the chord of each of its bars (``"AABB"``), and its number, from 0."""

    words: str
    order: str
    number: int = 0


class Segment(NamedTuple):
    """Some words with the chord that begins over them; no chord where the one before goes on."""

    chord: str
    words: str


def order_of(orders: Iterable[str]) -> str:
    """Give the chord of every bar of a verse, ``"AABBABAB…"``."""
    return "".join(orders)


def parts_of(line: str, lang: Language) -> list[tuple[str, str]]:
    """Part a line into syllables, each with its place in its word."""
    found = []
    for word in of_line(line, lang):
        last = len(word) - 1
        for place, syllable in enumerate(word):
            where = "single" if last == 0 else "begin" if place == 0 else "end" if place == last else "middle"
            found.append((syllable, where))
    return found


def sing(tones: Sequence[Sung], lines: Sequence[str], lang: Language, beats: int) -> tuple[Sung, ...]:
    """Give each syllable of each line a tone of that line, in order.

    Tones beyond the syllables are sung on as the last one goes on; syllables beyond the tones are left to be
    spoken. ``beats`` is how many a bar has.
    """
    found = []
    for number, line in enumerate(lines):
        begins = number * BARS * beats
        own = [tone for tone in tones if begins - _EARLY <= tone.onset < begins + BARS * beats - _EARLY]
        parts = parts_of(line, lang)
        for place, tone in enumerate(own):
            syllable, where = parts[place] if place < len(parts) else ("", "")
            found.append(tone._replace(syllable=syllable, place=where))
    return tuple(found)


def over(line: Line, sung: Sequence[Sung], lang: Language, beats: int) -> tuple[Segment, ...]:
    """Lay the chords of a line over its words: ``A`` or ``B`` where a bar brings another chord.

    A chord stands over the first syllable that is sung in its bar. Where nothing is sung, words are shared
    out evenly over the bars; where a bar has no words, its chord stands by itself.
    """
    order = line.order
    parts = parts_of(line.words, lang)
    begins = line.number * BARS * beats
    own = [one for one in sung if begins - _EARLY <= one.onset < begins + BARS * beats - _EARLY]
    if own:
        bars = [int((one.onset - begins + _EARLY) // beats) for one in own[: len(parts)]]
        bars += [bars[-1] if bars else 0] * (len(parts) - len(bars))
    else:
        bars = [place * len(order) // max(1, len(parts)) for place in range(len(parts))]
    found: list[Segment] = []
    for bar, letter in enumerate(order):
        here = [part for part, where in zip(parts, bars, strict=True) if where == bar]
        words = _joined(here)
        if bar > 0 and letter == order[bar - 1] and found:
            found[-1] = Segment(found[-1].chord, found[-1].words + words)
        else:
            found.append(Segment(letter, words))
    return tuple(found)


def _joined(parts: Iterable[tuple[str, str]]) -> str:
    """Write syllables as words again; a word that goes on in the next bar is joined to it there."""
    return "".join(syllable + (" " if where in {"single", "end"} else "") for syllable, where in parts)
