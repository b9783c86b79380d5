"""The sound card's way out and in again, measured: the pattern is played, and the microphone hears it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.sound.channels import CHECK
from mtlearn.sound.latency import EMITTED, LASTS, PATTERN, VOICE, Loop, measured
from mtlearn.sound.microphone import record

if TYPE_CHECKING:
    import threading

    from mtlearn.sound.card import SoundCard

__all__ = ["SECONDS", "CardLoop", "card_loop"]

_AHEAD: Final = 0.4
SECONDS: Final = LASTS + _AHEAD
"""How long a measurement takes, opening the microphone apart."""


class CardLoop(NamedTuple):
    """What was measured; the microphone it was heard with, and the way in as that tells it, in seconds."""

    loop: Loop
    microphone: str
    back: float


def card_loop(card: SoundCard, stop: threading.Event | None = None) -> CardLoop:
    """Play the pattern on the sound card and hear it with this computer's own microphone.

    The microphone is open for the few seconds this takes; what it heard is forgotten on return.

    Raises:
        SoundError: no microphone could be heard, or it was broken off.
    """
    start = 0.0

    def play() -> None:
        nonlocal start
        start = time.perf_counter() + _AHEAD
        card.set_voice(CHECK, VOICE)
        card.set_pan(CHECK, 0.0)
        card.play(PATTERN, start)

    heard = record(SECONDS, play, stop)
    emitted = [start + sent - heard.began for sent in EMITTED]
    return CardLoop(measured(heard.sound, heard.rate, emitted), heard.device, heard.back)
