"""Draws a number and its interval beside the line of no difference: a strip each, and the axis they share.

Places across are percentages, so that a drawing is as wide as its room while its letters keep their size.
Nothing is told by colour alone: lines, caps, the point and the dashed line differ in shape.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from mtlearn.language import number, words
from mtlearn.widgets.finding_said import picture_said
from mtlearn.widgets.sheet import element

if TYPE_CHECKING:
    from mtlearn.course.evidence import Axis, Finding
    from mtlearn.language import Language

__all__ = ["axis_strip", "strip"]

_MARGIN: Final = 5.0
"""Percent of the width left free at either end, so that a tick's number has room."""
_HEIGHT: Final = 40
_MIDDLE: Final = 20
_CAP: Final = 7
_POINT: Final = 6


def _across(axis: Axis, value: float) -> str:
    return f"{_MARGIN + (100 - 2 * _MARGIN) * axis.place(value):.2f}%"


def _line(kind: str, x1: str, x2: str, y1: float | str, y2: float | str) -> str:
    return element("line", x1=x1, x2=x2, y1=str(y1), y2=str(y2), class_=f"mt-forest-{kind}")


def strip(finding: Finding, axis: Axis, lang: Language) -> str:
    """Draw one number: its interval as a line with caps, its point, and the line of no difference."""
    middle = _across(axis, finding.estimate)
    parts = [_line("none", _across(axis, axis.no_difference), _across(axis, axis.no_difference), 0, _HEIGHT)]
    if finding.interval is not None:
        low, high = (_across(axis, end) for end in finding.interval)
        parts.append(_line("interval", low, high, _MIDDLE, _MIDDLE))
        parts += [_line("interval", end, end, _MIDDLE - _CAP, _MIDDLE + _CAP) for end in (low, high)]
    corners = f"0,{-_POINT} {_POINT},0 0,{_POINT} {-_POINT},0"
    point = element("polygon", points=corners, class_="mt-forest-point")
    parts.append(element("svg", point, x=middle, y=str(_MIDDLE), class_="mt-forest-at"))
    return element(
        "svg",
        *parts,
        class_="mt-forest-strip",
        width="100%",
        height=str(_HEIGHT),
        role="img",
        aria_label=picture_said(finding, axis, lang),
    )


def axis_strip(axis: Axis, lang: Language) -> str:
    """Draw the axis under the strips: its numbers, "no difference" by name, and what lies to either side."""
    said = words("evidence", lang)
    none = axis.no_difference
    parts = [_line("axis", _across(axis, axis.low), _across(axis, axis.high), 6, 6)]
    for tick in axis.ticks:
        decimals = 0 if tick == int(tick) else len(f"{tick:g}".split(".")[1])
        parts.append(_line("axis", _across(axis, tick), _across(axis, tick), 2, 10))
        parts.append(_label(number(tick, lang, decimals), _across(axis, tick), 26))
    parts.append(_line("none", _across(axis, none), _across(axis, none), 0, 6))
    parts.append(_label(said["no_difference"], _across(axis, none), 44, "mt-forest-named"))
    drawn = element(
        "svg", *parts, class_="mt-forest-axis-strip", width="100%", height="50", aria_hidden="true"
    )
    less, more = (
        said["end_better"].format(side=words_of[lang]) if axis.better == side else words_of[lang]
        for side, words_of in (("less", axis.less), ("more", axis.more))
    )
    ends = element(
        "p",
        element("span", element("span", "← ", aria_hidden="true"), escape(less)),
        element("span", escape(more), element("span", " →", aria_hidden="true")),
        class_="mt-forest-ends",
    )
    return drawn + ends


def _label(text: str, x: str, y: float, kind: str = "mt-forest-tick") -> str:
    return element("text", escape(text), x=x, y=str(y), text_anchor="middle", class_=kind)
