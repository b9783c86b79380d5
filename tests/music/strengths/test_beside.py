"""Growing and softening of both, softer, as strong, as many: named where it is so, and only there."""

from __future__ import annotations

import pytest

from .takes import Rows, row, seen, sure


def swelling(low: int, high: int, pitch: int) -> Rows:
    return [(1 + n * 0.5, 0.4, pitch + n % 3, low if n < 8 else high) for n in range(16)]


def test_growing_and_softening_together_are_of_both() -> None:
    """Where one grows and the other stays or softens, it is not."""
    assert sure("grew-together", swelling(50, 80, 60), swelling(40, 90, 80), led=False)
    assert sure("softened-together", swelling(80, 50, 60), swelling(90, 40, 80), led=False)
    assert seen("grew-together", swelling(50, 80, 60), swelling(70, 72, 80), led=False) is None
    assert seen("grew-together", swelling(50, 80, 60), swelling(90, 40, 80), led=False) is None
    assert seen("softened-together", swelling(50, 80, 60), swelling(90, 40, 80), led=False) is None


def test_softer_near_and_as_many_are_measured_over_twelve_seconds() -> None:
    """Each where it is so, and not where it is not."""
    soft, loud = row(*[60, 62] * 20, velocity=50), row(*[80, 82] * 20, velocity=80)
    assert sure("softer-than-partner", soft, loud, led=False)
    assert seen("softer-than-partner", loud, soft, led=False) is None
    assert seen("near-in-strength", soft, loud, led=False) is None
    assert sure("near-in-strength", soft, row(*[80, 82] * 20, velocity=54), led=False)
    many = sure("as-many", soft, loud, led=False)
    assert many.values["count"] == pytest.approx(many.values["theirs"], abs=1)
    assert seen("as-many", soft, row(*[80, 82] * 6, step=1.8), led=False) is None
