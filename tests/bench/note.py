"""How soon a pressed key is heard, on both ways out: ``python -m tests.bench note``.

*Sound card*: from the call of ``SoundCard.note_on`` to the moment its first loud frame had been captured at a
null sink's monitor; the recorder's own delay is in the figure. Beside it, in turns, the same synthesiser in
the kernel's own process, while the kernel is idle and while it is busy.

*Browser*: from ``Player.noteOn`` to the frame of the page's audio at which it sounds, and the same with what
the browser itself says lies between that and the loudspeaker.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mtlearn.sound import engine
from mtlearn.sound.bank import bank
from mtlearn.sound.card import SoundCard
from mtlearn.sound.engine import Engine
from mtlearn.sound.orders import Opening
from mtlearn.sound.synth import Synth
from mtlearn.widgets.bundle import script
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

RATE = 48_000
LOUD = 0.02
PITCH = 72
ROUNDS = 2
PLAYERS = {
    "engine's own process": ("engine",),
    "same synthesiser in the kernel": ("in-process",),
    "engine's own process, busy kernel": ("engine", "busy"),
    "same synthesiser in the kernel, busy kernel": ("in-process", "busy"),
}

PRESS = """async (presses) => {
  const player = new Player(async (kind, payload) => {
    const { content, samples } = await window.askKernel(payload);
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return { content, buffers: samples.map((text) => new DataView(bytes(text).buffer)) };
  });
  await player.resume();
  await player.load(0, "kalimba");
  const { context } = player;
  const listener = context.createScriptProcessor(256, 2, 1);
  player.level.connect(listener).connect(context.destination);
  const waits = [];
  for (let turn = 0; turn < presses; turn += 1) {
    waits.push(await new Promise((heard) => {
      let pressed = null;
      listener.onaudioprocess = ({ inputBuffer, playbackTime }) => {
        if (pressed === null) return;
        const frames = inputBuffer.getChannelData(0);
        const at = frames.findIndex((value) => Math.abs(value) > LOUD);
        // It tells when its output would sound: its input was heard two of its buffers before.
        if (at >= 0) heard(playbackTime - (2 * 256 - at) / context.sampleRate - pressed);
      };
      const press = () => { pressed = context.currentTime; player.noteOn(0, PITCH, 100); };
      setTimeout(press, 20 + 7 * (turn % 5));
    }));
    listener.onaudioprocess = null;
    player.silence();
    await new Promise((quiet) => setTimeout(quiet, 150));
  }
  return { waits, base: context.baseLatency, output: context.outputLatency };
}""".replace("LOUD", str(LOUD)).replace("PITCH", str(PITCH))


def main(argv: list[str]) -> int:
    """Measure, and print a table: medians and 95th percentiles in milliseconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench note", description=__doc__)
    parser.add_argument("--presses", type=int, default=40)
    parser.add_argument("--player", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.player:
        return _player(asked.player)
    rows: list[tuple[str, list[float]]] = []
    if shutil.which("pulseaudio") and shutil.which("parec"):
        rows += _card(asked.presses)
    else:
        sys.stdout.write("No PulseAudio here: the sound card is left out.\n")
    rows += _browser(asked.presses)
    sys.stdout.write(f"{'pressed to heard, ms':<52}{'median':>8}{'p95':>8}{'n':>5}\n")
    for name, waits in rows:
        sound = sorted(1000 * wait for wait in waits)
        late = sound[min(len(sound) - 1, round(0.95 * len(sound)))]
        sys.stdout.write(f"{name:<52}{statistics.median(sound):>8.1f}{late:>8.1f}{len(sound):>5}\n")
    return 0


def _card(presses: int) -> list[tuple[str, list[float]]]:
    conftest = Path(__file__).parents[1] / "soundcard" / "conftest.py"
    spec = importlib.util.spec_from_file_location("sink", conftest)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = Path(tempfile.mkdtemp(prefix="mt-sink-"))
    sink = module.Sink(folder)
    found: dict[str, list[float]] = {}
    try:
        for _ in range(ROUNDS):
            for name, how in PLAYERS.items():
                waits = _presses(sink.recorder, how, presses // ROUNDS)
                found.setdefault(f"sound card, {name}", []).extend(waits)
    finally:
        sink.close()
        shutil.rmtree(folder, ignore_errors=True)
    return list(found.items())


def _presses(recorder: Any, how: tuple[str, ...], presses: int) -> list[float]:
    """Let a player in a process of its own press a key again and again, and listen here."""
    command = [sys.executable, __file__, "--player", *how]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as player:
        assert player.stdin
        assert player.stdout
        player.stdout.readline()
        waits = []
        for press in range(presses):
            first = recorder.frames
            player.stdin.write("press\n")
            pressed = float(player.stdout.readline())
            recorder.wait(first + RATE // 3)
            heard = np.flatnonzero(np.abs(recorder.sound(first)[:, 0]) > LOUD)
            if heard.size:
                waits.append(recorder.heard_at(first + int(heard[0])) - pressed)
            player.stdin.write("silence\n")
            recorder.wait(recorder.frames + RATE // 8 + 37 * (press % 5))
        sys.stdout.write(f"{' '.join(how)}: {len(waits)} of {presses} heard\n")
        player.stdin.close()
    return waits


def _player(how: list[str]) -> int:
    """Be a kernel that plays: press a key for each line heard, and say when it was pressed."""
    out: Any = _Own() if "in-process" in how else SoundCard({0: "kalimba"})
    with _busy() if "busy" in how else contextlib.nullcontext():
        os.write(1, b"ready\n")
        for line in sys.stdin:
            if line.startswith("press"):
                pressed = time.perf_counter()
                out.note_on(0, PITCH, 100)
                os.write(1, f"{pressed}\n".encode())
            else:
                out.silence()
    out.close()
    return 0


class _Own:
    """The same synthesiser, played from this process."""

    def __init__(self) -> None:
        self._synth = Synth(bank(), RATE, 0.6)
        self._synth.set_voice(0, "kalimba")
        self.engine = Engine()
        engine.say = lambda **_: None  # nobody listens to its JSON lines here
        self.thread = threading.Thread(target=self.engine.run, args=(self._synth, Opening()), daemon=True)
        self.thread.start()

    def note_on(self, channel: int, pitch: int, velocity: int) -> None:
        """Strike a key now."""
        self._synth.note(struck=True, channel=channel, pitch=pitch, velocity=velocity, time=0.0)

    def silence(self) -> None:
        """Silence all that sounds."""
        self._synth.silence()

    def close(self) -> None:
        """Let the device go."""
        self.engine.closing.set()
        self.thread.join()


@contextlib.contextmanager
def _busy() -> Iterator[None]:
    """Keep the interpreter as busy as a lesson that is thinking: plain Python, one thread."""
    done = threading.Event()

    def think() -> None:
        while not done.is_set():
            sorted(str(number) for number in range(2000))

    thinker = threading.Thread(target=think, daemon=True)
    thinker.start()
    try:
        yield
    finally:
        done.set()
        thinker.join()


def _browser(presses: int) -> list[tuple[str, list[float]]]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where the browser is measured

    def ask_kernel(_source: object, payload: dict[str, Any]) -> dict[str, Any]:
        description = bank().description(payload["voice"])
        samples = [base64.b64encode(bank().sample(name)).decode() for name in description["samples"]]
        return {"content": {"description": description}, "samples": samples}

    named = os.environ.get("MTLEARN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
        chromium = playwright.chromium.launch(executable_path=named, args=flags)
        page = chromium.new_page()
        page.expose_binding("askKernel", ask_kernel)
        module = script("base.js", *PLAYER) + "\nglobalThis.Player = Player;"
        page.add_script_tag(content=module, type="module")
        page.wait_for_function("typeof globalThis.Player === 'function'")
        found = page.evaluate(PRESS, presses)
        chromium.close()
    told = found["base"] + found["output"]
    sys.stdout.write(f"browser: base {found['base'] * 1000:.1f} ms, output {found['output'] * 1000:.1f} ms\n")
    return [
        ("browser, press to the page's own audio", found["waits"]),
        ("browser, with the latency it tells of", [wait + told for wait in found["waits"]]),
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
