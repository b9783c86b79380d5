"""What a chord is called in the learner's language: the B of English is the H of Norwegian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["chord_name"]

_ROOT = re.compile(r"(^|/)B(b|♭|-)?")


def chord_name(symbol: str, lang: Language) -> str:
    """Name a chord: ``"Bm7/Bb"`` is ``"Hm7/B"`` in Norwegian."""
    if lang != "nb":
        return symbol
    return _ROOT.sub(lambda found: f"{found[1]}{'B' if found[2] else 'H'}", symbol)
