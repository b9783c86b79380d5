"""A page with the player in it, a kernel that answers it, and ears: what is heard of it, frame by frame.

For tests of ``widgets/player.js``. The kernel's side is the real :class:`mtlearn.widgets.voices.Sounding`.
"""

from __future__ import annotations

import base64
import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from mtlearn.errors import SoundError
from mtlearn.sound.listening import place_of
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.voices import PLAYER, Sounding

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Page

    from mtlearn.sound.event import Event

RATE = 48_000

_PAGE = """<!doctype html><html lang="en"><title>Player</title><style>{style}</style>
<body class="mt-widget"><main><p>A page that sounds.</p></main>
<script type="module">{script}</script></body></html>
"""


class _Told:
    """What a Panel is to :class:`Sounding`: words, and a way to tell the page."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words: dict[str, str] = {}
        self.said: list[dict[str, Any]] = []

    def tell(self, kind: str, buffers: list[bytes] | None = None, **content: Any) -> None:
        texts = [base64.b64encode(one).decode() for one in buffers or []]
        self.said.append({"content": {"type": kind, **content}, "buffers": texts})


class Kernel(Sounding, _Told):
    """The kernel's side of a page's player."""

    def __init__(self) -> None:
        super().__init__("en")
        self.asked: list[dict[str, Any]] = []

    def answer(self, content: dict[str, Any]) -> dict[str, Any]:
        """Answer as the kernel does."""
        self.asked.append(content)
        with contextlib.suppress(SoundError):  # a Panel makes a notice of it
            self.hear_voice(content)
        return self.said.pop()

    @property
    def samples_sent(self) -> list[str]:
        """The samples asked for by name, in order."""
        return [name for content in self.asked for name in content.get("samples", [])]


class Host:
    """Gives the page over http on this machine, where IndexedDB and worklets are to be had."""

    def __init__(self) -> None:
        ears = Path(__file__).with_name("hearing.js").read_text(encoding="utf-8")
        page = _PAGE.format(style=style(), script=script("base.js", *PLAYER) + ears).encode()

        host = self
        self.kernel = Kernel()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(page)

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                told = json.dumps(host.kernel.answer(asked)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_: object) -> None:
                """Say nothing on stderr."""

        self._server = ThreadingHTTPServer(("0.0.0.0", 0), Answer)  # noqa: S104 - a LAN address is tried too
        self.port = self._server.server_address[1]
        self.url = f"http://localhost:{self.port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def open_player(page: Page, host: Host) -> Kernel:
    """Open the page and wait for its player; gives the kernel that will answer it."""
    host.kernel = Kernel()
    page.set_default_timeout(15_000)
    page.goto(host.url)
    page.wait_for_function("globalThis.ready")
    return host.kernel


def frames(text: str) -> NDArray[np.float32]:
    """Give the frames (n, 2) the page sent as text."""
    return np.frombuffer(base64.b64decode(text), np.float32).reshape(-1, 2)


def rows(events: list[Event]) -> list[list[float]]:
    """Give events as the page's player takes them."""
    return [list(event) for event in events]


def heard(
    page: Page, events: list[Event], seconds: float, voices: dict[int, str], **how: Any
) -> NDArray[np.float32]:
    """Give what the page's whole graph makes of events, rendered by the browser itself."""
    told = {"seconds": seconds, "events": rows(events), "voices": {str(c): v for c, v in voices.items()}}
    return frames(page.evaluate("how => offline(how)", {**told, **how}))


def onsets(sound: NDArray[np.float32], rate: float, above: float = 0.02) -> NDArray[np.float64]:
    """Give the times at which sound comes out of near silence, in seconds; at least 40 ms apart."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > above)
    return loud[np.diff(loud, prepend=-(10**9)) > rate * 0.04] / rate


def jitter(times: list[float], told: dict[str, Any]) -> float:
    """Give how far apart the clicks of a capture lie, each against its own time, in seconds."""
    sound = frames(told["sound"])[:, 0]
    first = round((told["start"] - told["first"]) * told["rate"])
    pattern = sound[first : first + 220]
    assert np.abs(pattern).max() > 0.05
    early = 480
    off = []
    for time in times:
        near = first + round(time * told["rate"]) - early
        off.append((place_of(pattern, sound[near : near + 2160]) - early) / told["rate"])
    return max(off) - min(off)
