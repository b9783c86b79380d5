"""What a chord is called in the learner's language: the B of English is H in Norwegian, and B flat is Bb.

Norwegian has two habits: the older H and B, and the international B and Bb of most chord charts today. A lone
B means a different chord in each of them. So it is never written here: what is a semitone under C is H, as on
the keys and in school, and what is a semitone under that is Bb, which nobody can take for something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["chord_name"]

_ROOT = re.compile(r"(^|/)B(b|♭|-)?")


def chord_name(symbol: str, lang: Language) -> str:
    """Name a chord: ``"Bm7/Bb"`` is ``"Hm7/Bb"`` in Norwegian."""
    if lang != "nb":
        return symbol
    return _ROOT.sub(lambda found: f"{found[1]}{'Bb' if found[2] else 'H'}", symbol)
