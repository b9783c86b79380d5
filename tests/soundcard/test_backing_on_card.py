"""Music to play over through the sound card: its beats where the page shows them, and silence at once."""

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
from mtlearn.widgets.exercise import Exercise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtlearn.music.backing.setting import Setting

pytestmark = pytest.mark.soundcard
RATE = 48_000
RUNS = 3
"""A null sink under load stalls now and then; a real fault fails every run."""
BEAT = 0.5


class Blocks:
    """A wood block on each beat, so that each beat can be found in what was heard."""

    def bar(self, _setting: Setting, _number: int, *, coming_from: Bar | None = None) -> Bar:
        """Make one bar."""
        assert coming_from is None
        strokes = tuple(Stroke("hands", n * BEAT, 0.05, 76, 110) for n in range(4))
        return Bar(4 * BEAT, tuple(n * BEAT for n in range(4)), (), strokes)

    def count_in(self, setting: Setting) -> Bar:
        """Count in with the same."""
        return self.bar(setting, 0)

    def voices(self, _setting: Setting) -> dict[str, str]:
        """Give the hand drums."""
        return {"hands": "hand-drums"}

    def mode_for(self, _scale: str) -> str:
        """Give one mode."""
        return "major"

    def metre(self, _setting: Setting) -> tuple[int, int]:
        """Give the time signature."""
        return (4, 4)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("MTLEARN_SOUND", "card")
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()
    if card_module._shared:
        card_module._shared.close()


async def until(true: Callable[[], object]) -> None:
    """Wait on a state, twenty seconds at most."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - the state is another thread's, which has no event to wait on
            await asyncio.sleep(0.01)


def test_the_beats_sound_where_they_are_shown_and_stop_at_once(record: Record, sink: Any) -> None:
    """Beats come half a second apart, when the page is told they are heard; after stop there is silence."""

    async def attempt() -> None:
        exercise = Exercise("nb", record, "over", music=Blocks())
        heard: list[dict[str, Any]] = []
        exercise.send = lambda content, _buffers=None: heard.append(content)

        def say(kind: str, **content: object) -> None:
            exercise._hear(exercise, {"type": kind, **content}, [])

        say("open", local=True)
        await until(lambda: exercise.view["out"] == "card")
        say("start")
        await until(lambda: any(content["type"] == "started" for content in heard))
        zero = time.perf_counter()
        say("clock", at=0.0)
        await until(lambda: any(content["type"] == "backing" for content in heard))
        music = next(content for content in heard if content["type"] == "backing")
        shown = [zero + music["bars"][0]["start"] + beat * BEAT + music["latency"] for beat in range(5)]
        first = sink.recorder.frames
        await asyncio.to_thread(sink.recorder.wait, first + 4 * RATE)
        sound = np.abs(sink.recorder.sound(first)[:, 0])
        onsets = _onsets(sound)[:5]
        gaps = np.diff(onsets) / RATE
        assert np.abs(gaps - BEAT).max() < 0.002, gaps
        late = sink.recorder.heard_at(first + onsets[0]) - shown[0]
        assert abs(late) < 0.06, late  # the recorder itself gives what it heard in pieces of some 5 to 20 ms
        say("panic")
        say("stop", at=5.0)
        stopped = sink.recorder.frames
        await asyncio.to_thread(sink.recorder.wait, stopped + RATE)
        after = np.abs(sink.recorder.sound(stopped))[RATE // 5 :]
        assert after.max() < 1e-3

    for left in reversed(range(RUNS)):
        try:
            asyncio.run(attempt())
        except (AssertionError, IndexError):
            if not left:
                raise
        else:
            return


def _onsets(sound: Any) -> list[int]:
    """Give the frames at which something begins after at least a quarter of a second of less."""
    found: list[int] = []
    for frame in np.flatnonzero(sound > 0.25 * sound.max()):
        if not found or frame - found[-1] > RATE // 4:
            found.append(int(frame))
    return found
