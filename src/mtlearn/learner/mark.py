"""Places a learner has marked in something they played, and what they wrote there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtlearn.learner.record import Record

__all__ = ["Mark", "Marks"]


class Mark(NamedTuple):
    """A marked place: its id, when in the take it is (seconds), and what was written to it."""

    id: str
    at: float
    text: str


class Marks:
    """The marks of one lesson's takes; every change is one entry of the log.

    Both methods that write raise :class:`~mtlearn.errors.StoreError` when the log could not be written;
    the entry is kept in memory all the same.
    """

    def __init__(self, record: Record) -> None:
        self._store, self._lesson = record.store, record.lesson

    def put(self, take: str, mark: Mark) -> None:
        """Log a mark, or what is written to it now."""
        self._store.append("mark", self._key(take, mark.id), {"at": round(mark.at, 3), "text": mark.text})

    def remove(self, take: str, mark: str) -> None:
        """Log that a mark no longer counts."""
        self._store.append("mark", self._key(take, mark), None)

    def of(self, take: str) -> list[Mark]:
        """Give a take's marks as they are now, the earliest place first."""
        last = {entry.key: entry.data for entry in self._store.entries("mark", prefix=self._key(take, ""))}
        found = [
            Mark(key.rsplit("/", 1)[1], float(data["at"]), str(data["text"]))
            for key, data in last.items()
            if data is not None
        ]
        return sorted(found, key=lambda mark: (mark.at, mark.id))

    def _key(self, take: str, mark: str) -> str:
        return f"{self._lesson}/{take}/{mark}"
