"""What stands for the page of a song list."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.song_list import SongList

from .band_page import BandPage, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALM, LIGHT = ["piece", "calm", "calm", ""], ["piece", "airy", "light", ""]
STEADY = ["piece", "on", "steady", ""]
MINE = ["own", "home", "", "A song of mine"]


@contextmanager
def opened(folder: Path) -> Iterator[BandPage]:
    """Open a song list, with a record of the learner's in a folder."""
    store, clock = Store(folder / "learner.sqlite"), Clock()
    yield BandPage(SongList("en", Record(store, "recovery"), clock=clock), clock)
    store.close()


def put(page: BandPage, *items: list[str]) -> None:
    """Put a list together."""
    page.says("set", name="items", value=list(items))


def places(page: BandPage) -> list[int]:
    """Give the places that were said to be heard, in order; -1 for what is no longer in the list."""
    return [told["at"] for told in page.of("place")]


async def passing(page: BandPage, into: float) -> float:
    """Play until a second piece has come in for so long; give when it began to."""
    while len([bar for bar in page.bars() if bar["number"] == 0]) < 2:
        await page.waits(0.5)
    comes = [bar["start"] for bar in page.bars() if bar["number"] == 0][1]
    while page.at < comes + into:
        await page.waits(0.5)
    return float(comes)
