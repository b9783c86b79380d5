"""The engine's clock: planned notes keep their distance, however unevenly a device asks."""

from __future__ import annotations

import random

import pytest

from mtlearn.sound.clock import Clock

BLOCK = 256 / 48_000


def lines(lates: list[float], drift: float = 0.0) -> list[float]:
    """Give how far the clock's time lies from the device's own, block by block."""
    clock = Clock()
    due = [step * BLOCK * (1 + drift) for step in range(len(lates))]
    return [clock(at + late, BLOCK) - at for at, late in zip(due, lates, strict=True)]


@pytest.mark.parametrize("seed", range(8))
def test_what_is_planned_within_two_seconds_keeps_its_distance_to_half_a_millisecond(seed: int) -> None:
    """Though each block may be asked for up to 15 ms late, and many at once."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    off = lines([chance.choice((0, 0.3, 1)) * chance.uniform(0, 0.015) for _ in range(4000)])
    settled = off[round(0.6 / BLOCK) :]
    stretch = round(2 / BLOCK)
    assert max(max(settled[at : at + stretch]) - min(settled[at : at + stretch]) for at in range(1500)) < 5e-4


def test_it_follows_a_device_whose_seconds_are_a_little_longer() -> None:
    """A sound card's crystal may be off by a hundred millionths: after a minute it is still in time."""
    off = lines([0.0] * round(60 / BLOCK), drift=1e-4)
    assert max(map(abs, off)) < 0.004


def test_it_begins_anew_after_a_gap() -> None:
    """A device that was away for seconds has lost that time."""
    clock = Clock()
    for step in range(100):
        clock(step * BLOCK, BLOCK)
    assert 7.0 == clock(7.0, BLOCK)


@pytest.mark.parametrize("moved", [0.05, -0.05])
def test_it_begins_anew_where_a_device_stays_away(moved: float) -> None:
    """Time a device has lost, or room it was given, is seen within three quarters of a second."""
    off = lines([0.1] * 400 + [0.1 + moved] * 400)
    assert 0.1 == pytest.approx(off[399], abs=1e-3)
    assert 0.1 + moved == pytest.approx(off[400 + round(0.75 / BLOCK)], abs=1e-3)


def test_one_late_block_is_not_believed() -> None:
    """A computer that had something else to do does not move what is planned."""
    off = lines([0.0] * 300 + [0.06] * 3 + [0.0] * 300)
    assert max(map(abs, off)) < 1e-4
