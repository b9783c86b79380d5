"""Whether an even pulse is trusted: where nothing moves between its strokes, they are the beats.

In music of several layers some layer is even for a while, and it is rarely the beat. There an even pulse is
trusted where it has been there nearly all along, as somebody's steady playing is, or as long as what has been
heard so far, weighed by the filter, makes it likely too. The numbers are this project's own, ``operational``.
"""

from __future__ import annotations

from typing import Final

__all__ = ["PulseTrust"]

_PLAIN: Final = 0.15
"""The share of strokes with others before the next up to which next to nothing moves between them."""
_ALL_ALONG: Final = 0.7
"""The share of strokes at which there was an even pulse from which it has been there all along."""
_LIKELY: Final = 0.35
"""How likely a pulse must have been of late where it was not."""
_FOLLOWS: Final = 0.2
"""How quickly what was likely of late follows what is."""
_SHARE_FOLLOWS: Final = 0.02
"""How quickly the share follows; over the first strokes it is their mean."""
_FEW: Final = 4
"""So many strokes with an even pulse are taken to have been before the first."""
_UNKNOWN: Final = 0.5
"""How likely a pulse is taken to be where there is none to ask about."""


class PulseTrust:
    """Hears at each stroke what there is of an even pulse, and says whether to trust it."""

    def __init__(self) -> None:
        self._strokes = _FEW
        self._share, self._likely = 1.0, 1.0

    def miss(self) -> None:
        """Hear that there is no even pulse at this stroke."""
        self._follow(0.0, _UNKNOWN)

    def hear(self, likely: float, between: float) -> bool:
        """Hear how likely a pulse is, and after which share of its strokes others come; both 0 to 1."""
        self._follow(1.0, likely)
        return between <= _PLAIN or self._share >= _ALL_ALONG or self._likely >= _LIKELY

    def _follow(self, here: float, likely: float) -> None:
        self._strokes += 1
        self._share += max(_SHARE_FOLLOWS, 1 / self._strokes) * (here - self._share)
        self._likely += _FOLLOWS * (likely - self._likely)
