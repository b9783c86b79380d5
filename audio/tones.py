"""Makes a voice with pitch: in tune, even from key to key, following touch, going on while a key is held."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from filters import low_passed, resampled, straightened
from loops import closed, contour, evened, found, ringing, steadied, swaying
from soundfont import ATTENUATION, DECAY, HOLD, PAN, ROOT, SAMPLE, SUSTAIN
from strokes import HIGHEST, begun, spoken, tamed
from tuning import section, single
from writing import momentary, rounded, written

from mtlearn.sound.bank import Voice, Zone

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from recipes import Layer, Tone
    from soundfont import SoundFont

    Sound = NDArray[np.float64]

__all__ = ["tone"]

_MIDDLE = 60
_DARKEST = 1100.0
"""Hz below which no touch is darkened: the stroke itself would be lost."""
_LONGEST = 3.6
_ROOM = 24
"""How many times its cut-off a darkened sample's rate must be before every second frame is left out."""
_LOW = 36
"""Below this key a string's fundamental is too weak to hear the pitch from."""
_SOFTER = 0.97
"""A softer touch's copy is a quarter of a dB below the full one: no key gets softer when struck harder."""
_TOUCHES = {1: ("",), 2: ("-soft", ""), 3: ("-soft", "-middle", "")}
_MOST = 15.0
"""The most dB a sample is moved to sit evenly beside its neighbours."""
_LEVEL = -16.0


class Made(NamedTuple):
    """A sample made ready: its frames, its loop, and the envelope that goes with it."""

    sound: Sound
    loop: tuple[int, int] | None
    rate: int
    hold: float
    decay: float
    sustain: float

    def played(self, seconds: float) -> Sound:
        """Give it as it sounds at its own pitch, for measuring."""
        count = int(seconds * self.rate)
        at = np.arange(count)
        if self.loop:
            start, end = self.loop
            at = np.where(at >= end, start + (at - start) % (end - start), at)
            heard = self.sound[at]
        else:
            heard = np.pad(self.sound[:count], (0, max(0, count - len(self.sound))))
        if self.decay and self.sustain < 1:
            time = np.maximum(0, np.arange(count) / self.rate - self.hold)
            heard = heard * np.maximum(10 ** (-5 * time / self.decay), self.sustain)
        return heard


class Taken(NamedTuple):
    """A sample as the source has it, straightened and begun in time."""

    root: int
    side: int
    sound: Sound
    loop: tuple[int, int]
    rate: int
    zone: dict[int, int]


def _taken(font: SoundFont, recipe: Tone) -> list[Taken]:
    taken = []
    for zone in font.zones(recipe.program):
        header = font.samples[zone[SAMPLE]]
        root = zone.get(ROOT, header[6])
        side = int(np.sign(zone.get(PAN, 0)))
        if root not in recipe.roots or (recipe.sides == "left" and side > 0):
            continue
        if recipe.sides == "left" and not recipe.depths and any(one.root == root for one in taken):
            continue
        rate = header[5]
        raw = straightened(font.sound(zone[SAMPLE]), rate)
        sound = begun(raw, rate)
        cut = len(raw) - len(sound)
        loop = (max(0, header[3] - header[1] - cut), header[4] - header[1] - cut)
        taken.append(Taken(root, side, sound, loop, rate, zone))
    if recipe.sides == "steadier":
        roots = {one.root for one in taken}
        taken = [min((one for one in taken if one.root == root), key=_unrest) for root in roots]
    return sorted(taken, key=lambda one: one[:2])


def _unrest(one: Taken) -> float:
    """Tell how much a held sound's level moves, as a standard deviation in dB."""
    level = contour(one.sound, one.rate, 0.03)[int(0.2 * one.rate) :]
    return float(np.std(20 * np.log10(level)))


def _seconds(timecents: int) -> float:
    """Read a SoundFont time; its least means none."""
    return 0.0 if timecents <= -12000 else round(2.0 ** (timecents / 1200), 4)  # noqa: PLR2004 - the format's least


def _level(centibels: float) -> float:
    """Read a SoundFont attenuation; 100 dB means silence."""
    return 0.0 if centibels >= 1000 else round(10.0 ** (-centibels / 200), 4)  # noqa: PLR2004 - 100 dB


def _going_on(one: Taken, recipe: Tone, layer: Layer) -> Made:
    rate = min(recipe.rate, one.rate)
    cutoff = layer.cutoff and max(_DARKEST, layer.cutoff * 2 ** ((one.root - _MIDDLE) / 24))
    period = rate / (440 * 2 ** ((one.root - 69) / 12))
    envelope = (_seconds(one.zone.get(HOLD, -12000)), _seconds(one.zone.get(DECAY, -12000)),
                _level(one.zone.get(SUSTAIN, 0)))  # fmt: skip

    def touched(sound: Sound, rate: int) -> Sound:
        return low_passed(sound, cutoff, rate) if cutoff else sound

    if recipe.way == "source":
        start, end = one.loop
        sound = closed(
            touched(one.sound[:end], one.rate), one.loop, one.rate, min(0.03, start / one.rate / 2)
        )
        return Made(sound, one.loop, one.rate, *envelope)
    if recipe.way == "sways":
        longer, loop = swaying(one.sound, one.loop, one.rate, recipe.seconds, 3.0)
        return Made(np.concatenate([longer, longer[loop[0] : loop[0] + 4]]), loop, one.rate, 0.0, 0.0, 1.0)
    sound = resampled(one.sound, one.rate, rate)
    if recipe.way == "rings":
        # The source holds some of its samples level and lets them die in playing.
        time = np.arange(len(sound)) / rate
        sound = sound * 10 ** (-5 * np.maximum(0, time - envelope[0]) / max(envelope[1], 0.1))
    if recipe.way == "once":
        sound = touched(sound, rate)[: int(recipe.seconds * rate)].copy()
        tail = len(sound) // 4
        sound[-tail:] *= np.linspace(1, 0, tail) ** 2
        return Made(sound, None, rate, *envelope)
    if recipe.way == "lasts":
        sound = spoken(sound, rate)[: int(recipe.seconds * rate)]
        gain = evened(sound, rate, 0.2, 0.85)
        gain = gain * evened(sound * gain, rate, 0.2, 0.5, 0.1)
        first = int(0.25 * rate)
        shortest = min(0.8, 0.3 * len(sound) / rate)
        loop = found(sound * gain, rate, (first, len(sound)), shortest=shortest, period=period, fade=0.12)
        sound = steadied(closed(touched(sound, rate) * gain, loop, rate, 0.12), loop, rate, 0.6, 0.06)
        return Made(sound, loop, rate, 0.0, 0.0, 1.0)
    seconds = min(recipe.seconds * 2 ** (-(one.root - _MIDDLE) / 24), _LONGEST, len(sound) / rate - 0.01)
    sound = sound[: int(seconds * rate)]
    since = max(0.3 * seconds, 0.1)
    hold = round(min(0.1, since), 4)
    gain, speed = ringing(sound, rate, since, hold, 100 / max(envelope[1], 1.0))
    fade = min(0.2, 0.2 * seconds)
    span = (int(0.45 * len(sound)), len(sound))
    start, end = found(sound * gain, rate, span, shortest=0.25 * seconds, period=period, fade=fade)
    sound = touched(sound, rate)
    if cutoff and _ROOM * cutoff < rate:
        # What has no treble left needs only half the frames.
        sound, gain, rate, start, end = (
            resampled(sound, rate, rate // 2),
            gain[::2],
            rate // 2,
            start // 2,
            end // 2,
        )
    count = min(len(sound), len(gain))
    sound = closed(sound[:count] * gain[:count], (start, end), rate, fade)
    sound = steadied(sound, (start, end), rate, 0.6, max(0.06, 4 * period / recipe.rate))
    return Made(sound, (start, end), rate, hold, rounded(100 / speed), 0.0)


def _root(made: Made, nominal: int, *, many: bool = False) -> float:
    """Measure the pitch a sample really has, in MIDI pitches, after its first tenth of a second."""
    heard = made.played(3.0 if many and nominal >= _LOW else 1.1)[made.rate // 10 :]
    return round((section if many else single)(heard, made.rate, nominal), 2)


def _pad(font: SoundFont, recipe: Tone, folder: Path) -> list[Zone]:
    zones = []
    for at, one in enumerate(_taken(font, recipe)):
        for number, (lowest, cutoff) in enumerate(recipe.depths):
            last = number == len(recipe.depths) - 1
            centre = lowest + 6 if lowest else 42
            heard = cutoff * 2 ** ((one.root - centre) / 12)
            start, end = one.loop
            longer = np.concatenate([one.sound[:end], np.tile(one.sound[start:end], 2)])
            dark = low_passed(longer, heard, one.rate)[:end]
            sound = closed(dark, one.loop, one.rate, 0.1)
            made = Made(sound, one.loop, one.rate, 0.0, 0.0, 1.0)
            name = f"{recipe.name}-{lowest}{'ab'[at]}"
            digest, undo = written(folder, name, sound, one.rate)
            zones.append(
                Zone(
                    sample=name, low=lowest, high=127 if last else recipe.depths[number + 1][0] - 1,
                    low_velocity=1, high_velocity=127, root=_root(made, one.root), rate=one.rate,
                    frames=len(sound), loop=one.loop, attack=recipe.attack,
                    hold=_seconds(one.zone.get(HOLD, -12000)), decay=_seconds(one.zone.get(DECAY, -12000)),
                    sustain=_level(one.zone.get(SUSTAIN, 0)), release=recipe.release,
                    gain=rounded(_level(0.4 * one.zone.get(ATTENUATION, 0)) * undo),
                    pan=recipe.spread * (2 * at - 1), digest=digest,
                )
            )  # fmt: skip
    return zones


def tone(font: SoundFont, recipe: Tone, folder: Path) -> Voice:
    """Write a voice's samples and say how each is played."""
    if recipe.depths:
        return Voice(recipe.name, 1.0, tuple(_pad(font, recipe, folder)))
    taken = _taken(font, recipe)
    roots = sorted({one.root for one in taken})
    zones = []
    for one in taken:
        at = roots.index(one.root)
        low = (roots[at - 1] + one.root) // 2 + 1 if at else 0
        high = (one.root + roots[at + 1]) // 2 if at < len(roots) - 1 else 127
        for zone in _touches(one, recipe, folder):
            zones.append(msgspec.structs.replace(zone, low=low, high=high))  # noqa: PERF401 - reads better
    return Voice(recipe.name, 1.0, tuple(zones))


def _touches(one: Taken, recipe: Tone, folder: Path) -> list[Zone]:
    """Write one sample as it sounds at each touch; the softer copies are as strong as the full one."""
    zones = []
    made = [_going_on(one, recipe, layer) for layer in recipe.layers]
    full = made[-1]
    even = recipe.even * (_LEVEL - momentary(full.played(0.5), full.rate))
    even = max(-_MOST, min(_MOST, even))
    root = _root(full, one.root, many=recipe.sides == "both" or one.root < _LOW)
    side = "" if recipe.sides != "both" else {-1: "-left", 1: "-right"}[one.side]
    lowest = 1
    for layer, this, touch in zip(recipe.layers, made, _TOUCHES[len(made)], strict=True):
        name = f"{recipe.name}-{one.root}{side}{touch}"
        sound = tamed(this.sound, HIGHEST / 10 ** (even / 20)) if recipe.way == "source" else this.sound
        digest, undo = written(folder, name, sound, this.rate)
        same = 1.0 if this is full else _SOFTER * _strength(full) / _strength(this)
        zones.append(
            Zone(
                sample=name, low=0, high=127, low_velocity=lowest, high_velocity=layer.highest, root=root,
                rate=this.rate, frames=len(this.sound), loop=this.loop, attack=recipe.attack,
                hold=this.hold, decay=this.decay, sustain=this.sustain, release=recipe.release,
                gain=rounded(10 ** (even / 20) * same * undo),
                pan=recipe.spread * one.side if side else 0.0, digest=digest,
            )
        )  # fmt: skip
        lowest = layer.highest + 1
    return zones


def _strength(made: Made) -> float:
    heard = made.played(0.5)
    return float(np.sqrt(np.mean(heard**2)))
