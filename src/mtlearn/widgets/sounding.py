"""What every widget that makes sound shares: which way sound goes out, and how loud."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, cast, get_args

from mtlearn.sound.event import VOLUME

if TYPE_CHECKING:
    from mtlearn.learner.store import Store
    from mtlearn.sound.card import SoundCard

__all__ = [
    "SoundOut", "choose_sound_out", "choose_volume", "forced", "open_card", "sound_out", "volume",
]  # fmt: skip

SoundOut = Literal["card", "browser"]
_KEY = "sound-out"
_VOLUME = "sound-volume"


def _way(name: object) -> SoundOut | None:
    return cast("SoundOut", name) if name in get_args(SoundOut) else None


def forced() -> SoundOut | None:
    """Give the way out that ``MTLEARN_SOUND`` decides, if it does."""
    return _way(os.environ.get("MTLEARN_SOUND"))


def sound_out(store: Store, *, host_is_local: bool) -> SoundOut:
    """Say which way sound goes out: the computer's sound card, or the page.

    ``MTLEARN_SOUND`` decides where it is set; then what the learner chose; else the card, where the page is
    open on the machine that serves it and a device is there.
    """
    kept = store.latest("setting", _KEY)
    if wanted := forced() or _way(kept.data if kept else None):
        return wanted
    if not host_is_local:
        return "browser"
    from mtlearn.sound.devices import has_output  # noqa: PLC0415 - asking the system takes a moment

    return "card" if has_output() else "browser"


def volume(store: Store | None) -> float:
    """Give the volume the learner set, 0 to 1; 60 % until then, and never louder by itself."""
    kept = store.latest("setting", _VOLUME) if store else None
    return min(1.0, max(0.0, float(kept.data))) if kept else VOLUME


def choose_volume(store: Store, level: float) -> None:
    """Keep the learner's volume.

    Raises:
        StoreError: it could not be written; it counts all the same.
    """
    store.append("setting", _VOLUME, min(1.0, max(0.0, level)))


def open_card(store: Store) -> SoundCard:
    """Give the kernel's one sound card, opened when it is first needed, at the learner's volume.

    Raises:
        SoundError: it cannot be opened; the class says why.
    """
    from mtlearn.sound.card import shared_card  # noqa: PLC0415 - starts a process: only when something sounds

    card = shared_card()
    card.set_volume(volume(store))
    return card


def choose_sound_out(store: Store, way: SoundOut) -> None:
    """Keep the learner's choice.

    Raises:
        StoreError: it could not be written; it counts all the same.
    """
    store.append("setting", _KEY, way)
