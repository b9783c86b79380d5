"""Where sound could come out on this computer, and what stands in the way if it cannot."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from typing import Any

from mtlearn.errors import NoDeviceError, NoPortAudioError, SoundError

__all__ = ["default_output", "has_output", "how_to_install", "look", "portaudio", "report"]

_PATIENCE = 10
_NOTHING: dict[str, Any] = {
    "portaudio": None, "devices": [], "default": None, "trouble": None, "kind": None, "details": {},
}  # fmt: skip
_INSTALL = {
    "Linux": "sudo apt-get install libportaudio2 (Debian, Ubuntu) or sudo dnf install portaudio (Fedora)",
    "Darwin": "brew install portaudio",
    "Windows": "pip install --force-reinstall sounddevice",
}


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


def default_output() -> dict[str, Any]:
    """Give the output device sound would go to: its name and what PortAudio tells of it.

    Raises:
        NoPortAudioError: the PortAudio library is missing.
        NoDeviceError: there is no output device.
    """
    sounddevice = portaudio()
    try:
        return dict(sounddevice.query_devices(kind="output"))
    except (sounddevice.PortAudioError, ValueError) as error:
        message = (
            f"This computer has no sound output ({error}). Plug in a device, or let the page make sound."
        )
        raise NoDeviceError(message, reason=str(error)) from error


def has_output() -> bool:
    """Tell whether this computer has a sound output that can be reached."""
    return report()["default"] is not None


def report() -> dict[str, Any]:
    """Give what there is to say of sound here: PortAudio's version, outputs, the default, any trouble.

    Asked in a process of its own: where the system's sound is misconfigured PortAudio ends the process it is
    in, and ALSA writes pages of complaints. ``trouble`` is a sentence, ``kind`` the class of error it comes
    from, ``details`` what that class's sentence in the learner's language needs.
    """
    command = [sys.executable, "-P", "-m", "mtlearn.sound.devices"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
        found: dict[str, Any] = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        reason = "the system's sound could not be asked"
        message = f"{reason[0].upper()}{reason[1:]} ({type(error).__name__}). Let the page make sound."
        return {**_NOTHING, "trouble": message, "kind": "NoDeviceError", "details": {"reason": reason}}
    return found


def look() -> dict[str, Any]:
    """Look for outputs in this process; see :func:`report`."""
    found = dict(_NOTHING)
    try:
        sounddevice = portaudio()
        found["portaudio"] = sounddevice.get_portaudio_version()[1]
        found["devices"] = [
            {
                "name": device["name"],
                "channels": device["max_output_channels"],
                "rate": device["default_samplerate"],
            }
            for device in sounddevice.query_devices()
            if device["max_output_channels"] > 0
        ]
        found["default"] = default_output()["name"]
    except SoundError as error:
        details = {name: str(value) for name, value in error.details.items()}
        found |= {"trouble": str(error), "kind": type(error).__name__, "details": details}
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look()))
