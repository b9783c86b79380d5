"""The sound check says in words where sound comes from, keeps what was chosen, and goes on in the page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.errors import NoDeviceError
from mtlearn.learner.store import Store
from mtlearn.sound.channels import CHECK
from mtlearn.sound.latency import EMITTED, LASTS, PATTERN, RATE, VOICE
from mtlearn.sound.render import render
from mtlearn.widgets.measured import Measured, keep_latency, latency
from mtlearn.widgets.soundcheck import SoundCheck
from mtlearn.widgets.sounding import (
    BROWSER,
    choose_device,
    choose_sound_out,
    choose_volume,
    device,
    sound_out,
    volume,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.sound.card import SoundCard

THERE = {
    "portaudio": "19",
    "devices": [{"name": "Speakers"}, {"name": "Headphones"}],
    "default": "Speakers",
    "trouble": None,
    "kind": None,
    "details": {},
}
NONE = {
    **THERE,
    "devices": [],
    "default": None,
    "trouble": "none",
    "kind": "NoPortAudioError",
    "details": {"how": "apt-get it"},
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.delenv("MTLEARN_SOUND", raising=False)
    return Store(tmp_path / "learner.sqlite3")


def no_card() -> SoundCard:
    message = "no card"
    raise NoDeviceError(message, reason="none")


def told(check: SoundCheck, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """Let the panel hear messages from a page, and give what it sent back."""
    sent: list[dict[str, Any]] = []
    check.send = lambda content, buffers=None: sent.append({**content, "buffers": buffers})

    async def talk() -> None:
        for message in messages:
            check._hear(check, message, [])
            await asyncio.gather(*check._tasks)

    asyncio.run(talk())
    return sent


def test_the_card_is_the_way_where_the_page_is_local_and_a_device_is_there(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: THERE)
    assert check.view["out"] is None
    told(check, {"type": "open", "local": False})
    assert check.view["out"] == "browser"
    choose_sound_out(store, "card")
    told(check, {"type": "open", "local": False})
    assert (check.view["out"], check.view["device"]) == ("card", "Speakers")


def test_without_portaudio_the_page_sounds_and_the_reason_is_said(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: NONE)
    told(check, {"type": "open", "local": True})
    assert check.view["out"] == "browser"
    assert "apt-get it" in check.view["no_card"]
    assert not check.notice


def test_choosing_a_card_that_is_not_there_says_so_and_stays_in_the_page(store: Store) -> None:
    check = SoundCheck("en", store, card=no_card, devices=lambda: NONE)
    sent = told(check, {"type": "open", "local": True}, {"type": "choose", "way": "card"})
    assert check.view["out"] == "browser"
    assert "Sound comes from this page instead" in check.notice
    assert [{"type": "settled", "moved": False, "buffers": None}] == sent
    assert store.latest("setting", "sound-out") is None


def test_the_choice_and_the_volume_are_kept(store: Store) -> None:
    assert volume(store) == 0.6
    check = SoundCheck("nb", store, devices=lambda: NONE)
    told(check, {"type": "open"}, {"type": "choose", "way": "browser"}, {"type": "volume", "value": 0.3})
    assert check.view["volume"] == 30
    again = Store(store.path)
    assert volume(again, BROWSER) == 0.3
    assert sound_out(again, host_is_local=True) == "browser"


def test_the_outputs_are_listed_with_the_one_in_use_and_another_can_be_chosen(store: Store) -> None:
    """The choice is kept even where the page makes the sound, for when the card is chosen again."""
    check = SoundCheck("nb", store, devices=lambda: THERE)
    told(check, {"type": "open", "local": False})
    assert (["Speakers", "Headphones"], "Speakers", None) == (
        check.view["devices"], check.view["device"], check.view["chosen"],
    )  # fmt: skip
    sent = told(check, {"type": "device", "device": "Headphones"})
    assert "settled" == sent[-1]["type"]
    assert ("Headphones", "Headphones") == (check.view["device"], check.view["chosen"])
    assert "Headphones" == device(Store(store.path))
    told(check, {"type": "device", "device": None})
    assert (None, "Speakers") == (device(store), check.view["device"])


def test_an_output_that_is_not_in_the_list_is_never_opened(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: THERE)
    told(check, {"type": "open"}, {"type": "device", "device": "/dev/somewhere"})
    assert device(store) is None


def test_an_output_chosen_earlier_and_not_there_now_is_named(store: Store) -> None:
    choose_device(store, "USB")
    check = SoundCheck("nb", store, devices=lambda: THERE)
    sent = told(check, {"type": "open", "again": True})
    assert ("USB", "Speakers", None) == (check.view["gone"], check.view["device"], check.view["chosen"])
    assert [{"type": "looked", "count": 2, "buffers": None}] == sent
    assert "USB" == device(store)


def test_no_output_begins_louder_than_the_one_before_it(store: Store) -> None:
    """One with a volume of its own keeps it: the learner set it for that very output."""
    choose_sound_out(store, "card")
    check = SoundCheck("nb", store, card=no_card, devices=lambda: THERE)
    told(check, {"type": "open", "local": True}, {"type": "volume", "value": 0.2})
    choose_sound_out(store, "card")
    told(check, {"type": "open", "local": True})
    assert ("card", 20) == (check.view["out"], check.view["volume"])
    told(check, {"type": "device", "device": "Headphones"})
    assert 0.2 == volume(store, "Headphones")
    choose_volume(store, 0.9, "Speakers")
    told(check, {"type": "open", "local": True}, {"type": "device", "device": "Speakers"})
    assert 0.9 == volume(store, "Speakers")


@pytest.mark.parametrize(("asked", "kept"), [(-1.0, 0.0), (7.0, 1.0)])
def test_the_volume_stays_between_nothing_and_all(store: Store, asked: float, kept: float) -> None:
    choose_volume(store, asked)
    assert kept == volume(store)


def test_the_environment_decides_before_the_learner(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_sound_out(store, "card")
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    assert sound_out(store, host_is_local=True) == "browser"
    check = SoundCheck("nb", store, devices=lambda: THERE)
    told(check, {"type": "open", "local": True}, {"type": "choose", "way": "card"})
    assert (check.view["out"], check.view["forced"]) == ("browser", True)


def test_the_page_is_sent_the_voice_it_plays(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: NONE)
    (answer,) = told(check, {"type": "voice", "id": 7, "voice": check.sounds["voice"]})
    assert ("voice", 7) == (answer["type"], answer["id"])


def recording(delay: float, gain: float = 0.2) -> tuple[dict[str, Any], list[memoryview]]:
    """Give what a page sends that recorded the pattern, from 0.25 s before it was sent."""
    sound = np.zeros(round((LASTS + 0.25) * RATE), np.float32)
    played = gain * render(PATTERN, {CHECK: VOICE}).mean(axis=1)
    at = round((0.25 + delay) * RATE)
    sound[at : at + len(played)] = played[: len(sound) - at]
    told = {"rate": RATE, "emitted": [0.25 + sent for sent in EMITTED], "told": 0.02, "back": 0.01}
    return {"type": "recording", **told}, [memoryview(sound.tobytes())]


def measured_by(check: SoundCheck, content: dict[str, Any], buffers: list[memoryview]) -> dict[str, Any]:
    sent: list[dict[str, Any]] = []
    check.send = lambda content, _buffers=None: sent.append(content)

    async def talk() -> None:
        check._hear(check, content, buffers)
        await asyncio.gather(*check._tasks)

    asyncio.run(talk())
    (answer,) = [content for content in sent if content["type"] == "measured"]
    return answer


def test_what_the_pages_microphone_heard_is_measured_and_the_figure_kept(store: Store) -> None:
    check = SoundCheck("en", store, devices=lambda: NONE)
    answer = measured_by(check, *recording(0.083))
    assert (True, "browser") == (answer["ok"], answer["way"])
    assert "83 ms" in answer["said"]
    assert 83 == check.view["measured"]["browser"]["ms"]
    kept = latency(Store(store.path), BROWSER)
    assert kept
    assert (0.083, 0.02, 0.01) == (round(kept.loop, 4), kept.told, kept.back)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_what_could_not_be_measured_is_said_kindly_and_nothing_is_kept(store: Store, lang: Any) -> None:
    check = SoundCheck(lang, store, devices=lambda: NONE)
    content, silence = recording(0.05, gain=0.0)
    quiet = measured_by(check, content, silence)
    nothing = measured_by(check, {**content, "rate": "fast"}, silence)
    assert [check.words["loop_quiet"], check.words["loop_nothing"]] == [quiet["said"], nothing["said"]]
    assert not quiet["ok"]
    assert latency(store, BROWSER) is None
    assert not check.notice


def test_a_latency_that_is_not_one_is_not_believed(store: Store) -> None:
    """The log may have been written by another mtlearn, or by hand."""
    for written in (None, "fast", {"loop": "fast"}, {"loop": 0.1}, [1, 2, 3, 4]):
        store.append("setting", "latency:browser", written)
        assert latency(store, BROWSER) is None
    keep_latency(store, BROWSER, Measured(0.1, 0.001, 0.02, 0.01))
    assert (0.1, 0.001) == latency(store, BROWSER)[:2]


def test_a_card_that_is_not_there_is_not_measured(store: Store) -> None:
    check = SoundCheck("nb", store, card=no_card, devices=lambda: THERE)
    told(check, {"type": "open", "local": True})
    answer = measured_by(check, {"type": "measure"}, [])
    assert check.words["loop_no_card"] == answer["said"]


def test_a_voice_that_is_not_there_is_answered_too(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: NONE)
    (answer,) = told(check, {"type": "voice", "id": 8, "voice": "bassoon"})
    assert "bassoon" in answer["trouble"]
    assert "bassoon" in check.notice
