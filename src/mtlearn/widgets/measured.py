"""The way out and in again that was measured with a microphone, kept for each device in the learner's log."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtlearn.learner.store import Store

__all__ = ["Measured", "keep_latency", "latency", "way_out"]

_KEY = "latency"
_LONGEST = 0.5
"""Seconds; a way out that would be longer is not believed."""


class Measured(NamedTuple):
    """What was measured, in seconds.

    ``loop`` is out and in again, ``spread`` how far the middle half of the chords lay from it. ``told`` is
    the way out and ``back`` the way in as the devices themselves tell them: what a device tells is seldom the
    whole truth, so that the way out alone lies somewhere between ``told`` and ``loop``. ``at`` is when, in
    seconds since 1970.
    """

    loop: float
    spread: float
    told: float
    back: float
    at: float = 0.0


def keep_latency(store: Store, device: str, found: Measured) -> None:
    """Keep what was measured for a device: the card's name, or ``"browser"``.

    Raises:
        StoreError: it could not be written; it counts all the same.
    """
    kept = {name: round(value, 6) for name, value in found._asdict().items() if name != "at"}
    store.append("setting", f"{_KEY}:{device}", kept)


def latency(store: Store, device: str) -> Measured | None:
    """Give what was last measured for a device, if it ever was.

    Raises:
        StoreError: the log could not be read.
    """
    entry = store.latest("setting", f"{_KEY}:{device}")
    if entry is None or not isinstance(entry.data, dict):
        return None
    values = [entry.data.get(name) for name in Measured._fields[:4]]
    numbers = [float(value) for value in values if isinstance(value, (int, float)) and math.isfinite(value)]
    if len(numbers) < len(values):
        return None
    loop, spread, told, back = numbers
    return Measured(loop, spread, told, back, entry.at)


def way_out(found: Measured | None, told: float) -> float:
    """Say how long sound is on its way out of a device, in seconds, as well as that is known.

    Where the way out and in again was measured, what neither device tells of is taken to lie half on each
    way. Where it was not, it is what the device tells.

    Args:
        found: what was measured, if anything was.
        told: the way out as the device tells it now; 0 where it does not.
    """
    if found is not None:
        told = found.told + max(0.0, found.loop - found.told - found.back) / 2
    return told if math.isfinite(told) and 0 <= told <= _LONGEST else 0.0
