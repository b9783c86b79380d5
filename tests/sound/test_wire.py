"""What the kernel says to the engine arrives as it was said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
