"""The twelve styles: what each of them plays in one bar, written in beats before a hand plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.styles.hip_hop import hip_hop
from mtlearn.music.backing.styles.lullaby import lullaby
from mtlearn.music.backing.styles.open import drone, open_pulse
from mtlearn.music.backing.styles.reggae import reggae
from mtlearn.music.backing.styles.samba import samba
from mtlearn.music.backing.styles.song import four_chords, two_chords
from mtlearn.music.backing.styles.swing import blues, walking_bass
from mtlearn.music.backing.styles.vamp import modal_vamp
from mtlearn.music.backing.styles.waltz import waltz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mtlearn.music.backing.hit import Hit
    from mtlearn.music.backing.scene import Scene

__all__ = ["PLAYERS", "VOICES"]

PLAYERS: Final[Mapping[str, Callable[[Scene], Iterator[Hit]]]] = {
    "drone": drone,
    "two-chords": two_chords,
    "four-chords": four_chords,
    "blues": blues,
    "modal-vamp": modal_vamp,
    "walking-bass": walking_bass,
    "lullaby": lullaby,
    "reggae": reggae,
    "samba": samba,
    "hip-hop": hip_hop,
    "waltz": waltz,
    "open-pulse": open_pulse,
}
VOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "drone": {"held": "warm-pad", "chords": "choir"},
    "two-chords": {"bass": "electric-bass", "chords": "nylon-guitar", "hands": "hand-drums"},
    "four-chords": {"bass": "electric-bass", "chords": "steel-guitar", "drums": "soft-kit"},
    "blues": {"bass": "acoustic-bass", "chords": "piano", "drums": "soft-kit"},
    "modal-vamp": {"bass": "electric-bass", "chords": "electric-piano", "hands": "hand-drums"},
    "walking-bass": {"bass": "acoustic-bass", "chords": "electric-piano", "drums": "soft-kit"},
    "lullaby": {"bass": "acoustic-bass", "chords": "nylon-guitar", "held": "strings"},
    "reggae": {"bass": "electric-bass", "chords": "steel-guitar", "drums": "soft-kit"},
    "samba": {"bass": "acoustic-bass", "chords": "nylon-guitar", "hands": "hand-drums"},
    "hip-hop": {"bass": "electric-bass", "chords": "electric-piano", "drums": "beat-kit"},
    "waltz": {"bass": "acoustic-bass", "chords": "piano", "drums": "soft-kit"},
    "open-pulse": {"held": "strings", "chords": "vibraphone"},
}
"""The voice of each part in each style."""
