"""The exercises with music that goes round, through a real sound card: turned down, paused, stopped."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.sound import card as card_module
from mtlearn.widgets.groove import GrooveInLayers
from mtlearn.widgets.turn_it_down import BEGINS_AT, TurnItDown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtlearn.widgets.band import Band

pytestmark = pytest.mark.soundcard
RATE = 48_000
RUNS = 3
"""A null sink under load stalls now and then; a real fault fails every run."""


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("MTLEARN_SOUND", "card")
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "safety")
    store.close()
    if card_module._shared:
        card_module._shared.close()


async def until(true: Callable[[], object]) -> None:
    """Wait on a state, twenty seconds at most."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - the state is another thread's, which has no event to wait on
            await asyncio.sleep(0.01)


def say(panel: Band, kind: str, **content: object) -> None:
    panel._hear(panel, {"type": kind, **content}, [])


async def begun(panel: Band) -> list[dict[str, Any]]:
    """Start the music on the card, and give what the page is told."""
    heard: list[dict[str, Any]] = []
    panel.send = lambda content, _buffers=None: heard.append(content)
    say(panel, "open", local=True)
    await until(lambda: panel.view["out"] == "card")
    say(panel, "start")
    await until(lambda: any(content["type"] == "started" for content in heard))
    say(panel, "clock", at=0.0)
    await until(lambda: any(content["type"] == "backing" for content in heard))
    return heard


async def loud(sink: Any, seconds: float) -> float:
    """Give how loud the next seconds are (root mean square)."""
    first = sink.recorder.frames
    await asyncio.to_thread(sink.recorder.wait, first + round(seconds * RATE))
    return float(np.sqrt(np.mean(np.square(sink.recorder.sound(first)[: round(seconds * RATE)]))))


def some_runs(attempt: Callable[[], Any]) -> None:
    for left in reversed(range(RUNS)):
        try:
            asyncio.run(attempt())
        except (AssertionError, TimeoutError):
            if not left:
                raise
        else:
            return


def test_the_card_is_turned_down_paused_and_stopped(record: Record, sink: Any) -> None:
    """The level counts under the learner's own volume, which is there again when the music has ended."""

    async def attempt() -> None:
        panel = TurnItDown("nb", record)
        await begun(panel)
        card = card_module._shared
        assert card
        await loud(sink, 1.0)
        before = await loud(sink, 3.0)
        assert pytest.approx(0.6 * BEGINS_AT) == card.volume
        say(panel, "level", value=0.25, at=4.0)
        await loud(sink, 0.5)
        after = await loud(sink, 3.0)
        assert before > 0.005
        assert after < 0.6 * before
        say(panel, "pause", at=7.5)
        await loud(sink, 0.3)
        assert await loud(sink, 0.5) < 1e-4
        say(panel, "resume", at=8.5)
        await loud(sink, 1.0)
        assert await loud(sink, 2.0) > 0.001
        say(panel, "stop", at=12.0)
        await loud(sink, 0.3)
        assert await loud(sink, 0.5) < 1e-4
        assert pytest.approx(0.6) == card.volume

    some_runs(attempt)


def test_a_groove_sounds_on_the_card_and_panic_silences_it(record: Record, sink: Any) -> None:
    """A layer more is more sound from the next bar; then, at a press, none."""

    async def attempt() -> None:
        panel = GrooveInLayers("nb", record)
        heard = await begun(panel)
        await loud(sink, 1.0)
        assert await loud(sink, 2.0) > 0.001
        say(panel, "layer", layer="chord", on=True, density=3)
        assert any(content["type"] == "backing" and content["cancel"] is not None for content in heard)
        await loud(sink, 3.0)
        say(panel, "panic", at=6.0)
        await loud(sink, 0.3)
        assert await loud(sink, 0.5) < 1e-4

    some_runs(attempt)


class Held(TurnItDown):
    """The exercise with one long tone for its music: it can be heard at any moment how loud that is."""

    def bar_of(self, _what: object, _number: int) -> Bar:
        """Give half a minute of the tone."""
        return Bar(30.0, (), (), (Stroke("tune", 0.0, 29.9, 60, 90),))

    def voices_of(self, what: Any, number: int) -> dict[str, str]:
        """Let it be an even one."""
        return {**super().voices_of(what, number), "tune": "clarinet"}


WINDOW = RATE // 100
RECORDER = 0.030
"""Seconds the recorder may hear late."""


async def heard_after(sink: Any, act: Callable[[], None]) -> tuple[list[float], list[float]]:
    """Do something, and give when each hundredth of a second after it was heard, and how loud it was."""
    first = sink.recorder.frames
    asked = time.perf_counter()
    act()
    await asyncio.to_thread(sink.recorder.wait, first + RATE // 2)
    sound = sink.recorder.sound(first)[: RATE // 2, 0].reshape(-1, WINDOW)
    times = [sink.recorder.heard_at(first + (n + 1) * WINDOW - 1) - asked for n in range(len(sound))]
    return times, [float(one) for one in np.sqrt(np.mean(np.square(sound), axis=1))]


def reached(heard: tuple[list[float], list[float]], holds: Callable[[float], bool]) -> float:
    """Say from when on something holds of how loud it is, to the end."""
    times, loudness = heard
    since = max((n + 1 for n, one in enumerate(loudness) if not holds(one)), default=0)
    assert since < len(times), f"it never came to hold: {loudness}"
    return times[since - 1] if since else 0.0


def test_each_control_is_heard_within_50_ms(record: Record, sink: Any) -> None:
    """Softer, louder, pause, the level while it rests, stop and quiet now: from the message on."""

    async def attempt() -> None:
        panel = Held("nb", record)
        await begun(panel)
        await loud(sink, 1.5)
        full = await loud(sink, 0.3) / BEGINS_AT
        assert full > 0.01
        took: dict[str, float] = {}
        softer = await heard_after(sink, lambda: say(panel, "level", value=BEGINS_AT - 0.15, at=2.0))
        assert np.mean(softer[1][20:]) == pytest.approx(full * (BEGINS_AT - 0.15), rel=0.1)
        softest = await heard_after(sink, lambda: say(panel, "level", value=0.1, at=3.0))
        took["softer"] = reached(softest, lambda one: one < 0.2 * full)
        louder = await heard_after(sink, lambda: say(panel, "level", value=1.0, at=4.0))
        took["louder"] = reached(louder, lambda one: one > 0.8 * full)
        rests = await heard_after(sink, lambda: say(panel, "pause", at=5.0))
        took["pause"] = reached(rests, lambda one: one < 1e-3)
        say(panel, "level", value=0.25, at=5.5)
        say(panel, "resume", at=6.0)
        await loud(sink, 1.5)
        assert await loud(sink, 0.3) == pytest.approx(0.25 * full, rel=0.15)
        stops = await heard_after(sink, lambda: say(panel, "stop", at=8.0))
        took["stop"] = reached(stops, lambda one: one < 1e-3)
        await begun(panel)
        await loud(sink, 1.5)
        quiet = await heard_after(sink, lambda: say(panel, "panic", at=2.0))
        took["quiet now"] = reached(quiet, lambda one: one < 1e-3)
        assert max(took.values()) < 0.050 + RECORDER, took

    some_runs(attempt)
