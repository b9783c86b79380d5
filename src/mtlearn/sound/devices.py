"""Where sound could come out on this computer, and what stands in the way if it cannot."""

from __future__ import annotations

import contextlib
import json
import platform
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from mtlearn.errors import NoDeviceError, NoPortAudioError, SoundError

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "Output", "find", "has_output", "how_to_install", "in_turn", "look", "named", "no_output", "outputs",
    "portaudio", "report", "rest", "wake",
]  # fmt: skip

_PATIENCE = 10
_NOTHING: dict[str, Any] = {
    "portaudio": None, "devices": [], "default": None, "used": None, "trouble": None, "kind": None,
    "details": {},
}  # fmt: skip
_INSTALL = {
    "Linux": "sudo apt-get install libportaudio2 (Debian, Ubuntu) or sudo dnf install portaudio (Fedora)",
    "Darwin": "brew install portaudio",
    "Windows": "pip install --force-reinstall sounddevice",
}


class Output(NamedTuple):
    """A place sound can come out.

    ``name`` is what it is chosen by, now and next time: PortAudio's own name, with the system it is reached
    through where several share it. ``number`` is PortAudio's, and
    holds only as long as this process. ``rate`` is frames a second.
    """

    name: str
    host: str
    channels: int
    rate: float
    default: bool
    number: int


def how_to_install() -> str:
    """Say how PortAudio is installed on this kind of computer."""
    return _INSTALL.get(platform.system(), _INSTALL["Linux"])


def portaudio() -> Any:  # noqa: ANN401 - sounddevice has no types
    """Give the sounddevice module.

    Raises:
        NoPortAudioError: it cannot be imported, since the PortAudio library is missing.
        NoDeviceError: the library is there and the system's sound will not start.
    """
    try:
        import sounddevice  # noqa: PLC0415 - importing it opens PortAudio
    except (OSError, ImportError) as error:
        how = how_to_install()
        message = f"The PortAudio library is missing, so the sound card cannot be reached. Install it: {how}."
        raise NoPortAudioError(message, how=how) from error
    except Exception as error:  # sounddevice starts PortAudio at import, and its own error is not there yet
        message = f"The system's sound cannot be started ({error}). Let the page make sound."
        raise NoDeviceError(message, reason=str(error)) from error
    return sounddevice


def rest() -> None:
    """Read PortAudio ahead of its use, and let go of it: its list of devices would be old by then."""
    with contextlib.suppress(SoundError):  # said when it is to be used
        portaudio()._terminate()  # noqa: SLF001 - the only way sounddevice has


def wake() -> None:
    """Start PortAudio again after :func:`rest`, with the devices there are now.

    Raises:
        NoPortAudioError, NoDeviceError: as :func:`portaudio`.
    """
    if (sounddevice := sys.modules.get("sounddevice")) is None:
        portaudio()
        return
    try:
        sounddevice._initialize()  # noqa: SLF001 - the only way sounddevice has
    except sounddevice.PortAudioError as error:
        message = f"The system's sound cannot be started ({error}). Let the page make sound."
        raise NoDeviceError(message, reason=str(error)) from error


def no_output() -> NoDeviceError:
    """Say that there is no output."""
    reason = "no output device"
    message = f"This computer has no sound output ({reason}). Plug in a device, or let the page make sound."
    return NoDeviceError(message, reason=reason)


def outputs() -> list[Output]:
    """Give every output there was when PortAudio was started in this process, in its order.

    Raises:
        NoPortAudioError: the PortAudio library is missing.
        NoDeviceError: the system's sound will not start.
    """
    sounddevice = portaudio()
    hosts = [host["name"] for host in sounddevice.query_hostapis()]
    try:
        default = sounddevice.query_devices(kind="output")["index"]
    except (sounddevice.PortAudioError, ValueError):
        default = None
    return named(
        [
            Output(
                device["name"], hosts[device["hostapi"]], device["max_output_channels"],
                device["default_samplerate"], device["index"] == default, device["index"],
            )
            for device in sounddevice.query_devices()
            if device["max_output_channels"] > 0
        ]
    )  # fmt: skip


def named(found: list[Output]) -> list[Output]:
    """Tell outputs of one name apart: by the system they are reached through, then by number."""
    often = Counter(output.name for output in found)
    told = [o._replace(name=f"{o.name}, {o.host}") if often[o.name] > 1 else o for o in found]
    so_far: Counter[str] = Counter()
    for place, output in enumerate(told):
        so_far[output.name] += 1
        if so_far[output.name] > 1:
            told[place] = output._replace(name=f"{output.name} ({so_far[output.name]})")
    return told


def find(found: list[Output], name: str | int | None) -> Output | None:
    """Give the output of a name, a number of PortAudio's, or (None) the system's default; None if gone.

    A name that was the only one of its kind when it was chosen is still found when it no longer is, and the
    other way round.
    """
    if name is None:
        return next((output for output in found if output.default), None)
    if isinstance(name, int):
        return next((output for output in found if output.number == name), None)
    fits = [
        [output for output in found if output.name == name],
        [output for output in found if f"{output.name}, {output.host}" == name],
        [output for output in found if output.name == f"{name}, {output.host}"],
    ]
    return next((min(some, key=lambda one: not one.default) for some in fits if some), None)


def in_turn(found: list[Output], name: str | int | None, lost: Collection[str]) -> list[Output]:
    """Give the outputs to try, best first: the one chosen, then the default.

    Where some were ``lost`` while playing, every other output comes before them, and they come last: a sound
    server that has been started again gives the same name back.
    """
    wanted = [find(found, name), find(found, None), *(found if lost else ())]
    there = [output for output in dict.fromkeys(wanted) if output is not None]
    return sorted(there, key=lambda output: output.name in lost)


def has_output() -> bool:
    """Tell whether this computer has a sound output that can be reached."""
    return report()["default"] is not None


def report(chosen: str | None = None) -> dict[str, Any]:
    """Give what there is to say of sound here: PortAudio's version, outputs, the default, any trouble.

    Asked in a process of its own: PortAudio's list stays as it was when it was started, so that what has been
    plugged in since is only seen anew; where the system's sound is misconfigured PortAudio ends the process
    it is in; and ALSA writes pages of complaints. ``devices`` has for each output ``name`` (to choose it
    by), ``host``, ``channels``, ``rate`` and whether it is the ``default``; ``used`` is the name sound goes
    to for the one ``chosen``. ``trouble`` is a sentence, ``kind`` the class of error it comes from,
    ``details`` what that class's sentence in the learner's language needs.
    """
    command = [sys.executable, "-P", "-m", "mtlearn.sound.devices", *([chosen] if chosen else [])]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
        found: dict[str, Any] = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        reason = "the system's sound could not be asked"
        message = f"{reason[0].upper()}{reason[1:]} ({type(error).__name__}). Let the page make sound."
        return {**_NOTHING, "trouble": message, "kind": "NoDeviceError", "details": {"reason": reason}}
    return found


def look(chosen: str | None = None) -> dict[str, Any]:
    """Look for outputs in this process; see :func:`report`."""
    told = dict(_NOTHING)
    try:
        told["portaudio"] = portaudio().get_portaudio_version()[1]
        found = outputs()
        told["devices"] = [
            {name: value for name, value in output._asdict().items() if name != "number"} for output in found
        ]
        default = find(found, None)
        if default is None:
            raise no_output()
        told["default"] = default.name
        told["used"] = (find(found, chosen) or default).name
    except SoundError as error:
        details = {name: str(value) for name, value in error.details.items()}
        told |= {"trouble": str(error), "kind": type(error).__name__, "details": details}
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look(*sys.argv[1:2])))
