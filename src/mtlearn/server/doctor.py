"""What ``mtlearn doctor`` finds: the parts the course stands on, each in order or with what to do."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import shutil
import socket
import sqlite3
import sys
import webbrowser
from typing import TYPE_CHECKING, Any, NamedTuple

from mtlearn import __version__
from mtlearn.errors import MtlearnError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Part", "examine"]

_PARTS = ("voila", "jupyterlab", "ipykernel", "ipywidgets", "anywidget", "music21", "numpy", "verovio")
_ROOM = 50_000_000


class Part(NamedTuple):
    """One thing the course needs: whether it is in order, what was found, and what to do if it is not."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def examine(port: int, store: Path | None = None) -> list[Part]:
    """Look at everything. Nothing is written, started or kept open.

    Args:
        port: the port the course would be served on.
        store: the learner's log; the usual place when none is given.
    """
    looks: tuple[Callable[[], Part], ...] = (
        _python,
        _versions,
        _notebooks,
        _sound,
        _bank,
        _browser,
        lambda: _store(store),
        lambda: _port(port),
    )
    return [_looked(look) for look in looks]


def _looked(look: Callable[[], Part]) -> Part:
    try:
        return look()
    except Exception as error:  # noqa: BLE001 - a doctor who falls ill helps nobody
        name = getattr(look, "__name__", "part").strip("_")
        return Part(name, ok=False, found=f"{type(error).__name__}: {error}", advice="Report this, please.")


def _python() -> Part:
    version = platform.python_version()
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    found = f"{version} on {platform.system()} {platform.release()} ({platform.machine()})"
    return Part("python", ok, found, "" if ok else "The course is tried with Python 3.11 to 3.13.")


def _versions() -> Part:
    found, lacking = [f"mtlearn {__version__}"], []
    for name in _PARTS:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            lacking.append(name)
    advice = f"Missing: {', '.join(lacking)}. Run start.py, or pip install -e . again." if lacking else ""
    return Part("versions", not lacking, ", ".join(found), advice)


def _notebooks() -> Part:
    from mtlearn.server.place import find_notebooks  # noqa: PLC0415 - said as a part of its own

    try:
        folder = find_notebooks()
    except MtlearnError as error:
        return Part("notebooks", ok=False, found="none", advice=str(error))
    return Part("notebooks", ok=True, found=f"{len(list(folder.glob('*/*.ipynb')))} in {folder}")


def _sound() -> Part:
    from mtlearn.sound.devices import report  # noqa: PLC0415 - opens PortAudio

    found: dict[str, Any] = report()
    names = ", ".join(device["name"] for device in found["devices"]) or "no output device"
    said = f"{found['portaudio'] or 'no PortAudio'}; {names}; default: {found['default'] or 'none'}"
    trouble = found["trouble"]
    return Part(
        "sound", not trouble, said, f"{trouble} Until then the page makes the sound." if trouble else ""
    )


def _bank() -> Part:
    from mtlearn.sound.bank import bank  # noqa: PLC0415 - reads the samples' list

    try:
        voices = bank().voices
    except MtlearnError as error:
        return Part("sound bank", ok=False, found="not readable", advice=str(error))
    return Part("sound bank", ok=True, found=f"{len(voices)} voices: {', '.join(voices)}")


def _browser() -> Part:
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        advice = "Open the address mtlearn serve prints in a browser yourself."
        return Part("browser", ok=False, found="none that Python can open", advice=advice)
    return Part("browser", ok=True, found=str(getattr(found, "name", type(found).__name__)))


def _store(path: Path | None) -> Part:  # noqa: PLR0911 - one sentence for each state it can be in
    from mtlearn.learner.store import VERSION, default_path  # noqa: PLC0415 - light, and only here

    path = (path or default_path()).absolute()
    folder = next(place for place in (path.parent, *path.parent.parents) if place.exists())
    elsewhere = "or set MTLEARN_DATA to another folder"
    if not folder.is_dir() or path.is_dir():
        advice = f"Move what stands in its way, {elsewhere}."
        return Part("store", ok=False, found=f"{path} cannot be made", advice=advice)
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return Part(
            "store", ok=False, found=str(path), advice=f"Give yourself write access to it, {elsewhere}."
        )
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        advice = f"Free some space on that disk, {elsewhere}."
        return Part("store", ok=False, found=f"{path}; {free // 1_000_000} MB free", advice=advice)
    if not path.exists():
        return Part("store", ok=True, found=f"{path} (not begun yet)")
    try:
        # opened to read only; a log in use by the course stays as it is
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2)) as log:
            if log.execute("PRAGMA user_version").fetchone()[0] > VERSION:
                advice = f"Update mtlearn to open it, {elsewhere}."
                return Part("store", ok=False, found=f"{path} is of a newer mtlearn", advice=advice)
            state = log.execute("PRAGMA quick_check").fetchone()[0]
            entries = log.execute("SELECT count(*) FROM log").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            advice = "Close it, or wait until it is done."
            return Part("store", ok=False, found=f"{path} is held by another program", advice=advice)
        state, entries = str(error), 0
    size = f"{path.stat().st_size / 1000:.0f} kB"
    if state != "ok":
        advice = "The course keeps a damaged file aside and begins a new one the next time it is opened."
        return Part("store", ok=False, found=f"{path}, {size}, damaged: {state}", advice=advice)
    return Part("store", ok=True, found=f"{path}, {size}, {entries} entries")


def _port(port: int) -> Part:
    with socket.socket() as trial:
        if os.name == "posix":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            advice = "The course takes the next free one, unless --port names one."
            return Part("port", ok=False, found=f"{port} is in use", advice=advice)
    return Part("port", ok=True, found=f"{port} is free")
