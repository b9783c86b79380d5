"""The learner's log: one SQLite file, written to the end only, that survives whatever stops the kernel.

Several pages may have it open at once (WAL). Every entry is committed when it is made. When the file
cannot be written, the entry is kept in memory, still counts for everything shown, and is written with
the next entry that can be.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtlearn.errors import StoreBusyError, StoreError, StoreFullError, StoreNewerError, StoreReadOnlyError
from mtlearn.learner.file import (
    alone,
    connect,
    copied,
    free,
    identity,
    in_place,
    is_damage,
    is_sound,
    version,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["VERSION", "Entry", "Store", "default_path"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS log_by_kind_key ON log (kind, key, id);
PRAGMA user_version = 1;
"""
VERSION = 1
_AGAIN = 3.0
"""Seconds until what could not be written is tried again, whether or not anything is done meanwhile."""
_HELD_UP = 2000
"""Milliseconds to wait for another writer: the page stands still as long."""
_NOT_WRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def default_path() -> Path:
    """Say where the learner's work is kept: ``$MTLEARN_DATA``, else the platform's user data folder."""
    if folder := os.environ.get("MTLEARN_DATA"):
        return Path(folder) / "learner.sqlite3"
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder is given

    return user_data_path("mtlearn", appauthor=False) / "learner.sqlite3"


class Entry(NamedTuple):
    """One thing the learner did. ``at`` is seconds since 1970; ``data`` is what JSON can hold."""

    at: float
    kind: str
    key: str
    data: Any


class Store:
    """A learner's log in a file.

    Args:
        path: the file; it and its folder are made when missing.
        clock: gives the time in seconds since 1970.

    Attributes:
        set_aside: where a damaged file was moved to when it was found, else None. Say it to the learner.
        unsaved: entries that could not be written yet, oldest first; tried again every few seconds.
        on_change: called, maybe from another thread, when saving stops working and when it works again.
    """

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self.on_change: Callable[[], None] | None = None
        self._retry: threading.Timer | None = None
        self.path = path or default_path()
        self.set_aside: Path | None = None
        self.unsaved: list[Entry] = []
        self._clock = clock
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._earlier: sqlite3.Connection | None = None
        self._trouble: StoreError | None = None
        try:
            self._connection = self._opened()
        except StoreError as error:
            self._trouble = error
            if isinstance(error, StoreReadOnlyError | StoreFullError):
                self._earlier = copied(self.path)

    @property
    def trouble(self) -> StoreError | None:
        """What keeps entries from being saved just now, or None."""
        return self._trouble

    def append(self, kind: str, key: str, data: Any) -> Entry:  # noqa: ANN401 - whatever JSON can hold
        """Write one entry, and any that could not be written before.

        Raises:
            StoreFullError, StoreReadOnlyError, StoreError: it could not be written now. It is kept in
                ``unsaved``, is found by ``latest`` and ``entries``, and is tried again next time.
            TypeError: ``data`` is nothing JSON can hold; nothing is kept of it.
        """
        entry = Entry(self._clock(), kind, key, json.loads(json.dumps(data)))
        with self._lock:
            self.unsaved.append(entry)
            self.save()
        return entry

    def save(self) -> None:
        """Try once more to write what could not be written before.

        Raises:
            StoreFullError, StoreReadOnlyError, StoreError: as :meth:`append`.
        """
        with self._lock:
            if not self.unsaved:
                return
            try:
                self._write()
            except StoreError as error:
                self._try_again_later()
                self._tell(error)
                raise
            self.unsaved.clear()
            self._tell(None)

    def latest(self, kind: str, key: str | None = None) -> Entry | None:
        """Give the newest entry of a kind, under a key when one is named, or None.

        Raises:
            StoreError: the file could not be read.
        """
        with self._lock:
            waiting = self._waiting(kind, key, None)
            if waiting:
                return waiting[-1]
            found = self._read(kind, key, None, "DESC LIMIT 1")
            return found[0] if found else None

    def entries(self, kind: str, key: str | None = None, prefix: str | None = None) -> list[Entry]:
        """Give entries of a kind, oldest first: all, those under one key, or those whose key begins so.

        Raises:
            StoreError: the file could not be read.
        """
        with self._lock:
            return self._read(kind, key, prefix, "") + self._waiting(kind, key, prefix)

    def close(self) -> None:
        """Close the file. Entries that could not be written are tried once more."""
        with self._lock:
            self._save_quietly()
            if self._retry is not None:
                self._retry.cancel()
            for connection in (self._connection, self._earlier):
                if connection is not None:
                    connection.close()
            self._connection = self._earlier = None

    def __del__(self) -> None:
        # A lesson's log lives as long as its kernel; from 3.13 on Python warns of files merely forgotten.
        for connection in (getattr(self, "_connection", None), getattr(self, "_earlier", None)):
            if connection is not None:
                connection.close()

    def _tell(self, trouble: StoreError | None) -> None:
        before, self._trouble = self._trouble, trouble
        if self.on_change is not None and type(before) is not type(trouble):
            self.on_change()

    def _try_again_later(self) -> None:
        if self._retry is None or self._retry is threading.current_thread() or not self._retry.is_alive():
            self._retry = threading.Timer(_AGAIN, self._save_quietly)
            self._retry.daemon = True
            self._retry.start()

    def _save_quietly(self) -> None:
        with contextlib.suppress(StoreError):
            self.save()

    def _waiting(self, kind: str, key: str | None, prefix: str | None) -> list[Entry]:
        return [
            entry
            for entry in self.unsaved
            if entry.kind == kind and key in {None, entry.key} and entry.key.startswith(prefix or "")
        ]

    def _read(self, kind: str, key: str | None, prefix: str | None, order: str) -> list[Entry]:
        connection = self._connection or self._earlier
        if connection is None:
            return []
        sql, values = "SELECT at, kind, key, data FROM log WHERE kind = ?", [kind]
        if key is not None:
            sql, values = sql + " AND key = ?", [*values, key]
        if prefix is not None:
            sql, values = sql + " AND substr(key, 1, length(?)) = ?", [*values, prefix, prefix]
        try:
            rows = connection.execute(f"{sql} ORDER BY id {order}", values).fetchall()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise self._explained(error) from error
            self._begin_anew()
            return []
        return [Entry(at, kind_, key_, json.loads(data)) for at, kind_, key_, data in rows]

    def _write(self) -> None:
        rows = [(entry.at, entry.kind, entry.key, json.dumps(entry.data)) for entry in self.unsaved]
        self._leave_what_was_moved()
        if self._connection is None:
            self._connection = self._opened()
        try:
            self._insert(self._connection, rows)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise self._explained(error) from error
            self._insert(self._begin_anew(), rows)
        if self._earlier is not None:
            self._earlier.close()
            self._earlier = None

    @staticmethod
    def _insert(connection: sqlite3.Connection, rows: list[tuple[float, str, str, str]]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany("INSERT INTO log (at, kind, key, data) VALUES (?, ?, ?, ?)", rows)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _opened(self) -> sqlite3.Connection:
        """Open the file, or a new one in the place of a damaged one."""
        try:
            return self._open()
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                return self._begin_anew()
            raise self._explained(error) from error
        except OSError as error:
            raise self._explained(error) from error

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with in_place(self.path):
            connection, found = self._connected()
        if found == 0:
            connection.close()
            with alone(self.path):
                connection, found = self._connected(_SCHEMA)
        try:
            if found > VERSION:
                raise self._too_new(found)  # noqa: TRY301 - the connection closes below
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA busy_timeout = {_HELD_UP}")
            connection.execute("SELECT count(*), max(id) FROM log").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _connected(self, schema: str = "") -> tuple[sqlite3.Connection, int]:
        """Connect to the file that is there, begin it where a schema is given, and read its format."""
        connection = connect(self.path)
        try:
            if schema:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(schema)
            found = version(connection)
            self._file = identity(self.path)
        except BaseException:
            connection.close()
            raise
        return connection, found

    def _leave_what_was_moved(self) -> None:
        """Close the file if another is in its place, or none: a page kept it aside, or somebody moved it."""
        if self._connection is None:
            return
        with contextlib.suppress(OSError):  # what cannot be looked at is not known to have been moved
            if identity(self.path) != self._file:
                self._connection.close()
                self._connection = None

    def _begin_anew(self) -> sqlite3.Connection:
        """Keep the damaged file beside a new one; another page may have done so a moment ago."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        try:
            with alone(self.path):
                if not is_sound(self.path):
                    self._keep_aside()
            return self._open_again()
        except (OSError, sqlite3.DatabaseError) as error:
            raise self._explained(error) from error

    def _keep_aside(self) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(self._clock()))
        self.set_aside = free(self.path.with_stem(f"{self.path.stem}-damaged-{stamp}"))
        self.path.replace(self.set_aside)
        for tail in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self.path}{tail}").replace(f"{self.set_aside}{tail}")

    def _open_again(self) -> sqlite3.Connection:
        self._connection = self._open()
        return self._connection

    def _too_new(self, found: int) -> StoreError:
        return StoreNewerError(
            f"{self.path} was written by a newer mtlearn (format {found}, this one knows {VERSION}). "
            "Update mtlearn to open it; nothing in it was changed.",
            path=self.path,
            reason=f"format {found} > {VERSION}",
        )

    def _explained(self, error: sqlite3.Error | OSError) -> StoreError:
        folder = self.path.parent
        code = getattr(error, "sqlite_errorcode", None)
        number = getattr(error, "errno", None)
        if code == sqlite3.SQLITE_FULL or number in {errno.ENOSPC, errno.EDQUOT}:
            return StoreFullError(
                f"There is no room left on the disk that keeps your work ({folder}). Free some space; what "
                "you do until then is kept in this page and saved as soon as there is room.",
                folder=folder,
            )
        if self.path.is_dir():
            error = IsADirectoryError(errno.EISDIR, "a folder stands where the file should be")
            code = number = None
        primary = code & 0xFF if code is not None else None
        if primary in _NOT_WRITABLE or number in {errno.EACCES, errno.EROFS, errno.EPERM}:
            return StoreReadOnlyError(
                f"Your work cannot be saved: {folder} may not be written to. Give yourself write access to "
                "it, or set MTLEARN_DATA to another folder; what you do until then is kept in this page.",
                folder=folder,
            )
        if primary == sqlite3.SQLITE_BUSY:
            return StoreBusyError(
                f"Another program is holding {self.path}. What you do is kept in this page and tried again.",
                path=self.path,
            )
        return StoreError(
            f"Your work could not be saved in {self.path} ({error}). What you do is kept in this page and "
            "tried again.",
            path=self.path,
            reason=error,
        )
