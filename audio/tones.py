"""Makes a voice with pitch: in tune, even from key to key, following touch, going on while a key is held."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from filters import low_passed, resampled, straightened
from loops import closed, evened, found, ringing, swaying
from soundfont import ATTENUATION, DECAY, HOLD, PAN, ROOT, SAMPLE, SUSTAIN
from strokes import begun, spoken
from writing import momentary, rounded, written

from mtlearn.sound.bank import Voice, Zone
from mtlearn.sound.listening import cents_from

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from recipes import Layer, Tone
    from soundfont import SoundFont

    Sound = NDArray[np.float64]

__all__ = ["tone"]

_MIDDLE = 60
_SIDES = {"L": -500, "R": 500}
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
    sound: Sound
    loop: tuple[int, int]
    rate: int
    zone: dict[int, int]


def _taken(font: SoundFont, recipe: Tone) -> list[Taken]:
    taken = []
    for zone in font.zones(recipe.program):
        header = font.samples[zone[SAMPLE]]
        root = zone.get(ROOT, header[6])
        pan = zone.get(PAN, 0)
        if root not in recipe.roots or (pan and pan != _SIDES[recipe.side]):
            continue
        if any(one.root == root for one in taken) and not recipe.depths:
            continue
        rate = header[5]
        raw = straightened(font.sound(zone[SAMPLE]), rate)
        sound = begun(raw, rate)
        cut = len(raw) - len(sound)
        loop = (max(0, header[3] - header[1] - cut), header[4] - header[1] - cut)
        taken.append(Taken(root, sound, loop, rate, zone))
    return sorted(taken, key=lambda one: one.root)


def _seconds(timecents: int) -> float:
    """Read a SoundFont time; its least means none."""
    return 0.0 if timecents <= -12000 else round(2.0 ** (timecents / 1200), 4)  # noqa: PLR2004 - the format's least


def _level(centibels: float) -> float:
    """Read a SoundFont attenuation; 100 dB means silence."""
    return 0.0 if centibels >= 1000 else round(10.0 ** (-centibels / 200), 4)  # noqa: PLR2004 - 100 dB


def _going_on(one: Taken, recipe: Tone, layer: Layer) -> Made:
    rate = min(recipe.rate, one.rate)
    cutoff = layer.cutoff * 2 ** ((one.root - _MIDDLE) / 24)
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
    if recipe.way == "once":
        sound = touched(sound, rate)[: int(recipe.seconds * rate)].copy()
        tail = len(sound) // 4
        sound[-tail:] *= np.linspace(1, 0, tail) ** 2
        return Made(sound, None, rate, *envelope)
    if recipe.way == "lasts":
        sound = spoken(sound, rate)[: int(recipe.seconds * rate)]
        gain = evened(sound, rate, 0.2, 0.85)
        first = int(0.25 * rate)
        loop = found(sound * gain, rate, (first, len(sound)), min(0.8, 0.3 * len(sound) / rate), period)
        return Made(closed(touched(sound, rate) * gain, loop, rate, 0.12), loop, rate, 0.0, 0.0, 1.0)
    seconds = min(recipe.seconds * 2 ** (-(one.root - _MIDDLE) / 24), len(sound) / rate - 0.01)
    sound = sound[: int(seconds * rate)]
    since = max(0.3 * seconds, 0.1)
    hold = round(min(0.1, since), 4)
    gain, speed = ringing(sound, rate, since, hold)
    loop = found(sound * gain, rate, (int(0.45 * len(sound)), len(sound)), 0.25 * seconds, period)
    sound = closed(touched(sound, rate) * gain, loop, rate, min(0.2, 0.2 * seconds))
    return Made(sound, loop, rate, hold, rounded(100 / speed), 0.0)


def _root(made: Made, nominal: int) -> float:
    """Measure the pitch a sample really has, in MIDI pitches, on its second that follows the stroke."""
    heard = made.played(1.0)[made.rate // 10 :]
    return round(nominal + cents_from(nominal, heard.astype(np.float32), made.rate) / 100, 3)


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
    zones = []
    taken = _taken(font, recipe)
    made = {(one.root, layer): _going_on(one, recipe, layer) for one in taken for layer in recipe.layers}
    loudest = recipe.layers[-1]
    loud = {
        one.root: momentary(made[one.root, loudest].played(0.5), made[one.root, loudest].rate)
        for one in taken
    }
    roots = [one.root for one in taken]
    for at, one in enumerate(taken):
        low = (roots[at - 1] + one.root) // 2 + 1 if at else 0
        high = (one.root + roots[at + 1]) // 2 if at < len(taken) - 1 else 127
        even = max(-_MOST, min(_MOST, recipe.even * (_LEVEL - loud[one.root])))
        full = made[one.root, loudest]
        root = _root(full, one.root)
        lowest = 1
        for number, layer in enumerate(recipe.layers):
            this = made[one.root, layer]
            same = _strength(full) / _strength(this)
            ending = "" if layer is loudest else f"-{'abc'[number]}"
            name = f"{recipe.name}-{one.root}{ending}"
            digest, undo = written(folder, name, this.sound, this.rate)
            zones.append(
                Zone(
                    sample=name, low=low, high=high, low_velocity=lowest, high_velocity=layer.highest,
                    root=root, rate=this.rate, frames=len(this.sound), loop=this.loop, attack=recipe.attack,
                    hold=this.hold, decay=this.decay, sustain=this.sustain, release=recipe.release,
                    gain=rounded(10 ** (even / 20) * same * undo), pan=0.0, digest=digest,
                )
            )  # fmt: skip
            lowest = layer.highest + 1
    return Voice(recipe.name, 1.0, tuple(zones))


def _strength(made: Made) -> float:
    heard = made.played(0.5)
    return float(np.sqrt(np.mean(heard**2)))
