"""A process that has already read what every lesson needs, and becomes a kernel by forking.

It answers on its own stdin and stdout, one JSON line each way, and ends, with the kernels it made,
when stdin closes: nobody but the server that started it can reach it. Only Linux has it.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import signal
import sys
import threading
import traceback
from typing import Any, Final

__all__ = ["PRELOADED"]

PRELOADED: Final = (
    "mtlearn.server.kernel",
    # what ipykernel would import while it starts
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "comm",
    "faulthandler",
    "tornado.ioloop",
    "tornado.platform.asyncio",
    "tornado.queues",
    "zmq.asyncio",
    "zmq.eventloop.zmqstream",
    "zmq.utils.garbage",
    # what a lesson imports
    "sqlite3",
    "babel.messages.pofile",
    "yaml",
    "msgspec",
    "anywidget",
    "ipywidgets",
    # what playing needs: read ahead, a lesson takes half as much after playing
    "numpy",
    "music21",
    "verovio",
    "mtlearn.widgets.exercise",
    "mtlearn.widgets.home",
    "mtlearn.widgets.lesson",
    "mtlearn.widgets.soundcheck",
)
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NAME: Final = 15


def main() -> None:
    """Read what is needed, say ``ready``, and fork a kernel for each request until stdin closes."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a module prints goes to the log, not among the answers
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, a lesson will say it better
            print(f"mtlearn: {name} was not read ahead: {error}", file=sys.stderr)  # noqa: T201 - the server's log
    if threading.active_count() > 1:
        sys.exit("mtlearn: a module read ahead has started a thread, which does not survive forking.")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # kernels that end leave nothing behind
    gc.collect()
    gc.freeze()  # pages the kernels share stay shared
    _say(answers, {"ready": os.getpid()})
    for line in requests:
        pid = os.fork()
        if pid == 0:
            requests.close()
            answers.close()
            _become_a_kernel(json.loads(line))
        _say(answers, {"pid": pid})


def _say(answers: Any, message: dict[str, int]) -> None:  # noqa: ANN401 - a binary file
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _become_a_kernel(request: dict[str, Any]) -> None:
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _end_with_parent()
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a descriptor is what is wanted
            os.dup2(nothing.fileno(), 0)
        os.environ.clear()
        os.environ.update(request["env"])
        if request.get("cwd"):
            os.chdir(request["cwd"])
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()  # Python's own generator reseeds itself after a fork
        sys.argv = ["mtlearn-kernel", *request["argv"]]
        from mtlearn.server.kernel import run  # noqa: PLC0415 - read ahead above

        run(request["argv"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - said, and then the process ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _end_with_parent() -> None:
    parent = os.getppid()
    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_NAME, b"mtlearn-kernel")
    prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    main()
