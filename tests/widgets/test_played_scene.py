"""A scene answered by playing: what was played leads on, is kept, and can be walked again from the log."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.lesson import scene, scenes
from mtlearn.course.scene import State
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.together import duo
from mtlearn.music.note import Duo
from mtlearn.music.reply import reply
from mtlearn.widgets.companion import companion
from mtlearn.widgets.instrument import scale_of
from mtlearn.widgets.played_scene import PlayedScene, choices_of

from .take_time import TakeTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtlearn.course.scene import Moment
    from mtlearn.language import Language

FIRST_FOUR = ("sit-anyway", "name-the-rhythm", "skip-is-fine", "he-decides")
"""The way to where Mikkel plays."""
PLAYED = {f"{s.id}-{m.id}": m for s in scenes("meetings").values() for m in s.moments if m.plays}
MANNERS = ("silent", "answering", "leaving room", "sparse", "steady", "free")


@pytest.fixture(autouse=True)
def sound_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "log.sqlite3")
    found = Record(store, "meetings")
    found.choose("mikkel", FIRST_FOUR)
    yield found
    store.close()


def open_case(record: Record, time: TakeTime, lang: Language = "en") -> PlayedScene:
    return PlayedScene(lang, record, scene("meetings", which="mikkel"), clock=time.clock, pause=time.pause)


def send(shown: PlayedScene, kind: str, **content: Any) -> None:
    shown._hear(shown, {"type": kind, **content}, [])


async def settled(true: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - the state is the scene's, which has no event to wait on
            await asyncio.sleep(0.01)


async def begin(shown: PlayedScene, time: TakeTime, told: list[dict[str, Any]]) -> None:
    """Begin to answer, at the clock the page has."""
    shown.send = lambda content, _buffers=None: told.append(content)
    send(shown, "start", step=len(shown.view["steps"]))
    await settled(lambda: any(each["type"] == "started" for each in told))
    send(shown, "clock", at=0.0)
    await time.run(0.2)


def test_a_moment_with_somebody_who_plays_offers_an_instrument_and_every_outcome_in_words(
    record: Record,
) -> None:
    """The page gets what it needs to sound, and nothing of what leads where."""
    view = open_case(record, TakeTime()).view
    assert ("Mikkel", 16, 8) == (view["plays"]["who"], view["plays"]["seconds"], len(view["plays"]["pads"]))
    assert 4 == len(view["choices"])
    assert not any(word in json.dumps(view) for word in ("heard:", "motif", "goto", "effects"))


def test_what_was_played_leads_on_and_is_said_and_kept(record: Record) -> None:
    """Two soft notes with room around them: what could be heard, the outcome, and the take in the log."""

    async def whole() -> None:
        time, told = TakeTime(), list[dict[str, Any]]()
        shown = open_case(record, time)
        await begin(shown, time, told)
        for at in (2.0, 9.0):
            await time.run(at - time.now)
            send(shown, "play", on=True, pitch=69, velocity=30, at=time.now)
            await time.run(0.3)
            send(shown, "play", on=False, pitch=69, velocity=0, at=time.now)
        await time.run(18)
        await settled(lambda: any(each["type"] == "answered" for each in told))
        heard = shown.view["steps"][-1]["heard"]
        assert "You left at least half of the time silent." in heard
        assert "You played more softly than Mikkel." in heard

    asyncio.run(whole())
    [take] = record.takes()
    assert take.ended
    assert (2, True) == (len(take.mine), len(take.partner) > 0)
    assert (*FIRST_FOUR, f"kalimba-room@{take.id}") == record.choices("mikkel")
    again = open_case(record, TakeTime(), "nb")
    assert "Du lot det være stille minst halvparten av tiden." in again.view["steps"][-1]["heard"]


def test_playing_nothing_is_an_answer(record: Record) -> None:
    """The time passes, the other plays, and the story goes on."""

    async def whole() -> PlayedScene:
        time, told = TakeTime(), list[dict[str, Any]]()
        shown = open_case(record, time)
        await begin(shown, time, told)
        await time.run(17)
        await settled(lambda: any(each["type"] == "answered" for each in told))
        return shown

    shown = asyncio.run(whole())
    assert ["You played nothing. Mikkel had the room alone."] == shown.view["steps"][-1]["heard"]
    assert record.choices("mikkel")[-1].startswith("kalimba-listen@")


def test_the_same_can_be_said_in_words_and_then_no_take_is_kept(record: Record) -> None:
    """Who has no sound, or no hands free, misses nothing."""
    shown = open_case(record, TakeTime())
    place = shown.view["choices"].index("Listen, and play nothing.")
    send(shown, "choose", step=4, choice=place)
    assert (*FIRST_FOUR, "kalimba-listen") == record.choices("mikkel")
    assert None is shown.view["steps"][-1]["heard"]
    assert [] == record.takes()


def test_going_on_in_words_while_playing_is_the_answer_and_the_playing_none(record: Record) -> None:
    """One step, not two; and what was begun is ended."""

    async def whole() -> None:
        time, told = TakeTime(), list[dict[str, Any]]()
        shown = open_case(record, time)
        await begin(shown, time, told)
        await time.run(2)
        send(shown, "choose", step=4, choice=0)
        await time.run(20)

    asyncio.run(whole())
    assert 5 == len(record.choices("mikkel"))
    assert "@" not in record.choices("mikkel")[-1]
    assert [True] == [take.ended for take in record.takes()]


@pytest.mark.parametrize("message", [{"step": 3}, {"step": 5}, {"step": None}, {}])
def test_nothing_begins_where_nobody_plays(record: Record, message: dict[str, Any]) -> None:
    """A press in a tab that lies behind begins nothing."""
    shown = open_case(record, TakeTime())
    send(shown, "start", **message)
    record.choose("mikkel", ())
    send(shown, "start", step=0)
    assert [] == record.takes()
    assert not shown.notice


def test_a_take_that_is_gone_leaves_the_way_as_it_was(record: Record) -> None:
    """The outcome is in the log; only what could be heard is not said any more."""
    record.choose("mikkel", (*FIRST_FOUR, "kalimba-room@gone"))
    step = open_case(record, TakeTime()).view["steps"][-1]
    assert ["You played in a way of your own beside Mikkel."] == step["heard"]


@pytest.mark.parametrize("moment", PLAYED.values(), ids=PLAYED.keys())
def test_every_outcome_of_playing_can_be_played(moment: Moment) -> None:
    """By simulated learners in their manners beside the one who plays, and by one who plays the same."""
    plays = moment.plays
    assert plays
    settings, length = choices_of(plays), float(plays.seconds)

    def beside(manner: str) -> Duo:
        learner = SimulatedLearner(manner, scale_of(settings), 2)
        return duo(companion(settings, plays.seed), learner, length)

    alone = beside("silent").partner
    takes = [*(beside(manner) for manner in MANNERS), Duo(alone, alone)]
    found = [moment.answered(State(), reply(take, length)) for take in takes]
    assert {one.id for one in moment.choices if one.heard is not None} == {one.id for one in found if one}
