"""What one can take along from a take: its notation, and the files made of it."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Final

from mtlearn.language import words
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.engraver import ENGRAVER
from mtlearn.widgets.exercise_words import exercise_words, other_words
from mtlearn.widgets.outcome import duo, laid_bars, meant
from mtlearn.widgets.replay import again

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Take

__all__ = ["FORMATS", "engraved", "file"]

FORMATS: Final = {
    "midi": ("mid", "audio/midi"),
    "musicxml": ("musicxml", "application/vnd.recordare.musicxml+xml"),
    "wav": ("wav", "audio/wav"),
    "flac": ("flac", "audio/flac"),
}
_SOUND: Final = frozenset({"wav", "flac"})


def engraved(take: Take, lang: Language, width: int) -> dict[str, Any]:
    """Engrave both players' notes, with words for those who do not see them. Takes a second or two.

    Drums are not engraved: the course writes no drum notation.

    Raises:
        MusicError: the notes cannot be written so.
    """
    from mtlearn.music.notation import engrave  # noqa: PLC0415 - loads music21 and verovio

    played, choices = meant(take), Choices.of(take.last_settings)
    own = words("exercise", lang) | other_words(choices, lang)
    if choices.on_drums:
        return {"take": take.id, "svg": "", "said": own["no_drum_notation"]}
    laid_, _ = laid_bars(take)
    alone = not played.partner
    staves = (own["me"], "" if alone else own["partner"], own["free_time"])
    with ENGRAVER:
        picture = engrave(played, laid_, staves, width)
    label = own["notation_alone" if alone else "notation_label"].format(
        mine=len(played.mine), partner=len(played.partner), bars=laid_.count, other=own["the_other"]
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
    own = exercise_words(str(take.settings.get("exercise")), lang)
    own |= other_words(Choices.of(take.last_settings), lang)
    title = own.get("title", own["take_title"])
    name = f"{re.sub(r'[^a-z]+', '-', title.lower()).strip('-')}-{stamp}.{ending}"
    with ENGRAVER:
        return name, mime, _bytes(take, form, (own["me"], own["partner"], own["free_time"]))


def _bytes(take: Take, form: str, staves: tuple[str, str, str]) -> bytes:
    if form in _SOUND:
        return _recorded(take, form, staves)
    from mtlearn.music.files import midi, musicxml  # noqa: PLC0415 - loads music21

    choices = Choices.of(take.last_settings)
    laid_, _ = laid_bars(take)
    if form == "midi":  # as it was pressed; what is written as notation is as it was meant
        return midi(duo(take), laid_, names=staves, voices=(choices.mine, choices.second))
    return musicxml(meant(take), laid_, staves)


def _recorded(take: Take, form: str, staves: tuple[str, str, str]) -> bytes:
    """Record all that sounded, with the notes inside, so that the take can be brought back."""
    from mtlearn.music.piece import Part, Piece  # noqa: PLC0415 - only where a file is made
    from mtlearn.music.reading.carried import notes_text  # noqa: PLC0415 - the same
    from mtlearn.sound.recording import recording  # noqa: PLC0415 - brings numpy's sampler
    from mtlearn.sound.render import render_blocks  # noqa: PLC0415 - the same

    played, choices = duo(take), Choices.of(take.last_settings)
    parts = (
        Part(staves[0], played.mine, voice=choices.mine, role="mine"),
        Part(staves[1], played.partner, voice=choices.second, role="partner"),
    )
    return recording(
        render_blocks(*again(take)), notes_text(Piece(tuple(part for part in parts if part.notes))), form=form
    )
