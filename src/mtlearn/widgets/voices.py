"""The voices a page asks for: what ``player.js`` fetches from the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.errors import SoundError
from mtlearn.sound.bank import bank
from mtlearn.widgets.sounding import volume

if TYPE_CHECKING:
    from mtlearn.learner.store import Store

__all__ = ["PLAYER", "Sounding"]

PLAYER = ("player.js",)
"""The modules of the page's player, in the order :func:`mtlearn.widgets.bundle.script` joins them."""


class Sounding:
    """Answers what ``player.js`` asks: mix it into a Panel.

    The page asks ``{"type": "voice", "id": 7, "voice": "kalimba", "format": "flac"}`` and gets the message
    ``{"type": "voice", "id": 7, "description": {…}, "volume": 0.6}`` with the samples as buffers, in the
    order of ``description.samples``; or, when there is no such voice, ``trouble`` in place of both.
    """

    sound_store: Store | None = None
    """The log that keeps the learner's volume."""

    def hear_voice(self, content: dict[str, Any]) -> None:
        """Send a voice's description and samples."""
        give = bank().sample_as_pcm if content.get("format") == "pcm" else bank().sample
        try:
            description = bank().description(str(content.get("voice")))
            samples = [give(name) for name in description["samples"]]
        except SoundError as error:
            self.tell("voice", id=content.get("id"), trouble=str(error))  # type: ignore[attr-defined]
            raise
        told = {"id": content.get("id"), "description": description, "volume": volume(self.sound_store)}
        self.tell("voice", samples, **told)  # type: ignore[attr-defined]
