"""Two chords from the kernel's side: what is chosen, written and played, and what is made of it."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.two_chords import TwoChords
from mtlearn.widgets.verse_setup import VerseSetup

from .band_page import BandPage, Clock, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSE = (
    "Det regner på taket i natt\nog lyset fra gata er mykt\njeg hører at dagen blir til\nog huset er fullt"
)


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "learner.sqlite")
    yield Record(store, "methods")
    store.close()


@pytest.fixture
def page(record: Record) -> BandPage:
    clock = Clock()
    return BandPage(TwoChords("nb", record, clock=clock), clock)


def test_the_two_chords_are_chosen_among_those_that_go_together(page: BandPage) -> None:
    """Names as Norwegian players say them; another scale keeps the steps the chords stand on."""
    page.says("set", name="second", value="V")
    assert ["C", "C", "G", "G"] == page.panel.view["bars"][:4]
    page.says("set", name="scale", value="minor")
    assert ("i", "v") == (page.panel.made.first, page.panel.made.second)
    page.says("set", name="tonic", value=64)
    assert "Hm" == page.panel.view["bars"][2]
    page.says("set", name="second", value="bVI")
    assert page.panel.notice


def test_words_are_counted_and_get_a_tune_and_chords(page: BandPage) -> None:
    """Each syllable has its tone; the chord stands over the word it comes with."""
    page.says("write", field="verse", text=VERSE, number=1)
    view = page.panel.view
    assert [8, 8, 8, 5] == view["syllables"]
    assert 29 == len(view["sung"]) == len(view["sung_names"])
    assert [("C", "Det regner på "), ("F", "taket i natt ")] == [tuple(one) for one in view["lines"][0]]
    assert {"type": "kept", "field": "verse", "number": 1, "saved": True} == page.heard[-1]


def test_what_was_made_is_there_again(page: BandPage, record: Record) -> None:
    """Choices, words and reflection outlive the kernel, in the other language too."""
    page.says("write", field="verse", text=VERSE, number=1)
    page.says("write", field="reflection", text="Linje to.", number=2)
    page.says("set", name="style", value="waltz")
    again = TwoChords("en", record)
    assert VERSE == again.view["verse"]["text"]
    assert "Linje to." == again.view["reflection"]["text"]
    assert ("waltz", 100) == (again.made.style, again.made.tempo)


def test_a_log_of_another_time_falls_back_to_what_is_possible() -> None:
    """What is no longer possible is left out, and the rest stays."""
    found = VerseSetup.of(
        {"style": "polka", "tempo": 70, "orders": ["AABB"] * 3, "melody": [[0, 1, 60]], "x": 1}
    )
    assert ("two-chords", 70, VerseSetup().orders) == (found.style, found.tempo, found.orders)
    assert ((0.0, 1.0, 60),) == found.melody
    assert VerseSetup() == VerseSetup.of("nonsense")


def test_the_chords_go_round_and_change_with_the_next_bar(page: BandPage) -> None:
    """Without a seam; a new style begins at a bar line, where the verse is."""

    async def played() -> None:
        page.says("write", field="verse", text=VERSE, number=1)
        await page.starts()
        await page.waits(3)
        page.says("set", name="style", value="reggae")
        await page.waits(3)
        page.says("stop", at=page.at)

    asyncio.run(played())
    bars = page.bars()
    assert all(abs(a["start"] + a["length"] - b["start"]) < 1e-6 for a, b in pairwise(bars))
    assert list(range(len(bars))) == [bar["number"] for bar in bars]
    lengths = {round(bar["length"], 3) for bar in bars}
    assert {round(4 * 60 / 88, 3), round(4 * 60 / 76, 3)} == lengths
    flute = next(c for told in page.of("backing") for c, voice in told["voices"].items() if voice == "flute")
    assert any(event.channel == flute for event in page.events())


def test_an_example_is_heard_and_ends_by_itself(page: BandPage) -> None:
    """It is as long as it says, and leaves what the learner has made alone."""

    async def played() -> None:
        await page.starts(demo=True)
        await page.waits(page.panel.view["example_seconds"] + 2, step=2.0)
        await page.hears("ended")

    asyncio.run(played())
    assert "example_over" == page.of("ended")[0]["why"]
    assert 16 == len(page.bars())
    assert VerseSetup() == page.panel.made


def test_a_melody_of_ones_own_is_laid_into_the_bars(page: BandPage) -> None:
    """Tones played near a beat stand on it, with the syllables in order; the proposal makes way."""

    async def played() -> None:
        page.says("write", field="verse", text="i natt\n\n\n", number=1)
        await page.starts(record=True)
        first = page.bars()[0]
        beat = first["length"] / 4
        await page.waits(1.0)
        for place, pitch in ((1.0, 64), (2.46, 67)):
            begins = first["start"] + place * beat + 0.03
            page.says("play", on=True, pitch=pitch, velocity=80, at=begins)
            page.says("play", on=False, pitch=pitch, velocity=0, at=begins + beat)
        await page.waits(3.0)
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert ((1.0, 1.0, 64), (2.5, 1.0, 67)) == page.panel.made.melody
    assert "own" == page.panel.made.tune
    assert [("i", 64), ("natt", 67)] == [(one.syllable, one.pitch) for one in page.panel.view["sung"]]


def test_nothing_played_leaves_the_melody_as_it_was(page: BandPage) -> None:
    """And says so, kindly."""

    async def played() -> None:
        await page.starts(record=True)
        page.says("stop", at=1.0)

    asyncio.run(played())
    assert "proposed" == page.panel.made.tune
    assert "melody_none" == page.of("said")[-1]["word"]


def test_the_sheet_is_written_and_follows_the_words(page: BandPage) -> None:
    """A picture that asks nobody for anything, and is written anew when the words change."""

    async def written() -> None:
        page.says("write", field="verse", text=VERSE, number=1)
        page.says("sheet", width=700)
        first = (await page.hears("sheet"))["svg"]
        assert "taket"[:2] in first
        assert "http" not in first.replace("http://www.w3.org", "")
        page.says("write", field="verse", text="Hei\n\n\n", number=2)
        assert "Hei" in (await page.hears("sheet", 2))["svg"]

    asyncio.run(written())


@pytest.mark.parametrize("form", ["musicxml", "midi", "wav", "html", "text"])
def test_a_verse_can_be_taken_along(page: BandPage, form: str) -> None:
    """In each form there are the words or the tones, under the learner's own title."""
    kinds = {"musicxml": b"<lyric", "midi": b"MThd", "wav": b"RIFF", "html": b"Tak & b", "text": b"C"}

    async def fetched() -> dict[str, Any]:
        page.says("write", field="title", text="Tak & bølge", number=1)
        page.says("write", field="verse", text=VERSE, number=2)
        page.says("file", format=form)
        return await page.hears("file")

    told = asyncio.run(fetched())
    made = page.buffers[-1][0]
    assert told["name"].startswith("tak-bølge.")
    assert kinds[form].replace(b"&", b"&amp;" if form == "html" else b"&") in made
    if form == "text":
        text = made.decode()
        assert "C             F\nDet regner på taket i natt" in text


def test_one_press_changes_one_thing_and_goes_again(page: BandPage) -> None:
    """What is offered can be taken up whole, and the next time another thing is offered."""

    async def played() -> None:
        offered = page.panel.view["again"]
        page.says("again", changes=offered["changes"])
        assert all(getattr(page.panel.made, name) == value for name, value in offered["changes"].items())
        await page.starts()
        page.says("stop", at=1.0)
        await until(lambda: page.panel.view["again"]["text"] != offered["text"])

    asyncio.run(played())
