"""The latency of the way out: known where measured, kept with the take, taken out of what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.record import Record, Take
from mtlearn.learner.store import Store
from mtlearn.music.move import Move
from mtlearn.widgets.measured import Measured, keep_latency, way_out
from mtlearn.widgets.outcome import duo, meant
from mtlearn.widgets.session import Session
from mtlearn.widgets.sounding import BROWSER

from .take_time import TakeTime
from .test_exercise import play
from .test_exercise_kind import opened, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEAT = 0.5
LATE = 0.12


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()


@pytest.mark.parametrize(
    ("found", "told", "late"),
    [
        (None, 0.0, 0.0),
        (None, 0.03, 0.03),
        (Measured(0.1, 0.001, 0.03, 0.02), 0.01, 0.055),
        (Measured(0.04, 0.001, 0.03, 0.02), 0.01, 0.03),
        (None, 7.0, 0.0),
        (None, float("nan"), 0.0),
    ],
)
def test_the_way_out_is_what_was_measured_or_else_what_is_told(
    found: Measured | None, told: float, late: float
) -> None:
    """What neither device tells of lies half on each way; what cannot be true is not believed."""
    assert late == pytest.approx(way_out(found, told))


class Listener:
    """Somebody who writes down when they heard what."""

    closeness = 1.0

    def __init__(self) -> None:
        self.heard: list[float] = []

    def hear(self, move: Move) -> list[Move]:
        """Write it down."""
        self.heard.append(move.time)
        return []

    def wait(self, _now: float) -> list[Move]:
        """Play nothing."""
        return []

    stop = wait


def test_the_other_hears_a_note_as_it_was_meant_and_it_is_kept_as_it_was_pressed() -> None:
    """To the learner who plays to a beat heard late, the other is no earlier than they are."""
    listener = Listener()
    session = Session(listener, latency=LATE)
    session.hear_clock(0.0, 0.0)
    session.hear(Move(1.0 + LATE, sounding=True, pitch=60, velocity=80), 1.0 + LATE)
    session.hear(Move(1.5 + LATE, sounding=False, pitch=60, velocity=1), 1.5 + LATE)
    mine, _ = session.stop(3.0)
    assert [1.0, 1.5] == pytest.approx(listener.heard)
    assert [[1.12, 0.5, 60, 80]] == mine


def test_what_is_told_is_told_of_what_was_meant() -> None:
    """A take played to what was heard lies on the other's beats again; its own notes stay as they were."""
    theirs = [[BEAT * n, 0.3, 60, 80] for n in range(16)]
    mine = [[BEAT * n + LATE, 0.3, 64, 80] for n in range(16)]
    take = Take("a", 0.0, {"latency": LATE}, mine, theirs, ended=True, kept=False)
    assert [row[0] for row in theirs] == pytest.approx([note.onset for note in meant(take).mine])
    assert [row[0] for row in mine] == pytest.approx([note.onset for note in duo(take).mine])
    assert duo(take).partner == meant(take).partner
    assert duo(take._replace(settings={})) == meant(take._replace(settings={}))


@pytest.mark.parametrize(("kept", "late"), [(True, 0.055), (False, 0.02)])
def test_a_take_keeps_the_latency_it_was_played_with(record: Record, *, kept: bool, late: float) -> None:
    """Measured with the microphone where that was done; else as the browser told when playing began."""
    if kept:
        keep_latency(record.store, BROWSER, Measured(0.1, 0.001, 0.03, 0.02))
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "mirror", time)
        page.says("start", latency=0.02)
        await page.hears("started")
        page.says("clock", at=time.now)
        await phrase(page, time, 60)
        page.says("stop", at=time.now, width=600)
        assert [0.0] == [row[0] for row in (await page.hears("told"))["mine"]]

    play(act)
    assert late == record.takes()[0].settings["latency"]


def test_another_way_out_has_another_latency(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the learner lets the page sound instead, what is heard of them from then on is the page's."""
    monkeypatch.delenv("MTLEARN_SOUND")
    time = TakeTime()

    async def act() -> None:
        page = opened(record, "mirror", time)
        page.says("start", latency=0.02)
        await page.hears("started")
        session = page.exercise._session
        assert session
        keep_latency(record.store, BROWSER, Measured(0.1, 0.001, 0.03, 0.02))
        page.says("set", name="out", value="browser")
        assert session.latency == pytest.approx(0.055)

    play(act)
