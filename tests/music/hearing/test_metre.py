"""How accents are heard as bars, and that none are heard where there are none."""

from __future__ import annotations

import random

import pytest

from mtlearn.music.hearing.metre import Accents, Bar


def _heard(strengths: list[float]) -> Bar | None:
    accents = Accents()
    for strength in strengths:
        accents.hear(strength)
    return accents.bar()


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize(("beats", "pattern"), [(2, (1, 0)), (3, (1, 0, 0)), (4, (1, 0, 0.4, 0))])
def test_a_stronger_first_beat_is_a_bar(beats: int, pattern: tuple[float, ...], first: int) -> None:
    """Bars of two, three and four are told apart, wherever in the bar the playing began."""
    chance = random.Random(first)  # noqa: S311 - music, not secrets
    strengths = [pattern[(beat - first) % beats] + chance.gauss(0, 0.1) for beat in range(24)]
    found = _heard(strengths)
    assert found is not None
    assert beats == found.beats
    assert first % beats == (24 + found.wait) % beats
    assert found.clarity > 0.7


def test_even_beats_are_no_bar() -> None:
    """Beats of the same strength, or hardly different ones, have no bar."""
    assert _heard([0.5] * 32) is None
    assert _heard([0.02 * (beat % 3 == 0) for beat in range(32)]) is None


def test_chance_is_hardly_ever_a_bar() -> None:
    """Where strengths are random, a bar is heard at fewer than one beat in two hundred."""
    found = 0
    for seed in range(100):
        chance, accents = random.Random(seed), Accents()  # noqa: S311 - music, not secrets
        for _ in range(32):
            accents.hear(chance.gauss(0, 0.3))
            found += accents.bar() is not None
    assert found / (100 * 32) < 0.005


def test_a_bar_needs_some_bars() -> None:
    """Two bars of four are too few to tell."""
    assert _heard([1, 0, 0.4, 0]) is None
    assert _heard([1, 0, 0, 0, 1, 0, 0]) is None


def test_what_was_long_ago_is_forgotten() -> None:
    """After a change from three to two, two are heard."""
    found = _heard([1, 0, 0] * 16 + [1, 0] * 16)
    assert found is not None
    assert 2 == found.beats
