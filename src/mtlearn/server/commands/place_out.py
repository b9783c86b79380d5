"""Where a command's result goes: checked before any work is done, so that nothing is lost."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from mtlearn.errors import MusicFileError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cannot", "check_out", "put"]


def check_out(source: Path, out: Path) -> None:
    """See that a result can be written.

    Raises:
        MusicFileError: it would write over what it reads, or no file can be there.
    """
    name = out.name or str(out)
    with contextlib.suppress(OSError, ValueError):
        if out.exists() and out.samefile(source):
            reason = "it is the file that is read"
            raise MusicFileError(name, reason, "Give the result another name; nothing was written.")
    if out.is_dir():
        raise MusicFileError(name, "it is a folder", "Give the result a name in it.")
    if out.exists() and not out.is_file():
        raise MusicFileError(name, "it is not a file but a device or a pipe", "Give the result another name.")
    if not out.parent.is_dir():
        raise MusicFileError(name, f"there is no folder {out.parent}", "Make it first, or choose another.")


def put(out: Path, data: bytes) -> None:
    """Write a result: whole, or not at all.

    Raises:
        MusicFileError: it cannot be written; what stood there is as it was.
    """
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise cannot(out, error) from error


def cannot(out: Path, error: OSError) -> MusicFileError:
    """Say why a result could not be written."""
    reason = error.strerror or str(error)
    return MusicFileError(out.name, f"it could not be written ({reason})", "What stood there is as it was.")
