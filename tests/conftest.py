"""What every test shares: a data folder that is nobody's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _nobodys_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the work of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        if "MTLEARN_DATA" not in os.environ:
            patch.setenv("MTLEARN_DATA", str(tmp_path_factory.mktemp("nobody")))
        yield
