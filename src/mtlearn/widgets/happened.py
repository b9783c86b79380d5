"""What happened when somebody asked for something: in a sentence, as a picture's steps, as a table's rows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from mtlearn.language import counted
from mtlearn.music.request import answer, levels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.request import Answer, Deed, Request

__all__ = ["Happened", "told_of"]


class Happened(NamedTuple):
    """A scene that is over: what was asked for, what was done, how loud it began, when it ended.

    ``spoke`` says whether anybody had asked before the end.
    """

    asked: Request
    deeds: Sequence[Deed]
    level: float
    end: float
    spoke: bool = True


def told_of(scene: Happened, words: Mapping[str, str]) -> dict[str, Any]:
    """Tell what happened, first what was there, then one thing to try.

    Args:
        scene: what happened.
        words: the interface's words, ``content/locale/nb/turn_it_down.po`` among them.
    """
    found = answer(scene.asked, scene.deeds, scene.level)
    who = words[f"who_{scene.asked.asked}"]
    return {
        "text": _sentences(found, scene.asked, words),
        "try": words["try_where" if found.kind == "went-on" else "try_other"],
        "levels": levels(scene.deeds, scene.level, scene.end),
        "end": scene.end,
        "asked": scene.asked.at if scene.spoke else None,
        "who": who,
        "rows": [(_clock(at), text) for at, text in _rows(scene, who, words)],
    }


def _sentences(found: Answer, asked: Request, words: Mapping[str, str]) -> list[str]:
    said = [words["told_earlier"]] if found.earlier and found.kind != "before" else []
    key = f"told_{found.kind}"
    if found.kind in {"softer", "pause", "stop"} and found.kind != asked.asked:
        key += "_instead"
    return [*said, words[key].format(who=words[f"who_{asked.asked}"], when=_when(found.seconds, words))]


def _when(seconds: float, words: Mapping[str, str]) -> str:
    if seconds < 1:
        return words["when_at_once"]
    return counted(words, "when", round(seconds))


def _rows(scene: Happened, who: str, words: Mapping[str, str]) -> list[tuple[float, str]]:
    """Give what happened in order: when, and what."""
    rows = [(0.0, words["row_begins"])]
    if scene.spoke:
        text = words[f"asks_{scene.asked.asked}"]
        rows.append((scene.asked.at, words["row_asks"].format(who=who, text=text)))
    was = scene.level
    for deed in scene.deeds:
        if deed.did == "level":
            key = "row_softer" if deed.level < was else "row_louder"
            rows.append((deed.at, words[key].format(level=round(100 * deed.level))))
            was = deed.level
        else:
            rows.append((deed.at, words[f"row_{deed.did}"]))
    if all(deed.did != "stop" for deed in scene.deeds):
        rows.append((scene.end, words["row_ends"]))
    return sorted(rows, key=lambda row: row[0])


def _clock(seconds: float) -> str:
    return time.strftime("%M:%S", time.gmtime(max(0.0, seconds))).lstrip("0").rjust(4, "0")
