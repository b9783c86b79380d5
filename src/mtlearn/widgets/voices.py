"""The voices a page asks for: what ``player.js`` fetches from the kernel."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.sound.bank import bank
from mtlearn.widgets.sounding import volume

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.store import Store
    from mtlearn.sound.bank import Voice

__all__ = ["PLAYER", "Sounding"]

PLAYER = (
    "cupboard.js", "samples.js", "limit.js", "stroke.js", "awake.js", "stage.js", "plan.js", "fader.js",
    "player.js",
)  # fmt: skip
"""The modules of the page's player, in the order :func:`mtlearn.widgets.bundle.script` joins them."""


class Sounding:
    """Answers what ``player.js`` asks: mix it into a Panel, before it.

    The page first asks what a voice is, ``{"type": "voice", "id": 7, "voice": "kalimba"}``, and gets the
    message ``{"type": "voice", "id": 7, "description": {…}, "digests": {sample: digest},
    "sizes": {sample: bytes}, "volume": 0.6}``; with ``"tidy": true`` also ``"bank"``, the digests of all
    samples, so that the browser can forget others. Then it asks for the samples it does not keep, some at a
    time, ``{…, "samples": ["kalimba-55"], "format": "flac"}``, and gets them as buffers in that order.
    Where the bank has no such voice there is ``trouble`` in place of all this.

    The widget's words also have those of ``content/locale/nb/sound.po``.
    """

    if TYPE_CHECKING:
        words: Any  # the Panel's, whichever order the two are read in

    sound_store: Store | None = None
    """The log that keeps the learner's volume."""

    def __init__(self, lang: Language, **traits: Any) -> None:  # noqa: ANN401 - traits are what they are
        super().__init__(lang, **traits)  # type: ignore[call-arg] # the Panel this is mixed into
        own: dict[str, str] = self.words
        self.words = {**words("sound", lang), **own}

    def hear_voice(self, content: dict[str, Any]) -> None:
        """Send what a voice is, or some of its samples."""
        try:
            voice = bank().voice(str(content.get("voice")))
            told, buffers = {} if "samples" in content else self._told(voice), list[bytes]()
            if "format" in content:
                names = [name for name in content.get("samples", voice.samples) if name in voice.samples]
                give = bank().sample_as_pcm if content["format"] == "pcm" else bank().sample
                told["samples"], buffers = names, [give(name) for name in names]
            if content.get("tidy") is True:
                told |= _everything()
        except SoundError as error:
            self.tell("voice", id=content.get("id"), trouble=str(error))  # type: ignore[attr-defined]
            raise
        self.tell("voice", buffers, id=content.get("id"), **told)  # type: ignore[attr-defined]

    def _told(self, voice: Voice) -> dict[str, Any]:
        facts = {name: _facts(name) for name in voice.samples}
        return {
            "description": bank().description(voice.name),
            "digests": {name: digest for name, (digest, _) in facts.items()},
            "sizes": {name: size for name, (_, size) in facts.items()},
            "volume": volume(self.sound_store),
        }


def _everything() -> dict[str, Any]:
    """Give the digests of all samples; nothing where the bank is damaged elsewhere."""
    try:
        samples = {name for voice in bank().voices for name in bank().voice(voice).samples}
        return {"bank": sorted(_facts(name)[0] for name in samples)}
    except SoundError:
        return {}


@cache
def _facts(name: str) -> tuple[str, int]:
    """Give the digest a browser keeps a sample under (of SHA-256, the beginning), and its size in bytes."""
    sample = bank().sample(name)
    return hashlib.sha256(sample).hexdigest()[:16], len(sample)
