"""The music to play over, one bar after the other: asked for by number, and always the same."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final

from mtlearn.music.backing import voicing
from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.backing.feel import performed
from mtlearn.music.backing.harmony import harmony
from mtlearn.music.backing.metre import beat_length, beats_in
from mtlearn.music.backing.scene import Scene
from mtlearn.music.backing.styles import PLAYERS, VOICES

if TYPE_CHECKING:
    from mtlearn.music.backing.harmony import Moment
    from mtlearn.music.backing.setting import Setting

__all__ = ["bar", "bars", "count_in", "voices"]

_OCTAVE: Final = 12
_FOUR: Final = 4
_HELD: Final = 5.0
"""About how many seconds a bar of drone lasts: a whole number of times four beats."""
_BREATH: Final = 5.5
_BREATHS: Final = (0.75, 1.3)
"""How long a bar of open pulse lasts at tempo 90 (seconds), and by what it is shortened or lengthened."""
_CALM_TEMPO: Final = 90
_COUNTED: Final = 2.0
"""Seconds a count-in lasts at least: two bars of it where one is shorter."""
_PAUSE: Final = 1.2
"""Seconds of quiet in place of a count-in, where nothing is counted."""
_HIGH_BLOCK, _LOW_BLOCK = 76, 77


def bars(setting: Setting) -> int:
    """Say how many bars a round has before its harmony begins again.

    Raises:
        MusicError: there can be no music of this setting; says which part of it, and what is possible.
    """
    setting.checked()
    return len(harmony(setting.style, setting.tonic % _OCTAVE, setting.mode))


def voices(setting: Setting) -> dict[str, str]:
    """Say which voice of the bank plays each part, such as ``{"bass": "electric-bass", …}``."""
    return dict(VOICES[setting.checked().style])


def bar(setting: Setting, number: int, *, coming_from: Bar | None = None) -> Bar:
    """Make one bar, counted from 0 for ever; the harmony goes round, the playing is never twice the same.

    ``coming_from`` is the bar just played, of whatever setting: where the music changes at a bar line, the
    first chord is then laid out so that it leads from that bar, and on to what follows.

    Raises:
        MusicError: there can be no music of this setting.
    """
    setting.checked()
    whole = harmony(setting.style, setting.tonic % _OCTAVE, setting.mode)
    moments, coming = whole[number % len(whole)], whole[(number + 1) % len(whole)][0]
    if coming_from is not None:
        moments = (_led(moments, coming, coming_from), *moments[1:])
    chance = _chance(setting, number)
    beat = beat_length(setting)
    beats = _beats(setting, chance)
    length = beats * beat
    scene = Scene(setting, number, len(whole), moments, coming, beats, chance)
    strokes = performed(PLAYERS[setting.style](scene), setting, beat, length, chance, first=number == 0)
    return Bar(
        length,
        tuple(place * beat for place in range(beats_in(setting.style))),
        tuple((moment.beat * beat, moment.chord.symbol) for moment in moments),
        strokes,
    )


def count_in(setting: Setting) -> Bar:
    """Count in on wood blocks: a bar, or two where one would be over in under two seconds.

    Where there is no metre, there is a short breath of quiet.

    Raises:
        MusicError: there can be no music of this setting.
    """
    setting.checked()
    beat, count = beat_length(setting), beats_in(setting.style)
    if not count:
        return Bar(_PAUSE, (), (), ())
    times = 1 if count * beat >= _COUNTED else 2
    beats = tuple(place * beat for place in range(count * times))
    clicks = tuple(
        Stroke("count-in", onset, 0.1, *((_HIGH_BLOCK, 70) if place % count == 0 else (_LOW_BLOCK, 60)))
        for place, onset in enumerate(beats)
    )
    return Bar(count * times * beat, beats, (), clicks)


def _chance(setting: Setting, number: int) -> random.Random:
    """Give a bar its own chance; at another tempo or in another key the hand plays the same."""
    return random.Random(f"{setting.style} {setting.mode} {setting.seed} {number}")  # noqa: S311 - music, not secrets


def _beats(setting: Setting, chance: random.Random) -> float:
    """Say how long a bar is in beats."""
    count = beats_in(setting.style)
    if count:
        return count
    if setting.style == "drone":
        return _FOUR * max(1, round(_HELD / beat_length(setting) / _FOUR))
    seconds = _BREATH * math.sqrt(_CALM_TEMPO / setting.tempo) * chance.uniform(*_BREATHS)
    return seconds / beat_length(setting)


def _led(moments: tuple[Moment, ...], coming: Moment, before: Bar) -> Moment:
    """Lay the first chord out anew, between what sounded last and what comes."""
    first = moments[0]
    old = _last_layout(before)
    if not old or len(first.layout) < 3:  # noqa: PLR2004 - a drone stays where it is
        return first
    after = moments[1] if len(moments) > 1 else coming
    choices = voicing.voicings(first.chord, len(first.layout))
    layout = min(
        choices,
        key=lambda laid: (
            voicing.motion(old, laid)
            + voicing.still(laid)
            + voicing.doubled((laid, first.bass))
            + voicing.moving((laid, first.bass), (after.layout, after.bass))
        ),
    )
    return first._replace(layout=layout)


def _last_layout(before: Bar) -> tuple[int, ...]:
    """Read off a bar which tones its last chord had, in the chords' register."""
    since = before.chords[-1][0] if before.chords else 0.0
    tones = {
        stroke.pitch
        for stroke in before.strokes
        if stroke.part in {"chords", "held"} and stroke.onset >= since - 0.05
    }
    return tuple(sorted(tone for tone in tones if voicing.LOWEST <= tone <= voicing.HIGHEST))
