"""The sound check's tones come out of the card on the side that was asked for, and can be turned down."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.learner.store import Store
from mtlearn.sound import card as card_module
from mtlearn.widgets.soundcheck import SoundCheck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.soundcard


@pytest.fixture
def check(sink: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCheck]:
    assert sink
    monkeypatch.delenv("MTLEARN_SOUND", raising=False)
    yield SoundCheck("en", Store(tmp_path / "learner.sqlite3"))
    if card_module._shared:
        card_module._shared.close()
        card_module._shared = None


def told(check: SoundCheck, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """Let the panel hear messages from a page, and give what it sent back."""
    sent: list[dict[str, Any]] = []
    check.send = lambda content, _buffers=None: sent.append(content)

    async def talk() -> None:
        for message in messages:
            check._hear(check, message, [])
            await asyncio.gather(*check._tasks)

    asyncio.run(talk())
    return sent


def test_the_card_is_found_and_a_tone_comes_from_its_side(sink: Any, check: SoundCheck, within: Any) -> None:
    def attempt() -> None:
        for sound, loud, soft in (("left", 0, 1), ("right", 1, 0)):
            first = sink.recorder.frames
            (played,) = told(check, {"type": "test", "sound": sound})
            assert (played["type"], played["sound"]) == ("played", sound)
            assert 0 < played["latency"] < 0.2
            sink.recorder.wait(first + 48_000)
            strength = np.abs(sink.recorder.sound(first)).max(axis=0)
            told(check, {"type": "quiet"})
            sink.record(0.3)
            assert strength[loud] > 0.05
            assert strength[soft] < 0.01 * strength[loud]

    told(check, {"type": "open", "local": True})
    assert check.view["out"] == "card"
    assert check.view["device"]
    within(attempt)


def test_the_volume_reaches_the_card(sink: Any, check: SoundCheck, within: Any) -> None:
    def loudest(level: float) -> float:
        told(check, {"type": "volume", "value": level})
        first = sink.recorder.frames
        told(check, {"type": "test", "sound": "phrase"})
        sink.recorder.wait(first + 2 * 48_000)
        told(check, {"type": "quiet"})
        sink.record(0.3)
        return float(np.abs(sink.recorder.sound(first)).max())

    def attempt() -> None:
        assert 0.01 < loudest(0.1) < 0.5 * loudest(0.6)

    told(check, {"type": "open", "local": True})
    within(attempt)
