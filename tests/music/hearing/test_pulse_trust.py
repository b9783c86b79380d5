"""When an even pulse is trusted."""

from __future__ import annotations

import pytest

from mtlearn.music.hearing.pulse_trust import PulseTrust


def _after(missed: int) -> PulseTrust:
    """Trust that has heard so many strokes without an even pulse."""
    trust = PulseTrust()
    for _ in range(missed):
        trust.miss()
    return trust


def test_even_strokes_alone_are_trusted() -> None:
    """Where nothing moves between them, they are the beats, however unlikely these are held."""
    trust = _after(40)
    assert all(trust.hear(0.0, 0.0) for _ in range(20))


@pytest.mark.parametrize(("likely", "trusted"), [(0.9, True), (0.0, False)])
def test_a_layer_among_others_is_trusted_while_it_is_likely(likely: float, *, trusted: bool) -> None:
    """An even layer that turns up in music of several is the beat if that is likely of late."""
    trust = _after(40)
    assert [trusted] * 10 == [trust.hear(likely, 0.5) for _ in range(20)][10:]


def test_what_was_there_all_along_is_trusted() -> None:
    """Who plays evenly from the first stroke is believed, whatever else is likely; a few misses are none."""
    trust = PulseTrust()
    heard = []
    for stroke in range(60):
        if stroke % 8 == 7:
            trust.miss()
        else:
            heard.append(trust.hear(0.0, 0.5))
    assert all(heard)


def test_a_moment_of_doubt_is_none() -> None:
    """One stroke at which another beat is likelier changes nothing; several do."""
    trust = _after(40)
    for _ in range(10):
        trust.hear(0.9, 0.5)
    assert [True, False] == [all(trust.hear(0.0, 0.5) for _ in range(count)) for count in (2, 6)]
