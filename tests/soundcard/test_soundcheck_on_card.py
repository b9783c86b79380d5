"""The sound check's tones come out of the card on the side that was asked for, and can be turned down."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.learner.store import Store
from mtlearn.sound import card as card_module
from mtlearn.sound.listening import cents_from
from mtlearn.widgets.measured import latency
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


def test_a_pad_sounds_at_once_and_the_card_says_how_soon(sink: Any, check: SoundCheck, within: Any) -> None:
    def attempt() -> None:
        told(check, {"type": "open", "local": True}, {"type": "choose", "way": "card"})
        first = sink.recorder.frames
        press = {"type": "press", "on": True, "pitch": 67, "velocity": 90, "id": "a"}
        (sounded,) = told(check, press)
        sink.recorder.wait(first + 24_000)
        told(check, {**press, "on": False})
        assert ("sounded", "a") == (sounded["type"], sounded["id"])
        assert 0 < sounded["latency"] < 0.2
        sound = sink.recorder.sound(first)[:24_000]
        assert np.abs(sound).max() > 0.05
        assert abs(cents_from(67, sound[6_000:, 0], 48_000)) < 15

    within(attempt)


def test_another_output_is_opened_and_begins_no_louder(sink: Any, check: SoundCheck, within: Any) -> None:
    """Whichever name PortAudio has for the sink, sound comes out of it at the volume that was set before."""
    told(check, {"type": "open", "local": True}, {"type": "volume", "value": 0.3})
    used = check.view["device"]
    other = next(name for name in check.view["devices"] if name != used)

    def attempt() -> None:
        sent = told(check, {"type": "device", "device": other})
        assert {"type": "settled", "moved": True} in sent
        assert ("card", other, 30) == (check.view["out"], check.view["chosen"], check.view["volume"])
        first = sink.recorder.frames
        told(check, {"type": "test", "sound": "left"})
        sink.recorder.wait(first + 48_000)
        assert np.abs(sink.recorder.sound(first)).max() > 0.02

    within(attempt)


def test_the_card_is_measured_with_the_computers_microphone_and_the_figure_kept(
    sink: Any, check: SoundCheck, within: Any
) -> None:
    """The sink's monitor is the microphone here: what is played is what is heard."""
    pactl = shutil.which("pactl") or "pactl"
    subprocess.run([pactl, "set-default-source", "ci.monitor"], check=True)

    def attempt() -> None:
        told(check, {"type": "open", "local": True}, {"type": "choose", "way": "card"})
        sent = told(check, {"type": "measure"})
        assert ["measuring", "measured"] == [content["type"] for content in sent]
        assert sent[-1]["ok"], sent[-1]["said"]
        kept = latency(check._store, check.view["device"])
        assert kept
        assert 0.003 < kept.loop < 0.2
        assert round(1000 * kept.loop) == check.view["measured"]["card"]["ms"]

    assert sink
    within(attempt)
