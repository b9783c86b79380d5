"""What the kernel says to the engine arrives as it was said."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.sound.clock import Clock
from mtlearn.sound.wire import SIZE, Kind, Record, pack, unpack

byte = st.integers(0, 255)


@given(
    st.builds(
        Record,
        st.sampled_from(Kind),
        byte,
        byte,
        byte,
        st.floats(allow_nan=False),
        st.floats(0, 600, width=32),
    )
)
def test_a_record_read_is_the_record_written(record: Record) -> None:
    data = pack(record)
    assert len(data) == SIZE == 16
    assert record == unpack(data)


def test_the_clock_evens_out_when_blocks_are_asked_for() -> None:
    clock = Clock()
    block = 256 / 48_000
    begins = [clock(step * block + (0.004 if step % 3 == 0 else 0.0), block) for step in range(600)]
    steps = [after - before for before, after in itertools.pairwise(begins[300:])]
    assert max(abs(step - block) for step in steps) < 0.0002


def test_the_clock_begins_anew_after_a_gap() -> None:
    clock = Clock()
    for step in range(100):
        clock(step * 0.005, 0.005)
    assert clock(7.0, 0.005) == 7.0
