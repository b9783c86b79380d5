"""conda's environment asks for the same as the package itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).parents[1]
ON_CONDA = {
    "jupyter-client": "jupyter_client",
    "jupyter-server": "jupyter_server",
    "sounddevice": "python-sounddevice",
}
"""What conda-forge calls differently."""


def bounds(lines: list[str]) -> dict[str, str]:
    """Split ``name>=1,<2`` into name and bounds."""
    found = [re.match(r"([A-Za-z0-9_-]+)(.*)", line) for line in lines]
    return {match[1]: match[2] for match in found if match}


def test_conda_and_pip_get_the_same() -> None:
    """Every dependency stands in both, with the same bounds, and Python too."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_pip = bounds([line for line in listed[-1]["pip"] if not line.startswith("-e")])
    from_conda = bounds(listed[:-1])
    expected = {ON_CONDA.get(name, name): found for name, found in bounds(project["dependencies"]).items()}
    assert (
        expected | {"python": project["requires-python"], "pip": "", "portaudio": ""} == from_conda | from_pip
    )
    assert listed[-1]["pip"][-1] == "-e ."


def test_every_pin_keeps_to_the_bounds() -> None:
    """The exact versions that start.py installs are ones the package accepts."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - comes with pytest

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    exact = {
        re.sub(r"[-_.]+", "-", pin.name).lower(): next(iter(pin.specifier)).version
        for pin in pins
        if not pin.marker or pin.marker.evaluate()
    }
    for line in asked:
        wanted = Requirement(line)
        assert wanted.specifier.contains(exact[re.sub(r"[-_.]+", "-", wanted.name).lower()]), line
