"""What the exercises with music that goes round share: choices, seats, and the course of the music."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

import mtlearn.widgets
from mtlearn.errors import MusicError, NoPortAudioError
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.widgets.band import Band
from mtlearn.widgets.check_loops import Loops
from mtlearn.widgets.choices import tones
from mtlearn.widgets.desk import CHANNELS, Desk
from mtlearn.widgets.exercise_take import TakePanel
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.setup import Setup, voice_names
from mtlearn.widgets.sound_panel import Played

from .band_page import BandPage, Clock, until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mtlearn.sound.card import SoundCard


class Clicks(Setup, frozen=True):
    """How many clicks a bar has, and whether they are loud."""

    count: int = 4
    loud: bool = False
    notes: tuple[int, ...] = ()

    free: ClassVar[frozenset[str]] = frozenset({"notes"})

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {"count": (2, 3, 4), "loud": (False, True)}


class Clicking(Band):
    """Bars of one second with clicks in them."""

    room = "groove"
    exercise = "clicking"
    setup = Clicks

    def playing(self, *, demo: bool) -> int:
        """Give how many clicks a bar has."""
        return 1 if demo else int(self.made.count)

    def bar_of(self, what: int, number: int) -> Bar | None:
        """Make a bar; the example has two."""
        if what == 1 and number > 1:
            return None
        beats = tuple(at / what for at in range(what))
        return Bar(1.0, beats, (), tuple(Stroke("click", at, 0.05, 76, 80) for at in beats))

    def voices_of(self, what: int, number: int) -> Mapping[str, str]:
        """Give the voice of the clicks, another in the example."""
        del number
        return {"click": "hand-drums" if what > 1 else "soft-kit"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "learner.sqlite")
    yield Record(store, "studio")
    store.close()


@pytest.fixture
def page(record: Record, monkeypatch: pytest.MonkeyPatch) -> BandPage:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    clock = Clock()
    return BandPage(Clicking("en", record, clock=clock), clock)


def test_a_choice_is_one_of_those_there_are() -> None:
    """True is not 1 and 1 is not True; what is not possible is said; what is made is taken as it is."""
    assert 3 == Clicks().changed("count", 3).count
    for name, value in (("count", 5), ("loud", 1), ("count", True), ("colour", "red")):
        with pytest.raises(MusicError):
            Clicks().changed(name, value)
    assert Clicks(3, loud=True, notes=(1, 2)) == Clicks.of({"count": 3, "loud": True, "notes": [1, 2]})
    assert Clicks() == Clicks.of({"count": 9, "loud": "yes", "notes": "many", "x": 0}) == Clicks.of(None)


def test_each_part_has_a_seat_and_gives_it_on_when_it_has_rung_out() -> None:
    """A part keeps its channel while its voice stays; of too many, the one that ended first makes way."""
    desk = Desk()
    first = desk.seat("bass", "electric-bass", 5.0)
    assert (CHANNELS[0], True) == first
    assert (CHANNELS[0], False) == desk.seat("bass", "electric-bass", 9.0)
    seats = [desk.seat("tune", voice, 10.0 + at)[0] for at, voice in enumerate(tones()[: len(CHANNELS) - 1])]
    assert len(CHANNELS) == len({first[0], *seats})
    assert (CHANNELS[0], True) == desk.seat("tune", "another", 40.0)


def test_the_music_starts_pauses_and_stops(page: BandPage) -> None:
    """A pause keeps the bar it came in; a stop plans nothing more; a choice in silence counts later."""

    async def played() -> None:
        await page.starts()
        await page.waits(2.0)
        page.says("pause")
        told = len(page.of("backing"))
        page.says("set", name="count", value=3)
        await page.waits(5.0, step=1.0)
        assert told == len(page.of("backing"))
        page.says("resume", at=page.at)
        await page.hears("backing", told + 1)
        fresh = page.of("backing")[-1]["bars"][0]
        assert (1, 3) == (fresh["number"], len(fresh["beats"]))
        page.says("stop", at=page.at)

    asyncio.run(played())
    assert [] == page.of("ended")
    assert 3 == page.panel.made.count


def test_starting_again_ends_what_was_played(page: BandPage) -> None:
    """The example takes the place of the music, in its own voice, and ends by itself."""

    async def played() -> None:
        await page.starts()
        await page.waits(1.0)
        await page.starts(demo=True)
        await page.waits(4.0)
        await page.hears("ended")

    asyncio.run(played())
    assert [False, True] == [told["demo"] for told in page.of("started")]
    assert ["example_over"] == [told["why"] for told in page.of("ended")]
    voices = [voice for told in page.of("backing") for voice in told["voices"].values()]
    assert ["hand-drums", "soft-kit"] == voices


def test_who_goes_on_to_something_else_leaves_no_music_behind(page: BandPage) -> None:
    """Leaving ends the music, and leaving in silence is nothing."""

    async def played() -> None:
        page.panel.leave()
        await page.starts()
        await page.waits(2.0)
        page.panel.leave()
        told = len(page.of("backing"))
        await page.waits(5.0, step=1.0)
        assert told == len(page.of("backing"))

    asyncio.run(played())
    assert [] == page.of("ended")


def test_music_is_not_played_on_for_a_page_that_is_gone(page: BandPage) -> None:
    """A window that crashed says nothing more; after a rest in which it slept, any word shows it is there."""

    async def played() -> None:
        await page.starts()
        await page.waits(2.0)
        page.says("pause")
        page.clock.now += 300.0
        await asyncio.sleep(0.3)
        page.says("resume", at=page.at)
        await asyncio.sleep(0.3)
        assert [] == page.of("ended")
        page.clock.now += 99.0
        await asyncio.sleep(0.3)
        assert [] == page.of("ended")
        page.clock.now += 2.0
        assert "page_gone" == (await page.hears("ended"))["why"]

    asyncio.run(played())


def test_without_a_sound_card_the_page_sounds(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The learner is told in a sentence, and the music is played all the same."""
    monkeypatch.setenv("MTLEARN_SOUND", "card")

    def none() -> SoundCard:
        message = "The PortAudio library is missing."
        raise NoPortAudioError(message, reason="")

    clock = Clock()
    page = BandPage(Clicking("en", record, clock=clock, card=none), clock)

    async def played() -> None:
        page.says("open", local=True)
        await until(lambda: page.panel.view["out"] == "card")
        await page.starts()
        page.says("stop", at=1.0)

    asyncio.run(played())
    assert "browser" == page.panel.view["out"] == page.of("started")[0]["out"]
    assert page.of("out")[0]["said"]


def test_how_to_reach_the_controls_is_kept_for_all_exercises(page: BandPage) -> None:
    """One choice at a time, and none of the others is forgotten."""
    page.says("ways", ways={"switches": 1})
    page.says("ways", ways={"pace": 3.0})
    again: Any = Clicking("nb", page.panel._record)
    assert (1, 3.0, "medium") == tuple(again.view["ways"][name] for name in ("switches", "pace", "touch"))


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [(Band, "bar_of"), (TakePanel, "_at_hand"), (Loops, "_opened"), (Played, "_take_in")],
)
def test_a_kind_that_leaves_out_what_its_kind_has_to_say_is_never_made(
    kind: type[Panel], left_out: str
) -> None:
    """It is told by name at once, and not when a learner comes to it."""

    class Forgetful(kind):  # type: ignore[misc, valid-type] # whichever kind it is
        """One that says nothing of its own."""

    with pytest.raises(TypeError, match=rf"abstract methods?.* {left_out}"):
        Forgetful("en")


def test_every_kind_there_is_says_all_it_has_to() -> None:
    """Whatever stands at the end of a line of kinds is one that a page opens."""
    for module in pkgutil.iter_modules(mtlearn.widgets.__path__):
        importlib.import_module(f"mtlearn.widgets.{module.name}")
    kinds = [kind for kind in _under(Panel) if kind.__module__.startswith("mtlearn.")]
    last = [
        kind
        for kind in kinds
        if not any(other.__module__.startswith("mtlearn.") for other in kind.__subclasses__())
    ]
    assert len(last) > 15
    assert {} == {kind.__name__: kind.__abstractmethods__ for kind in last if kind.__abstractmethods__}


def _under(kind: type[Panel]) -> Iterator[type[Panel]]:
    for one in kind.__subclasses__():
        yield one
        yield from _under(one)


def test_every_voice_has_a_name() -> None:
    """In both languages, those that play tones by themselves."""
    assert list(tones()) == [voice for voice, _ in voice_names("nb")]
    assert [("hand-drums", "Hand drums")] == voice_names("en", ["hand-drums"])
