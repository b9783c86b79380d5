"""What a page's player is answered: what a voice is, and the samples it lacks."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.sound.bank import bank
from mtlearn.widgets.bundle import script
from mtlearn.widgets.voices import PLAYER, Sounding


class Widget:
    """What a Panel is to Sounding."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words = {"sound_wake": "my own word"}
        self.said: list[tuple[dict[str, Any], list[bytes]]] = []

    def tell(self, kind: str, buffers: list[bytes] | None = None, **content: Any) -> None:
        """Keep what would be sent."""
        self.said.append(({"type": kind, **content}, buffers or []))


class Answering(Sounding, Widget):
    """A widget that sounds."""


def answer(**asked: Any) -> tuple[dict[str, Any], list[bytes]]:
    widget = Answering("en")
    widget.hear_voice({"id": 7, **asked})
    return widget.said.pop()


def test_a_page_is_told_what_a_voice_is_without_its_samples() -> None:
    told, buffers = answer(voice="marimba")
    names = bank().voice("marimba").samples
    assert [] == buffers
    assert list(names) == told["description"]["samples"]
    assert {name: len(bank().sample(name)) for name in names} == told["sizes"]
    digests = {name: hashlib.sha256(bank().sample(name)).hexdigest()[:16] for name in names}
    assert digests == told["digests"]
    assert "bank" not in told


def test_a_page_is_sent_the_samples_it_lacks_in_the_order_it_asked() -> None:
    names = bank().voice("marimba").samples[2:0:-1]
    told, buffers = answer(voice="marimba", samples=list(names), format="flac")
    assert (list(names), [bank().sample(name) for name in names]) == (told["samples"], buffers)
    assert [bank().sample_as_pcm(names[0])] == answer(voice="marimba", samples=names[:1], format="pcm")[1]


def test_nothing_is_read_that_is_no_sample_of_the_voice() -> None:
    told, buffers = answer(voice="marimba", samples=["../../pyproject", "piano-38"], format="flac")
    assert ([], []) == (told["samples"], buffers)


def test_a_page_that_tidies_up_is_told_all_the_bank_has() -> None:
    told, _ = answer(voice="marimba", tidy=True)
    assert set(told["digests"].values()) < set(told["bank"])


def test_a_voice_that_is_not_there_is_answered_and_raised() -> None:
    widget = Answering("en")
    with pytest.raises(SoundError):
        widget.hear_voice({"id": 8, "voice": "theremin"})
    ((told, _),) = widget.said
    assert ("voice", 8) == (told["type"], told["id"])
    assert "theremin" in told["trouble"]


def test_a_widget_that_sounds_has_the_words_of_sound_beside_its_own() -> None:
    assert words("sound", "nb") | {"sound_wake": "my own word"} == Answering("nb").words


def test_the_player_is_joined_without_an_import_or_a_name_twice() -> None:
    joined = script("base.js", *PLAYER)
    assert "import {" not in joined
    names = [
        line.split()[1].split("(")[0] for line in joined.splitlines() if line.startswith(("const ", "class "))
    ]
    assert sorted(set(names)) == sorted(names)
