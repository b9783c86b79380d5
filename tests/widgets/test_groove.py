"""Groove in layers from the kernel's side: layers from the next bar, taps in the loop, others who join."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from mtlearn.errors import MusicError
from mtlearn.language import LANGUAGES
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.groove import NAMES, GrooveInLayers
from mtlearn.widgets.groove_setup import GrooveSetup

from .band_page import BandPage, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtlearn.language import Language


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "learner.sqlite")
    yield Record(store, "groups")
    store.close()


@pytest.fixture
def page(record: Record) -> BandPage:
    clock = Clock()
    return BandPage(GrooveInLayers("en", record, clock=clock), clock)


def test_a_layer_comes_and_goes_with_the_next_bar(page: BandPage) -> None:
    """Without a seam in the loop, and the page is told who plays where."""

    async def played() -> None:
        page.says("set", name="may_join", value=False)
        await page.starts()
        await page.waits(3.0)
        page.says("layer", layer="bass", on=True, density=2)
        await page.waits(6.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    bars = page.bars()
    assert all(abs(a["start"] + a["length"] - b["start"]) < 1e-6 for a, b in pairwise(bars))
    bass = next(
        c for told in page.of("backing") for c, voice in told["voices"].items() if voice == "electric-bass"
    )
    onsets = [event.time for event in page.events() if event.channel == bass]
    line = next(told["at"] for told in page.of("backing") if told["cancel"] is not None)
    assert min(onsets) >= line - 0.031
    assert any(abs(line - bar["start"]) < 1e-6 for bar in bars)
    shown = next(layer for layer in page.panel.view["layers"] if layer["name"] == "bass")
    assert shown["steps"]


def test_what_is_tapped_is_in_the_loop_from_the_next_bar(page: BandPage) -> None:
    """Only while the learner wants it in; it can be taken back, and is there after a reload."""

    async def tapped(place: float, pitch: int) -> None:
        heard = next(bar for bar in page.bars() if bar["start"] <= page.at < bar["start"] + bar["length"])
        at = heard["start"] + place * heard["length"] / 4
        page.says("play", on=True, pitch=pitch, velocity=80, at=at)
        page.says("play", on=False, pitch=pitch, velocity=0, at=at + 0.2)
        await page.waits(3.0)

    async def played() -> None:
        page.says("set", name="may_join", value=False)
        await page.starts()
        await page.waits(1.0)
        await tapped(1.0, 60)
        assert () == page.panel.made.taps
        page.says("tapping", on=True)
        await tapped(1.0, 64)
        await tapped(2.1, 67)
        page.says("stop", at=page.at)

    asyncio.run(played())
    taps = page.panel.made.taps
    assert [64, 67] == [pitch for _, pitch, _ in taps]
    assert [1.0, 2.1] == [pytest.approx(place % 4, abs=0.02) for place, _, _ in taps]
    again = GrooveInLayers("nb", page.panel._record)
    assert taps == again.made.taps
    page.says("untap")
    assert 1 == len(page.panel.made.taps)
    page.says("untap", all=True)
    assert () == page.panel.made.taps


def test_others_join_one_at_a_time_where_there_is_room(page: BandPage) -> None:
    """After some calm bars, sparsely, and one layer stays empty; who made it full is left alone."""

    async def played() -> None:
        await page.starts()
        await page.waits(120.0, step=2.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    made = page.panel.made
    assert list(NAMES) == [who for _, who in made.others]
    assert 1 == made.on.count(False)
    said = [told["text"] for told in page.of("said")]
    assert 3 == len(said)
    assert said[0].startswith("There is room, and Selma joins on the ")
    layer = made.others[0][0]
    page.says("layer", layer=layer, on=False)
    assert layer not in dict(page.panel.made.others)


def test_nobody_joins_a_full_loop_or_where_they_may_not(page: BandPage) -> None:
    """Room is the learner's to leave."""

    async def played(seconds: float) -> None:
        await page.starts()
        await page.waits(seconds, step=2.0)
        page.says("stop", at=page.at)

    page.says("set", name="may_join", value=False)
    asyncio.run(played(40.0))
    page.says("set", name="may_join", value=True)
    for layer in ("low", "hands", "shaker", "bass"):
        page.says("layer", layer=layer, on=True, density=3)
    asyncio.run(played(40.0))
    assert () == page.panel.made.others
    assert "At all 16" in page.panel.view["room"]


def test_what_cannot_be_is_said_and_changes_nothing(page: BandPage) -> None:
    """A density or level there is not becomes a sentence; a log of another time is no trouble."""
    page.says("layer", layer="low", density=9)
    assert page.panel.notice
    assert 1 == page.panel.made.density[0]
    page.panel._record.store.append("piece", "groups/groove", {"on": [True], "tempo": 100})
    assert GrooveSetup() == GrooveInLayers("en", page.panel._record).made


def test_the_example_is_built_up_and_ends(page: BandPage) -> None:
    """A layer every second bar; what the learner has set is left alone."""

    async def played() -> None:
        await page.starts(demo=True)
        await page.waits(36.0, step=2.0)
        await page.hears("ended")

    asyncio.run(played())
    assert 12 == len(page.bars())
    assert GrooveSetup() == page.panel.made


def test_one_press_changes_one_thing(page: BandPage) -> None:
    """The fullest layer rests, say; each time it is another thing."""
    offered = page.panel.view["again"]
    page.says("again", changes=offered["changes"])
    assert not page.panel.made.on[0]
    assert "low drum" in offered["text"]


@pytest.mark.parametrize(("metre", "beats", "eighths", "tempo"), [("3/4", 3, 12, 92), ("6/8", 2, 12, 61)])
def test_a_loop_in_another_metre(page: BandPage, metre: str, beats: int, eighths: int, tempo: int) -> None:
    """From a bar line on; eighths stay as quick, and what is tapped lies in the bar as it was played."""

    async def played() -> None:
        page.says("set", name="may_join", value=False)
        page.says("tapping", on=True)
        await page.starts()
        await page.waits(3.0)
        page.says("set", name="metre", value=metre)
        await page.waits(6.0)
        heard = next(bar for bar in page.bars() if bar["start"] <= page.at < bar["start"] + bar["length"])
        page.says("play", on=True, pitch=60, velocity=80, at=heard["start"] + heard["length"] / beats)
        page.says("play", on=False, pitch=60, velocity=0, at=heard["start"] + 1.2 * heard["length"] / beats)
        await page.waits(3.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    bars = page.bars()
    assert all(abs(a["start"] + a["length"] - b["start"]) < 1e-6 for a, b in pairwise(bars))
    assert {4, beats} == {len(bar["beats"]) for bar in bars}
    assert tempo == page.panel.made.tempo
    ((place, _, _),) = page.panel.made.taps
    assert pytest.approx(1.0, abs=0.02) == place % beats
    view = page.panel.view
    assert eighths == len(view["counts"])
    assert (beats, eighths // beats // 2) == (view["beats"], view["split"])
    again = GrooveInLayers("nb", page.panel._record)
    assert metre == again.made.metre


def test_taps_keep_their_eighth_of_the_bar_where_the_new_metre_has_it() -> None:
    """And come back to where they were, and at the tempo they had, with the old metre."""
    made = GrooveSetup(taps=((0.5, 60, 80), (3.0, 62, 80), (5.0, 64, 80)))
    three = made.changed("metre", "3/4")
    assert ((0.5, 60, 80), (4.0, 64, 80)) == three.taps
    six = made.changed("metre", "6/8")
    assert ((0.333, 60, 80), (2.667, 64, 80)) == six.taps
    assert (92, 61) == (three.tempo, six.tempo)
    back = six.changed("metre", "4/4")
    assert [0.5, 5.0] == [pytest.approx(place, abs=0.002) for place, _, _ in back.taps]
    assert abs(back.tempo - 92) <= 1
    with pytest.raises(MusicError, match="metre"):
        made.changed("metre", "5/4")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_metre_has_a_name_and_is_offered_to_be_tried(record: Record, lang: Language) -> None:
    panel = GrooveInLayers(lang, record)
    assert ["4/4", "3/4", "6/8"] == [value for value, _ in panel.view["choices"]["metres"]]
    assert all(name.startswith(value) and len(name) > 5 for value, name in panel.view["choices"]["metres"])
    offered = []
    for turn in range(6):
        panel._turns = turn
        panel.show()
        offered.append(panel.view["again"]["changes"])
    assert {"metre": "3/4"} in offered
