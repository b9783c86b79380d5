"""How kernels start: forked from a process that has read everything, or each on its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
from typing import Any, Final

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from mtlearn.errors import ServerError

__all__ = ["FORKING", "ForkProvisioner", "ForkServer", "fork_server"]

FORKING: Final = sys.platform == "linux" and hasattr(os, "pidfd_open")
_KERNEL: Final = "mtlearn.server.kernel"
_PATIENCE: Final = 30.0
_SPARING: Final = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
"""A kernel has many threads that do little: without these each would hold memory of its own."""
_log = logging.getLogger("mtlearn")


class ForkServer:
    """The server's handle of the process that forks kernels; it is started anew when it has died."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "mtlearn.server.zygote")) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id, while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start it, and wait until it has read everything.

        Raises:
            ServerError: it did not come up.
        """
        with self._lock:
            self._ensure()

    def fork(self, argv: list[str], env: dict[str, str], cwd: str | None) -> int:
        """Fork a kernel and give its process id.

        Raises:
            ServerError: no kernel came of it.
        """
        with self._lock:
            for _attempt in range(2):
                process = self._ensure()
                with contextlib.suppress(OSError, ServerError):
                    self._tell(process, {"argv": argv, "env": env, "cwd": cwd})
                    return int(self._answer(process)["pid"])
                self._end()
        message = "The process that prepares lessons does not answer."
        raise ServerError(message)

    def close(self) -> None:
        """End it, and every kernel it made."""
        with self._lock:
            self._end()

    def _ensure(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
                env={**os.environ, **_SPARING},
            )
            try:
                self._answer(self._process)
            except ServerError:
                self._end()
                raise
        return self._process

    @staticmethod
    def _tell(process: subprocess.Popen[bytes], request: dict[str, Any]) -> None:
        assert process.stdin is not None  # noqa: S101 - opened as a pipe above
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()

    @staticmethod
    def _answer(process: subprocess.Popen[bytes]) -> dict[str, int]:
        assert process.stdout is not None  # noqa: S101 - opened as a pipe above
        ready, _, _ = select.select([process.stdout], [], [], _PATIENCE)
        line = process.stdout.readline() if ready else b""
        if not line:
            message = "The process that prepares lessons did not start."
            raise ServerError(message)
        answer: dict[str, int] = json.loads(line)
        return answer

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


fork_server: Final = ForkServer()


class _Forked:
    """A kernel that is somebody else's child, with the part of ``Popen`` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._fd = os.pidfd_open(pid)
        except ProcessLookupError:
            self.returncode = 1

    def poll(self) -> int | None:
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        if self.returncode is None and select.select([self._fd], [], [], timeout)[0]:
            os.close(self._fd)
            self.returncode = 0
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._fd, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking where the system can, and as a process of its own where it cannot."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ANN401 - jupyter_client's own
        """Start a kernel."""
        if not FORKING or _KERNEL not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        argv = cmd[cmd.index(_KERNEL) + 1 :]
        env = {str(name): str(value) for name, value in (kwargs.get("env") or os.environ).items()}
        try:
            pid = await asyncio.to_thread(fork_server.fork, argv, env, kwargs.get("cwd"))
        except ServerError as error:
            _log.warning("%s The lesson starts by itself instead, which takes longer.", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = _Forked(pid)  # type: ignore[assignment] # as much of Popen as is used
        self.pid = self.pgid = pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info
