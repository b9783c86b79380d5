"""Keeps sound in a file that any player opens: WAV, or FLAC, which is the same sound in half the room.

Sound comes in stretches and is written as it comes, so that an hour takes no more memory than a second.
Frames are rounded to 16 or 24 bits with dither: a trace of noise, below what can be heard, that keeps fading
tones from turning gritty (Lipshitz, Wannamaker & Vanderkooy 1992). Its seed is fixed: the same sound gives
the same bytes.
"""

from __future__ import annotations

import contextlib
import wave
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from mtlearn.errors import SoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

__all__ = ["FORMS", "Form", "form_of", "write"]

_CHUNK = 65_536
"""Frames given to libsndfile at once: 1.2.2 has crashed on a minute in one call."""
_SEED = 1_770


class Form(NamedTuple):
    """How sound is kept: the file's ending and its bits a frame."""

    ending: str
    bits: int


FORMS: Final = {
    "wav": Form("wav", 16),
    "wav24": Form("wav", 24),
    "flac": Form("flac", 16),
    "flac24": Form("flac", 24),
}


def form_of(path: Path) -> str:
    """Give the form a file's name asks for, in 16 bits.

    Raises:
        SoundError: the name ends in nothing that can be written; says what can.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        message = f"{path.name} is to be sound, but its name does not say how. Let it end in .wav or .flac."
        raise SoundError(message, reason=message)
    return form


def write(
    where: Path | IO[bytes],
    blocks: Iterable[NDArray[np.float32]] | NDArray[np.float32],
    rate: int = 48_000,
    form: str = "wav",
) -> int:
    """Write sound, as stretches of frames (n, 2) or one array, and tell how many frames it came to.

    ``where`` is a path, or a file open for writing that can be sought in and stays open. A path gets its
    file when all is written, and not before: what stood there is kept until then.

    Raises:
        KeyError: there is no such form; see FORMS.
        OSError: the file cannot be written: no such folder, no room, no permission.
    """
    kept = FORMS[form]
    whole = _rounded([blocks] if isinstance(blocks, np.ndarray) else blocks, kept.bits)
    put = _wav if kept.ending == "wav" else _flac
    if not isinstance(where, Path):
        return put(where, whole, rate, kept.bits)
    part = where.with_name(f"{where.name}.part")
    try:
        with part.open("w+b") as file:
            frames = put(file, whole, rate, kept.bits)
        part.replace(where)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    return frames


def _rounded(blocks: Iterable[NDArray[np.float32]], bits: int) -> Iterator[NDArray[np.int32]]:
    """Round frames to whole numbers, each with the difference of two neighbouring random numbers on top.

    That is triangular dither with its noise moved up, away from where the ear is keenest. What is wholly
    silent stays so.
    """
    chance = np.random.default_rng(_SEED)
    last = np.zeros((1, 2), np.float32)
    scale = 2 ** (bits - 1)
    for block in blocks:
        for first in range(0, len(block), _CHUNK):
            sound = block[first : first + _CHUNK]
            thrown = np.concatenate([last, chance.random(sound.shape, np.float32)])
            last = thrown[-1:]
            # 24 bits and dither are more than single precision holds.
            frames = np.multiply(sound, scale, dtype=np.float64 if bits > 16 else np.float32)  # noqa: PLR2004
            frames += np.diff(thrown, axis=0) * (sound != 0)
            np.rint(frames, out=frames)
            yield np.clip(frames, -scale, scale - 1, out=frames).astype(np.int32)


def _wav(file: IO[bytes], blocks: Iterable[NDArray[np.int32]], rate: int, bits: int) -> int:
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(bits // 8)
        out.setframerate(rate)
        for frames in blocks:
            if bits == 16:  # noqa: PLR2004 - its own kind of number
                out.writeframesraw(frames.astype("<i2").data)
            else:
                raw = frames.astype("<i4", copy=False).view(np.uint8).reshape(-1, 4)
                out.writeframesraw(np.ascontiguousarray(raw[:, :3]).data)
        out.writeframes(b"")
        return out.getnframes()


class _Told:
    """A file as libsndfile writes it; what goes wrong is kept, since no exception passes through C."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.trouble: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.trouble = error
            return 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the file has
        return getattr(self._file, name)


def _flac(file: IO[bytes], blocks: Iterable[NDArray[np.int32]], rate: int, bits: int) -> int:
    import soundfile  # noqa: PLC0415 - only where FLAC is written

    told = _Told(file)
    count = 0
    try:
        with soundfile.SoundFile(told, "w", rate, 2, f"PCM_{bits}", format="FLAC") as out:
            for frames in blocks:
                out.write(frames << (32 - bits))
                count += len(frames)
    except (AssertionError, soundfile.SoundFileError):
        if told.trouble:
            raise told.trouble from None
        raise
    if told.trouble:
        raise told.trouble
    return count
