"""The file a log is kept in: opened by one page at a time when it is new or damaged, read where it is not.

What :mod:`mtlearn.learner.store` asks of SQLite and of the file system, and nothing about what a log says.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["alone", "connect", "copied", "free", "identity", "in_place", "is_damage", "is_sound", "version"]


def connect(path: Path) -> sqlite3.Connection:
    """Connect to a log, waiting a while for other pages that write."""
    return sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)


def version(connection: sqlite3.Connection) -> int:
    """Give the format a log is written in; 0 for one that is not begun."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let one page at a time begin a file or keep one aside; a page that dies here holds nobody up.

    SQLite's own lock on an empty file beside the log serves, since it works alike on all systems.
    """
    gate = connect(path.with_suffix(".lock"))
    try:
        gate.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        gate.close()


@contextlib.contextmanager
def in_place(path: Path) -> Iterator[None]:
    """Keep a file where it is until a connection has read from it; any number of pages may at once.

    What is opened is the file, and what lies beside it is found by name at the first reading. Were the file
    moved in between, the connection would take what belongs to the new one for its own. Where the folder
    takes no lock, nobody can move a file in it either.
    """
    with contextlib.ExitStack() as held:
        try:
            gate = held.enter_context(contextlib.closing(connect(path.with_suffix(".lock"))))
            gate.execute("BEGIN")
            gate.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise
        yield


def identity(path: Path) -> tuple[int, int] | None:
    """Tell the file that is there now from any that was or will be; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def is_sound(path: Path) -> bool:
    """Say whether all of a log can be read."""
    if not path.exists():
        return True
    connection = connect(path)
    try:
        return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok" and _has_log(connection))
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise
    finally:
        connection.close()


def _has_log(connection: sqlite3.Connection) -> bool:
    if version(connection) == 0:
        return True
    return bool(connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'log'").fetchone()[0])


def free(path: Path) -> Path:
    """Give this path, or the first like it that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def copied(path: Path) -> sqlite3.Connection | None:
    """Read a log that may not be written to: a copy of it in memory, or None where that cannot be had.

    SQLite itself wants to write beside a log in order to read it, and what was committed last may still
    lie in the file beside it.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            for tail in ("", "-wal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{tail}", f"{folder}/log{tail}")
            copy = connect(Path(folder) / "log")
            memory = sqlite3.connect(":memory:", check_same_thread=False)
            try:
                copy.backup(memory)
                memory.execute("SELECT max(id) FROM log").fetchone()
            except sqlite3.Error:
                memory.close()
                return None
            finally:
                copy.close()
    except (OSError, sqlite3.Error):
        return None
    return memory


def is_damage(error: sqlite3.Error) -> bool:
    """Say whether an error means that the file itself is spoilt."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return False
    return code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or "no such table" in str(error)
