"""Sound holds while the kernel thinks: nothing is lost, as captured at the sink."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.soundcard
BENCH = Path(__file__).parents[1] / "bench" / "live.py"


@pytest.fixture(scope="module")
def bench() -> Any:
    """Give the measurement of playing under a busy kernel, which a person runs as a benchmark."""
    spec = importlib.util.spec_from_file_location("live", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_lost_in_twelve_seconds_while_the_kernel_is_busy(
    bench: Any, sink: Any, within: Any
) -> None:
    """A kernel that runs a Python loop and lets music21 work plays clicks over a drone, whole and in time."""

    def attempt() -> None:
        lost, late, underflows = bench._run(sink, ("engine", "busy"))
        assert (0.0, 0) == (lost, underflows)
        assert late < 1.0

    within(attempt)


def test_a_silence_would_be_found(bench: Any) -> None:
    """What is measured sees five milliseconds that are missing."""
    drone = np.full((12 * bench.RATE, 2), 0.1, np.float32)
    assert 0 == bench._lost(drone)
    drone[5 * bench.RATE :][: bench.RATE // 200] = 0
    assert bench.RATE // 200 + 1 == bench._lost(drone)
