"""A log in a folder of its own, opened as pages open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.learner.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "learner.sqlite3"


@pytest.fixture
def open_store(path: Path) -> Iterator[Callable[..., Store]]:
    """Opens logs, and closes them when the test is over, as a kernel's end would."""
    opened = []

    def open_one(where: Path | None = None, **details: Any) -> Store:
        opened.append(Store(where or path, **details))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()
