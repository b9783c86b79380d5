"""A take in time, on the kernel's side: told when asked for, marks kept and bounded."""

from __future__ import annotations

import asyncio
import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.language import LANGUAGES
from mtlearn.learner.mark import Mark, Marks
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.timeline import TimelinePanel, of_take, timeline_words

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.language import Language

MINE = [[0.5 * n, 0.4, 60 + n % 5, 70] for n in range(12)]
PARTNER = [[0.5 * n + 7, 0.4, 60 + n % 5, 70] for n in range(12)]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Give a log with two takes: one together, one of another exercise."""
    kept = Record(Store(tmp_path / "learner.sqlite3"), "studio")
    for name, exercise in (("first", "mirror"), ("other", "echo")):
        kept.begin_take(name, {"exercise": exercise})
        kept.add_notes(name, MINE, PARTNER)
        kept.end_take(name, 15.0)
    return kept


def panel_of(record: Record, lang: Language = "nb", **given: Any) -> Any:
    shown: Any = TimelinePanel(lang, record, "mirror", **given)
    shown.sent = []
    shown.send = lambda content, _buffers=None: shown.sent.append(content)
    return shown


def ask(panel: Any, message: dict[str, Any]) -> list[dict[str, Any]]:
    """Send a message from the page, and wait for what it set going; give what came back."""

    async def heard() -> None:
        panel._hear(panel, message, [])
        while panel._tasks:
            await asyncio.gather(*panel._tasks)

    asyncio.run(heard())
    sent: list[dict[str, Any]] = panel.sent
    return sent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_take_is_told_in_time_with_its_marks(record: Record, lang: Language) -> None:
    """All the page needs comes in one message of plain data."""
    Marks(record).put("first", Mark("m", 2.5, "here"))
    (told,) = ask(panel_of(record, lang), {"type": "timeline", "take": "first"})
    assert "timeline" == told["type"]
    assert "first" == told["take"]
    assert [{"id": "m", "at": 2.5, "text": "here"}] == told["marks"]
    assert told["lanes"]
    assert not told["alone"]
    json.dumps(told, allow_nan=False)


def test_the_takes_of_its_exercise_are_shown_and_no_others(record: Record) -> None:
    """The last with notes is shown first, or the one that is named."""
    assert ["first"] == [take["id"] for take in panel_of(record).view["takes"]]
    assert "first" == panel_of(record, take="other").view["shown"]
    panel = panel_of(record)
    assert [] == ask(panel, {"type": "timeline", "take": "other"})
    assert panel.notice


def test_a_mark_is_kept_and_said_to_be(record: Record) -> None:
    """The page hears which of its messages is in the log."""
    message = {"type": "mark", "take": "first", "mark": "m", "at": 2.5, "text": "here", "number": 7}
    sent = ask(panel_of(record), message)
    assert [{"type": "marked", "take": "first", "mark": "m", "number": 7, "saved": True}] == sent
    assert [Mark("m", 2.5, "here")] == Marks(record).of("first")
    ask(panel_of(record), {"type": "unmark", "take": "first", "mark": "m"})
    assert [] == Marks(record).of("first")


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "soon"},
        {"at": math.nan},
        {"at": -1},
        {"at": None},
        {"mark": ""},
        {"mark": "a/b"},
        {"take": "other"},
    ],
)
def test_what_is_no_mark_is_not_kept(record: Record, wrong: dict[str, Any]) -> None:
    """Neither without a place or a name, nor of a take that is not here."""
    ask(panel_of(record), {"type": "mark", "take": "first", "mark": "m", "at": 2.5, "text": "", **wrong})
    assert [] == record.store.entries("mark")


def test_what_is_written_is_bounded(record: Record) -> None:
    """A text has an end, also where the page does not keep to it."""
    ask(panel_of(record), {"type": "mark", "take": "first", "mark": "m", "at": 1, "text": "x" * 9000})
    assert [4000] == [len(mark.text) for mark in Marks(record).of("first")]


def test_drums_have_no_register(record: Record) -> None:
    """Of somebody on drums nothing is said about tones; how strong and how dense they play, is."""
    record.begin_take("drums", {"exercise": "mirror", "mine": "djembe"})
    record.add_notes("drums", MINE, [])
    record.end_take("drums")
    take = record.takes()[-1]
    told = of_take(take._replace(settings={**take.settings, "mine": next(iter(drum_voices()))}), "en")
    lanes = {lane["id"]: lane for lane in told["lanes"]}
    assert {None} == set(lanes["pitch"]["mine"])
    assert {None} != set(lanes["velocity"]["mine"])
    assert [] == told["echoes"]
    assert [] == told["centres"]["mine"]


def drum_voices() -> list[str]:
    """Name the voices a learner can drum with."""
    from mtlearn.widgets.choices import drums  # noqa: PLC0415 - only here

    return list(drums())


def test_the_page_has_the_words_it_speaks() -> None:
    """Both languages have all of them."""
    assert timeline_words("nb").keys() == timeline_words("en").keys()
