"""Opening the course: a port, the address said, the browser opened, and all ended by Ctrl-C."""

from __future__ import annotations

import threading
import webbrowser
from typing import Final

from mtlearn.server.app import make_server
from mtlearn.server.place import find_notebooks

__all__ = ["serve"]

_NEXT: Final = 20


def serve(lang: str, port: int | None, usual: int, *, browser: bool) -> int:
    """Serve the course until Ctrl-C, on ``port``, or if none is told on the ``usual`` one or one near it.

    Raises:
        ServerError: the port is in use, or there are no notebooks.
    """
    server = make_server(find_notebooks(), lang)
    server.open(usual if port is None else port, others=_NEXT if port is None else 0)
    address = f"http://localhost:{server.port}/"
    print(f"The course is open at {address}", flush=True)  # noqa: T201 - said to a person
    print("Press Ctrl-C to close it. What you have done is saved.", flush=True)  # noqa: T201 - said to a person
    if browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    server.serve()
    print("The course is closed.", flush=True)  # noqa: T201 - said to a person
    return 0
