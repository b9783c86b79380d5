"""What can be listened to in the sound check: a tone on either side, a phrase, and pads of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mtlearn.music.names import pitch_name
from mtlearn.sound.channels import CHECK
from mtlearn.sound.event import Event
from mtlearn.sound.latency import LASTS, PATTERN, VOICE

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["PADS", "SOUNDS", "VOICE", "told_sounds"]

PADS: Final = (60, 64, 67, 69, 72)
SOUNDS: Final[dict[str, tuple[float, tuple[Event, ...]]]] = {
    "left": (-1.0, (Event(0.0, CHECK, 67, 85, 0.8),)),
    "right": (1.0, (Event(0.0, CHECK, 72, 85, 0.8),)),
    "phrase": (0.0, tuple(Event(0.28 * step, CHECK, pitch, 85, 0.5) for step, pitch in enumerate(PADS))),
}
"""Where it is placed, and what is played: each on pads of the check's own, which light with it."""


def told_sounds(lang: Language) -> dict[str, Any]:
    """Give the page what it needs to play by itself, and the names of all twelve tones."""
    return {
        "sounds": {name: [pan, [list(event) for event in events]] for name, (pan, events) in SOUNDS.items()},
        "pattern": [list(event) for event in PATTERN],
        "lasts": LASTS,
        "channel": CHECK,
        "voice": VOICE,
        "pads": [[pitch, pitch_name(pitch, lang)] for pitch in PADS],
        "names": [pitch_name(pitch, lang) for pitch in range(128)],
    }
