"""Melodies with marked phrases, from music21's corpus: what the partner is tried on.

*Chorales*: the soprano of Bach's four-part chorales; a fermata ends a phrase. *Folk songs*: the Essen
collection, where each line of the encoding is a phrase, as in the EsAC code it was made from.

What the ear knows of phrases was chosen on some of these (``training/phrases``: every second melody of them);
the others were only ever measured on.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Melody", "Tone", "chorales", "chosen_on", "folk_songs", "not_chosen_on"]

_CHOSEN_ON: Final = (
    "boehme10", "altdeu10", "kinder0", "erk5", "erk10", "han1", "ballad10", "ballad20", "ballad30", "dva0",
    "lux",
)  # fmt: skip
_NOT_CHOSEN_ON: Final = (
    "boehme20", "altdeu20", "erk20", "erk30", "fink0", "han2", "ballad40", "ballad50", "ballad60", "ballad70",
    "ballad80", "folkHaydn", "irl", "lot", "variant0", "zuccal0",
)  # fmt: skip
_CHORALES: Final = 80
"""The first so many chorales are chosen on; those after them are not."""

_STEPS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SHARPS: Final = "FCGDAEB"
_MODES: Final = {
    "maj": 0,
    "ion": 0,
    "min": -3,
    "m": -3,
    "aeo": -3,
    "dor": -2,
    "mix": -1,
    "lyd": 1,
    "phr": -4,
    "loc": -5,
}
_FIFTHS: Final = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
_TOKEN: Final = re.compile(
    r"(?P<accidental>\^\^|__|[_^=]?)(?P<letter>[A-Ga-gz])(?P<octave>[,']*)(?P<top>\d*)(?P<slash>/?)(?P<low>\d*)"
    r"(?P<tie>-?)|(?P<bar>[|:\]\[]+)|(?P<space>\s+)"
)


class Tone(NamedTuple):
    """A written tone: when it begins and how long it is, in quarter notes, and its MIDI pitch."""

    onset: float
    length: float
    pitch: int


class Melody(NamedTuple):
    """A melody with a name, parted into its phrases; onsets count from its beginning."""

    name: str
    phrases: tuple[tuple[Tone, ...], ...]


def chosen_on(each: int) -> dict[str, list[Melody]]:
    """Give the collections that something was chosen on, so many melodies of each, spread over it."""
    songs = {name: _spread(list(folk_songs(f"{name}.abc")), each) for name in _CHOSEN_ON}
    return {"chorales": _spread(list(chorales(_CHORALES)), each), **songs}


def not_chosen_on(each: int) -> dict[str, list[Melody]]:
    """Give the collections that nothing was chosen on."""
    songs = {name: _spread(list(folk_songs(f"{name}.abc")), each) for name in _NOT_CHOSEN_ON}
    return {"more chorales": list(chorales(_CHORALES + each))[_CHORALES:], **songs}


def _spread(melodies: list[Melody], count: int) -> list[Melody]:
    """Take pairs of neighbours from the whole of a collection."""
    step = max(1, len(melodies) // count)
    pairs = [melodies[place : place + 2] for place in range(0, len(melodies) - 1, 2 * step)]
    return [melody for pair in pairs for melody in pair][:count]


def chorales(count: int) -> Iterator[Melody]:
    """Give the sopranos of the first chorales that have at least three fermatas."""
    from music21 import corpus, expressions  # noqa: PLC0415 - half a second

    found = 0
    for path in sorted(corpus.getComposer("bach"), key=str):
        if found == count:
            return
        score = corpus.parse(path)
        parts = list(score.parts)
        if len(parts) != 4:
            continue
        phrases: list[tuple[Tone, ...]] = []
        tones: list[Tone] = []
        for note in parts[0].flatten().notes:
            if note.tie is not None and note.tie.type != "start" and tones:
                last = tones[-1]
                tones[-1] = last._replace(length=float(note.offset + note.quarterLength) - last.onset)
            elif note.quarterLength > 0:
                tones.append(Tone(float(note.offset), float(note.quarterLength), note.pitches[-1].midi))
            if any(isinstance(mark, expressions.Fermata) for mark in note.expressions):
                phrases.append(tuple(tones))
                tones = []
        if len(phrases) >= 3:
            found += 1
            yield Melody(Path(path).name, tuple(phrase for phrase in phrases if phrase))


def folk_songs(file: str) -> Iterator[Melody]:
    """Give the songs of one file of the Essen collection that are of at least three lines."""
    import music21  # noqa: PLC0415 - half a second

    text = (Path(music21.__file__).parent / "corpus" / "essenFolksong" / file).read_text("utf-8", "replace")
    for song in text.split("\nX:")[1:]:
        lines = song.splitlines()
        fields = {line[0]: line[2:].strip() for line in lines[1:] if line[1:2] == ":"}
        if "K" not in fields or "L" not in fields:
            continue
        body = [line for line in lines[1:] if line.strip() and line[1:2] != ":" and line[0] != "%"]
        phrases = _lines(body, 4 * Fraction(fields["L"]), _signature(fields["K"]))
        if phrases is not None and len(phrases) >= 3:
            yield Melody(f"{file} {lines[0].strip()}", phrases)


def _signature(key: str) -> dict[str, int]:
    """Say which letters a key raises or lowers."""
    found = re.match(r"([A-G])([#b]?)\s*([A-Za-z]*)", key)
    if not found:
        return {}
    letter, accidental, mode = found.groups()
    fifths = _FIFTHS[letter] + {"#": 7, "b": -7, "": 0}[accidental] + _MODES.get(mode.lower()[:3], 0)
    if fifths >= 0:
        return dict.fromkeys(_SHARPS[:fifths], 1)
    return dict.fromkeys(_SHARPS[::-1][:-fifths], -1)


def _lines(body: list[str], unit: Fraction, signature: dict[str, int]) -> tuple[tuple[Tone, ...], ...] | None:
    """Read each line as a phrase; None where there is something this little reader does not know."""
    now, tied = Fraction(0), False
    in_bar: dict[str, int] = {}
    phrases: list[list[Tone]] = []
    for line in body:
        phrases.append([])
        place = 0
        while place < len(line):
            found = _TOKEN.match(line, place)
            if not found:
                return None
            place = found.end()
            if found["bar"]:
                in_bar = {}
            if not found["letter"]:
                continue
            low = int(found["low"] or 2) if found["slash"] else 1
            length = unit * Fraction(int(found["top"] or 1), low)
            if found["letter"] != "z":
                pitch = _pitch(found, signature, in_bar)
                last = phrases[-1] or (phrases[-2] if len(phrases) > 1 else [])
                if tied and last and last[-1].pitch == pitch:
                    last[-1] = last[-1]._replace(length=float(now + length) - last[-1].onset)
                else:
                    phrases[-1].append(Tone(float(now), float(length), pitch))
            tied = bool(found["tie"])
            now += length
    return tuple(tuple(phrase) for phrase in phrases if phrase)


def _pitch(found: re.Match[str], signature: dict[str, int], in_bar: dict[str, int]) -> int:
    letter = found["letter"]
    name = letter + found["octave"]
    if found["accidental"]:
        in_bar[name] = {"^": 1, "_": -1, "=": 0, "^^": 2, "__": -2}[found["accidental"]]
    octave = (72 if letter.islower() else 60) + 12 * (found["octave"].count("'") - found["octave"].count(","))
    return octave + _STEPS[letter.upper()] + in_bar.get(name, signature.get(letter.upper(), 0))
