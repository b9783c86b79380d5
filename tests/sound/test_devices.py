"""What there is to say of sound outputs can always be said, whatever is missing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtlearn.sound.devices import has_output, how_to_install, report

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_report_has_all_its_parts() -> None:
    found = report()
    assert {"portaudio", "devices", "default", "used", "trouble", "kind", "details"} == set(found)
    assert (found["default"] is None) == (found["trouble"] is not None)


def test_without_portaudio_the_report_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    found = report()
    assert found["kind"] == "NoPortAudioError"
    assert how_to_install() in found["trouble"]
    assert not has_output()


def test_a_system_whose_sound_takes_the_process_down_is_reported_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text("import os\nos.abort()\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    assert report()["kind"] == "NoDeviceError"
