"""The sound check says in words where sound comes from, keeps what was chosen, and goes on in the page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.errors import NoDeviceError
from mtlearn.learner.store import Store
from mtlearn.sound.bank import bank
from mtlearn.widgets.soundcheck import SoundCheck
from mtlearn.widgets.sounding import choose_sound_out, choose_volume, sound_out, volume

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.sound.card import SoundCard

THERE = {
    "portaudio": "19",
    "devices": [],
    "default": "Speakers",
    "trouble": None,
    "kind": None,
    "details": {},
}
NONE = {
    **THERE, "default": None, "trouble": "none", "kind": "NoPortAudioError", "details": {"how": "apt-get it"},
}  # fmt: skip


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
    assert [{"type": "settled", "buffers": None}] == sent
    assert store.latest("setting", "sound-out") is None


def test_the_choice_and_the_volume_are_kept(store: Store) -> None:
    assert volume(store) == 0.6
    check = SoundCheck("nb", store, devices=lambda: NONE)
    told(check, {"type": "open"}, {"type": "choose", "way": "browser"}, {"type": "volume", "value": 0.3})
    assert check.view["volume"] == 30
    again = Store(store.path)
    assert volume(again) == 0.3
    assert sound_out(again, host_is_local=True) == "browser"


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


def test_the_page_is_sent_a_voice_with_its_samples_and_the_volume(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: NONE)
    (answer,) = told(check, {"type": "voice", "id": 7, "voice": "kalimba", "format": "flac"})
    assert (answer["type"], answer["id"], answer["volume"]) == ("voice", 7, 0.6)
    assert [bank().sample(name) for name in answer["description"]["samples"]] == answer["buffers"]


def test_a_voice_that_is_not_there_is_answered_too(store: Store) -> None:
    check = SoundCheck("nb", store, devices=lambda: NONE)
    (answer,) = told(check, {"type": "voice", "id": 8, "voice": "bassoon"})
    assert "bassoon" in answer["trouble"]
    assert "bassoon" in check.notice
