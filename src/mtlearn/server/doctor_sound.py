"""What ``mtlearn doctor`` finds of sound: outputs, the engine, inputs, the bank, MIDI; and what it plays."""

from __future__ import annotations

import contextlib
import json
import platform
import re
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MtlearnError, SoundError
from mtlearn.server.part import Part
from mtlearn.sound.event import VOLUME

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ASKED", "bank", "chosen", "engine", "level", "loop", "microphones", "midi", "outputs", "tones"]

ASKED: Final = (
    "Eight short chords are played and heard with this computer's microphone, for about five seconds.\n"
    "What it hears is measured and forgotten; nothing is kept or sent. Measure?"
)
_MOMENT: Final = 0.7
"""Seconds the engine is left to play silence, so that a device that cannot keep up shows."""
_SLOW: Final = 0.06
_TONE: Final = 1.2
_CLIENTS: Final = Path("/proc/asound/seq/clients")
_CLIENT = re.compile(r'^Client\s+(\d+) : "([^"]*)" \[(?:Kernel|User)', re.MULTILINE)
_OWN: Final = {"System", "Midi Through"}
_PAGE: Final = "Until then the page makes the sound."


def chosen(store: Path | None) -> str | None:
    """Give the sound card the learner chose; None is the system's default, or nothing that can be read."""
    name = _kept(store, "sound-device")
    return name if isinstance(name, str) and name else None


def level(store: Path | None, device: str | None) -> float:
    """Give the volume the learner set for a device, else the one a learner begins with."""
    for key in ([f"sound-volume:{device}"] if device else []) + ["sound-volume"]:
        found = _kept(store, key)
        if isinstance(found, (int, float)):
            return min(1.0, max(0.0, float(found)))
    return VOLUME


def _kept(store: Path | None, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read a setting of mtlearn.widgets.sounding's without opening the log to write."""
    from mtlearn.learner.store import default_path  # noqa: PLC0415 - light, and only here

    path = (store or default_path()).absolute()
    query = "SELECT data FROM log WHERE kind = 'setting' AND key = ? ORDER BY id DESC LIMIT 1"
    with (
        contextlib.suppress(sqlite3.Error, ValueError),
        contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2)) as log,
    ):
        found = log.execute(query, (key,)).fetchone()
        return json.loads(found[0]) if found else None
    return None


def outputs(device: str | None) -> Part:
    """Look for PortAudio and the outputs it sees; the one that is used is marked."""
    from mtlearn.sound.devices import report  # noqa: PLC0415 - opens PortAudio

    found: dict[str, Any] = report()
    names = [one["name"] for one in found["devices"]]
    used = device if device in names else found["default"]
    marked = ", ".join(f"{name} (used)" if name == used else name for name in names) or "no output"
    library = (found["portaudio"] or "no PortAudio").partition(",")[0]
    said = f"{library}; {marked}; default: {found['default'] or 'none'}"
    if found["trouble"]:
        return Part("sound", ok=False, found=said, advice=f"{found['trouble']} {_PAGE}")
    if device and device not in names:
        advice = "Plug it in again, or choose another output in the sound check."
        return Part("sound", ok=False, found=f"{said}; chosen and not there: {device}", advice=advice)
    return Part("sound", ok=True, found=said)


def engine(device: str | None) -> Part:
    """Let the engine play silence for a moment, and say what it tells of the device."""
    from mtlearn.sound.card import SoundCard  # noqa: PLC0415 - starts a process
    from mtlearn.sound.devices import has_output  # noqa: PLC0415 - opens PortAudio

    if not has_output():
        return Part("sound engine", ok=False, found="not tried: there is no output", advice=_PAGE)
    try:
        with SoundCard(volume=0.0, device=device) as card:
            time.sleep(_MOMENT)
            status = card.status
            alive = card.alive
    except SoundError as error:
        return Part("sound engine", ok=False, found="does not play", advice=f"{error} {_PAGE}")
    ms = 1000 * status.latency
    said = f"plays through {status.device}: {ms:.0f} ms, blocks of {status.blocksize} frames"
    step = getattr(status, "step", None)
    said += f", step {step}" if step is not None else ""
    said += f", {status.underflows} underflows" if status.underflows else ""
    if not alive:
        advice = f"The output went away at once; choose another in the sound check. {_PAGE}"
        return Part("sound engine", ok=False, found=said, advice=advice)
    slow = status.latency > _SLOW
    return Part(
        "sound engine", ok=True, found=said,
        advice="Playing may feel slow; use wired headphones, or try another output." if slow else "",
    )  # fmt: skip


def microphones() -> Part:
    """Say which inputs there are, for the measurement that needs one. None is opened."""
    from mtlearn.sound.microphone import inputs  # noqa: PLC0415 - opens PortAudio

    found = inputs()
    names = [f"{name} (default)" if name == found["default"] else name for name in found["inputs"]]
    advice = found["trouble"] or ""
    if not names and not advice:
        advice = "Only the measurement with a microphone needs one; all else works without."
    return Part("microphone", ok=bool(names), found=", ".join(names) or "none", advice=advice)


def bank() -> Part:
    """Say which voices there are, and how large they are on disk."""
    from mtlearn.sound.bank import bank as course_bank  # noqa: PLC0415 - reads the samples' list

    try:
        found = course_bank()
        size = sum(file.stat().st_size for file in found.folder.iterdir() if file.is_file())
    except (MtlearnError, OSError) as error:
        advice = f"{error} Install mtlearn again."
        return Part("sound bank", ok=False, found="not readable", advice=advice)
    said = f"{len(found.voices)} voices, {size / 1e6:.1f} MB: {', '.join(found.voices)}"
    return Part("sound bank", ok=True, found=said)


def midi(clients: Path = _CLIENTS) -> Part:
    """Say which MIDI instruments the system knows of. The browser reads them, not the course."""
    browser = "the browser reads MIDI, after a press in the sound check"
    if platform.system() != "Linux":
        return Part("midi", ok=True, found=f"not asked of this system; {browser}")
    try:
        listed = clients.read_text(encoding="utf-8", errors="replace")
    except OSError:
        advice = "Without the kernel's snd-seq the browser finds no MIDI; pads, keys and switches need none."
        return Part("midi", ok=True, found="the system has no MIDI sequencer", advice=advice)
    names = [name for _, name in _CLIENT.findall(listed) if name not in _OWN]
    return Part("midi", ok=True, found=f"{', '.join(names) or 'no instrument connected'}; {browser}")


def tones(device: str | None, say: Callable[[str], None], volume: float) -> Part:
    """Play a tone on the left, then one on the right, saying so as each begins."""
    from mtlearn.sound.card import SoundCard  # noqa: PLC0415 - starts a process
    from mtlearn.sound.channels import CHECK  # noqa: PLC0415 - only here

    try:
        with SoundCard(volume=volume, device=device) as card:
            for side, pan, pitch in (("left", -1.0, 67), ("right", 1.0, 72)):
                say(f"A tone on the {side} …")
                card.set_pan(CHECK, pan)
                card.note_on(CHECK, pitch, 85)
                time.sleep(_TONE)
                card.note_off(CHECK, pitch)
            name, alive = card.status.device, card.alive
    except SoundError as error:
        return Part("tone", ok=False, found="not played", advice=f"{error} {_PAGE}")
    if not alive:
        return Part("tone", ok=False, found=f"{name} went away while playing", advice=f"Try again. {_PAGE}")
    advice = "If you heard nothing, see whether this output is muted, or choose another in the sound check."
    return Part(
        "tone", ok=True, found=f"left, then right, through {name} at {100 * volume:.0f} %", advice=advice
    )


def loop(device: str | None, volume: float, *, agreed: bool) -> Part:
    """Measure the way out and in again with the microphone, when the learner has said yes."""
    from mtlearn.sound.card import SoundCard  # noqa: PLC0415 - starts a process
    from mtlearn.sound.loop import card_loop  # noqa: PLC0415 - brings numpy

    if not agreed:
        advice = "Nothing was recorded. Run mtlearn doctor --loop again and answer y when you want it."
        return Part("loop", ok=True, found="not measured", advice=advice)
    try:
        with SoundCard(volume=volume, device=device) as card:
            found, microphone, back = card_loop(card)
            name = card.status.device
    except SoundError as error:
        return Part(
            "loop", ok=False, found="not measured", advice=f"{error} See whether a microphone is there."
        )
    if found.delay is None:
        advice = {
            "quiet": "Hardly anything was heard; turn up, and hold the headphones against the microphone.",
            "noisy": "The chords did not stand out; turn up a little, or measure where it is quieter.",
            "unsteady": "The chords came at uneven delays; close other programs, and use a cable.",
        }[found.why]
        return Part("loop", ok=False, found="could not be measured", advice=advice)
    said = (
        f"{1000 * found.delay:.1f} ms out through {name} and in through {microphone} (± "
        f"{1000 * found.spread:.1f} ms, {found.found} of {found.sent} chords; "
        f"the way in says {1000 * back:.0f} ms)"
    )
    return Part("loop", ok=True, found=said)
