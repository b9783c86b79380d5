"""What is said of a song list: its places in words, how long it is, its text, and what to change."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mtlearn.music.moods import CHARACTERS
from mtlearn.widgets.list_setup import AS_IT_IS, SEED, Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.widgets.list_setup import ListSetup

__all__ = ["as_text", "once_more", "piece_name", "rows_of", "summary_of"]


def rows_of(made: ListSetup, own: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give each place in a list as it is shown: its word, what it is, its tempo, a piece's length."""
    return [_row(made, Item(*row), own) for row in made.items]


def _row(made: ListSetup, item: Item, own: Mapping[str, str]) -> dict[str, Any]:
    if item.kind == "own":
        return {"word": item.word, "what": own["own_song"].format(title=item.title), "own": True, "tempo": 0}
    piece = made.piece(item, SEED)
    return {
        "word": item.word,
        "what": piece_name(item.piece, own),
        "own": False,
        "tempo": piece.character.tempo,
        "seconds": round(piece.seconds),
        "scale": own[f"scale-{piece.character.scale}"],
    }


def piece_name(word: str, own: Mapping[str, str]) -> str:
    """Name the course's piece for a word, by its style."""
    return own["piece_name"].format(style=own[f"backing-{CHARACTERS[word].style}"], word=own[f"mood_{word}"])


def summary_of(rows: Sequence[Mapping[str, Any]], fade: float, own: Mapping[str, str]) -> str:
    """Say where a list leads and how long it is; what sounds together for ``fade`` seconds counts once."""
    if not rows:
        return own["summary_none"]
    if len(rows) == 1:
        return own["summary_one"].format(first=rows[0]["word"] or rows[0]["what"])
    together = sum(not one["own"] and not other["own"] for one, other in pairwise(rows))
    seconds = sum(row.get("seconds", 0) for row in rows) - together * fade
    first, last = (rows[at]["word"] or rows[at]["what"] for at in (0, -1))
    return own["summary"].format(first=first, last=last, count=len(rows), seconds=seconds)


def as_text(rows: Sequence[Mapping[str, Any]], own: Mapping[str, str]) -> str:
    """Write a list as text to take along."""
    lines = [own["list_title"], ""]
    lines += [
        own["text_row" if row["word"] else "text_row_wordless"].format(number=at, **row)
        for at, row in enumerate(rows, start=1)
    ]
    return "\n".join([*lines, ""])


def once_more(made: ListSetup, turns: int, own: Mapping[str, str]) -> dict[str, Any]:
    """Offer one thing to change, another one after each of ``turns``."""
    offers: list[tuple[str, dict[str, object]]] = []
    if len(made.items) > 1:
        offers.append((own["again_turned"], {"items": [list(row) for row in reversed(made.items)]}))
    other = 90 if made.percent >= 100 else 110  # noqa: PLR2004 - its own tempo
    offers.append((own[f"again_percent_{other}"], {"percent": other}))
    scale = "minor-pentatonic" if made.scale == AS_IT_IS else AS_IT_IS
    key = "again_scale" if scale != AS_IT_IS else "again_scale_back"
    offers.append((own[key].format(scale=own.get(f"scale-{scale}", "")), {"scale": scale}))
    text, changes = offers[turns % len(offers)]
    return {"text": text, "changes": changes}
