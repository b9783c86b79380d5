"""Where the notes of the last six seconds lie."""

from __future__ import annotations

from mtlearn.music.hearing.heard import Register
from mtlearn.music.hearing.register import register
from mtlearn.music.move import Move


def struck(*rows: tuple[float, int]) -> list[Move]:
    return [Move(time, sounding=True, pitch=pitch, velocity=64) for time, pitch in rows]


def test_the_register_has_a_bottom_a_middle_and_a_top() -> None:
    """Each note counts once, however long it is."""
    assert Register(48, 60.0, 72) == register(struck((0.0, 48), (1.0, 60), (2.0, 72)), 3.0)


def test_old_notes_do_not_hold_the_register() -> None:
    """Whoever has moved up is heard to be up."""
    assert Register(72, 72.0, 72) == register(struck((0.0, 48), (5.0, 72)), 6.0)
    assert None is register(struck((0.0, 48)), 6.0)
