"""The course's listening examples: sound that was played from a score, and what was played in it.

Built by ``audio/build_examples.py``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from mtlearn.errors import SoundError

__all__ = ["Heard", "heard", "sound_of"]

_INSTALLED = Path(__file__).parent / "examples"
_REPOSITORY = Path(__file__).parents[3] / "audio" / "examples"

Row = tuple[float, float, int, int]


class Heard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One example: how long it is in seconds, and both players' notes ``[onset, duration, pitch, velocity]``.

    ``digest`` is the beginning of the SHA-256 of its MP3 file.
    """

    id: str
    seconds: float
    digest: str
    mine: tuple[Row, ...]
    partner: tuple[Row, ...]


@cache
def _folder() -> Path:
    return _INSTALLED if (_INSTALLED / "examples.json").exists() else _REPOSITORY


@cache
def _all() -> dict[str, Heard]:
    try:
        found = msgspec.json.decode((_folder() / "examples.json").read_bytes(), type=tuple[Heard, ...])
    except (OSError, msgspec.DecodeError) as error:
        message = f"The listening examples in {_folder()} cannot be read ({error}). Install mtlearn again."
        raise SoundError(message, reason=message) from error
    return {one.id: one for one in found}


def heard(name: str) -> Heard:
    """Give one example by its name, such as ``"mirrored"``.

    Raises:
        SoundError: there is no such example; says which there are.
    """
    if name not in _all():
        message = f"There is no listening example {name!r}. There are: {', '.join(_all())}."
        raise SoundError(message, reason=message)
    return _all()[name]


def sound_of(name: str) -> bytes:
    """Give one example's MP3 file.

    Raises:
        SoundError: there is no such example, or its file is gone.
    """
    try:
        return (_folder() / f"{heard(name).id}.mp3").read_bytes()
    except OSError as error:
        message = f"The listening example {name} cannot be read ({error}). Install mtlearn again."
        raise SoundError(message, reason=message) from error
