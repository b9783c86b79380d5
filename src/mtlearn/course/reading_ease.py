"""How easy a Norwegian text is to read: LIX, and how much each kind of text may ask of a student."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtlearn.course.prose import Said

__all__ = ["MOST", "WORD", "lix", "too_hard"]

WORD: Final = re.compile(r"[\wæøåÆØÅ]+(?:-[\wæøåÆØÅ]+)*")
_SENTENCE: Final = re.compile(r"[.!?:»]\s|[.!?:]$|\n")
_MARKS: Final = re.compile(r"\[@[^\]]+\]|\]\([^)]*\)|[|*#]|---")
_LONG: Final = 6

MOST: Final = {
    "scene.yaml": 25,
    "/scenes/": 25,
    "quiz.yaml": 32,
    ".ipynb": 32,
    "feedback.yaml": 25,
    "home.ipynb": 35,
    "cards/sud-2016.yaml": 40,
    "claims/": 45,
}
"""The most LIX a part may have. 25 is a children's book, 35 easy fiction, 45 a newspaper.

The claims, and the card on a guideline, name laws, services and studies, whose names are long.
"""


def lix(text: str) -> float:
    """Give the readability index LIX: words a sentence, and the share of words over six letters.

    Björnsson, C. H. (1968). *Läsbarhet*. Stockholm: Liber.
    """
    plain = _MARKS.sub(" ", text)
    found = WORD.findall(plain)
    sentences = [part for part in _SENTENCE.split(plain) if WORD.search(part)]
    if not sentences:
        return 0.0
    return len(found) / len(sentences) + 100 * sum(len(word) > _LONG for word in found) / len(found)


def too_hard(words: Iterable[Said]) -> dict[str, tuple[float, int]]:
    """Name the parts whose Norwegian asks more of its reader than it may: their LIX, and the most."""
    parts: dict[str, list[str]] = {}
    for said in words:
        if said.lang == "nb" and (part := _part(said.where)):
            parts.setdefault(part, []).append(said.text)
    found = {part: (lix("\n".join(texts)), _most(part)) for part, texts in parts.items()}
    return {part: (value, most) for part, (value, most) in found.items() if value > most}


def _part(where: str) -> str | None:
    """Name the part that a text is read as: its file; the claims are one."""
    for end in MOST:
        at = where.find(end)
        if at >= 0:
            return where[: at + len(end)]
    return None


def _most(part: str) -> int:
    """Give the bound of a part: that of the whole name where there is one."""
    return MOST.get(part, next((most for end, most in MOST.items() if part.endswith(end)), 0))
