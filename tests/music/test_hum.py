"""Two chords with a tune over them that has no words."""

from __future__ import annotations

from mtlearn.music.backing.setting import Setting
from mtlearn.music.hum import hummed
from mtlearn.music.vamp import Vamp
from mtlearn.music.vamp import bar as vamp_bar

VAMP = Vamp(Setting("waltz", 62, "major", 100, 2), "I", "IV", "AABB")


def test_the_tune_comes_over_the_backing_and_goes_round() -> None:
    """What the backing plays is left as it is; after sixteen bars the tune begins again."""
    for number in range(16):
        made = hummed(VAMP, "major", number)
        under = tuple(stroke for stroke in made.strokes if stroke.part != "tune")
        assert sorted(vamp_bar(VAMP, number).strokes) == sorted(under)
        assert all(0 <= stroke.onset < made.length for stroke in made.strokes if stroke.part == "tune")
    tunes = [
        [stroke for stroke in hummed(VAMP, "major", at).strokes if stroke.part == "tune"] for at in (0, 16)
    ]
    assert tunes[0] == tunes[1] != []
