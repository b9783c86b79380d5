"""What every test shares: a data folder that is nobody's."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest

from .serving import Course

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Playwright


@pytest.fixture(scope="session", autouse=True)
def _nobodys_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the work of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        if "MTLEARN_DATA" not in os.environ:
            patch.setenv("MTLEARN_DATA", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture(scope="session")
def serve(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., contextlib.AbstractContextManager[Course]]:
    """Serve a folder of notebooks (default: the course's) for as long as a ``with`` lasts."""

    @contextlib.contextmanager
    def served(notebooks: Path | None = None, *options: str, **env: str) -> Iterator[Course]:
        running = Course(tmp_path_factory.mktemp("learner"), notebooks, *options, **env)
        try:
            yield running
        finally:
            running.close()

    return served


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drive browsers, once for the session: a second driver would meet the first one's loop."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is opened

    with sync_playwright() as driver:
        yield driver
