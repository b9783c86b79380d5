"""One engine's process, as the kernel has it: told what to open and what to do, heard, and let go."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from mtlearn import errors
from mtlearn.errors import SoundError
from mtlearn.sound import orders
from mtlearn.sound.wire import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtlearn.sound.orders import Opening
    from mtlearn.sound.wire import Record

__all__ = ["Running"]

_COME_TO_AN_END = 2.0


class Running:
    """A process that waits to be told what to open; until then it is a spare.

    Args:
        heard: called with each thing it says, on a thread of this process's own.
        ended: called there once when it has ended, with the reason if it gave one.

    Attributes:
        warm: whether it has read what it needs, so that it can open a device at once.
    """

    def __init__(
        self,
        heard: Callable[[Running, dict[str, Any]], None],
        ended: Callable[[Running, SoundError | None], None],
    ) -> None:
        command = [sys.executable, "-P", "-m", "mtlearn.sound.engine", "--parent", str(os.getpid())]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=_complaints(), bufsize=0
        )
        self.warm = False
        self._heard = heard
        self._ended = ended
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._listen, name="sound card", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """What the process ended with; None while it runs."""
        return self._process.poll()

    def open(self, opening: Opening) -> None:
        """Tell it what to open. Where it has ended, ``ended`` says so, not this."""
        self._write(orders.said(opening))

    def tell(self, records: Iterable[Record]) -> None:
        """Tell it what to do. Where it has ended, ``ended`` says so, not this."""
        self._write(b"".join(map(pack, records)))

    def close(self, *, at_once: bool = False) -> None:
        """Let it end, and wait until it has; ``at_once`` for one that plays nothing."""
        if at_once:
            self._process.kill()
        self._say_no_more()
        try:
            self._process.wait(_COME_TO_AN_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if threading.current_thread() is not self._thread:
            self._thread.join(_COME_TO_AN_END)

    def _write(self, data: bytes) -> None:
        assert self._process.stdin  # noqa: S101 - it was opened with a pipe
        with contextlib.suppress(OSError, ValueError), self._writing:
            left = memoryview(data)
            while left:
                left = left[self._process.stdin.write(left) :]

    def _say_no_more(self) -> None:
        assert self._process.stdin  # noqa: S101 - it was opened with a pipe
        with contextlib.suppress(OSError), self._writing:
            self._process.stdin.close()

    def _listen(self) -> None:
        assert self._process.stdout  # noqa: S101 - it was opened with a pipe
        trouble = None
        with self._process.stdout as lines:
            for line in lines:
                said = json.loads(line)
                if "trouble" in said:
                    trouble = _error(said)
                else:
                    self.warm = self.warm or "warm" in said
                    self._heard(self, said)
        self._process.wait()
        self._say_no_more()
        self._ended(self, trouble)


def _error(said: dict[str, Any]) -> SoundError:
    kind = getattr(errors, said["trouble"], SoundError)
    error: SoundError = kind(said["message"], **said["details"])
    return error


def _complaints() -> int | None:
    """Say where the engine's stderr goes: ALSA writes pages of harmless complaints there."""
    return None if os.environ.get("MTLEARN_DEBUG") else subprocess.DEVNULL
