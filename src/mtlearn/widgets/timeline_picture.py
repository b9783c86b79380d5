"""A timeline as a picture to keep: the lanes of a page's timeline, drawn once, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from mtlearn.widgets.timeline_values import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["picture"]

_MARGIN: Final = 16
_RIGHT: Final = 96
"""Room beside the lanes for the ends of their scales."""
_HEAD: Final = 58
_AXIS: Final = 20
_ROW: Final = 64
_CURVE: Final = 64
_CENTRE: Final = 44
_TITLE: Final = 22
_GAP: Final = 12
_MINE: Final = "#0b5563"
_PARTNER: Final = "#a8480b"
_INK: Final = "#1f2a30"
_SOFT: Final = "#4d5a61"
_LINE: Final = "#c9c2b6"
_LETTER: Final = 7
_SAID: Final = 8
_APART: Final = 12
_CELL: Final = 26
"""Pixels of a long picture for which one tonal centre is drawn: that of most of the time, if there is one."""
_LEAST: Final = 6
"""Pixels a tonal centre is wide, on the mean, for each to be drawn for itself."""
_CROWDED: Final = 34
"""Pixels between two numbers on the axis at least."""
_STYLE: Final = f"""
text {{ font: 13px system-ui, sans-serif; fill: {_INK}; }}
.soft {{ fill: {_SOFT}; font-size: 12px; }}
.name {{ font-weight: 600; }}
.lane {{ fill: #fbf8f3; }}
.bar {{ stroke: {_LINE}; stroke-width: 1; }}
.mine {{ stroke: {_MINE}; }} .partner {{ stroke: {_PARTNER}; stroke-dasharray: 6 4; }}
.common {{ stroke: {_INK}; stroke-dasharray: 1 4; stroke-linecap: round; }}
.curve {{ fill: none; stroke-width: 2.5; stroke-linejoin: round; }}
.arc {{ fill: none; stroke: {_INK}; stroke-width: 1.5; opacity: .7; }}
"""


def picture(told: dict[str, Any], own: dict[str, str], title: str, width: int = 1000) -> str:
    """Draw what :func:`mtlearn.widgets.timeline_told.timeline_told` tells.

    Args:
        told: the timeline.
        own: the interface's words of the timeline's room.
        title: what stands above, such as the name of a file.
        width: in pixels.
    """
    drawing = _Drawing(told, own, width)
    parts = list(drawing.parts(title))
    height = drawing.bottom + _MARGIN
    label = escape(f"{title}. {own['picture']} {told['summary']}", {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{label}"><style>{_STYLE}</style>'
        '<defs><pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V5" stroke="{_PARTNER}" stroke-width="3"/></pattern>'
        f'</defs><rect width="{width}" height="{height}" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


class _Drawing:
    def __init__(self, told: dict[str, Any], own: dict[str, str], width: int) -> None:
        self._told, self._own = told, own
        self._across = width - _MARGIN - _RIGHT
        self._length = max(4.0, told["length"])
        self.bottom = _HEAD

    def x(self, seconds: float) -> float:
        """Say where across a moment is."""
        share: float = min(seconds, self._length) / self._length
        return round(_MARGIN + self._across * share, 1)

    def parts(self, title: str) -> Iterator[str]:
        """Draw all, from the top down."""
        told = self._told
        yield f'<text x="{_MARGIN}" y="24" class="name">{escape(title)}</text>'
        yield from self._legend()
        yield from self._axis()
        rows = 1 if told["alone"] else 2
        yield from self._lane("notes", rows * _ROW, list(self._notes(rows)))
        for lane in told["lanes"]:
            yield from self._lane(lane["id"], _CURVE, list(self._curves(lane)), lane["ends"])
        yield from self._lane("centre", rows * _CENTRE // 2, list(self._centres(rows)))
        lines = [told["summary"], *self._few(told["firsts"]), told["mostly"], *self._few(told["echoes"])]
        for text in filter(None, lines):
            self.bottom += 20
            yield f'<text x="{_MARGIN}" y="{self.bottom}" class="soft">{escape(text)}</text>'

    def _few(self, found: list[dict[str, Any]]) -> list[str]:
        """Give some sentences, and say how many more there are."""
        more = [self._own["more"].format(count=len(found) - _SAID)] if len(found) > _SAID else []
        return [one["text"] for one in found[:_SAID]] + more

    def _legend(self) -> Iterator[str]:
        across = _MARGIN
        for who in ("mine",) if self._told["alone"] else ("mine", "partner", "common"):
            name = self._told["partner"] if who == "partner" else self._own[{"mine": "me"}.get(who, who)]
            yield f'<path class="curve {who}" d="M{across} 42h34"/>'
            yield f'<text x="{across + 42}" y="46">{escape(name)}</text>'
            across += 70 + 8 * len(name)

    def _axis(self) -> Iterator[str]:
        marks = [(time, str(number)) for number, time in enumerate(self._told["bars"], 1)]
        if not marks:
            step = next((s for s in (1, 2, 5, 10, 30) if s * self._across / self._length > _CROWDED), 60)
            marks = [(float(time), clock(time)) for time in range(0, int(self._length) + 1, step)]
        self._marks = marks
        last = -float(_CROWDED)
        for time, text in marks:
            if self.x(time) - last >= _CROWDED:
                last = self.x(time)
                yield f'<text class="soft" x="{last}" y="{_HEAD + _AXIS - 6}">{text}</text>'
        self.bottom = _HEAD + _AXIS

    def _lane(self, name: str, height: int, inside: list[str], ends: Sequence[str] = ()) -> Iterator[str]:
        top = self.bottom + _TITLE
        yield f'<text class="name" x="{_MARGIN}" y="{top - 7}">{escape(self._own[f"lane-{name}"])}</text>'
        yield f'<g transform="translate(0 {top})">'
        yield f'<rect class="lane" x="{_MARGIN}" width="{self._across}" height="{height}" rx="6"/>'
        shown = -float(_APART)
        for time, _ in self._marks:
            if self.x(time) - shown >= _APART:
                shown = self.x(time)
                yield f'<path class="bar" d="M{shown} 0V{height}"/>'
        yield from inside
        for end, y in zip(ends, (height - 5, 13), strict=False):
            right = _MARGIN + self._across + 6
            yield f'<text class="soft" x="{right}" y="{y}">{escape(end)}</text>'
        yield "</g>"
        self.bottom = top + height + _GAP

    def _notes(self, rows: int) -> Iterator[str]:
        notes = self._told["notes"]
        pitches = [row[2] for side in notes.values() for row in side] or [60]
        low, high = min(*pitches, 58), max(*pitches, 80)
        for row, side in enumerate(("mine", "partner")[:rows]):
            path = ""
            for onset, duration, pitch, velocity in notes[side]:
                thick = 2.5 + 3.5 * velocity / 127
                y = row * _ROW + 6 + (_ROW - 14) * (1 - (pitch - low) / (high - low)) + (6 - thick) / 2
                wide = max(2.0, self.x(onset + duration) - self.x(onset) - 0.5)
                path += f"M{self.x(onset)} {y:.1f}h{wide:.1f}v{thick:.1f}h{-wide:.1f}z"
            look = f'fill="{_MINE}"' if side == "mine" else f'fill="url(#stripes)" stroke="{_PARTNER}"'
            yield f'<path d="{path}" {look}/>'
        if rows > 1:
            yield f'<path class="bar" d="M{_MARGIN} {_ROW}h{self._across}"/>'
            yield from (self._arc(echo) for echo in self._told["echoes"])

    def _arc(self, echo: dict[str, Any]) -> str:
        """Bind what was played to where it came back: a bracket at each, and an arc between."""
        up = echo["by"] == "mine"
        edges = (_ROW + 3, _ROW - 3) if up else (_ROW - 3, _ROW + 3)
        path, middles = "", []
        for (begin, end), y in zip((echo["source"], echo["answer"]), edges, strict=True):
            path += f"M{self.x(begin)} {y}H{self.x(end)}"
            middles.append((self.x(begin) + self.x(end)) / 2)
        half = (middles[0] + middles[1]) / 2
        path += f"M{middles[0]} {edges[0]}Q{half} {edges[0] + (40 if up else -40)} {middles[1]} {edges[1]}"
        return f'<path class="arc" d="{path}"/>'

    def _curves(self, lane: dict[str, Any]) -> Iterator[str]:
        for side in ("common", "mine", "partner"):
            yield self._curve(lane, side)
        for one in self._told["firsts"]:
            if one["side"] == lane["id"]:
                yield self._arrow(one)

    def _curve(self, lane: dict[str, Any], side: str) -> str:
        path, dots, before = "", "", None
        width = lane["high"] - lane["low"] or 1
        values = lane[side]
        for index, (time, value) in enumerate(zip(self._told["times"], values, strict=False)):
            if value is None:
                before = None
                continue
            y = round(4 + (_CURVE - 8) * (1 - (value - lane["low"]) / width), 1)
            path += f"{'M' if before is None else 'L'}{self.x(time)} {y}"
            alone = before is None and (index + 1 >= len(values) or values[index + 1] is None)
            if alone:
                dots += f'<circle cx="{self.x(time)}" cy="{y}" r="3" class="curve {side}"/>'
            before = value
        return (f'<path class="curve {side}" d="{path}"/>' if path else "") + dots

    def _arrow(self, one: dict[str, Any]) -> str:
        """Point from the moment one player changed to the moment the other did."""
        begin, end = self.x(one["start"]), self.x(one["end"])
        y = _CURVE - (15 if one["first"] == "partner" else 6)
        if one["first"] is None:
            return f'<path d="M{(begin + end) / 2 - 5} {y}l5 -5 5 5 -5 5z" fill="{_INK}"/>'
        look = _MINE if one["first"] == "mine" else _PARTNER
        start = (
            f'<circle cx="{begin}" cy="{y}" r="4.5" fill="{look}"/>'
            if one["first"] == "mine"
            else f'<rect x="{begin - 4}" y="{y - 4}" width="8" height="8" fill="{look}"/>'
        )
        way = f"M{begin} {y}H{end}m-6 -4l6 4 -6 4"
        return f'{start}<path d="{way}" fill="none" stroke="{look}" stroke-width="2"/>'

    def _centres(self, rows: int) -> Iterator[str]:
        high = _CENTRE // 2
        for row, side in enumerate(("mine", "partner")[:rows]):
            colour = _MINE if side == "mine" else _PARTNER
            for begin, end, *names in self._apart(self._told["centres"][side]):
                left, wide = self.x(begin), max(1.0, self.x(end) - self.x(begin) - 1)
                look = f'fill="{colour}"' if side == "mine" else f'fill="#fff" stroke="{colour}"'
                size = f'y="{row * high + 2}" width="{wide:.1f}" height="{high - 4}" rx="3"'
                yield f'<rect x="{left}" {size} {look}/>'
                shown = next((text for text in names if wide > _LETTER * len(text) + 8), "")
                if shown:
                    ink = "#fff" if side == "mine" else _INK
                    place = f'x="{left + 5}" y="{row * high + high - 7}" style="fill:{ink};font-size:12px"'
                    yield f"<text {place}>{escape(shown)}</text>"

    def _apart(self, centres: list[list[Any]]) -> list[list[Any]]:
        """Give tonal centres wide enough to be seen: in a long picture what held for most of each cell."""
        across = self._across / self._length
        if sum(end - begin for begin, end, *_ in centres) * across >= _LEAST * len(centres):
            return centres
        count = max(1, int(self._across / _CELL))
        cell = self._length / count
        found: list[list[Any]] = []
        for number in range(count):
            first, last = number * cell, (number + 1) * cell
            held: dict[tuple[str, ...], float] = {}
            for begin, end, *names in centres:
                key = tuple(names)
                held[key] = held.get(key, 0.0) + max(0.0, min(end, last) - max(begin, first))
            most = max(held, key=lambda key: held[key])
            if held[most] < cell / 2:
                continue
            if found and found[-1][1] == first and tuple(found[-1][2:]) == most:
                found[-1][1] = last
            else:
                found.append([first, last, *most])
        return found
