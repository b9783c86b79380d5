"""A number from research as one says it: with its interval, how many it rests on, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.language import counted, number, words

if TYPE_CHECKING:
    from mtlearn.course.evidence import Axis, Finding
    from mtlearn.language import Language

__all__ = ["STEPS", "interval_said", "measured_in", "picture_said", "rests_on", "whole"]

STEPS: Final = {"high": "●●●●", "moderate": "●●●○", "low": "●●○○", "very-low": "●○○○"}
"""Certainty as so many of four dots, beside the word that says the same."""


def interval_said(finding: Finding, lang: Language) -> str:
    """Say from where to where the interval goes; that it was not read where there is none."""
    said = words("evidence", lang)
    if finding.interval is None:
        return said["no_interval"]
    low, high = (number(end, lang, finding.decimals) for end in finding.interval)
    return said["interval"].format(low=low, high=high)


def measured_in(axis: Axis, lang: Language) -> str:
    """Name the measure of an axis, with its unit where it has one."""
    unit = axis.unit[lang] if axis.unit else ""
    return words("evidence", lang)[f"measure_{axis.measure}"].format(unit=unit)


def rests_on(finding: Finding, lang: Language) -> str:
    """Say on how many studies and people a number rests, how sure its source is, and what was not read."""
    said = words("evidence", lang)
    told, missing = [], []
    for name, count in (("studies", finding.studies), ("people", finding.people)):
        if count is None:
            missing.append(said[f"the_{name}"])
        else:
            told.append(counted(said, name, count))
    if finding.certainty == "not-given":
        missing.append(said["the_certainty"])
    else:
        told.append(said[f"certainty_{finding.certainty}"])
    if missing:
        *before, last = missing
        joined = said["and"].join([", ".join(before), last]) if before else last
        told.append(said["missing"].format(what=joined))
    return "; ".join(told)


def whole(finding: Finding, axis: Axis, lang: Language) -> str:
    """Say a number whole, as one would write it down: never without its interval and its certainty."""
    said = words("evidence", lang)
    interval = interval_said(finding, lang)
    if finding.interval is not None:
        interval = said["ci"].format(interval=interval)
    unit = f" ({axis.unit[lang]})" if axis.unit else ""
    return (
        f"{finding.outcome[lang]}: {said[f'short_{axis.measure}']} "
        f"{number(finding.estimate, lang, finding.decimals)}{unit}; {interval}; {rests_on(finding, lang)}."
    )


def picture_said(finding: Finding, axis: Axis, lang: Language) -> str:
    """Say what the picture of a number shows."""
    low, high = finding.interval or (0.0, 0.0)
    return words("evidence", lang)["picture_interval" if finding.interval else "picture_point"].format(
        outcome=finding.outcome[lang].lower(),
        estimate=number(finding.estimate, lang, finding.decimals),
        low=number(low, lang, finding.decimals),
        high=number(high, lang, finding.decimals),
        none=number(axis.no_difference, lang, 0),
    )
