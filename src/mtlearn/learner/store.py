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

from mtlearn.errors import StoreError, StoreFullError, StoreReadOnlyError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Entry", "Store", "default_path"]

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
_VERSION = 1
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
        unsaved: entries that could not be written yet, oldest first.
    """

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self.path = path or default_path()
        self.set_aside: Path | None = None
        self.unsaved: list[Entry] = []
        self._clock = clock
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._trouble: StoreError | None = None
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                self._trouble = self._explained(error)
            else:
                self._begin_anew()
        except OSError as error:
            self._trouble = self._explained(error)
        except StoreError as error:
            self._trouble = error

    @property
    def trouble(self) -> StoreError | None:
        """What keeps entries from being saved just now, or None."""
        return self._trouble

    def append(self, kind: str, key: str, data: Any) -> Entry:  # noqa: ANN401 - whatever JSON can hold
        """Write one entry, and any that could not be written before.

        Raises:
            StoreFullError, StoreReadOnlyError, StoreError: it could not be written now. It is kept in
                ``unsaved``, is found by ``latest`` and ``entries``, and is tried again next time.
        """
        entry = Entry(self._clock(), kind, key, data)
        with self._lock:
            self.unsaved.append(entry)
            self._flush()
        return entry

    def save(self) -> None:
        """Try once more to write what could not be written before.

        Raises:
            StoreFullError, StoreReadOnlyError, StoreError: as :meth:`append`.
        """
        with self._lock:
            self._flush()

    def latest(self, kind: str, key: str) -> Entry | None:
        """Give the newest entry of a kind under a key, or None."""
        found = self.entries(kind, key)
        return found[-1] if found else None

    def entries(self, kind: str, key: str | None = None, prefix: str | None = None) -> list[Entry]:
        """Give entries of a kind, oldest first: all, those under one key, or those whose key begins so.

        Raises:
            StoreError: the file could not be read.
        """
        with self._lock:
            saved: list[Entry] = []
            if self._connection is not None:
                sql, values = "SELECT at, kind, key, data FROM log WHERE kind = ?", [kind]
                if key is not None:
                    sql, values = sql + " AND key = ?", [*values, key]
                if prefix is not None:
                    sql, values = sql + " AND substr(key, 1, length(?)) = ?", [*values, prefix, prefix]
                try:
                    rows = self._connection.execute(sql + " ORDER BY id", values).fetchall()
                except sqlite3.DatabaseError as error:
                    raise self._explained(error) from error
                saved = [Entry(at, kind_, key_, json.loads(data)) for at, kind_, key_, data in rows]
            waiting = [
                entry
                for entry in self.unsaved
                if entry.kind == kind
                and (key is None or entry.key == key)
                and (prefix is None or entry.key.startswith(prefix))
            ]
            return saved + waiting

    def close(self) -> None:
        """Close the file. Entries that could not be written are tried once more."""
        with self._lock:
            with contextlib.suppress(StoreError):
                self._flush()
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=5, check_same_thread=False, isolation_level=None)
        try:
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(_SCHEMA)
            elif found > _VERSION:
                raise self._too_new(found)  # noqa: TRY301 - the connection closes below
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("SELECT count(*), max(id) FROM log").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _begin_anew(self) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(self._clock()))
        aside = self.path.with_name(f"{self.path.stem}-damaged-{stamp}{self.path.suffix}")
        try:
            self.path.replace(aside)
            for tail in ("-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self.path}{tail}").replace(f"{aside}{tail}")
            self.set_aside = aside
            self._connection = self._open()
        except (OSError, sqlite3.DatabaseError) as error:
            self._trouble = self._explained(error)

    def _flush(self) -> None:
        if not self.unsaved:
            return
        try:
            if self._connection is None:
                self._connection = self._open()
            rows = [
                (entry.at, entry.kind, entry.key, json.dumps(entry.data, ensure_ascii=False))
                for entry in self.unsaved
            ]
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(
                    "INSERT INTO log (at, kind, key, data) VALUES (?, ?, ?, ?)", rows
                )
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
        except (sqlite3.Error, OSError) as error:
            self._trouble = self._explained(error)
            raise self._trouble from error
        self.unsaved.clear()
        self._trouble = None

    def _too_new(self, found: int) -> StoreError:
        return StoreError(
            f"{self.path} was written by a newer mtlearn (format {found}, this one knows {_VERSION}). "
            "Update mtlearn to open it; nothing in it was changed.",
            path=self.path,
            reason=f"format {found} > {_VERSION}",
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
        primary = code & 0xFF if code is not None else None
        if primary in _NOT_WRITABLE or number in {errno.EACCES, errno.EROFS, errno.EPERM}:
            return StoreReadOnlyError(
                f"Your work cannot be saved: {folder} may not be written to. Give yourself write access to "
                "it, or set MTLEARN_DATA to another folder; what you do until then is kept in this page.",
                folder=folder,
            )
        return StoreError(
            f"Your work could not be saved in {self.path} ({error}). What you do is kept in this page and "
            "tried again.",
            path=self.path,
            reason=error,
        )


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return False
    return code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or "no such table" in str(error)
