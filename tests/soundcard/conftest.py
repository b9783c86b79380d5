"""A sound card in user space: a PulseAudio null sink whose monitor is always being recorded.

No systemd, no dbus, root is fine. Needs libportaudio2, pulseaudio, pulseaudio-utils and libasound2-plugins.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtlearn.errors import NoPortAudioError
from mtlearn.learner.store import Store
from mtlearn.sound.devices import portaudio
from mtlearn.widgets.sounding import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

RATE = 48_000
PATIENCE = 20.0
CLIENT = "autospawn=no\nenable-shm=no\nenable-memfd=no\n"  # 16.1 aborts with memfd transport
ALSA = """</usr/share/alsa/alsa.conf>
pcm.pulse { type pulse }
ctl.pulse { type pulse }
pcm.first { type pulse device ci hint { show on description "first" } }
pcm.second { type pulse server "unix:SECOND" device second hint { show on description "second" } }
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


NEEDS = "apt-get install libportaudio2 pulseaudio pulseaudio-utils libasound2-plugins"


PAUSES = (0.0, 2.0, 10.0, 30.0)
"""Under load a null sink now and then stalls or underruns, whoever plays. What is held here is that a
run comes out whole within four; a real fault fails all of them. Seconds to wait before each, since what
else the machine is busy with often lasts some seconds."""
QUICKLY = ("chrt", "-r", "10") if shutil.which("chrt") and os.geteuid() == 0 else ()
"""A sound server goes before other work, as rtkit lets it on a desktop; here only root may say so."""


def tool(name: str) -> str:
    """Give the path of one of PulseAudio's programs."""
    return shutil.which(name) or name


class Recorder:
    """Everything a sink plays, as it comes; a null sink that nobody listens to would stall."""

    def __init__(self, sink: str, server: str = "") -> None:
        command = [
            *QUICKLY,
            tool("parec"),
            "-d",
            f"{sink}.monitor",
            "--format=float32le",
            f"--rate={RATE}",
            "--channels=2",
            *([f"--server={server}"] if server else []),
        ]
        self._process = subprocess.Popen(
            [*command, "--raw", "--latency-msec=5"], stdout=subprocess.PIPE, bufsize=0
        )
        self._chunks: list[tuple[float, bytes]] = []
        self._size = 0
        self._came = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout
        while data := self._process.stdout.read(65536):
            with self._came:
                self._chunks.append((time.perf_counter(), data))
                self._size += len(data)
                self._came.notify_all()

    @property
    def frames(self) -> int:
        """Frames heard so far."""
        return self._size // 8

    def wait(self, frames: int) -> None:
        """Wait until so many frames in all have been heard."""
        with self._came:
            heard = self._came.wait_for(lambda: self.frames >= frames, PATIENCE)
        assert heard, f"the sink stalled at {self.frames} of {frames} frames"

    def sound(self, first: int, last: int | None = None) -> NDArray[np.float32]:
        """Give the frames heard from one on."""
        with self._came:
            data = b"".join(chunk for _, chunk in self._chunks)
        return np.frombuffer(data[: len(data) // 8 * 8], np.float32).reshape(-1, 2)[first:last]

    def heard_at(self, frame: int) -> float:
        """Give the moment (perf_counter) at which a frame had been heard."""
        size = 0
        for moment, chunk in self._chunks:
            size += len(chunk) // 8
            if size > frame:
                return moment
        raise IndexError(frame)

    def close(self) -> None:
        """Stop listening."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout
        self._process.stdout.close()


class Sink:
    """A running PulseAudio with one null sink, ``ci``, and its recorder."""

    def __init__(self, folder: Path) -> None:
        pulse = folder / "pulse"
        pulse.mkdir(mode=0o700)
        socket = pulse / "native"
        (folder / "client.conf").write_text(CLIENT)
        (folder / "asound.conf").write_text(ALSA.replace("SECOND", str(folder / "second" / "native")))
        self._folder = folder
        self._others: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(pulse),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_CLIENTCONFIG": str(folder / "client.conf"),
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
            "PULSE_SINK": "ci",
        }
        self._kept = {name: os.environ.get(name) for name in (*self.environment, "DBUS_SESSION_BUS_ADDRESS")}
        os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
        os.environ.update(self.environment)
        self._server = self._served("ci", pulse)
        self.recorder = self._recorded("ci")

    def record(self, seconds: float) -> NDArray[np.float32]:
        """Give what is played in the next so many seconds, as frames (n, 2) at 48 kHz."""
        first = self.recorder.frames
        self.recorder.wait(first + round(seconds * RATE))
        return self.recorder.sound(first)

    def pull_out(self) -> None:
        """Take the sound card away while it plays, as a plug pulled out would."""
        self._server.kill()
        self._server.wait(PATIENCE)

    def elsewhere(self) -> Recorder:
        """Add a sound card, "second", and give its recorder; with its own server it outlives the first."""
        place = self._folder / "second"
        place.mkdir(mode=0o700)
        self._others.append(self._served("second", place))
        recorder = Recorder("second", f"unix:{place}/native")
        recorder.wait(RATE // 10)
        return recorder

    def _served(self, sink: str, place: Path) -> subprocess.Popen[bytes]:
        socket, log = place / "native", self._folder / f"{sink}.log"
        server = subprocess.Popen(
            [
                *(tool("pulseaudio"), "-n", "--daemonize=no", "--disable-shm=yes", "--exit-idle-time=-1"),
                *("--realtime=no", "--high-priority=no", "--use-pid-file=no", f"--log-target=newfile:{log}"),
                *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
                *("-L", f"module-null-sink sink_name={sink} rate=48000 channels=2 format=float32le"),
            ]
        )
        until = time.perf_counter() + PATIENCE
        asked = [tool("pactl"), f"--server=unix:{socket}", "info"]
        while subprocess.run(asked, capture_output=True, check=False).returncode:
            assert time.perf_counter() < until, log.read_text()
            assert server.poll() is None, log.read_text()
        if QUICKLY:  # it gives up at its start what priority it was given
            subprocess.run([QUICKLY[0], "-a", "-p", *QUICKLY[1:], str(server.pid)], check=True)
        return server

    def stand_still(self) -> None:
        """Let the sound server answer nobody, and not end either."""
        self._server.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let the sound server go on."""
        self._server.send_signal(signal.SIGCONT)

    @staticmethod
    def _recorded(name: str) -> Recorder:
        """Begin to record; a null sink takes two seconds at once before it takes small blocks."""
        recorder = Recorder(name)
        recorder.wait(RATE // 10)
        return recorder

    def _pactl(self, *arguments: str) -> str:
        command = [tool("pactl"), *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    def close(self) -> None:
        """Take the sound card away and put the environment back."""
        self.recorder.close()
        self.go_on()
        self._server.terminate()
        self._server.wait(PATIENCE)
        for other in self._others:
            other.terminate()
            other.wait(PATIENCE)
        for name, value in self._kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def running() -> Iterator[Sink]:
    """Run a sink for as long as a ``with`` lasts; a test is left out, or fails, where it cannot be."""
    missing = [name for name in ("pulseaudio", "pactl", "parec") if not shutil.which(name)]
    try:
        portaudio()
    except NoPortAudioError:
        missing.append("libportaudio2")
    if missing:
        reason = f"needs {', '.join(missing)}: {NEEDS}"
        (pytest.fail if os.environ.get("MTLEARN_REQUIRE_SOUND") == "1" else pytest.skip)(reason)
    # A socket's path must be short, so the folder is not pytest's own.
    folder = Path(tempfile.mkdtemp(prefix="mt-sink-"))
    found = Sink(folder)
    try:
        yield found
    finally:
        found.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    """The sound card all tests of the session share."""
    with running() as found:
        yield found


@pytest.fixture
def brief_sink() -> Iterator[Sink]:
    """A sound card for one test alone, which may pull it out."""
    with running() as found:
        yield found


@pytest.fixture
def at_step(tmp_path: Path) -> Iterator[Callable[[int], Memory]]:
    """What a log says of a device that is to begin so far from the quickest setting."""
    store = Store(tmp_path / "steps.sqlite3")

    def begun(step: int) -> Memory:
        store.append("setting", "sound-step:default", [step, True])
        return Memory(store)

    yield begun
    store.close()


@pytest.fixture
def unhurried(at_step: Callable[[int], Memory]) -> Memory:
    """A device with a block of 40 ms: for what is played and when, not how soon."""
    return at_step(2)


@pytest.fixture
def within() -> Callable[[Callable[[], None]], None]:
    """Try something that listens to the sink up to four times: see PAUSES."""

    def tried(attempt: Callable[[], None]) -> None:
        for number, pause in enumerate(PAUSES, 1):
            time.sleep(pause)
            try:
                attempt()
            except AssertionError:
                if number == len(PAUSES):
                    raise
            else:
                return

    return tried
