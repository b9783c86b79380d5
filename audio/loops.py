"""Lets a recording go on for as long as a key is held: evens it out, finds a loop in it and closes it.

A loop is two frames ``(start, end)``: after frame ``end - 1`` comes frame ``start``. Both are even, so that
the same loop holds at half the rate.
"""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float64]
    Loop = tuple[int, int]

__all__ = ["closed", "contour", "evened", "found", "ringing", "steadied", "swaying"]

_WINDOW = 0.06
_GUARD = 4
_TRIES = 12
_SEAM = 0.03
"""Seconds over which a seam's level is heard."""


def contour(sound: Sound, rate: int, smooth: float) -> Sound:
    """Give the slow level of a sound, a number for each frame: RMS over ``smooth`` seconds, centred."""
    width = max(1, int(smooth * rate))
    padded = np.pad(sound**2, (width // 2, width - width // 2), mode="reflect")
    total = np.concatenate([[0.0], np.cumsum(padded)])
    power = (total[width:] - total[:-width])[: len(sound)] / width
    level: Sound = np.sqrt(np.maximum(power, 1e-10))
    return level


def evened(sound: Sound, rate: int, since: float, share: float, smooth: float = 0.3) -> Sound:
    """Give the gain a frame that takes ``share`` of the slow swelling out of a held sound after a while."""
    level = contour(sound, rate, smooth)
    first = int(since * rate)
    wanted = float(np.median(level[first:]))
    time = np.arange(len(sound)) / rate
    into = np.clip((time - since / 2) / (since / 2), 0, 1)
    gain: Sound = np.clip((wanted / level) ** (share * into), 0.4, 2.5)
    return gain


def ringing(sound: Sound, rate: int, since: float, hold: float, slowest: float) -> tuple[Sound, float]:
    """Give the gain a frame that stops a sound dying away, and how fast it is to die instead, in dB a second.

    It dies as it did after ``since`` seconds, but no slower than ``slowest``; the player's envelope sees to
    that from ``hold`` on. Half of the beating around the straight fall is taken out as well.
    """
    level = 20 * np.log10(contour(sound, rate, 0.15))
    time = np.arange(len(sound)) / rate
    late = time >= since
    slope, at = np.polyfit(time[late], level[late], 1)
    beats = np.clip(level - (at + slope * time), -12, 12)
    into = np.clip((time - 0.5 * since) / (0.5 * since), 0, 1)
    gain: Sound = 10 ** ((-slope * np.maximum(0, time - hold) - 0.5 * into * beats) / 20)
    return gain, max(slowest, -float(slope))


def found(  # noqa: PLR0913 - what a loop is judged by
    sound: Sound, rate: int, span: Loop, *, shortest: float, period: float, fade: float
) -> Loop:
    """Find a loop between two frames, ending at the later one: it fits, its seam is even, and it is long.

    Fit is how much the stretch before the start is like the stretch before the end (normalised correlation).
    Of the starts that fit best, each is closed, and the one whose seam swells or dips least is taken; a
    second more of length makes up for a decibel.
    """
    first, last = span
    width = min(max(int(_WINDOW * rate), int(3 * period)), (last - first) // 3)
    end = last - last % 2
    tail = sound[end - width : end]
    latest = end - int(shortest * rate)
    size = 1 << (latest + width).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(sound[:latest], size) * np.fft.rfft(tail, size).conj(), size)
    starts = np.arange(max(first, width), latest, 2)
    power = np.concatenate([[0.0], np.cumsum(sound[:latest] ** 2)])
    energy = power[starts] - power[starts - width]
    fit = likeness[starts - width] / np.sqrt(np.maximum(energy, 1e-12) * float(np.sum(tail**2)))
    tried: list[tuple[float, int]] = []
    apart = max(int(period / 2), int(0.01 * rate / 2))
    while len(tried) < _TRIES and fit.max(initial=-2.0) > -1:
        best = int(fit.argmax())
        start = int(starts[best])
        round_twice = np.tile(closed(sound, (start, end), rate, fade)[start:end], 2)
        level = 20 * np.log10(contour(round_twice, rate, max(_SEAM, 2 * period / rate)))
        middle, around = end - start, int((fade + _SEAM) * rate)
        seam = level[max(0, middle - around) : middle + around]
        uneven = float(np.abs(seam - np.median(level)).max())
        tried.append((uneven + 4 * (1 - float(fit[best])) - (end - start) / rate, start))
        fit[max(0, best - apart) : best + apart + 1] = -2
    return min(tried)[1], end


def closed(sound: Sound, loop: Loop, rate: int, fade: float) -> Sound:
    """Fade the end of a loop over into what came before its start, so that it goes round without a seam."""
    start, end = loop
    count = min(int(fade * rate), start, (end - start) // 2)
    before, after = sound[start - count : start], sound[end - count : end]
    alike = float(np.dot(before, after) / max(1e-9, np.linalg.norm(before) * np.linalg.norm(after)))
    into = 0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 1) / (count + 1))
    out = 1 - into
    # Sounds alike add up in level, unlike ones in power: keep the level even across the fade.
    scale = np.sqrt(into**2 + out**2 + 2 * into * out * max(0.0, alike))
    whole = sound[:end].copy()
    whole[end - count : end] = (after * out + before * into) / scale
    return np.concatenate([whole, whole[start : start + _GUARD]])


def steadied(sound: Sound, loop: Loop, rate: int, share: float, smooth: float) -> Sound:
    """Take a share of the swelling out of a closed loop, its seam included, as it is heard going round."""
    start, end = loop
    rounds = 2 * (1 + int(smooth * rate) // (end - start)) + 1
    level = contour(np.tile(sound[start:end], rounds), rate, smooth)
    level = level[(rounds // 2) * (end - start) :][: end - start]
    gain = np.clip((np.median(level) / level) ** share, 0.5, 2.0)
    whole = sound.copy()
    whole[start:end] *= gain
    into = min(start, int(smooth * rate))
    whole[start - into : start] *= 1 + (gain[0] - 1) * np.arange(into) / max(1, into)
    whole[end:] = whole[start : start + _GUARD]
    return whole


def swaying(sound: Sound, loop: Loop, rate: int, seconds: float, cents: float) -> tuple[Sound, Loop]:
    """Make a long loop that lives out of a short one, which would buzz: let it sway as breath does.

    Pitch sways by ``cents`` and level by a few tenths of a dB, each a whole number of times a round.
    """
    start, end = loop
    length = end - start
    short = sound[start:end]
    rounds = max(2, 2 * round(seconds * rate / length / 2))
    count = rounds * length
    at = np.arange(count)
    turn = 2 * np.pi * at / count
    sways = max(1, round(4.6 * count / rate))
    bend = cents / 1200 * np.log(2) * count / (2 * np.pi)
    # Time runs a little ahead and behind, and at first exactly on: the slope is the change of pitch.
    where = at + bend / sways * (1 - np.cos(sways * turn)) + 0.4 * bend * (1 - np.cos(turn))
    whole = np.floor(where).astype(int)
    part = where - whole
    y0, y1, y2, y3 = (short[np.mod(whole + shift, length)] for shift in (-1, 0, 1, 2))
    bend3 = y3 - y0 + 3 * (y1 - y2)
    bent = y1 + 0.5 * part * (y2 - y0 + part * (2 * y0 - 5 * y1 + 4 * y2 - y3 + part * bend3))
    bent *= 10 ** (0.35 * (np.sin(sways * turn) + 0.6 * np.sin(2 * turn)) / 20)
    begun = sound[start % 2 : start]
    return np.concatenate([begun, bent]), (len(begun), len(begun) + count)
