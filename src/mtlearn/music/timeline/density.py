"""How many tones there are: tones a second, and the same with the newest counting most.

Density is the number of onsets in the window over its length (facts ``mttb-note-density``). In the
weighted one (``mttb-weighted-density``) a tone at the end of the window counts 1, one at its beginning 0,
evenly between; the sum is doubled and divided by the window's length, so that both are in tones a second.

Ours: a window without tones is a gap. The definition would give 0, which in a curve looks like little
playing and not like silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["density", "weighted_density"]


def density(played: Frames) -> Array:
    """Give tones a second; not a number where there are none."""
    return played.means([1.0] * len(played.notes)) * played.counts / played.spans


def weighted_density(played: Frames) -> Array:
    """Give tones a second, the newest counting most; not a number where there are none."""
    mean = played.means([note.onset for note in played.notes])
    how_new = (mean - (played.times - played.spans)) / played.spans
    return 2 * played.counts * how_new.clip(0.0, 1.0) / played.spans
