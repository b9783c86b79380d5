"""How much there is in the course: what an author, or whoever hands it over, can count on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtlearn.course import lesson as lessons
from mtlearn.course.card import card_names
from mtlearn.course.claim import claims, sources
from mtlearn.course.evidence import evidence_names
from mtlearn.course.glossary import glossary
from mtlearn.course.loading import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["counts"]


def counts(content: Path = CONTENT) -> list[str]:
    """Say how many lessons, items of each type, scenes, claims, sources, cards and terms there are.

    Lessons that are coming are named as such and not counted further.
    """
    entries = lessons.lessons(content)
    ready = [entry.id for entry in entries if entry.status == "ready"]
    items = Counter(
        str(item.__struct_config__.tag) for name in ready for item in lessons.items(name, content)
    )
    scenes = [scene for name in ready for scene in lessons.scenes(name, content).values()]
    first = sum(claim.first_hand for claim in claims(content).values())
    held = Counter(str(source.status) for source in sources(content).values())
    moments = [moment for scene in scenes for moment in scene.moments]
    choices, endings = sum(len(one.choices) for one in moments), sum(len(scene.endings) for scene in scenes)
    return [
        f"lessons: {len(ready)} ready, {len(entries) - len(ready)} coming",
        f"items: {items.total()} ({_each(items)})",
        f"scenes: {len(scenes)}, with {len(moments)} moments, {choices} choices, {endings} endings",
        f"claims: {len(claims(content))} ({first} at first hand, {len(claims(content)) - first} retold)",
        f"sources: {held.total()} ({_each(held)})",
        f"cards: {len(card_names(content))} of guidelines, {len(evidence_names(content))} of evidence",
        f"terms: {len(glossary(content))}",
    ]


def _each(counted: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counted.items()))
