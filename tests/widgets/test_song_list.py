"""Your song list from the kernel's side: built from words, ordered, played through, and stopped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.music.moods import CHARACTERS
from mtlearn.widgets.list_setup import ListSetup
from mtlearn.widgets.song_list import SongList

from .list_page import CALM, LIGHT, MINE, STEADY, opened, passing, places, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .band_page import BandPage


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BandPage]:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    with opened(tmp_path) as found:
        yield found


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
    assert [] == places(page), "no row of the learner's list is said to be heard"


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


@pytest.mark.parametrize("into", [1.5, 8.0])
@pytest.mark.parametrize("then", [[], [LIGHT]])
def test_a_piece_that_is_taken_out_while_it_is_heard_is_heard_to_its_end(
    page: BandPage, into: float, then: list[list[str]]
) -> None:
    """What stands in its place then comes after it, from its beginning; nothing comes a second time."""
    planned: list[float] = []

    async def played() -> None:
        put(page, STEADY, CALM, *then)
        page.says("set", name="fade", value=6)
        await page.starts()
        comes = await passing(page, into)
        starts = [bar["start"] for bar in page.bars()]
        planned.extend(starts[starts.index(comes) :])
        put(page, STEADY, *then)
        await page.waits(25.0, step=1.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [0, 1, -1, *([1] if then else [])] == places(page)
    assert "no longer in the list" in page.of("place")[2]["text"]
    bars = page.bars()
    comes = next(at for at, bar in enumerate(bars) if bar["start"] == planned[0])
    assert planned == [bar["start"] for bar in bars[comes:]][: len(planned)], "it goes on as it was planned"
    numbers = [bar["number"] for bar in bars[comes:]]
    assert 0 == numbers[0]
    assert (1 if then else 0) == numbers[1:].count(0)


def test_a_piece_that_is_taken_out_before_it_is_heard_makes_room(page: BandPage) -> None:
    """The one in its place comes in instead; where there is none, the list is over with the one before."""

    async def played() -> None:
        page.says("set", name="fade", value=6)
        for rest in ([LIGHT], []):
            put(page, STEADY, CALM, *rest)
            page.heard.clear()
            await page.starts()
            comes = await passing(page, -1.0)
            put(page, STEADY, *rest)
            await page.waits(12.0, step=1.0)
            found.append((comes, page.bars(), places(page), len(page.of("ended"))))
            page.says("stop", at=page.at)

    found: list[tuple[float, list[dict[str, Any]], list[int], int]] = []
    asyncio.run(played())
    (comes, bars, heard, ended), (alone, left, only, over) = found
    assert [0, 1] == heard
    assert not ended
    assert [comes] == [bar["start"] for bar in bars if bar["number"] == 0][1:]
    assert [0] == only
    assert 1 == over
    assert not [bar for bar in left if bar["start"] == alone]


def test_what_comes_is_said_where_what_it_follows_is_taken_out(page: BandPage) -> None:
    """It then stands in the other's place, and is said when it is heard, and not before."""

    async def played() -> None:
        page.says("set", name="fade", value=6)
        put(page, STEADY, CALM)
        await page.starts()
        await passing(page, -1.0)
        put(page, CALM)
        assert ["on"] == [told["text"].split()[1].strip(".") for told in page.of("place")]
        await page.waits(4.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert ["on", "calm"] == [told["text"].split()[1].strip(".") for told in page.of("place")]
    assert [0, 0] == places(page)


def test_a_song_of_ones_own_that_is_taken_out_lets_nothing_be_passed_over(page: BandPage) -> None:
    """While the list waits at it; put back, it is waited at again."""

    async def played() -> None:
        put(page, MINE, CALM)
        page.says("start")
        await page.hears("started")
        page.begun = page.clock.now
        page.says("clock", at=0.0)
        await page.hears("place")
        put(page, CALM)
        assert "Press Next" in page.of("place")[-1]["text"]
        put(page, MINE, CALM)
        assert [0, -1, 0] == places(page)
        put(page, CALM)
        page.says("next")
        await page.waits(3.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [0, -1, 0, -1, 0] == places(page)
    assert all(told["waits"] for told in page.of("place")[:4])
    assert not page.of("place")[-1]["waits"]
