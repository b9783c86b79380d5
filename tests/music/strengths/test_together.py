"""What two do at once is named where both do it, and never of a partner that follows by its nature."""

from __future__ import annotations

import pytest

from .takes import Rows, row, seen, sure, timed

PULSE = row(*[48, 55] * 16)
ABOVE = row(*[72, 74, 76, 79] * 8, start=1.02)


def test_one_pulse_is_shared_where_both_keep_it() -> None:
    """At the same tempo in time; a partner at a tempo of its own does not share it."""
    assert 120 == sure("shared-pulse", PULSE, ABOVE, led=False).values["tempo"]
    assert sure("shared-pulse", PULSE, row(*[72, 74] * 8, step=1.0), led=False)
    assert seen("shared-pulse", PULSE, row(*[72, 74] * 12, step=0.63), led=False) is None
    assert seen("shared-pulse", PULSE, ABOVE, led=True) is None


def test_a_ground_lies_below_what_the_partner_plays() -> None:
    """An even pulse beside it, or above, is not called a ground."""
    free = [(1 + n * 0.71, 0.4, 72 + n % 5, 80) for n in range(20)]
    assert sure("ground", PULSE, free, led=False)
    beside = row(*[70, 76] * 16)
    assert sure("pulse-under", beside, free, led=False)
    assert seen("ground", beside, free, led=False) is None
    assert seen("pulse-under", PULSE, [], led=False) is None


def test_beginning_together_is_at_the_start_or_after_both_were_silent() -> None:
    """Within a tenth of a second or so."""
    assert sure("began-together", PULSE, ABOVE, led=False).start == pytest.approx(1.0)
    assert seen("began-together", PULSE, row(72, 74, 76, start=1.5), led=False) is None
    again = sure(
        "began-together", [*MINE, *row(60, 62, start=8.0)], [*EARLY, *row(72, 74, start=8.05)], led=False
    )
    assert 8.0 == again.start


MINE = row(60, 62, 64, 65)
EARLY = row(72, 74, 76, start=0.2)


def test_ending_together_is_one_last_stroke_that_both_let_ring() -> None:
    """Two who are stopped in the middle have not ended together."""
    mine, theirs = [*MINE, (3.0, 2.0, 60, 70)], [*row(72, 74, 76, 77), (3.05, 1.8, 72, 70)]
    assert 3.0 == sure("ended-together", mine, theirs, led=False).start
    assert seen("ended-together", mine, [*theirs[:-1], (3.6, 1.8, 72, 70)], led=False) is None
    assert seen("ended-together", row(60, 62, 64, 65), row(72, 74, 76, 77), led=False) is None


def two_tempi(first: float, second: float, pitch: int) -> Rows:
    early = [1 + first * n for n in range(round(16 / first))]
    late = [early[-1] + second * (n + 1) for n in range(round(16 / second))]
    return timed(*early, *late, pitch=pitch)


def test_a_change_of_tempo_is_of_both_and_has_both_tempi() -> None:
    """From 100 to 125 beats a minute; where the partner goes at twice the strokes, the tempo is the same."""
    one = sure("tempo-together", two_tempi(0.6, 0.48, 60), two_tempi(0.6, 0.48, 80), led=False)
    assert (100, 125) == (one.values["tempo"], one.values["later"])
    assert seen("tempo-together", two_tempi(0.6, 0.6, 60), two_tempi(0.6, 0.48, 80), led=False) is None
    assert seen("tempo-together", two_tempi(0.6, 0.48, 60), two_tempi(0.6, 0.6, 80), led=False) is None
    assert seen("tempo-together", two_tempi(0.6, 0.6, 60), two_tempi(0.6, 0.6, 80), led=False) is None
