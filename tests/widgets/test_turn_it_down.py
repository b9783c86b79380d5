"""Turn it down from the kernel's side: somebody asks, something is done, and it is told kindly and truly."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.language import words
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.turn_it_down import BEGINS_AT, TurnItDown

from .band_page import BandPage, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[BandPage]:
    store, clock = Store(tmp_path / "learner.sqlite"), Clock()
    yield BandPage(TurnItDown("en", Record(store, "safety"), clock=clock), clock)
    store.close()


async def asked(page: BandPage, **chosen: str) -> dict[str, Any]:
    """Start, and let music go on until somebody asks for something."""
    for name, value in chosen.items():
        page.says("set", name=name, value=value)
    await page.starts()
    while not page.of("asks"):
        await page.waits(1.0, step=1.0)
    return page.of("asks")[0]


def outcome(page: BandPage) -> dict[str, Any]:
    found: dict[str, Any] = page.panel.view["outcome"]
    return found


def test_turned_down_after_it_was_asked_for(page: BandPage) -> None:
    """Who asked says thanks, the music goes on a little softer, and the scene ends by itself."""

    async def played() -> None:
        told = await asked(page, scene="softer", pace="short")
        assert {"who": "Mina", "text": "Could you turn it down a bit?", "asks": True} == {
            key: told[key] for key in ("who", "text", "asks")
        }
        await page.waits(2.0, step=1.0)
        page.says("level", value=0.55, at=page.at)
        await page.waits(9.0, step=1.0)
        assert "scene_over" == (await page.hears("ended"))["why"]

    asyncio.run(played())
    assert [True, False] == [told["asks"] for told in page.of("asks")]
    assert ["Mina asked for it to be softer. You turned it down after 2 seconds."] == outcome(page)["text"]
    assert [0.85, 0.55, 0.0] == [level for _, level in outcome(page)["levels"]]
    assert ["0:00", "The music began."] == list(outcome(page)["rows"][0])


@pytest.mark.parametrize(("ways", "apart"), [({}, 4.0), ({"switches": 1, "pace": 1.5}, 20.0)])
def test_who_turns_it_down_step_by_step_gets_to_the_last_step(
    page: BandPage, ways: dict[str, float], apart: float
) -> None:
    """The scene waits for the next press, with one switch for a round of the light, and then ends."""

    async def played() -> None:
        page.says("ways", ways=ways)
        await asked(page, scene="softer", pace="short")
        for level in (0.7, 0.55, 0.4):
            page.says("level", value=level, at=page.at)
            await page.waits(apart, step=1.0)
            assert not page.of("ended")
        await page.waits(apart, step=1.0)
        assert "scene_over" == (await page.hears("ended"))["why"]

    asyncio.run(played())
    assert [0.85, 0.7, 0.55, 0.4, 0.0] == [level for _, level in outcome(page)["levels"]]


def test_a_pause_lasts_as_long_as_one_likes(page: BandPage) -> None:
    """The music rests in its bar, and goes on from there when the learner lets it."""

    async def played() -> None:
        await asked(page, scene="pause", pace="short")
        page.says("pause", at=page.at)
        resting = len(page.of("backing"))
        last = page.bars()
        await page.waits(100.0, step=25.0)
        assert resting == len(page.of("backing"))
        page.says("resume", at=page.at)
        await page.hears("backing", resting + 1)
        fresh = page.of("backing")[-1]["bars"][0]
        heard = [bar for bar in last if bar["start"] <= page.at - 100 < bar["start"] + bar["length"]]
        assert heard[0]["number"] == fresh["number"]
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert ["Emre asked for a pause. You gave it at once."] == outcome(page)["text"]


def test_stopped_in_time_or_before(page: BandPage) -> None:
    """Stopping is told as what it is, also when nobody had said a word."""

    async def played() -> None:
        await asked(page, scene="stop", pace="short")
        await page.waits(1.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert ["Randi asked for quiet. You stopped after one second."] == outcome(page)["text"]

    async def stopped_at_once() -> None:
        await page.starts()
        page.says("stop", at=1.0)

    asyncio.run(stopped_at_once())
    assert ["You stopped the music before anyone had spoken. You can always do that."] == outcome(page)[
        "text"
    ]


def test_where_nothing_was_done_it_is_said_kindly(page: BandPage) -> None:
    """The music comes to its end, and what can be tried is where the buttons are."""

    async def played() -> None:
        await asked(page, scene="softer", pace="short")
        await page.waits(22.0, step=2.0)
        await page.hears("ended")

    asyncio.run(played())
    assert ["Mina spoke, and the music went on until it was over."] == outcome(page)["text"]
    assert "try where the buttons are" in outcome(page)["try"]


def test_the_music_can_wait_for_who_needs_time(page: BandPage) -> None:
    """With open time it goes on until something is done, minutes if need be."""

    async def played() -> None:
        await asked(page, scene="stop", pace="open")
        await page.waits(200.0, step=20.0)
        assert [] == page.of("ended")
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert "You stopped after" in outcome(page)["text"][0]


def test_the_example_shows_how_by_itself(page: BandPage) -> None:
    """Somebody asks, it is turned down, and it is over; nothing is told of the learner."""

    async def played() -> None:
        await page.starts(demo=True)
        await page.waits(16.0, step=1.0)
        await page.hears("ended")

    asyncio.run(played())
    assert 0.4 == page.of("level")[0]["value"] < BEGINS_AT
    assert [True, False] == [told["asks"] for told in page.of("asks")]
    assert None is outcome(page)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_no_scene_scores_or_hurries(lang: str) -> None:
    """In neither language is there a word of failing, points, or being too slow."""
    said = " ".join(words("turn_it_down", lang)).lower()  # type: ignore[arg-type] # one of the two
    texts = " ".join(words("turn_it_down", lang).values()).lower()  # type: ignore[arg-type] # the same
    for unkind in ("feil", "for sent", "poeng", "raskt", "fail", "too late", "score", "wrong", "quick"):
        assert unkind not in said + texts
