"""What every widget that makes sound shares: which way sound goes out, through which device, how loud."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from mtlearn.errors import StoreError
from mtlearn.sound.event import VOLUME

if TYPE_CHECKING:
    from mtlearn.learner.store import Store
    from mtlearn.sound.card import SoundCard

__all__ = [
    "BROWSER", "Memory", "SoundOut", "choose_device", "choose_sound_out", "choose_volume", "device", "forced",
    "open_card", "sound_out", "volume",
]  # fmt: skip

SoundOut = Literal["card", "browser"]
BROWSER: Final = "browser"
"""The name the page's own way out goes by where volumes are kept."""
_KEY = "sound-out"
_DEVICE = "sound-device"
_VOLUME = "sound-volume"
_STEP = "sound-step"


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
    if wanted := forced() or _way(_kept(store, _KEY)):
        return wanted
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


def device(store: Store) -> str | None:
    """Give the name of the sound card the learner chose; None is the system's default."""
    kept = _kept(store, _DEVICE)
    return kept if isinstance(kept, str) and kept else None


def choose_device(store: Store, name: str | None) -> None:
    """Keep the learner's choice of a sound card; :func:`open_card` goes through it from now on.

    Raises:
        StoreError: it could not be written; it counts all the same.
    """
    if name and _kept(store, _own(_STEP, name)):
        store.append("setting", _own(_STEP, name), [0, False])
    store.append("setting", _DEVICE, name)


def volume(store: Store | None, device: str | None = None) -> float:
    """Give the volume the learner set, 0 to 1, for a device, or the one set before devices had their own.

    Args:
        store: the learner's log.
        device: the sound card's name, or ``"browser"``.
    """
    found = _level(store, _own(_VOLUME, device)) if device else None
    return next((level for level in (found, _level(store, _VOLUME)) if level is not None), VOLUME)


def choose_volume(store: Store, level: float, device: str | None = None) -> None:
    """Keep the learner's volume for a device, or for all that have none of their own.

    Raises:
        StoreError: it could not be written; it counts all the same.
    """
    store.append("setting", _own(_VOLUME, device), min(1.0, max(0.0, level)))


def open_card(store: Store) -> SoundCard:
    """Give the kernel's one sound card, through the device the learner chose, at that device's volume.

    It is opened when it is first needed, and anew when another device has been chosen since.

    Raises:
        SoundError: it cannot be opened; the class says why.
    """
    from mtlearn.sound.card import shared_card  # noqa: PLC0415 - starts a process: only when something sounds

    chosen = store.latest("setting", _DEVICE)
    return shared_card(device(store), Memory(store), chosen and (chosen.at, chosen.data))


class Memory:
    """What the log knows of each sound card: how loud the learner wants it, how long a block it needs.

    It may be asked from any thread, as a store may.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tried: dict[str, int] = {}

    def first_volume(self) -> float:
        """Give the volume for a device that has none of its own."""
        return volume(self._store)

    def volumes(self) -> dict[str, float]:
        """Give the volume the learner set, 0 to 1, for each device that has one of its own."""
        return {name: _as_level(kept) for name, kept in self._each(_VOLUME).items() if _is_number(kept)}

    def keep_volume(self, device: str, level: float) -> None:
        """Keep the volume a device began at, so that what is shown is what is heard."""
        if level != volume(self._store, device):
            with contextlib.suppress(StoreError):
                choose_volume(self._store, level, device)

    def steps(self) -> dict[str, int]:
        """Give how far from the quickest setting to begin this session, for each device that is known.

        One bad moment must not slow a device down for ever, so a new session begins one step quicker than
        the last one ended. Where that was tried and the device stumbled again, the step is firm: a device
        that is slow is not to stumble at the beginning of every session. Choosing it anew frees it.
        """
        begin = {}
        for name, kept in self._each(_STEP).items():
            step, firm = _as_step(kept)
            begin[name] = step
            if step and not firm:
                begin[name] = self._tried[name] = step - 1
        return begin

    def keep_step(self, device: str, step: int) -> None:
        """Keep how far from the quickest setting a device had to be taken, where that is news."""
        was, firm = _as_step(_kept(self._store, _own(_STEP, device)))
        found = [step, (firm and step >= was) or step > self._tried.get(device, step)]
        if found != [was, firm]:
            with contextlib.suppress(StoreError):
                self._store.append("setting", _own(_STEP, device), found)

    def _each(self, key: str) -> dict[str, Any]:
        prefix = _own(key, " ").rstrip()
        return {e.key.removeprefix(prefix): e.data for e in self._store.entries("setting", prefix=prefix)}


def _own(key: str, device: str | None) -> str:
    return f"{key}:{device}" if device else key


def _kept(store: Store | None, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    entry = store.latest("setting", key) if store else None
    return entry.data if entry else None


def _level(store: Store | None, key: str) -> float | None:
    kept = _kept(store, key)
    return _as_level(kept) if _is_number(kept) else None


def _as_step(kept: object) -> tuple[int, bool]:
    match kept:
        case [int(step), bool(firm)]:
            return max(0, step), firm
    return 0, False


def _is_number(kept: object) -> bool:
    return isinstance(kept, (int, float))


def _as_level(kept: float) -> float:
    return min(1.0, max(0.0, float(kept)))
