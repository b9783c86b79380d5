"""How a line through the last beats evens out slips, and keeps out of what is not on one."""

from __future__ import annotations

import pytest

from mtlearn.music.hearing.beat_line import BeatLine


def _line(times: list[float]) -> BeatLine:
    line = BeatLine()
    for time in times:
        line.say(time)
        line.strike(time)
    return line


def test_what_is_expected_moves_towards_the_line() -> None:
    """After ten even beats an expectation 60 ms late is moved nearer to the next of them."""
    line = _line([1 + 0.8 * beat for beat in range(10)])
    moved = line.straighten(9.06, 8.5)
    assert 9.0 < moved < 9.06
    assert 9.0 == pytest.approx(line.straighten(9.0, 8.5))


def test_far_from_the_line_nothing_is_moved() -> None:
    """Another beat than that of the line is left alone, as is everything after few or uneven beats."""
    even = [1 + 0.8 * beat for beat in range(10)]
    assert 8.6 == _line(even).straighten(8.6, 8.5)
    assert 3.46 == _line(even[:3]).straighten(3.46, 3.0)
    uneven = [time + 0.09 * (-1) ** beat for beat, time in enumerate(even)]
    assert 9.06 == _line(uneven).straighten(9.06, 8.5)


def test_beats_without_a_stroke_are_not_on_it() -> None:
    """Eight beats that nothing was struck on say nothing."""
    line = BeatLine()
    for beat in range(12):
        line.say(1 + 0.8 * beat)
    assert 10.66 == line.straighten(10.66, 10.0)
