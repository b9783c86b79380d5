"""First meeting from the kernel's side: a way in comes with its music, a no is said, and it is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.music.coplayers.guest import openness
from mtlearn.widgets.exercise import Exercise
from mtlearn.widgets.exercise_kind import KINDS

from .simple_music import SimpleMusic
from .take_time import TakeTime
from .test_exercise import Page, play

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOT_SONG = next(seed for seed in range(100) if openness(seed)["song"] == "not-today")


def test_a_no_is_said_once_and_another_way_in_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The music of each way in is chosen with it; what followed the no stands first in what is told."""
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    store, time = Store(tmp_path / "log.sqlite3"), TakeTime()

    async def act() -> None:
        page = Page(
            Exercise(
                *("en", Record(store, "studio"), "first-meeting"),
                clock=time.clock,
                pause=time.pause,
                chance=lambda _: NOT_SONG,
                music=SimpleMusic(),
            )
        )
        page.says("set", name="offer", value="song")
        settings = page.exercise.view["settings"]
        assert {"offer": "song", **KINDS["first-meeting"].offers["song"]}.items() <= settings.items()
        page.says("start")
        await page.hears("started")
        page.says("clock", at=time.now)
        await time.run(12.0)
        said = [
            message["text"]
            for message in page.heard
            if message["type"] == "said" and "no thanks" in message["text"]
        ]
        assert ["Linh says no thanks to this, and stays."] == said
        page.says("set", name="offer", value="quiet")
        await time.run(8.0)
        page.says("stop", at=time.now, width=600)
        told = await page.hears("told")
        assert ["offer-no-other", "offer-waited"] == [one["kind"] for one in told["strengths"][:2]]
        assert "Linh" in told["strengths"][0]["text"]
        assert 3 <= len(told["strengths"]) <= 4
        assert "quiet" == told["settings"]["offer"]

    play(act)
    store.close()
