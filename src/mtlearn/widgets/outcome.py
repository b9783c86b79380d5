"""What a take turned out to be: the words about it, its notation, and the files made of it."""

from __future__ import annotations

import math
import re
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from mtlearn.language import words
from mtlearn.music.note import Duo, phrase
from mtlearn.sound.event import Event
from mtlearn.widgets.card_out import LEARNER, PARTNER
from mtlearn.widgets.choices import Choices

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Take
    from mtlearn.music.bars import Bars
    from mtlearn.music.observation import Observation

__all__ = ["FORMATS", "duo", "engraved", "events", "file", "summary", "told"]

FORMATS: Final = {
    "midi": ("mid", "audio/midi"),
    "musicxml": ("musicxml", "application/vnd.recordare.musicxml+xml"),
    "wav": ("wav", "audio/wav"),
}
_MIDDLE: Final = 60
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


def told(take: Take, lang: Language) -> dict[str, Any]:
    """Tell what was played and what was there in it: quick, and without music21."""
    from mtlearn.music.bars import bars  # noqa: PLC0415 - only once something was played
    from mtlearn.music.observation import observe  # noqa: PLC0415 - the same

    played = duo(take)
    laid = bars(played)
    feedback = observe(played, laid)
    step = feedback.next_step
    choices = Choices.of(take.settings)
    marks = [round(laid.span(bar, bar)[0], 3) for bar in range(1, laid.count + 1)] if laid.steady else []
    return {
        "id": take.id,
        "settings": take.settings,
        "kept": take.kept,
        "mine": take.mine,
        "partner": take.partner,
        "marks": marks,
        "strengths": [_said(one, laid, lang) for one in feedback.strengths],
        "next": {**_said(step, laid, lang), "setup": _setup(step.kind, choices)},
    }


def engraved(take: Take, lang: Language, width: int) -> dict[str, Any]:
    """Engrave both players' notes, with words for those who do not see them. Takes a second or two.

    Raises:
        MusicError: the notes cannot be written so.
    """
    from mtlearn.music.bars import bars  # noqa: PLC0415 - loads music21 and verovio
    from mtlearn.music.notation import engrave  # noqa: PLC0415 - the same

    played = duo(take)
    laid = bars(played)
    own = words("exercise", lang)
    with _one_at_a_time:
        picture = engrave(played, laid, (own["me"], own["partner"], own["free_time"]), width)
    label = own["notation_label"].format(mine=len(played.mine), partner=len(played.partner), bars=laid.count)
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
    name = f"{re.sub(r'[^a-z]+', '-', own['title'].lower()).strip('-')}-{stamp}.{ending}"
    with _one_at_a_time:
        return name, mime, _bytes(take, form, (own["me"], own["partner"], own["free_time"]))


def _bytes(take: Take, form: str, names: tuple[str, str, str]) -> bytes:
    played, choices = duo(take), Choices.of(take.settings)
    if form == "wav":
        from mtlearn.sound.render import render, wav_bytes  # noqa: PLC0415 - brings numpy's sampler

        return wav_bytes(render(events(played), {LEARNER: choices.mine, PARTNER: choices.partner}))
    from mtlearn.music.bars import bars  # noqa: PLC0415 - loads music21
    from mtlearn.music.files import midi, musicxml  # noqa: PLC0415 - the same

    laid = bars(played)
    if form == "midi":
        return midi(played, laid, names=names, voices=(choices.mine, choices.partner))
    return musicxml(played, laid, names)


def _said(one: Observation, laid: Bars, lang: Language) -> dict[str, Any]:
    from mtlearn.widgets.feedback import said  # noqa: PLC0415 - only once something was played

    shown = one.bars is not None and one.end > one.start
    return {
        "kind": one.kind,
        "text": said(one, laid, lang),
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
