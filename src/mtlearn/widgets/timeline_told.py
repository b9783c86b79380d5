"""A timeline as a page is told it: lanes with values in words, who moved first, echoes, a table."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.language import counted, words
from mtlearn.music.timeline import timeline
from mtlearn.music.timeline.leading import mostly_first
from mtlearn.widgets.timeline_values import Values, clock, scale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.language import Language
    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo
    from mtlearn.music.timeline import Timeline
    from mtlearn.music.timeline.echoes import Echo
    from mtlearn.music.timeline.leading import Following
    from mtlearn.music.timeline.window import Series

__all__ = ["LANES", "Other", "timeline_told"]

LANES: Final = ("velocity", "density", "pitch", "clarity", "dissonance")
"""The measures that are drawn as curves, in order."""
_ROW: Final = 5.0


class Other(NamedTuple):
    """What the other player is called: by itself, and inside a sentence."""

    name: str
    inside: str


def timeline_told(  # noqa: PLR0913 - what a take is known by
    duo: Duo,
    bars: Bars | None,
    lang: Language,
    take: str = "",
    *,
    other: Other | None = None,
    drums: bool = False,
) -> dict[str, Any]:
    """Tell a duo in time, in plain data and in one language. Takes up to half a second for a long one.

    Args:
        duo: what both played.
        bars: bars laid over it, drawn where they are a pulse that was heard or given.
        lang: the language.
        take: the id of the take, given back as ``take``.
        other: what the other player is called; the partner, where nothing is given.
        drums: whether the first player plays drums, whose pitches are no tones.
    """
    found, own = timeline(duo), dict(words("timeline", lang))
    other = other or Other(own["partner"], own["the_partner"])
    own["partner"] = other.name
    if drums:
        found = _without_tones(found)
    starts = [round(bars.span(n, n)[0], 3) for n in range(1, bars.count + 1)] if bars and bars.steady else []
    said = _Said(found, own, lang, other.inside)
    return {
        "take": take,
        "length": round(found.length, 3),
        "window": found.window,
        "alone": not duo.partner,
        "partner": other.name,
        "other": other.inside,
        "bars": starts,
        "times": [round(time, 3) for time in found.times],
        "notes": {"mine": _rows(duo.mine), "partner": _rows(duo.partner)},
        "lanes": [said.lane(name) for name in LANES],
        "centres": {
            side: _stretches(said.centres(side), found.times, said.keys()) for side in ("mine", "partner")
        },
        "relations": said.relations(),
        "firsts": [said.following(one) for one in found.followings],
        "mostly": said.mostly(),
        "echoes": [said.echo(one) for one in found.echoes],
        "summary": said.summary(duo),
        "table": said.table(starts),
    }


def _without_tones(found: Timeline) -> Timeline:
    """Leave out what would be said of the tones of somebody who plays drums."""
    nothing = (None,) * len(found.times)
    return replace(
        found,
        mine=replace(found.mine, pitch=nothing, spread=nothing, dissonance=nothing, centres=nothing),
        followings=tuple(one for one in found.followings if one.side != "pitch"),
        relations={side: one for side, one in found.relations.items() if side != "pitch"},
        echoes=(),
    )


def _rows(notes: Sequence[Any]) -> list[list[float]]:
    return [[round(note.onset, 3), round(note.duration, 3), note.pitch, note.velocity] for note in notes]


def _stretches(names: list[str], times: Sequence[float], short: Mapping[str, str]) -> list[list[Any]]:
    """Join neighbours of the same name: ``[from, to, name, short name]``, without those that have none."""
    found: list[list[Any]] = []
    before = 0.0
    for name, time in zip(names, times, strict=True):
        if found and found[-1][2] == name and found[-1][1] == before:
            found[-1][1] = time
        elif name:
            found.append([before, time, name, short[name]])
        before = time
    return found


class _Said(Values):
    """Says all there is to a timeline in one language."""

    def __init__(self, found: Timeline, own: dict[str, str], lang: Language, other: str) -> None:
        super().__init__(found, own, lang)
        self._other = {"other": other, "Other": other[:1].upper() + other[1:]}

    def lane(self, name: str) -> dict[str, Any]:
        """Tell one measure: its curves, the ends of its scale, and each value in words."""
        mine, partner = (getattr(side, name) for side in (self._found.mine, self._found.partner))
        common = self._found.common.clarity if name == "clarity" else ()
        low, high = scale(name, [*mine, *partner])
        return {
            "id": name,
            "low": low,
            "high": high,
            "ends": [self.end(name, low), self.end(name, high)],
            "mine": _rounded(mine),
            "partner": _rounded(partner),
            "common": _rounded(common),
            "said": {side: self.values(name, side) for side in ("mine", "partner")},
            "summary": " ".join(self.range(name, side) for side in ("mine", "partner")),
        }

    def relations(self) -> dict[str, dict[str, str]]:
        """Tell at each time, in a letter, how each moves: towards the other, away, still, or ``-``."""
        return {
            side: {
                who: "".join((move or "-")[0] for move in getattr(found, who)) for who in ("mine", "partner")
            }
            for side, found in self._found.relations.items()
        }

    def following(self, one: Following) -> dict[str, Any]:
        """Tell of a change that both made."""
        what = self._own[f"{one.side}-{'up' if one.up else 'down'}"]
        lag = self._own["seconds"].format(value=self.number(one.end - one.start, 1))
        text = self._own[f"first-{one.first or 'together'}"]
        text = text.format(what=what, at=clock(one.start), lag=lag, **self._other)
        return {**one._asdict(), "text": text}

    def mostly(self) -> str:
        """Say who mostly moved first, where that is clear."""
        return self._own.get(f"mostly-{mostly_first(self._found.followings)}", "").format(**self._other)

    def echo(self, one: Echo) -> dict[str, Any]:
        """Tell of something that came back."""
        way = ("slower" if one.pace > 1 else "quicker") if one.kind == "stretched" else one.kind
        text = self._own[f"echo-by-{one.by}"].format(
            tones=one.tones,
            at=clock(one.answer[0]),
            how=self._own[f"how-{way}"],
            **self._other,
            **{"from": clock(one.source[0])},
        )
        return {**one._asdict(), "text": text}

    def summary(self, duo: Duo) -> str:
        """Say in a few words what there is."""
        parts = []
        for side, notes in (("mine", duo.mine), ("partner", duo.partner)):
            if side == "partner" and not notes:
                continue
            who = self._own["me" if side == "mine" else "partner"]
            parts.append(counted(self._own, "notes-of", len(notes), who=who))
            share = getattr(self._found, side).silence
            if share:
                silent = round(share * self._found.length)
                parts += [counted(self._own, "silent-of", silent, who=who)] if silent else []
        return " ".join(parts)

    def table(self, bars: list[float]) -> dict[str, Any]:
        """Give what is drawn as rows of text: one for each bar, or five seconds, and player who is there."""
        length = self._found.length
        ends = [*bars[1:], length] if bars else [_ROW * n for n in range(1, math.ceil(length / _ROW) + 1)]
        there = [side for side in ("mine", "partner") if any(getattr(self._found, side).density)]
        columns = {side: [self.values(name, side) for name in LANES] for side in there}
        centres = {side: self.centres(side) for side in there}
        rows = []
        for number, end in enumerate(ends, 1):
            place = min(len(self._found.times), max(1, math.ceil(end / self._found.step))) - 1
            for side in there:
                cells = [values[place] for values in columns[side]]
                plays = getattr(self._found, side).density[place] is not None
                centre = centres[side][place] or self._own["unclear" if plays else "none"]
                who = self._own["me" if side == "mine" else "partner"]
                rows.append([*([str(number)] if bars else []), clock(min(end, length)), who, *cells, centre])
        heads = ["column-bar"] if bars else []
        heads += ["column-until", "column-who", *(f"lane-{name}" for name in (*LANES, "centre"))]
        step = self._own["row-bars" if bars else "row-seconds"]
        return {
            "caption": self._own["table_caption"].format(step=step),
            "heads": [self._own[head] for head in heads],
            "rows": rows,
        }


def _rounded(series: Series) -> list[float | None]:
    return [None if value is None else round(value, 3) for value in series]
