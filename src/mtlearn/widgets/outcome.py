"""What a take turned out to be: its bars, the words about it, and what to try next."""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MusicError
from mtlearn.language import words
from mtlearn.music.note import Duo, phrase
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.exercise_again import again
from mtlearn.widgets.exercise_kind import KINDS
from mtlearn.widgets.exercise_words import other_words
from mtlearn.widgets.instrument import names
from mtlearn.widgets.komp import ensemble
from mtlearn.widgets.offered import offered
from mtlearn.widgets.transport import Stretch, laid

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Take
    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Note
    from mtlearn.music.observation import Observation
    from mtlearn.widgets.komp import Ensemble

__all__ = ["duo", "laid_bars", "meant", "stretches", "summary", "told"]

_MIDDLE: Final = 60
_SEAM: Final = 0.01
"""Seconds two bars of the music may lie apart and still be said to follow one another."""
_ABOUT_ANSWERS: Final = frozenset({"try-dial", "try-partner"})
"""What is about a partner that answers, and not about somebody who plays on their own account."""
_EIGHTH: Final = 8
_MOST: Final = 4
"""Strengths that are told of a take, how somebody was invited among them."""


def duo(take: Take) -> Duo:
    """Read a take's notes."""
    return Duo(phrase(take.mine), phrase(take.partner))


def meant(take: Take) -> Duo:
    """Read a take's notes as they were meant in time, which is what is told of them.

    Who plays, plays to what is heard, and the other and the music are heard later than they were planned by
    the latency of the way out, which the take's settings keep. So the learner's notes are moved back by as
    much. That people play to the sound and not to the touch is taken as a rule; it is not measured here.
    """
    late = take.settings.get("latency")
    played = duo(take)
    if not isinstance(late, (int, float)) or not late > 0:
        return played
    return played._replace(mine=tuple(_earlier(note, late) for note in played.mine))


def _earlier(note: Note, seconds: float) -> Note:
    return note._replace(onset=max(0.0, note.onset - seconds))


def summary(take: Take, lang: Language) -> dict[str, Any]:
    """Say in figures what a saved take holds."""
    return {
        "id": take.id,
        "at": take.at,
        "mine": len(take.mine),
        "partner": len(take.partner),
        "other": other_words(Choices.of(take.last_settings), lang)["the_other"],
        "seconds": duo(take).length,
    }


def laid_bars(take: Take, music: Ensemble | None = None) -> tuple[Bars, bool]:
    """Lay bars over a take: those of the music it was played over where it has a metre, else those heard.

    Says too whether they are the music's.
    """
    from mtlearn.music.bars import bars, given  # noqa: PLC0415 - only once something was played

    played = meant(take)
    if take.backing:
        until = max(played.length, take.length)
        made = music or ensemble()
        under = list(laid(made, stretches(take), until))
        first = next((n for n, bar in enumerate(under) if bar.number >= 0), len(under))
        early = (
            any(note.onset < under[first].start - _SEAM * 10 for note in played.mine)
            if under[first:]
            else False
        )
        under = under if early else under[first:]
        seamless = all(abs(b.start - a.end) < _SEAM for a, b in pairwise(under))
        beats = [[bar.start + beat for beat in bar.bar.beats] for bar in under]
        metres = {made.metre(bar.score.setting) for bar in under}
        metre = metres.pop() if len(metres) == 1 else None
        if seamless and metre:
            found = given(beats, under[-1].end, until, dotted=metre[1] == _EIGHTH)
            if found:
                return found, True
    return bars(played), False


def stretches(take: Take) -> list[Stretch]:
    """Read what music a take was played over, from when on."""
    found = []
    for data in take.backing:
        with contextlib.suppress(KeyError, TypeError, ValueError, MusicError):  # of a later course, perhaps
            found.append(Stretch.of(data))
    return found


def told(take: Take, lang: Language) -> dict[str, Any]:
    """Tell what was played and what was there in it: quick, and without music21."""
    from mtlearn.music.observation import observe  # noqa: PLC0415 - only once something was played
    from mtlearn.music.strengths.aim import aim_of  # noqa: PLC0415 - the same

    played, choices = meant(take), Choices.of(take.last_settings)
    laid_, given_ = laid_bars(take)
    aim = aim_of(str(take.settings.get("exercise")), choices.who)
    feedback = observe(played, laid_, _without(played, choices, given=given_), aim)
    step = feedback.next_step
    marks = [round(laid_.span(bar, bar)[0], 3) for bar in range(1, laid_.count + 1)] if laid_.steady else []
    strengths = [*offered(take, lang), *(_said(one, laid_, lang, choices) for one in feedback.strengths)][
        :_MOST
    ]
    if not take.mine and not choices.together:
        text = words("exercise", lang)["listened_only"]
        strengths = [{"kind": "listened", "text": text, "bars": None, "span": None}]
    return {
        "id": take.id,
        "settings": {**take.settings, **choices.settled()},
        "kept": take.kept,
        "mine": take.mine,
        "partner": take.partner,
        "backing": bool(take.backing),
        "length": max(played.length, take.length),
        "names": names(choices, lang) if choices.on_drums else None,
        "other": other_words(choices, lang),
        "marks": marks,
        "strengths": strengths,
        "next": {**_said(step, laid_, lang, choices), "setup": _setup(step.kind, choices)},
        "again": _again(take, choices),
    }


def _without(played: Duo, choices: Choices, *, given: bool) -> set[str]:
    """Say what could not be truly said of a way of playing; ``given`` is whether the bars are the music's."""
    from mtlearn.music.observation import (  # noqa: PLC0415 - only once something was played
        ABOUT_LIKE_SOUNDS,
        ABOUT_PARTNER,
        ABOUT_TONES,
    )
    from mtlearn.music.pulse import pulse  # noqa: PLC0415 - the same

    without = set() if choices.who == "partner" else set(_ABOUT_ANSWERS)
    without |= set() if choices.together else ABOUT_PARTNER
    without |= ABOUT_TONES if choices.on_drums else set()
    without |= ABOUT_LIKE_SOUNDS if choices.on_drums and not choices.shares_drums else set()
    if given and pulse([note.onset for note in played.mine]) is None:
        without.add("steady")  # the pulse is the music's then, and not the learner's to be told of
    return without


def _again(take: Take, choices: Choices) -> list[dict[str, Any]]:
    kind = KINDS.get(str(take.settings.get("exercise")))
    return [one._asdict() for one in again(kind, choices)] if kind else []


def _said(one: Observation, laid: Bars, lang: Language, choices: Choices) -> dict[str, Any]:
    from mtlearn.widgets.feedback import said  # noqa: PLC0415 - only once something was played

    shown = one.bars is not None and one.end > one.start
    person = other_words(choices, lang)["the_other"] if choices.is_person else None
    return {
        "kind": one.kind,
        "text": said(one, laid, lang, names(choices, lang) if choices.on_drums else None, person),
        "bars": one.bars if shown and laid.steady else None,
        "span": (one.start, one.end) if shown else None,
    }


def _setup(kind: str, choices: Choices) -> dict[str, Any] | None:
    """Say which choices set up what there is to try, where choices can."""
    if kind == "try-dial":
        return {"closeness": 30 if choices.closeness >= _MIDDLE else 100}
    if kind == "try-partner":
        return {"closeness": min(choices.closeness, 20)}
    return None
