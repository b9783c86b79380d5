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
from typing import TYPE_CHECKING

from mtlearn import __version__
from mtlearn.errors import MtlearnError
from mtlearn.server import doctor_sound as sound
from mtlearn.server.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Part", "examine"]

_PARTS = ("voila", "jupyterlab", "ipykernel", "ipywidgets", "anywidget", "music21", "numpy", "verovio")
_ROOM = 50_000_000


def examine(
    port: int,
    store: Path | None = None,
    *,
    tone: Callable[[str], None] | None = None,
    loop: Callable[[str], bool] | None = None,
) -> list[Part]:
    """Look at everything. Nothing is written or kept open, and nothing is heard unless it is asked for.

    Args:
        port: the port the course would be served on.
        store: the learner's log; the usual place when none is given.
        tone: play a tone on either side, telling this what is heard.
        loop: measure with the microphone, if this, asked in words, says yes.
    """
    device = sound.chosen(store)
    level = sound.level(store, device)
    looks: dict[str, Callable[[], Part]] = {
        "python": _python,
        "versions": _versions,
        "notebooks": _notebooks,
        "sound": lambda: sound.outputs(device),
        "sound engine": lambda: sound.engine(device),
        "microphone": sound.microphones,
        "sound bank": sound.bank,
        "midi": sound.midi,
        "browser": _browser,
        "store": lambda: _store(store),
        "port": lambda: _port(port),
    }
    if tone:
        looks["tone"] = lambda: sound.tones(device, tone, level)
    if loop:
        looks["loop"] = lambda: sound.loop(device, level, agreed=loop(sound.ASKED))
    return [_looked(name, look) for name, look in looks.items()]


def _looked(name: str, look: Callable[[], Part]) -> Part:
    try:
        return look()
    except Exception as error:  # noqa: BLE001 - a doctor who falls ill helps nobody
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
