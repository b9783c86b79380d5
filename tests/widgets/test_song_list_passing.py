"""How one piece of a song list passes over into the next: as it sounds, and whatever is changed meanwhile."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.sound.fading import Fader
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render
from mtlearn.widgets.list_setup import ListSetup

from .list_page import CALM, LIGHT, MINE, STEADY, opened, passing, places, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from .band_page import BandPage

RATE = 48_000


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BandPage]:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    with opened(tmp_path) as found:
        yield found


def sounded(page: BandPage) -> NDArray[np.float32]:
    """Render what the page was told to play, as it was told to let channels come in and go out."""
    told = page.of("backing")
    voices = {int(channel): voice for one in told for channel, voice in one["voices"].items()}
    assert len(voices) == sum(len(one["voices"]) for one in told), "no channel had two voices"
    return render(page.events(), voices, RATE, fades=[fade for one in told for fade in one["fades"]])


def loud(sound: NDArray[np.float32], begins: float, ends: float) -> float:
    return loudness(sound[round(begins * RATE) : round(ends * RATE)], RATE)


@pytest.mark.parametrize("seconds", [2, 4, 6])
def test_one_piece_passes_over_into_the_next_without_a_gap(page: BandPage, seconds: int) -> None:
    """It begins before the other has ended, as loud together as each by itself; never above the ceiling."""

    async def played() -> None:
        put(page, STEADY, STEADY)
        page.says("set", name="fade", value=seconds)
        await page.starts()
        await page.waits(48.0, step=1.0)
        await page.hears("ended")

    asyncio.run(played())
    assert [0, 1] == places(page)
    bars = page.bars()
    first = [bar for at, bar in enumerate(bars) if at < [one["number"] for one in bars].index(0, 1)]
    second = bars[len(first) :]
    ends = first[-1]["start"] + first[-1]["length"]
    assert second[0]["start"] == pytest.approx(ends - seconds)
    assert [one["number"] for one in second] == list(range(len(first)))
    sound = sounded(page)
    before, fading, after = (
        loud(sound, at, at + seconds) for at in (ends - 2 * seconds, ends - seconds, ends)
    )
    assert abs(fading - (before + after) / 2) < 1.5, (before, fading, after)
    usual = loud(sound, 4.0, ends - seconds)
    windows = [loud(sound, at / 10, at / 10 + 0.8) for at in range(40, round(10 * ends) + 60, 4)]
    assert min(windows) > usual - 4.5, "there is no gap"
    assert true_peak(sound) <= -1.0


def test_without_a_transition_there_is_a_breath_between(page: BandPage) -> None:
    """The measure above can tell: a piece fades by itself, and the next one grows."""

    async def played() -> None:
        put(page, STEADY, STEADY)
        page.says("set", name="fade", value=0)
        await page.starts()
        await page.waits(30.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    bars = page.bars()
    at = next(bar["start"] for bar in bars[1:] if bar["number"] == 0)
    sound = sounded(page)
    usual = loud(sound, 4.0, at - 4)
    assert min(loud(sound, (10 * at + n) / 10 - 1.5, (10 * at + n) / 10 - 0.7) for n in range(14)) < usual - 6


def test_at_a_song_of_ones_own_the_list_waits_and_nothing_passes_over(page: BandPage) -> None:
    """Nor where one piece is heard by itself; and what comes after is heard whole, on whatever channel."""

    async def played() -> None:
        put(page, CALM, LIGHT, MINE, CALM)
        await page.starts()
        await page.waits(46.0, step=1.0)
        told = await page.hears("place", 3)
        assert told["waits"]
        page.says("next")
        await page.waits(12.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    fader = Fader()
    for fade in sorted((fade for one in page.of("backing") for fade in one["fades"]), key=lambda one: one.at):
        fader.add(fade)
    starts = [bar["start"] for bar in page.bars() if bar["number"] == 0]
    assert 3 == len(starts)
    late = [event for event in page.events() if event.time >= starts[2]]
    assert late
    assert all(fader.over(event.channel, event.time + 0.1, 1, RATE) is None for event in late)


def test_next_pause_and_stop_in_the_middle_of_a_transition(page: BandPage) -> None:
    """Next goes to the piece that comes in where that is not heard yet, else to the one after."""

    async def played() -> None:
        put(page, STEADY, CALM, LIGHT)
        page.says("set", name="fade", value=6)
        await page.starts()
        while len([bar for bar in page.bars() if bar["number"] == 0]) < 2:
            await page.waits(0.5)
        comes = [bar["start"] for bar in page.bars() if bar["number"] == 0][1]
        assert page.at < comes
        page.says("next")
        await page.waits(1.5)
        assert [0, 1] == places(page), "it is not passed over unheard"
        page.says("pause")
        await page.waits(2.0)
        page.says("resume")
        await page.waits(2.0)
        assert [0, 1] == places(page)
        page.says("stop", at=page.at)

    asyncio.run(played())


def test_the_length_that_is_told_counts_what_sounds_together_once(page: BandPage) -> None:
    put(page, CALM, LIGHT)
    page.says("set", name="fade", value=0)
    apart = page.panel.view["summary"]
    page.says("set", name="fade", value=6)
    both = [
        int(next(word for word in said.split() if word.isdigit() and int(word) > 20))
        for said in (apart, page.panel.view["summary"])
    ]
    assert both[0] - both[1] == 6
    page.says("set", name="fade", value=7)
    assert page.panel.notice
    assert 6 == page.panel.made.fade


def alone(page: BandPage, channels: set[int]) -> NDArray[np.float32]:
    """Render what sounds on some channels only."""
    told = page.of("backing")
    voices = {int(channel): voice for one in told for channel, voice in one["voices"].items()}
    fades = [fade for one in told for fade in one["fades"]]
    return render([one for one in page.events() if one.channel in channels], voices, RATE, fades=fades)


def test_the_example_passes_over_as_a_list_does(page: BandPage) -> None:
    """What is heard before there is a list of one's own: with the transition such a list begins with."""

    async def played() -> None:
        await page.starts(demo=True)
        await page.waits(page.panel.view["example_seconds"] + 2)
        await page.hears("ended")

    asyncio.run(played())
    fade = ListSetup().fade
    assert fade > 0
    bars = page.bars()
    first = [bar for at, bar in enumerate(bars) if at < [one["number"] for one in bars].index(0, 1)]
    second = bars[len(first) :]
    ends = first[-1]["start"] + first[-1]["length"]
    assert second[0]["start"] == pytest.approx(ends - fade)
    over = second[-1]["start"] + second[-1]["length"] - first[0]["start"]
    assert page.panel.view["example_seconds"] == pytest.approx(over, abs=0.5)
    comes = min(event.channel for event in page.events() if event.time > ends + 1)
    goes = {event.channel for event in page.events() if event.time < ends - fade - 0.1}
    assert comes not in goes
    sound, old = sounded(page), alone(page, goes)
    assert min(loud(sound, at / 10, at / 10 + 0.8) for at in range(30, round(10 * over) - 30, 2)) > -45
    half, end = loud(old, ends - fade, ends - fade / 2), loud(old, ends - fade / 2, ends)
    assert half > end + 4, (half, end)
    assert abs(old[round(ends * RATE) + 1 :]).max() < 1e-6, "it has gone out whole"


EVERYTHING = {"percent": 80, "voice": "marimba", "scale": "lydian", "seconds": 40, "fade": 0}


@pytest.mark.parametrize(
    ("into", "changes"),
    [(-1.0, {"percent": 80}), (1.5, EVERYTHING), (1.5, {"items": [STEADY, STEADY]})],
    ids=["before", "in it", "its list"],
)
def test_what_goes_out_goes_out_whatever_is_changed_meanwhile(
    page: BandPage, into: float, changes: dict[str, object]
) -> None:
    """Its last seconds sound as they would have, sample for sample; what comes in goes on without a gap."""
    found: list[Any] = []

    async def played() -> None:
        put(page, STEADY, STEADY, CALM)
        page.says("set", name="fade", value=6)
        await page.starts()
        comes = await passing(page, into)
        assert page.at < comes + 3
        goes = {event.channel for event in page.events() if event.time < comes - 0.1}
        found.extend((comes, goes, alone(page, goes), sounded(page)))
        for name, value in changes.items():
            page.says("set", name=name, value=value)
        await page.waits(8.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    comes, goes, before, whole = found
    told = [one for one in page.of("backing") if one["cancel"] is not None]
    assert told
    late = [event for one in told for event in one["events"] if event.channel in goes]
    assert late, "there was something to keep"
    assert alone(page, goes) == pytest.approx(before, abs=1e-4)
    sound = sounded(page)
    usual = loud(whole, 4.0, comes)
    windows = [loud(sound, comes + at / 10, comes + at / 10 + 0.8) for at in range(0, 70, 2)]
    assert min(windows) > usual - 6, "there is no gap"
    assert max(windows) < usual + 4, "and nothing springs out"
    assert true_peak(sound) <= -1.0


def test_a_voice_that_is_changed_in_a_transition_comes_in_no_sooner(page: BandPage) -> None:
    """The tune goes over to another instrument while its piece is still coming in: as softly as it was."""

    async def played() -> None:
        put(page, STEADY, STEADY)
        page.says("set", name="fade", value=6)
        await page.starts()
        found.append(await passing(page, 0.5))
        page.says("set", name="voice", value="marimba")
        await page.waits(3.0, step=1.0)
        page.says("stop", at=page.at)

    found: list[float] = []
    asyncio.run(played())
    (comes,) = found
    told = page.of("backing")
    (channel,) = {int(one) for made in told for one, voice in made["voices"].items() if voice == "marimba"}
    fader = Fader()
    for fade in sorted((fade for one in told for fade in one["fades"]), key=lambda one: one.at):
        fader.add(fade)
    for passed in (1.5, 3.0, 4.5):
        (gain,) = fader.over(channel, comes + passed, 1, RATE) or [1.0]
        assert gain == pytest.approx(math.sin(math.pi / 2 * passed / 6), abs=0.01)


def test_a_piece_made_shorter_than_it_has_lasted_has_its_last_bars_and_passes_over(page: BandPage) -> None:
    """It neither breaks off nor begins anew, and what comes after it comes in as it goes out."""

    async def played() -> None:
        page.says("set", name="seconds", value=40)
        put(page, STEADY, STEADY)
        await page.starts()
        await page.waits(27.0, step=1.0)
        page.says("set", name="seconds", value=20)
        await passing(page, 5.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [0, 1] == places(page)
    bars = page.bars()
    comes = next(at for at, bar in enumerate(bars) if at and bar["number"] == 0)
    first = bars[:comes]
    long = max(bar["number"] for bar in first)
    assert first[-1]["number"] < long
    assert [first[-1]["number"] - 1, first[-1]["number"]] == [bar["number"] for bar in first[-2:]]
    ends = first[-1]["start"] + first[-1]["length"]
    assert bars[comes]["start"] == pytest.approx(ends - 3)
    sound = sounded(page)
    usual = loud(sound, 4.0, 20.0)
    assert min(loud(sound, ends + at / 10, ends + at / 10 + 0.8) for at in range(-80, 20, 2)) > usual - 6


def test_a_last_bar_that_passes_over_into_nothing_goes_out_softly(page: BandPage) -> None:
    """What was to come is taken away while it is too late to play the bar otherwise: a fade, and no click."""
    found: list[float] = []

    async def played() -> None:
        put(page, STEADY, STEADY)
        page.says("set", name="fade", value=1)
        await page.starts()
        while len(page.bars()) < 2 or page.at < page.bars()[-1]["start"] - 0.1:
            await page.waits(0.1, step=0.1)
        found.append(page.at)
        page.says("set", name="fade", value=0)
        await page.waits(5.0, step=0.5)
        page.says("stop", at=page.at)

    asyncio.run(played())
    bars = page.bars()
    comes = next(at for at, bar in enumerate(bars) if at and bar["number"] == 0)
    last = bars[comes - 1]
    ends = last["start"] + last["length"]
    assert last["start"] - 0.25 < found[0] < ends - 1, (
        "the bar could not be made anew, and nothing passed over"
    )
    goes = {event.channel for event in page.events() if event.time < last["start"]}
    old = alone(page, goes)
    quarters = [
        loud(old, last["start"] + last["length"] * at / 4, last["start"] + last["length"] * (at + 1) / 4)
        for at in range(4)
    ]
    assert quarters[0] > quarters[2] > quarters[3] + 3, quarters
    assert abs(old[round(ends * RATE) + 1 :]).max() < 1e-6
    assert abs(old[round((ends - 0.002) * RATE) : round(ends * RATE)]).max() < 0.002, "no click"
    assert bars[comes]["start"] > ends
