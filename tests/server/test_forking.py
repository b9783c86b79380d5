"""Kernels are forked where the system can, and start by themselves where it cannot."""

from __future__ import annotations

import sys

import psutil
import pytest

from mtlearn.errors import ServerError
from mtlearn.server.provisioner import FORKING, ForkServer

pytestmark = pytest.mark.skipif(not FORKING, reason="only Linux forks kernels")

PRINTER = """
import json, os, sys
os.write(1, b'{"ready": 1}\\n')
for line in sys.stdin.buffer:
    os.write(1, json.dumps({"pid": os.getpid()}).encode() + b"\\n")
"""


def little_server() -> ForkServer:
    """A server that speaks as the real one does, and forks nobody."""
    return ForkServer((sys.executable, "-c", PRINTER))


def test_it_is_started_once_and_answers() -> None:
    """The first request starts it, the second finds it."""
    server = little_server()
    first = server.fork([], {}, None)
    assert first == server.fork([], {}, None) == server.pid
    server.close()
    assert server.pid is None


def test_it_is_started_anew_when_it_died() -> None:
    """A dead fork server costs the next lesson a moment, not more."""
    server = little_server()
    first = server.fork([], {}, None)
    assert server._process is not None
    server._process.kill()
    server._process.wait(5)
    assert server.fork([], {}, None) != first
    server.close()


def test_one_that_cannot_start_says_so() -> None:
    """The provisioner then starts the kernel by itself."""
    with pytest.raises(ServerError):
        ForkServer((sys.executable, "-c", "raise SystemExit(3)")).start()


def test_nothing_is_left_when_it_closes() -> None:
    """It ends when the server's end of the pipe does."""
    server = little_server()
    process = psutil.Process(server.fork([], {}, None))
    server.close()
    assert not process.is_running()
