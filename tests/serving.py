"""A running course, for tests that meet it as a browser does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SERVE = [sys.executable, "-m", "mtlearn.server.cli", "serve", "--no-browser"]


class Course:
    """A running ``mtlearn serve`` with a data folder of its own."""

    def __init__(self, data: Path, notebooks: Path | None = None, *options: str, **env: str) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        told = {"MTLEARN_NOTEBOOKS": str(notebooks)} if notebooks else {}
        self.log = data / "server.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*SERVE, "--port", str(self.port), *options],
                env={**os.environ, "MTLEARN_DATA": str(data), **told, **env},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._await_answer()

    def _await_answer(self) -> None:
        limit = time.monotonic() + 60
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                select_nothing(0.05)
        self.close()
        pytest.fail(f"The server did not start:\n{self.log.read_text()}")

    def url(self, path: str = "") -> str:
        """Give the address of a page, ``nb/home.ipynb`` and the like, or of the server itself."""
        base = f"http://localhost:{self.port}/"
        return f"{base}voila/render/{path}" if path else base

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for an address as no browser would: status, headers, text."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers.items()), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers.items()), error.read().decode()

    def kernels(self) -> list[int]:
        """Give the process ids of the kernels now running, newest last."""
        try:
            below = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        kernels = [child for child in below if _is_kernel(child)]
        return [child.pid for child in sorted(kernels, key=lambda child: child.create_time())]

    def kill_kernel(self) -> None:
        """Kill the newest kernel, as a crash would."""
        os.kill(self.kernels()[-1], signal.SIGKILL)

    def wait_until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something holds of the running server; fail when it does not come to hold."""
        limit = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < limit, f"It did not come to hold in {seconds} s."
            select_nothing(0.05)

    def close(self) -> None:
        """Stop it as Ctrl-C would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise


def select_nothing(seconds: float) -> None:
    """Give the other side a moment between two looks at its state."""
    threading.Event().wait(seconds)


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return "mtlearn-kernel" in process.name() or "mtlearn.server.kernel" in process.cmdline()
    except psutil.Error:
        return False
