"""What every widget that makes sound shares: which way sound goes out, and the voices a page asks for."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from mtlearn.errors import SoundError
from mtlearn.sound.bank import bank

if TYPE_CHECKING:
    from mtlearn.learner.store import Store

__all__ = ["SoundOut", "Sounding", "choose_sound_out", "sound_out"]

SoundOut = Literal["card", "browser"]
_KEY = "sound-out"
_log = logging.getLogger("mtlearn")


class Sounding:
    """Answers what ``player.js`` asks: mix it into a Panel.

    The page asks ``{"type": "voice", "id": 7, "voice": "kalimba", "format": "flac"}`` and gets the message
    ``{"type": "voice", "id": 7, "description": {…}}`` with the voice's samples as buffers, in the order of
    ``description.samples``; or, when there is no such voice, the same with ``trouble`` and no buffers.
    """

    def hear_voice(self, content: dict[str, Any]) -> None:
        """Send a voice's description and samples."""
        give = bank().sample_as_pcm if content.get("format") == "pcm" else bank().sample
        try:
            description = bank().description(str(content.get("voice")))
            samples = [give(name) for name in description["samples"]]
        except SoundError as error:
            self.tell("voice", id=content.get("id"), trouble=str(error))  # type: ignore[attr-defined]
            raise
        self.tell("voice", samples, id=content.get("id"), description=description)  # type: ignore[attr-defined]


def sound_out(store: Store, *, host_is_local: bool) -> SoundOut:
    """Say which way sound goes out: the computer's sound card, or the page.

    ``MTLEARN_SOUND`` decides where it is set; then what the learner chose; else the card, where the page is
    open on the machine that serves it and a device is there.
    """
    kept = store.latest("setting", _KEY)
    for wanted in (os.environ.get("MTLEARN_SOUND"), kept.data if kept else None):
        if wanted in get_args(SoundOut):
            return cast("SoundOut", wanted)
    if not host_is_local:
        return "browser"
    from mtlearn.sound.devices import has_output  # noqa: PLC0415 - asking the system takes a moment

    return "card" if has_output() else "browser"


def choose_sound_out(store: Store, way: SoundOut) -> None:
    """Keep the learner's choice.

    Raises:
        StoreError: it could not be written; it counts all the same.
    """
    store.append("setting", _KEY, way)
