"""Your song list from the kernel's side: built from words, ordered, played through, and stopped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.moods import CHARACTERS
from mtlearn.sound.fading import Fader
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render
from mtlearn.widgets.list_setup import ListSetup
from mtlearn.widgets.song_list import SongList

from .band_page import BandPage, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

RATE = 48_000
CALM, LIGHT = ["piece", "calm", "calm", ""], ["piece", "airy", "light", ""]
MINE = ["own", "home", "", "A song of mine"]


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[BandPage]:
    store, clock = Store(tmp_path / "learner.sqlite"), Clock()
    yield BandPage(SongList("en", Record(store, "recovery"), clock=clock), clock)
    store.close()


def put(page: BandPage, *items: list[str]) -> None:
    page.says("set", name="items", value=list(items))


def places(page: BandPage) -> list[int]:
    return [told["at"] for told in page.of("place")]


def test_a_list_is_built_from_words_and_kept(page: BandPage) -> None:
    """The learner's own word stands beside the course's piece; their own song is a title, and no more."""
    put(page, CALM, MINE, LIGHT)
    rows = page.panel.view["rows"]
    assert ["calm", "home", "airy"] == [row["word"] for row in rows]
    assert "your own: ‘A song of mine’" == rows[1]["what"]
    assert "from calm to airy, over 3 pieces" in page.panel.view["summary"]
    again = SongList("nb", page.panel._record)
    assert page.panel.made == again.made
    assert "din egen: «A song of mine»" == again.view["rows"][1]["what"]


def test_what_is_no_place_in_a_list_is_refused(page: BandPage) -> None:
    """A piece the course does not have, a song without a title, more than it holds: a sentence, no change."""
    put(page, CALM)
    for bad in (["piece", "x", "nothing", ""], ["own", "x", "", ""], ["piece"], "calm"):
        page.panel.notice = ""
        put(page, bad)  # type: ignore[arg-type] # one of them is no list at all
        assert page.panel.notice
    put(page, *[CALM] * 31)
    assert (tuple(CALM),) == page.panel.made.items
    assert ListSetup() == ListSetup.of({"items": [["piece", "x", "nothing", ""]]})


def test_the_list_is_played_through_in_order(page: BandPage) -> None:
    """Without a transition: one piece after the other, each from its beginning; then it is over."""

    async def played() -> None:
        put(page, CALM, LIGHT)
        page.says("set", name="fade", value=0)
        await page.starts()
        await page.waits(48.0, step=1.0)
        await page.hears("ended")

    asyncio.run(played())
    assert [0, 1] == places(page)
    assert "list_over" == page.of("ended")[0]["why"]
    numbers = [bar["number"] for bar in page.bars()]
    assert 2 == numbers.count(0)
    starts = [bar["start"] for bar in page.bars()]
    assert sorted(starts) == starts


def test_one_can_skip_at_any_time(page: BandPage) -> None:
    """What was planned is taken back, and the next piece begins at once."""

    async def played() -> None:
        put(page, CALM, LIGHT)
        await page.starts()
        await page.waits(3.0, step=1.0)
        page.says("next")
        await page.waits(2.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [0, 1] == places(page)
    turn = next(told for told in page.of("backing") if told["cancel"] is not None)
    assert turn["cancel"] == pytest.approx(3.0, abs=0.1)
    assert turn["bars"][0]["start"] < 4.0
    assert 0 == turn["bars"][0]["number"]


def test_the_list_waits_at_a_song_of_ones_own(page: BandPage) -> None:
    """The course does not play it; it says so, and goes on when the learner does."""

    async def played() -> None:
        put(page, MINE, CALM)
        page.says("start")
        await page.hears("started")
        page.begun = page.clock.now
        page.says("clock", at=0.0)
        told = await page.hears("place")
        assert told["waits"]
        assert "your own song: ‘A song of mine’" in told["text"]
        await page.waits(1000.0, step=200.0)
        assert [] == page.of("ended")
        page.says("next")
        await page.hears("backing")
        await page.waits(2.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [0, 1] == places(page)


def test_a_list_may_be_ordered_while_it_plays(page: BandPage) -> None:
    """What is heard goes on, wherever it stands now; the next is what comes after it."""

    async def played() -> None:
        put(page, CALM, LIGHT, MINE)
        await page.starts()
        await page.waits(2.0, step=1.0)
        put(page, LIGHT, CALM, MINE)
        await page.waits(1.0, step=1.0)
        page.says("next")
        await page.hears("place", 2)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [0, 1, 2] == places(page)  # calm stands second now, and goes on there
    assert page.of("place")[-1]["waits"]


def test_one_piece_can_be_heard_by_itself(page: BandPage) -> None:
    """From any place in the list, and no further."""

    async def played() -> None:
        put(page, CALM, LIGHT, CALM)
        page.says("set", name="percent", value=120)
        page.says("start", **{"from": 1, "only": True})
        await page.hears("started")
        page.begun = page.clock.now
        page.says("clock", at=0.0)
        await page.waits(26.0, step=1.0)
        await page.hears("ended")

    asyncio.run(played())
    assert [1] == places(page)


def test_an_empty_list_and_the_example(page: BandPage) -> None:
    """Nothing to play is said kindly; the example is two pieces, and leaves the list alone."""
    page.says("start")
    assert "list_empty" == page.of("ended")[0]["why"]

    async def played() -> None:
        await page.starts(demo=True)
        await page.waits(page.panel.view["example_seconds"] + 3, step=2.0)
        await page.hears("ended", 2)

    asyncio.run(played())
    assert "example_over" == page.of("ended")[1]["why"]
    assert () == page.panel.made.items


def test_a_list_can_be_taken_along_as_text(page: BandPage) -> None:
    """Its words and what they stand for, a line each."""
    put(page, CALM, ["own", "", "", "A song of mine"])
    page.says("file")
    told: dict[str, Any] = page.of("file")[0]
    text = page.buffers[-1][0].decode()
    assert "song-list.txt" == told["name"]
    assert "1. calm: the course’s piece for ‘calm’: Lullaby in 6/8\n2. your own: ‘A song of mine’" in text


def test_every_word_is_said_in_both_languages(page: BandPage) -> None:
    """And one press turns the list around."""
    assert list(CHARACTERS) == [word for word, _ in page.panel.view["choices"]["words"]]
    put(page, CALM, LIGHT)
    page.says("again", changes=page.panel.view["again"]["changes"])
    assert (tuple(LIGHT), tuple(CALM)) == page.panel.made.items


STEADY = ["piece", "on", "steady", ""]


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
