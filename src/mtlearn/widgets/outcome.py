"""What a take turned out to be: the words about it, its notation, and the files made of it."""

from __future__ import annotations

import contextlib
import math
import re
import threading
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.errors import MusicError
from mtlearn.language import words
from mtlearn.music.note import Duo, phrase
from mtlearn.sound.channels import LEARNER, PARTNER
from mtlearn.sound.event import Event
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.instrument import names
from mtlearn.widgets.komp import ensemble, heard_again
from mtlearn.widgets.transport import Stretch, laid

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Take
    from mtlearn.music.bars import Bars
    from mtlearn.music.observation import Observation
    from mtlearn.widgets.komp import Ensemble

__all__ = ["FORMATS", "again", "duo", "engraved", "events", "file", "laid_bars", "summary", "told"]

FORMATS: Final = {
    "midi": ("mid", "audio/midi"),
    "musicxml": ("musicxml", "application/vnd.recordare.musicxml+xml"),
    "wav": ("wav", "audio/wav"),
    "flac": ("flac", "audio/flac"),
}
_SOUND: Final = frozenset({"wav", "flac"})
_MIDDLE: Final = 60
_SEAM: Final = 0.01
"""Seconds two bars of the music may lie apart and still be said to follow one another."""
_ABOUT_THE_PARTNER: Final = frozenset({"try-dial", "try-partner", "taken-up", "room-for-partner"})
_ABOUT_TONES: Final = frozenset(
    {"range", "line-up", "line-down", "chords", "long-notes", "ending-long", "try-register", "try-long-note"}
)
"""What would not be true of drums, which have no tones to be high or long."""
_EIGHTH: Final = 8
_one_at_a_time = threading.Lock()
"""music21 and verovio are asked from threads; they were not written to be asked twice at once."""


def duo(take: Take) -> Duo:
    """Read a take's notes."""
    return Duo(phrase(take.mine), phrase(take.partner))


def summary(take: Take) -> dict[str, Any]:
    """Say in figures what a saved take holds."""
    return {
        "id": take.id,
        "at": take.at,
        "mine": len(take.mine),
        "partner": len(take.partner),
        "seconds": duo(take).length,
    }


def events(played: Duo, who: str = "both", span: tuple[float, float] = (0.0, math.inf)) -> list[Event]:
    """Give what sounds when a duo, or one of the two, is heard again, from where the span begins."""
    begins, ends = span
    return sorted(
        Event(note.onset - begins, channel, note.pitch, note.velocity, note.duration)
        for channel, name, notes in ((LEARNER, "mine", played.mine), (PARTNER, "partner", played.partner))
        if who in {"both", name}
        for note in notes
        if begins - 0.01 <= note.onset < ends
    )


def again(
    take: Take, who: str = "both", span: tuple[float, float] = (0.0, math.inf), music: Ensemble | None = None
) -> tuple[list[Event], dict[int, str]]:
    """Give what sounds when a take is heard again, and the voice of each channel.

    ``who`` is "both" (all that sounded), "mine", "partner" or "backing".
    """
    played, choices = duo(take), Choices.of(take.settings)
    voices = {LEARNER: choices.mine, PARTNER: choices.second}
    found = events(played, who, span) if who != "backing" else []
    if who in {"both", "backing"} and take.backing:
        until = min(span[1], max(played.length, take.length))
        under, more = heard_again(_stretches(take), (span[0], until), music or ensemble())
        found, voices = sorted([*found, *under]), {**voices, **more}
    return found, voices


def laid_bars(take: Take, music: Ensemble | None = None) -> tuple[Bars, bool]:
    """Lay bars over a take: those of the music it was played over where it has a metre, else those heard.

    Says too whether they are the music's.
    """
    from mtlearn.music.bars import bars, given  # noqa: PLC0415 - only once something was played

    played = duo(take)
    if take.backing:
        until = max(played.length, take.length)
        made = music or ensemble()
        under = list(laid(made, _stretches(take), until))
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


def _stretches(take: Take) -> list[Stretch]:
    found = []
    for data in take.backing:
        with contextlib.suppress(KeyError, TypeError, ValueError, MusicError):  # of a later course, perhaps
            found.append(Stretch.of(data))
    return found


def told(take: Take, lang: Language) -> dict[str, Any]:
    """Tell what was played and what was there in it: quick, and without music21."""
    from mtlearn.music.observation import observe  # noqa: PLC0415 - only once something was played
    from mtlearn.music.pulse import pulse  # noqa: PLC0415 - the same

    played, choices = duo(take), Choices.of(take.settings)
    laid_, given_ = laid_bars(take)
    without = set() if choices.together else set(_ABOUT_THE_PARTNER)
    without |= _ABOUT_TONES if choices.on_drums else set()
    if given_ and pulse([note.onset for note in played.mine]) is None:
        without.add("steady")  # the pulse is the music's then, and not the learner's to be told of
    feedback = observe(played, laid_, without)
    step = feedback.next_step
    marks = [round(laid_.span(bar, bar)[0], 3) for bar in range(1, laid_.count + 1)] if laid_.steady else []
    own = words("exercise", lang)
    strengths = [_said(one, laid_, lang, choices) for one in feedback.strengths]
    if not take.mine and not choices.together:
        strengths = [{"kind": "listened", "text": own["listened_only"], "bars": None, "span": None}]
    return {
        "id": take.id,
        "settings": {**take.settings, **msgspec.to_builtins(choices), "second": choices.second},
        "kept": take.kept,
        "mine": take.mine,
        "partner": take.partner,
        "backing": bool(take.backing),
        "length": max(played.length, take.length),
        "names": names(choices, lang) if choices.on_drums else None,
        "marks": marks,
        "strengths": strengths,
        "next": {**_said(step, laid_, lang, choices), "setup": _setup(step.kind, choices)},
    }


def engraved(take: Take, lang: Language, width: int) -> dict[str, Any]:
    """Engrave both players' notes, with words for those who do not see them. Takes a second or two.

    Drums are not engraved: the course writes no drum notation.

    Raises:
        MusicError: the notes cannot be written so.
    """
    from mtlearn.music.notation import engrave  # noqa: PLC0415 - loads music21 and verovio

    played = duo(take)
    own = words("exercise", lang)
    if Choices.of(take.settings).on_drums:
        return {"take": take.id, "svg": "", "said": own["no_drum_notation"]}
    laid_, _ = laid_bars(take)
    alone = not played.partner
    staves = (own["me"], "" if alone else own["partner"], own["free_time"])
    with _one_at_a_time:
        picture = engrave(played, laid_, staves, width)
    label = own["notation_alone" if alone else "notation_label"].format(
        mine=len(played.mine), partner=len(played.partner), bars=laid_.count
    )
    more = own["notation_more"].format(shown=picture.shown, bars=picture.bars)
    return {
        "take": take.id,
        "svg": picture.svg,
        "label": label,
        "more": more if picture.shown < picture.bars else "",
    }


def file(take: Take, form: str, lang: Language) -> tuple[str, str, bytes]:
    """Make a file of a take: its name, its kind, its bytes. May take seconds.

    Raises:
        KeyError: there is no such format.
        MusicError: the notes cannot be written so.
    """
    ending, mime = FORMATS[form]
    stamp = time.strftime("%Y-%m-%d-%H%M%S", time.localtime(take.at))
    own = words("exercise", lang)
    title = own.get(f"{take.settings.get('exercise')}-title", own["title"])
    name = f"{re.sub(r'[^a-z]+', '-', title.lower()).strip('-')}-{stamp}.{ending}"
    with _one_at_a_time:
        return name, mime, _bytes(take, form, (own["me"], own["partner"], own["free_time"]))


def _bytes(take: Take, form: str, staves: tuple[str, str, str]) -> bytes:
    if form in _SOUND:
        return _recorded(take, form, staves)
    from mtlearn.music.files import midi, musicxml  # noqa: PLC0415 - loads music21

    played, choices = duo(take), Choices.of(take.settings)
    laid_, _ = laid_bars(take)
    if form == "midi":
        return midi(played, laid_, names=staves, voices=(choices.mine, choices.second))
    return musicxml(played, laid_, staves)


def _recorded(take: Take, form: str, staves: tuple[str, str, str]) -> bytes:
    """Record all that sounded, with the notes inside, so that the take can be brought back."""
    from mtlearn.music.piece import Part, Piece  # noqa: PLC0415 - only where a file is made
    from mtlearn.music.reading.carried import notes_text  # noqa: PLC0415 - the same
    from mtlearn.sound.recording import recording  # noqa: PLC0415 - brings numpy's sampler
    from mtlearn.sound.render import render_blocks  # noqa: PLC0415 - the same

    played, choices = duo(take), Choices.of(take.settings)
    parts = (
        Part(staves[0], played.mine, voice=choices.mine, role="mine"),
        Part(staves[1], played.partner, voice=choices.second, role="partner"),
    )
    return recording(
        render_blocks(*again(take)), notes_text(Piece(tuple(part for part in parts if part.notes))), form=form
    )


def _said(one: Observation, laid: Bars, lang: Language, choices: Choices) -> dict[str, Any]:
    from mtlearn.widgets.feedback import said  # noqa: PLC0415 - only once something was played

    shown = one.bars is not None and one.end > one.start
    return {
        "kind": one.kind,
        "text": said(one, laid, lang, names(choices, lang) if choices.on_drums else None),
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
