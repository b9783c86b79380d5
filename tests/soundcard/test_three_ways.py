"""One phrase, three ways out: to an array, through the sound card, and through the page in real Chromium.

The sound card and Chromium both play into the same null sink, and what its recorder hears is compared with
what was rendered: the pitch, the onset and the level of every note, and the loudness of the whole.
"""

from __future__ import annotations

import base64
import contextlib
import http.server
import math
import os
import shutil
import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.sound.card import SoundCard
from mtlearn.sound.event import VOLUME, Event
from mtlearn.sound.listening import cents_from, fit_of, place_of
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render
from mtlearn.widgets.bundle import script
from mtlearn.widgets.voices import PLAYER, Sounding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from playwright.sync_api import Playwright

pytestmark = [pytest.mark.soundcard, pytest.mark.browser]
RATE = 48_000
PLUCKED, HELD, DRUMS = 0, 2, 6
VOICES = {PLUCKED: "nylon-guitar", HELD: "flute", DRUMS: "soft-kit"}
PHRASE = [
    Event(0.0, PLUCKED, 60, 100, 0.3),
    Event(0.5, PLUCKED, 64, 70, 0.3),
    Event(0.9, DRUMS, 38, 100, 0.1),
    Event(1.3, HELD, 76, 90, 0.7),
    Event(1.8, DRUMS, 42, 90, 0.1),
    Event(2.3, PLUCKED, 67, 110, 0.3),
    Event(2.6, DRUMS, 36, 110, 0.1),
    Event(3.4, HELD, 79, 60, 0.5),
]
SECONDS = 4.5
EDGE = RATE // 100
"""How far from its place an onset is looked for: 10 ms."""
ATTACK = RATE // 10

ONSET = 0.001
"""Seconds. Each way has its own clock to begin by; from then on a note is where it was asked for. The page
knows the onset to a part of a frame, the sound card's process to a frame once its clock has settled."""
PITCH = 2.0
"""Cents, which nobody hears: the same samples at the same step, read by a different curve in the browser."""
LEVEL = 1.0
"""dB, over the fifth of a second from an onset; half of it is what a browser's own ceiling may round off."""

PAGE = """
globalThis.listening = async (voices, volume) => {
  const player = new Player(async (kind, payload) => {
    const { content, buffers } = await askKernel({ type: kind, id: 1, ...payload });
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return { content, buffers: buffers.map((text) => new DataView(bytes(text).buffer)) };
  });
  await player.resume();
  for (const [channel, voice] of Object.entries(voices)) await player.load(Number(channel), voice);
  player.setVolume(volume);
  globalThis.player = player;
};
globalThis.ready = true;
"""


class _Told:
    """What a Panel is to :class:`Sounding`: words, and a way to tell the page."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words: dict[str, str] = {}
        self.said: dict[str, Any] = {}

    def tell(self, kind: str, buffers: list[bytes] | None = None, **content: Any) -> None:
        texts = [base64.b64encode(one).decode() for one in buffers or []]
        self.said = {"content": {"type": kind, **content}, "buffers": texts}


class Kernel(Sounding, _Told):
    """The kernel's side of the page's player."""

    def answer(self, _source: object, content: dict[str, Any]) -> dict[str, Any]:
        """Answer as the kernel does; for ``page.expose_binding``."""
        self.hear_voice(content)
        return self.said


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Give the page with the player over http on this machine, as the course does."""
    module = script("base.js", *PLAYER) + PAGE
    page = f'<!doctype html><html lang="en"><title>Player</title><script type="module">{module}</script>'

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path == "/":
                self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing on stderr."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def page(sink: Any, playwright: Playwright) -> Iterator[Any]:
    """A page whose sound goes to the sink: Chromium finds it as it finds any sound card."""
    assert sink
    named = os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not named:
        reason = "Chromium is not installed (apt-get install chromium)."
        (pytest.fail if os.environ.get("MTLEARN_REQUIRE_BROWSER") else pytest.skip)(reason)
    flags = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    with served() as url:
        chromium = playwright.chromium.launch(
            executable_path=named, args=flags, ignore_default_args=["--mute-audio"], env={**os.environ}
        )
        opened = chromium.new_page()
        opened.expose_binding("askKernel", Kernel("en").answer)
        opened.goto(url)
        opened.wait_for_function("globalThis.ready")
        opened.evaluate(
            "([voices, volume]) => listening(voices, volume)",
            [{str(channel): voice for channel, voice in VOICES.items()}, VOLUME],
        )
        yield opened
        chromium.close()


def offline() -> NDArray[np.float32]:
    """Give the phrase as it is rendered."""
    return render(PHRASE, VOICES)


def card(sink: Any) -> NDArray[np.float32]:
    """Give the phrase as the sound card's recorder hears it."""
    with SoundCard(VOICES) as opened:
        opened.set_volume(VOLUME)
        sink.record(0.5)  # the clock of a device that was just opened settles
        first = sink.recorder.frames
        opened.play(PHRASE, time.perf_counter() + 0.3)
        sink.recorder.wait(first + round((SECONDS + 1) * RATE))
    return begun(sink.recorder.sound(first))


def browser(sink: Any, page: Any) -> NDArray[np.float32]:
    """Give the phrase as it comes out of the page, heard by the same recorder."""
    first = sink.recorder.frames
    page.evaluate("(events) => player.play(events, player.now() + 0.5)", [list(event) for event in PHRASE])
    sink.recorder.wait(first + round((SECONDS + 1.5) * RATE))
    return begun(sink.recorder.sound(first))


def begun(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut what was heard so that its first note begins where the rendered phrase's does."""
    first = render(PHRASE[:1], VOICES)[:ATTACK].sum(axis=1)
    begins = place_of(first, sound[: 2 * RATE].sum(axis=1))
    return sound[begins : begins + round(SECONDS * RATE)]


def onsets(sound: NDArray[np.float32], whole: NDArray[np.float32]) -> NDArray[np.float64]:
    """Say where each note of the phrase begins, in seconds: where its beginning as rendered fits best."""
    found = []
    for event in PHRASE:
        at = round(event.time * RATE)
        near = max(0, at - EDGE)
        pattern = whole[at : at + ATTACK].sum(axis=1)
        found.append(near + fit_of(pattern, sound[near : at + ATTACK + EDGE].sum(axis=1)))
    return np.array(found) / RATE


def levels(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Say how loud each note is from its onset to the next, or for a fifth of a second, in dB."""
    ends = [min(later.time, event.time + 0.2) for event, later in pairwise([*PHRASE, Event(9, 0, 0, 0, 0)])]
    spans = zip((event.time for event in PHRASE), ends, strict=True)
    parts = [sound[round(RATE * first) : round(RATE * last)] for first, last in spans]
    return np.array([20 * math.log10(np.sqrt((part.astype(np.float64) ** 2).mean())) for part in parts])


def cents(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Say how far each pitched note is from its pitch."""
    pitched = [event for event in PHRASE if event.channel != DRUMS]
    spans = [sound[round(RATE * event.time) :][: round(RATE * event.duration)] for event in pitched]
    return np.array(
        [cents_from(event.pitch, span.sum(axis=1), RATE) for event, span in zip(pitched, spans, strict=True)]
    )


def agrees(sound: NDArray[np.float32], other: NDArray[np.float32]) -> None:
    """Hold what was heard one way against another way."""
    whole = offline()
    late = onsets(sound, whole) - onsets(other, whole)
    assert np.abs(late).max() <= ONSET, late
    apart = cents(sound) - cents(other)
    assert np.abs(apart).max() <= PITCH, apart
    louder = levels(sound) - levels(other)
    assert np.abs(louder).max() <= LEVEL, louder
    assert loudness(sound, RATE) == pytest.approx(loudness(other, RATE), abs=LEVEL)
    assert true_peak(sound) <= -1.0
    figures = (1000 * np.abs(late).max(), np.abs(apart).max(), np.abs(louder).max())
    print("onset {:.2f} ms, pitch {:.2f} cents, level {:.2f} dB".format(*figures))  # noqa: T201 - for pytest -s


def test_the_rendered_phrase_is_in_tune_and_on_time() -> None:
    """What the others are held against: every onset on its frame, every pitch within 15 cents of its own."""
    whole = offline()
    assert [event.time for event in PHRASE] == pytest.approx(list(onsets(whole, whole)), abs=1 / RATE)
    assert np.abs(cents(whole)).max() < 15


def test_the_sound_card_and_the_page_play_what_is_rendered_and_so_agree(
    sink: Any, page: Any, within: Callable[..., None]
) -> None:
    """Each is near what is rendered, and as near to the other: heard one after the other by one recorder."""
    heard: list[NDArray[np.float32]] = []

    def by_card() -> None:
        heard[:] = [card(sink)]
        agrees(heard[0], offline())

    def by_page() -> None:
        sound = browser(sink, page)
        agrees(sound, offline())
        agrees(sound, heard[0])

    within(by_card)
    within(by_page)
